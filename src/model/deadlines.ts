/** How long silence may last before it means something. A false alarm costs one look-up; a missing one strands a person. */
import type { Attempt, CallLimits } from './attempt.ts';
import type { Plan } from './campaign.ts';
import type { Contact } from './contact.ts';
import { holderOf } from './contact-effects.ts';
import { DAY, MINUTE, SECOND, type Duration, type Instant } from './time.ts';

/** Longest that one request may take, connection included; the client's own timeouts add up to less. */
const REQUEST_TIMEOUT: Duration = 60 * SECOND;
/** The provider may show a call's end a little late. */
const RING_SLACK: Duration = MINUTE;
const TALK_SLACK: Duration = 2 * MINUTE;
/** `created` past its deadline and still `created` when looked up: renewed this often, doubling, then a person decides. */
export const RENEWALS = 3;

/** What a call that is dialed now is told. */
export function limitsOf(plan: Pick<Plan, 'ringingTimeoutSeconds' | 'maxCallDurationMinutes'>): CallLimits {
  return { ringing: plan.ringingTimeoutSeconds * SECOND, talking: plan.maxCallDurationMinutes * MINUTE };
}

/** No call of an attempt can still be open after this. */
export function longestEnd(sendBy: Instant, { ringing, talking }: CallLimits): Instant {
  return sendBy + REQUEST_TIMEOUT + ringing + talking;
}

/** Nobody's phone rings longer: the provider takes no more. */
const LONGEST_RINGING: Duration = 80 * SECOND;

/**
 * Of an attempt that was written without its limits. Only their sum is known, so each is the most that it can have been:
 * too long keeps a slot waiting, too short would declare a call over that still talks.
 */
export function limitsWithin({ sendBy, longestEnd: end }: Pick<Attempt, 'sendBy' | 'longestEnd'>): CallLimits {
  const together = Math.max(end - sendBy - REQUEST_TIMEOUT, 0);
  return { ringing: Math.min(together, LONGEST_RINGING), talking: together };
}

/** `placing` without a word past this becomes in doubt. */
export function placingDeadline(attempt: Attempt): Instant {
  return attempt.sendBy + REQUEST_TIMEOUT;
}

export function ringingDeadline(now: Instant, renewals: number, { ringing }: CallLimits): Instant {
  return now + (ringing + RING_SLACK) * 2 ** renewals;
}

/** A call that was answered has ended by then, seen or not. */
export function talkingDeadline(startedAt: Instant, { talking }: CallLimits): Instant {
  return startedAt + talking + TALK_SLACK;
}

/** A doubt is not redialed before this, whatever a campaign accepts (I1): until then its call may ring, or be listed late. */
export function redialFrom(attempt: Attempt): Instant {
  return Math.max(attempt.sendBy + REQUEST_TIMEOUT + 15 * MINUTE, attempt.longestEnd);
}

/**
 * When silence about an open attempt means something; -Infinity when it may at any time. A contact has one alarm, that of
 * the attempt it is held by. Beside it, or after it, another may be open (a call found alive after it was written off):
 * that one is over when no call of it can last any longer.
 */
export function alarmOf(contact: Contact, attempt: Attempt): Instant {
  if (holderOf(contact) !== attempt.id) return attempt.longestEnd + TALK_SLACK;
  return 'dueAt' in contact.state ? contact.state.dueAt : -Infinity;
}

/**
 * After `done` look-ups: the next one. The campaign's own are made whatever the hour, since they are few and end in a
 * question to a person; the rare late ones that were missed while nobody ran are made up for by the one of just now.
 */
export function lookUpAfter(
  since: Instant,
  done: number,
  attempt: Attempt,
  plan: Plan,
  now: Instant,
): { readonly lookUps: number; readonly dueAt: Instant } {
  let lookUps = done;
  const isLate = (): boolean => lookUps >= plan.doubt.lookUps.length;
  while (isLate() && nextLookUp(since, lookUps, attempt, plan) <= now) lookUps += 1;
  return { lookUps, dueAt: Math.max(nextLookUp(since, lookUps, attempt, plan), now + 1) };
}

/** The instant of look-up number `done + 1` of a doubt: the campaign's own, then three late ones, then one a day. */
export function nextLookUp(since: Instant, done: number, attempt: Attempt, plan: Plan): Instant {
  const early = plan.doubt.lookUps[done];
  if (early !== undefined) return since + early;
  const late = [MINUTE, 15 * MINUTE, DAY];
  const index = done - plan.doubt.lookUps.length;
  return Math.max(since, attempt.longestEnd) + (late[index] ?? DAY * (index - 1));
}
