/** Brings a campaign from the ledger's past and a checked file together: new, going on, or refused. */
import type { Campaign, CampaignState } from '../model/campaign.ts';
import { userError } from '../model/errors.ts';
import type { CampaignId } from '../model/ids.ts';
import type { Instant } from '../model/time.ts';
import type { LogLine, Store } from '../store/port.ts';
import { formatWhen, operatorZone } from '../report/when.ts';
import type { Bench } from '../assemble.ts';
import type { LookedUp } from './lookups.ts';
import { planOf, samePlan } from './plan-of.ts';
import type { Source } from './source.ts';

/** Before anything is loaded into it: may this campaign be dialed by this account at all? */
export async function refuseForeign(bench: Bench, id: CampaignId, { spec, typed }: Source): Promise<void> {
  const known = await bench.store.campaign(id);
  if (known === undefined) return;
  const other = `Give this one another name: outdial run ${typed} --name "${spec.name} 2".`;
  if (known.account !== bench.account) {
    const message = `The campaign "${known.name}" in this ledger was made with another host or API key.`;
    throw userError('other_account', message, other);
  }
  if (known.state.is === 'canceled') {
    throw userError('canceled', `The campaign "${known.name}" was canceled.`, other);
  }
}

/** The campaign with the plan that this file asks for, in the ledger; its state is as it was. */
export async function putPlan(
  bench: Bench,
  id: CampaignId,
  { spec }: Source,
  looked: LookedUp,
  now: Instant,
): Promise<Campaign> {
  const known = await bench.store.campaign(id);
  const plan = planOf(spec, looked, (known?.plan.version ?? 0) + 1);
  if (known !== undefined && samePlan(known.plan, plan)) return known;
  const campaign: Campaign =
    known === undefined
      ? { id, name: spec.name, account: bench.account, state: { is: 'scheduled' }, plan, createdAt: now, version: 1 }
      : { ...known, plan, version: known.version + 1 };
  const event = known === undefined ? 'campaign_made' : 'plan_changed';
  await put(bench.store, known ?? null, campaign, logLine(campaign, event, null, now));
  return campaign;
}

/** From now on every engine of the account dials it. */
export async function startCampaign(store: Store, campaign: Campaign, now: Instant): Promise<Campaign> {
  const known = (await store.campaign(campaign.id)) ?? campaign;
  if (known.state.is === 'running') return known;
  const running: Campaign = { ...known, state: { is: 'running' }, version: known.version + 1 };
  await put(store, known, running, logLine(running, 'running', known.state.is, now));
  return running;
}

/** A finished campaign that has people to dial again was given new rows: that is not for the program to guess at. */
export function refuseFinished(campaign: Campaign, toDial: number, { typed, spec }: Source, now: Instant): void {
  if (campaign.state.is !== 'finished' || toDial === 0) return;
  const when = formatWhen(campaign.state.at, now, operatorZone());
  throw userError(
    'finished',
    `"${campaign.name}" was finished (${when}), and its list now has ${toDial} more to dial.`,
    `Dial only those: outdial run ${typed} --continue. Call everybody again: --name "${spec.name} 2".`,
  );
}

async function put(store: Store, from: Campaign | null, to: Campaign, line: LogLine): Promise<void> {
  if ((await store.putCampaign(from === null ? 'new' : from.version, to, [line])) === 'done') return;
  throw userError(
    'moved',
    `"${to.name}" was changed by another outdial at this moment.`,
    'Run the same command again.',
  );
}

function logLine(campaign: Campaign, event: string, from: CampaignState['is'] | null, at: Instant): LogLine {
  return {
    at,
    actor: 'operator',
    campaign: campaign.id,
    contact: null,
    attempt: null,
    event,
    from,
    to: campaign.state.is,
    cause: null,
    evidence: { plan_version: campaign.plan.version },
  };
}
