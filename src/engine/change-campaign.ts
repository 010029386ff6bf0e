/** The one way in which a campaign that is in the ledger changes: by a command, through its table, with its line in the log. */
import type { Campaign } from '../model/campaign.ts';
import { obey, type CampaignCommand, type Refusal } from '../model/campaign-lifecycle.ts';
import type { CampaignId } from '../model/ids.ts';
import { isPauseOver, type PauseReason } from '../model/pause-reason.ts';
import type { Instant } from '../model/time.ts';
import type { LogLine, Store } from '../store/port.ts';

export type Asked = {
  /** Asked once the campaign was read: reading may take its time. */
  readonly now: () => Instant;
  /** `name`: whom the log names, where it names anybody. */
  readonly by: { readonly is: 'engine' } | { readonly is: 'operator'; readonly name?: string };
};

export type Changed =
  | { readonly is: 'changed'; readonly from: Campaign; readonly campaign: Campaign }
  | { readonly is: 'same'; readonly campaign: Campaign }
  | { readonly is: 'refused'; readonly because: Refusal; readonly campaign: Campaign }
  | { readonly is: 'gone' };

type Ledger = Pick<Store, 'campaign' | 'putCampaign'>;

/** What to ask of the campaign as it stands; null: nothing, and it stays the same. */
export type Decide = (campaign: Campaign) => CampaignCommand | null;

/** Tried again for as long as the campaign moves meanwhile: each time it is asked anew, as it stands then. */
export async function changeCampaign(
  store: Ledger,
  id: CampaignId,
  command: CampaignCommand | Decide,
  asked: Asked,
): Promise<Changed> {
  for (;;) {
    const campaign = await store.campaign(id);
    if (campaign === undefined) return { is: 'gone' };
    const chosen = typeof command === 'function' ? command(campaign) : command;
    if (chosen === null) return { is: 'same', campaign };
    const result = await changeAsRead(store, campaign, chosen, asked);
    if (result.is !== 'lost') return result;
  }
}

/** For what was decided by all that was read with the campaign: `lost` once it has moved since, and then all is read again. */
export async function changeAsRead(
  store: Ledger,
  campaign: Campaign,
  command: CampaignCommand,
  asked: Asked,
): Promise<Exclude<Changed, { is: 'gone' }> | { readonly is: 'lost' }> {
  const now = asked.now();
  const verdict = obey(campaign, command, now);
  if (verdict.is === 'same') return { is: 'same', campaign };
  if (verdict.is === 'refused') return { ...verdict, campaign };
  const line = lineOf(campaign, verdict.campaign, command, now, asked.by);
  const put = await store.putCampaign(campaign.version, verdict.campaign, [line]);
  return put === 'lost' ? { is: 'lost' } : { is: 'changed', from: campaign, campaign: verdict.campaign };
}

/** A campaign that the ledger does not know yet. False where it does by now. */
export async function makeCampaign(store: Ledger, campaign: Campaign, { now, by }: Asked): Promise<boolean> {
  const line: LogLine = {
    ...about(campaign, now(), by.is),
    event: 'campaign_made',
    from: null,
    to: campaign.state.is,
    cause: null,
    evidence: { plan_version: campaign.plan.version },
  };
  return (await store.putCampaign('new', campaign, [line])) === 'done';
}

function about(
  { id }: Campaign,
  at: Instant,
  actor: Asked['by']['is'],
): Pick<LogLine, 'at' | 'actor' | 'campaign' | 'contact' | 'attempt'> {
  return { at, actor, campaign: id, contact: null, attempt: null };
}

function lineOf(from: Campaign, to: Campaign, command: CampaignCommand, now: Instant, by: Asked['by']): LogLine {
  const moved = { ...about(to, now, by.is), from: from.state.is, to: to.state.is };
  const named = by.is === 'operator' && by.name !== undefined ? { by: by.name } : null;
  const planVersion = { plan_version: to.plan.version };
  switch (command.is) {
    case 'start':
      return { ...moved, event: 'running', cause: null, evidence: planVersion };
    case 'resume': {
      const over = named === null && from.state.is === 'paused' && isPauseOver(from.state, now);
      return { ...moved, event: 'running', cause: over ? 'pause_over' : 'operator', evidence: named };
    }
    case 'pause': {
      const { reason } = command;
      const until = reason.why === 'operator' && reason.until !== undefined ? { until: reason.until } : {};
      return { ...moved, event: 'paused', cause: causeOf(reason), evidence: named && { ...named, ...until } };
    }
    case 'finish':
      return { ...moved, event: 'finished', cause: 'nothing_left', evidence: null };
    case 'cancel':
      return { ...moved, event: 'canceled', cause: 'operator', evidence: named };
    case 'next_step':
      return { ...moved, event: 'running', cause: 'ramp', evidence: null };
    case 'reopen':
      return { ...moved, event: to.state.is === 'running' ? 'running' : 'paused', cause: 'retry', evidence: named };
    case 'change_plan': {
      const kind = command.because === 'agent_kind' ? { agent_kind: to.plan.agentKind } : {};
      const evidence = { ...planVersion, ...kind, ...named };
      return { ...moved, event: 'plan_changed', cause: command.because, evidence };
    }
    case 'erase_rows':
      return { ...moved, event: 'forgotten', cause: 'inline_rows', evidence: named };
  }
}

/** The log has always called a pause for want of a run the operator's, and a code of the log keeps its meaning. */
function causeOf({ why }: PauseReason): string {
  return why === 'unattended' ? 'operator' : why;
}
