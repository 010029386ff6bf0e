/** Pauses campaigns with the reason, aloud: what would be refused for everyone must not burn the list. */
import type { Attempt } from '../model/attempt.ts';
import type { Campaign, PauseReason } from '../model/campaign.ts';
import type { CampaignId } from '../model/ids.ts';
import type { Session } from '../session.ts';
import { withoutNumbers } from '../settle/report-event.ts';
import type { Placement } from '../voice/port.ts';

/** After a 401 or 402 every campaign of the account; after a 403 or 404 those whose agent or line it was. */
export async function pauseCampaigns(
  session: Session,
  attempts: readonly Attempt[],
  refusal: Extract<Placement, { is: 'refused' }>,
): Promise<void> {
  const concerned = new Set(attempts.map(({ campaign }) => campaign));
  const message = `the provider refused the request: ${refusalWords(refusal)}`;
  for (const id of refusal.scope === 'account' ? session.campaigns.keys() : concerned) {
    await pause(session, id, 'account', message);
  }
}

/** The provider's words without any number in them: a pause is kept beside the campaign, not with personal data (I8). */
export function refusalWords({ status, code, message }: Extract<Placement, { is: 'refused' }>): string {
  return `${status} ${code}: ${withoutNumbers(message)}`;
}

/** What was found out concerns the whole account, so nobody goes on. */
export async function pauseAll(session: Session, message: string): Promise<void> {
  session.say(`Paused: ${message}.`);
  for (const id of session.campaigns.keys()) await pause(session, id, 'account', message);
  session.mustPause = null;
}

/** Tried again when the campaign moved on meanwhile; a campaign that is no longer running is left as it is. */
export async function pause(session: Session, id: CampaignId, why: PauseReason, message: string): Promise<void> {
  for (;;) {
    const campaign = await session.store.campaign(id);
    if (campaign?.state.is !== 'running') return;
    if (await put(session, campaign, { is: 'paused', why, message }, why)) return;
  }
}

/** True once it is in the ledger. */
export async function put(
  session: Session,
  campaign: Campaign,
  state: Campaign['state'],
  cause: string,
): Promise<boolean> {
  const now = session.clock.now();
  const to: Campaign = { ...campaign, state, version: campaign.version + 1 };
  const result = await session.store.putCampaign(campaign.version, to, [
    {
      at: now,
      actor: 'engine',
      campaign: campaign.id,
      contact: null,
      attempt: null,
      event: state.is,
      from: campaign.state.is,
      to: state.is,
      cause,
      evidence: null,
    },
  ]);
  if (result === 'done') session.campaigns = new Map(session.campaigns).set(campaign.id, to);
  session.wakes.dispatch.wake();
  return result === 'done';
}
