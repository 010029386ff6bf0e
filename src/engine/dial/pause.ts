/** Pauses campaigns with the reason, aloud: what would be refused for everyone must not burn the list. */
import type { Attempt } from '../../model/attempt.ts';
import { attemptVariableOf, type Campaign, type PauseReason } from '../../model/campaign.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { Core } from '../core.ts';

/** What is refused, and for whom besides whom it was said of. `words`: the provider's, without anybody's names and numbers. */
export type SharedRefusal = {
  readonly status: number;
  readonly code: string;
  readonly words: string;
  readonly scope: 'account' | 'campaign';
};

/** After a 401 or 402 every campaign of the account; after a 403 or 404 those whose agent or line it was. */
export async function pauseCampaigns(core: Core, attempts: readonly Attempt[], refusal: SharedRefusal): Promise<void> {
  const { status, code, words, scope } = refusal;
  const concerned = new Set(attempts.map(({ campaign }) => campaign));
  const of = status < 300 ? 'refused a call' : `refused the request (${status})`;
  const said = code.startsWith('http_') || code === 'refused' ? `the provider ${of}` : `the provider ${of}: ${code}`;
  const message = `${said}${hintFor(core, concerned, words)}`;
  let paused = false;
  for (const id of scope === 'account' ? core.campaigns.all.keys() : concerned) {
    if (await pause(core, id, 'account', message, attempts[0])) paused = true;
  }
  // Logs are kept, and nobody erases a name in them: so these words have none.
  if (paused) core.notices.say(`Paused: ${message}${words === '' ? '' : `: ${words}`}`);
}

/** Nobody promises that an agent takes a variable it does not know: ours can be given another name, or left out. */
function hintFor({ campaigns }: Core, concerned: ReadonlySet<CampaignId>, words: string): string {
  for (const id of concerned) {
    const plan = campaigns.all.get(id)?.plan;
    const name = plan === undefined ? null : attemptVariableOf(plan);
    if (name === null || !words.includes(name)) continue;
    return ` (${name} is outdial's own: give it another name in the campaign file, "attempt_id_variable": "…", or leave it out: "attempt_id_variable": null)`;
  }
  return '';
}

/** What was found out concerns the whole account, so nobody goes on: for every cause that was met, and each is said. */
export async function pauseAll(core: Core, messages: readonly string[]): Promise<void> {
  for (const message of messages) core.notices.say(`Paused: ${message}.`);
  for (const id of core.campaigns.all.keys()) await pause(core, id, 'account', messages.join('. '));
  core.run.pausesMade(messages);
}

/**
 * Tried again when the campaign moved on meanwhile; a campaign that is no longer running is left as it is. True when this
 * paused it. `of`: whose refusal is the reason.
 */
export async function pause(
  core: Core,
  id: CampaignId,
  why: PauseReason,
  message: string,
  of?: Attempt,
): Promise<boolean> {
  const said = of === undefined ? {} : { said: { contact: of.contact, attempt: of.id } };
  for (;;) {
    const campaign = await core.store.campaign(id);
    if (campaign?.state.is !== 'running') return false;
    if (await put(core, campaign, { is: 'paused', why, message, ...said }, why)) return true;
  }
}

/** True once it is in the ledger. */
export async function put(core: Core, campaign: Campaign, state: Campaign['state'], cause: string): Promise<boolean> {
  const now = core.clock.now();
  const to: Campaign = { ...campaign, state, version: campaign.version + 1 };
  const result = await core.store.putCampaign(campaign.version, to, [
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
  if (result === 'done') core.campaigns.put(to);
  core.run.signals.dispatch.wake();
  return result === 'done';
}
