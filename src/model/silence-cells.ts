/** Cells of THE table for silence: what is inferred where nothing was heard, or nothing found. It never undoes evidence. */
import type { At, Event } from './cell.ts';
import type { Contact } from './contact.ts';
import { closeBeside, end, giveUp, holderOf, openContact, type Moved } from './contact-effects.ts';
import { lookUpAfter, nextLookUp, redialFrom, RENEWALS } from './deadlines.ts';
import { END_UNKNOWN } from './end-guesses.ts';
import { afterEnd, mayRedial } from './follow-up.ts';
import { throttled } from './reply-cells.ts';

/** The cause of a doubt after a 429 to a request of several. */
const THROTTLED_BATCH = 'http_429';

/** The cause of a doubt about a call of which nothing is heard any more. */
const NO_END_SEEN = 'no_end_seen';

/** The cause of a doubt about a call that is listed, and never began. */
export const STAYS_CREATED = 'stays_created';

/** The cause of an end that was inferred of a call whose start nobody saw. */
const NEVER_STARTED = 'never_started';

export const doubt = (at: At<'placing' | 'placed'>, cause: string): Moved => {
  const { state } = at.attempt;
  const known = state.is === 'placed';
  return openContact(
    at,
    { is: 'in_doubt', since: at.now, cause, callId: known ? state.callId : null, renewals: known ? state.renewals : 0 },
    // A call whose id we know is looked up at once; a lost reply is given time to appear in the list.
    { is: 'in_doubt', dueAt: known ? at.now : nextLookUp(at.now, 0, at.attempt, at.rules.plan), lookUps: 0 },
    'in_doubt',
    cause,
  );
};

export const silentCall = (at: At<'placed'>): Moved => {
  const { state } = at.attempt;
  if (state.seen === 'started') {
    const startedAt = state.startedAt ?? at.now;
    const inferred = { disposition: 'answered', startedAt, endedAt: at.now } as const;
    return end(at, { is: 'ended', callId: state.callId, ...inferred, endReason: END_UNKNOWN }, END_UNKNOWN, (contact) =>
      afterEnd(contact, { ...inferred, attempt: at.attempt }, at.rules, at.now),
    );
  }
  if (hasMovedOn(at.contact)) return neverStarted(at);
  if (state.renewals < RENEWALS) return doubt(at, NO_END_SEEN);
  const spent = at.rules.plan.doubt.lookUps.length;
  return openContact(
    at,
    { is: 'in_doubt', since: at.now, cause: STAYS_CREATED, callId: state.callId, renewals: state.renewals },
    { is: 'needs_review', dueAt: nextLookUp(at.now, spent, at.attempt, at.rules.plan), lookUps: spent },
    'needs_review',
    STAYS_CREATED,
  );
};

/** Is the contact through? Silence is no reason to call anyone back from there: only evidence is, or a person. */
const hasMovedOn = ({ state }: Contact): boolean => 'reason' in state;

/** No call of it can last any longer, whatever became of it, and its contact is through without it. */
const neverStarted = (at: At<'placed' | 'in_doubt'>): Moved => {
  const inferred = { disposition: 'no_answer', startedAt: null, endedAt: at.now, endReason: END_UNKNOWN } as const;
  return closeBeside(at, { is: 'ended', callId: at.attempt.state.callId, ...inferred }, NEVER_STARTED);
};

/** A doubt that came up while a newer attempt held the contact takes hold of it once it is free: it may have rung. */
export const takeHold = (at: At<'in_doubt'>): Moved | 'same' => {
  if (holderOf(at.contact) !== null) return 'same';
  if (hasMovedOn(at.contact)) return neverStarted(at);
  const state = { ...at.attempt.state, cause: NO_END_SEEN, renewals: 0 };
  return openContact(at, state, { is: 'in_doubt', dueAt: at.now, lookUps: 0 }, 'in_doubt', NO_END_SEEN);
};

/** Seen again as it was when its waiting was given up: no news, and whoever looked because of the alarm moves it. */
export const stillCreated = (at: At<'in_doubt'>): Moved | 'same' => {
  const { state } = at.contact;
  if (state.is !== 'needs_review' || state.attempt !== at.attempt.id || state.dueAt > at.now) return 'same';
  const next = lookUpAfter(at.attempt.state.since, state.lookUps + 1, at.attempt, at.rules.plan, at.now);
  return openContact(at, at.attempt.state, { is: 'needs_review', ...next }, 'still_created', null);
};

export const lookedUp = (at: At<'in_doubt'>, event: Event<'not_found'>): Moved | 'same' => {
  const before = at.contact.state;
  if ((before.is !== 'in_doubt' && before.is !== 'needs_review') || before.attempt !== at.attempt.id) return 'same';
  // A 429 to a request of several rang nobody unless some of it went through: a look-up that shows none of it settles that.
  // In a list of which a part was read its absence says nothing: it may be ringing.
  if (at.attempt.state.cause === THROTTLED_BATCH && event.complete)
    return throttled(at, { is: 'throttled', code: THROTTLED_BATCH, retryAfter: null });
  if (before.is === 'needs_review' && at.now >= redialFrom(at.attempt) && mayRedial(at.contact, at.rules, at.now)) {
    const code = at.attempt.state.cause;
    return giveUp(at, { is: 'not_placed', why: 'given_up', at: at.now, code }, 'doubt_then_redial', at.now);
  }
  const next = lookUpAfter(at.attempt.state.since, before.lookUps + 1, at.attempt, at.rules.plan, at.now);
  const spent = next.lookUps >= at.rules.plan.doubt.lookUps.length;
  return openContact(
    at,
    at.attempt.state,
    { is: spent ? 'needs_review' : 'in_doubt', ...next },
    spent && before.is === 'in_doubt' ? 'needs_review' : 'not_found',
    `later_calls_listed:${event.later}`,
  );
};
