/** The brake for refusals that nobody can place: so many people in the same words cannot all be wrong, and none burns for it. */
import type { Attempt } from '../../model/attempt.ts';
import type { CampaignId } from '../../model/ids.ts';
import { MOST_REOPENED } from '../../model/reopen.ts';
import type { RequestSignal } from '../../queue/port.ts';
import type { RefusedGroup, Session } from '../session.ts';
import { reopenRefused } from '../settle/reopen-refused.ts';
import { insist } from './until-answered.ts';
import { pause, saidOf } from './pause.ts';

/** Different destinations with no call placed between them. */
const MANY = 5;
/** Words that differ each time are counted apart; the oldest are forgotten. */
const MOST_GROUPS = 100;
/** An answer 409 may be a hiccup, and each is a doubt: two in a row are a rule of the provider that nobody knows. */
const MANY_CONFLICTS = 2;
/** The cause of a doubt after a 409. */
export const CONFLICT = 'http_409';

/** The group of those who were refused as whole requests of one, whatever the words. */
export const WHOLE = 'request';

/** A call was placed: what was refused before it was not for everybody. */
export function notePlaced(session: Session, campaign: CampaignId): void {
  session.refused.delete(campaign);
}

/** By the ledger's own word for each: a message alone pauses nobody. */
export function noteRefused(session: Session, met: Extract<RequestSignal, { is: 'refused' }>): Promise<void> {
  return insist(session, () => brake(session, met));
}

async function brake(session: Session, met: Extract<RequestSignal, { is: 'refused' }>): Promise<void> {
  const { campaign, group: name, words } = met;
  const group = groupOf(session, campaign, name);
  let last: Attempt | undefined;
  for (const id of met.attempts) {
    const attempt = await session.store.attempt(id);
    if (attempt?.campaign !== campaign || attempt.state.is !== 'not_placed' || attempt.state.why !== 'refused')
      continue;
    // Whom a rule has given back often enough is on their own budget.
    const contact = await session.store.contact(attempt.contact);
    if (contact === undefined || (contact.uncounted.reopened ?? 0) >= MOST_REOPENED) continue;
    group.destinations.add(attempt.destination);
    group.attempts.add(id);
    last = attempt;
  }
  if (last === undefined) return;
  const now = await session.store.campaign(campaign);
  // Paused for it already: what was on its way then is theirs as little.
  const late = now?.state.is === 'paused' && now.state.why === 'breaker';
  if (group.destinations.size < MANY && !late) return;
  const message =
    name === WHOLE
      ? `${MANY} requests in a row were refused`
      : `${MANY} people in a row were refused in the same words`;
  if (!late && (await pause(session, campaign, { why: 'breaker', message, said: saidOf(last) }))) {
    session.say(`Paused: ${message}: ${words}`);
  }
  const how = { actor: 'engine', cause: 'refused_alike', evidence: null } as const;
  await reopenRefused(session.store, group.attempts, how, session.clock.now());
  session.refused.get(campaign)?.delete(name);
}

/** Only what is a doubt for it in the ledger counts. */
export async function noteConflict(session: Session, met: Extract<RequestSignal, { is: 'conflict' }>): Promise<void> {
  const { campaign } = met;
  const attempts = await Promise.all(met.attempts.map((id) => session.store.attempt(id)));
  const doubt = attempts.some(
    (attempt) => attempt?.campaign === campaign && attempt.state.is === 'in_doubt' && attempt.state.cause === CONFLICT,
  );
  if (!doubt) return;
  const count = (session.conflicts.get(campaign) ?? 0) + 1;
  session.conflicts.set(campaign, count);
  if (count < MANY_CONFLICTS) return;
  session.conflicts.delete(campaign);
  const message = `the provider answered ${count} requests in a row with 409 (conflict): each may have rung`;
  if (await pause(session, campaign, { why: 'doubt', message })) session.say(`Paused: ${message}`);
}

function groupOf({ refused }: Session, campaign: CampaignId, name: string): RefusedGroup {
  const groups = refused.get(campaign) ?? new Map<string, RefusedGroup>();
  refused.set(campaign, groups);
  const group = groups.get(name) ?? { destinations: new Set(), attempts: new Set() };
  groups.set(name, group);
  const [oldest] = groups.keys();
  if (groups.size > MOST_GROUPS && oldest !== undefined) groups.delete(oldest);
  return group;
}
