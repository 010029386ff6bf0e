/** Pauses campaigns with the reason, aloud: what would be refused for everyone must not burn the list. */
import type { Attempt } from '../../model/attempt.ts';
import { attemptVariableOf, type Campaign } from '../../model/campaign.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { PauseReason, RefusedOne } from '../../model/pause-reason.ts';
import type { Instant } from '../../model/time.ts';
import { changeAsRead, changeCampaign } from '../change-campaign.ts';
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
  const [first] = attempts;
  const reason = { why: 'account', message, ...(first === undefined ? {} : { said: saidOf(first) }) } as const;
  let paused = false;
  for (const id of scope === 'account' ? core.campaigns.all.keys() : concerned) {
    if (await pause(core, id, reason)) paused = true;
  }
  // Logs are kept, and nobody erases a name in them: so these words have none.
  if (paused) core.notices.say(`Paused: ${message}${words === '' ? '' : `: ${words}`}`);
}

/** Whose refusal it was: the provider's words are kept with that person's data. */
export function saidOf({ contact, id }: Attempt): RefusedOne {
  return { contact, attempt: id };
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
  const message = messages.join('. ');
  for (const id of core.campaigns.all.keys()) await pause(core, id, { why: 'account', message });
  core.run.pausesMade(messages);
}

/** True when this paused it: a campaign that is not running any more is left as it is. */
export async function pause(core: Core, id: CampaignId, reason: PauseReason): Promise<boolean> {
  const asked = { now: () => core.clock.now(), by: { is: 'engine' } } as const;
  const result = await changeCampaign(core.store, id, { is: 'pause', reason }, asked);
  if (result.is !== 'changed') return false;
  noteChange(core, result.campaign);
  return true;
}

/** Nothing is left to dial, as far as was read with the campaign: one that has moved since is looked at again. */
export async function finish(core: Core, campaign: Campaign, at: Instant): Promise<void> {
  const asked = { now: () => core.clock.now(), by: { is: 'engine' } } as const;
  const result = await changeAsRead(core.store, campaign, { is: 'finish', at }, asked);
  if (result.is === 'changed') noteChange(core, result.campaign);
  else core.run.signals.dispatch.wake();
}

export function noteChange(core: Core, campaign: Campaign): void {
  core.campaigns.put(campaign);
  core.run.signals.dispatch.wake();
}
