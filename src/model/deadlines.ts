/** How long silence may last before it means something. A false alarm costs one look-up; a missing one strands a person. */
import type { Attempt } from './attempt.ts';
import type { Plan } from './campaign.ts';
import { DAY, MINUTE, SECOND, type Duration, type Instant } from './time.ts';

/** Longest that one request may take, connection included; the client's own timeouts add up to less. */
const REQUEST_TIMEOUT: Duration = 60 * SECOND;
/** The provider may show a call's end a little late. */
const RING_SLACK: Duration = MINUTE;
const TALK_SLACK: Duration = 2 * MINUTE;
/** `created` past its deadline and still `created` when looked up: renewed this often, doubling, then a person decides. */
export const RENEWALS = 3;

/** No call of an attempt can still be open after this. */
export function longestEnd(sendBy: Instant, plan: Plan): Instant {
  return sendBy + REQUEST_TIMEOUT + plan.ringingTimeoutSeconds * SECOND + plan.maxCallDurationMinutes * MINUTE;
}

/** `placing` without a word past this becomes in doubt. */
export function placingDeadline(attempt: Attempt): Instant {
  return attempt.sendBy + REQUEST_TIMEOUT;
}

export function ringingDeadline(now: Instant, renewals: number, plan: Plan): Instant {
  return now + (plan.ringingTimeoutSeconds * SECOND + RING_SLACK) * 2 ** renewals;
}

/** A call that was answered has ended by then, seen or not. */
export function talkingDeadline(startedAt: Instant, plan: Plan): Instant {
  return startedAt + plan.maxCallDurationMinutes * MINUTE + TALK_SLACK;
}

/** A doubt is not redialed before this, whatever a campaign accepts (I1): until then its call may ring, or be listed late. */
export function redialFrom(attempt: Attempt): Instant {
  return Math.max(attempt.sendBy + REQUEST_TIMEOUT + 15 * MINUTE, attempt.longestEnd);
}

/** The instant of look-up number `done + 1` of a doubt: the campaign's own, then three late ones, then one a day. */
export function nextLookUp(since: Instant, done: number, attempt: Attempt, plan: Plan): Instant {
  const early = plan.doubt.lookUps[done];
  if (early !== undefined) return since + early;
  const late = [MINUTE, 15 * MINUTE, DAY];
  const index = done - plan.doubt.lookUps.length;
  return Math.max(since, attempt.longestEnd) + (late[index] ?? DAY * (index - 1));
}
