/** The brake for refusals that nobody can place: so many people in the same words cannot all be wrong, and none burns for it. */
import type { Attempt } from '../../model/attempt.ts';
import { MOST_REOPENED } from '../../model/reopen.ts';
import type { RequestSignal } from '../../queue/port.ts';
import type { Core } from '../core.ts';
import { insist } from '../ledger-trouble.ts';
import { reopenRefused } from '../settle/reopen-refused.ts';
import { pause, saidOf } from './pause.ts';

/** Different destinations with no call placed between them. */
const MANY = 5;
/** An answer 409 may be a hiccup, and each is a doubt: two in a row are a rule of the provider that nobody knows. */
const MANY_CONFLICTS = 2;
/** The cause of a doubt after a 409. */
export const CONFLICT = 'http_409';

/** The group of those who were refused as whole requests of one, whatever the words. */
export const WHOLE = 'request';

/** By the ledger's own word for each: a message alone pauses nobody. */
export function noteRefused(core: Core, met: Extract<RequestSignal, { is: 'refused' }>): Promise<void> {
  return insist(core, () => brake(core, met));
}

async function brake(core: Core, met: Extract<RequestSignal, { is: 'refused' }>): Promise<void> {
  const { campaign, group: name, words } = met;
  const refused: Attempt[] = [];
  for (const id of met.attempts) {
    const attempt = await core.store.attempt(id);
    if (attempt?.campaign !== campaign || attempt.state.is !== 'not_placed' || attempt.state.why !== 'refused')
      continue;
    // Whom a rule has given back often enough is on their own budget.
    const contact = await core.store.contact(attempt.contact);
    if (contact === undefined || (contact.uncounted.reopened ?? 0) >= MOST_REOPENED) continue;
    refused.push(attempt);
  }
  if (refused.length === 0) return;
  const group = core.campaigns.refused(campaign, name, refused);
  const now = await core.store.campaign(campaign);
  // Paused for it already: what was on its way then is theirs as little.
  const late = now?.state.is === 'paused' && now.state.why === 'breaker' && now.state.calls === undefined;
  if (group.destinations.size < MANY && !late) return;
  const message =
    name === WHOLE
      ? `${MANY} requests in a row were refused`
      : `${MANY} people in a row were refused in the same words`;
  const last = refused.at(-1);
  const said = last === undefined ? {} : { said: saidOf(last) };
  if (!late && (await pause(core, campaign, { why: 'breaker', message, ...said }))) {
    core.notices.say(`Paused: ${message}: ${words}`);
  }
  const how = { actor: 'engine', cause: 'refused_alike', evidence: null } as const;
  await reopenRefused(core.store, group.attempts, how, core.clock.now());
  core.campaigns.forgetRefused(campaign, name);
}

/** Only what is a doubt for it in the ledger counts. */
export async function noteConflict(core: Core, met: Extract<RequestSignal, { is: 'conflict' }>): Promise<void> {
  const { campaign } = met;
  const attempts = await Promise.all(met.attempts.map((id) => core.store.attempt(id)));
  const doubt = attempts.some(
    (attempt) => attempt?.campaign === campaign && attempt.state.is === 'in_doubt' && attempt.state.cause === CONFLICT,
  );
  if (!doubt) return;
  const count = core.campaigns.conflict(campaign, 'again');
  if (count < MANY_CONFLICTS) return;
  core.campaigns.conflict(campaign, null);
  const message = `the provider answered ${count} requests in a row with 409 (conflict): each may have rung`;
  if (await pause(core, campaign, { why: 'doubt', message })) core.notices.say(`Paused: ${message}`);
}
