/**
 * THE table: every state an attempt can be in, times everything that can happen to it.
 * A state or an event without its cell does not compile. What it means for the contact is in `model/contact-effects.ts`.
 *
 * Evidence (`alive`, `over`) is heard in any state, and never undoes a later one; inference (`silence`, `not_found`) never
 * undoes evidence; a contact in doubt is freed by evidence, by a provable absence of a request, or by a person, and by time
 * only where the campaign took that risk upon itself (`doubt.then: "redial"`).
 */
import { callIdOf, type Attempt, type AttemptState } from './attempt.ts';
import type { Contact } from './contact.ts';
import { nextLookUp, redialFrom, RENEWALS, ringingDeadline, talkingDeadline } from './deadlines.ts';
import type { AttemptEvent, Verdict } from './events.ts';
import { afterEnd, afterMiss, mayRedial, type Rules } from './follow-up.ts';
import { end, giveUp, openContact, miss, secondCall, type Moved } from './contact-effects.ts';
import { BY_OPERATOR } from './resolve.ts';
import { MINUTE, type Instant } from './time.ts';

type StateName = AttemptState['is'];
type EventName = AttemptEvent['is'];
type States = { readonly [T in AttemptState as T['is']]: T };
type Events = { readonly [T in AttemptEvent as T['is']]: T };
type State<S extends StateName> = States[S];
type Event<E extends EventName> = Events[E];

/** The contact, its attempt with the state the row of the table names, the rules and the instant. */
type In<S extends AttemptState> = {
  readonly contact: Contact;
  readonly attempt: Omit<Attempt, 'state'> & { readonly state: S };
  readonly rules: Rules;
  readonly now: Instant;
};
type At<S extends StateName> = In<State<S>>;
type Cell<S extends StateName, E extends EventName> = (at: At<S>, event: Event<E>) => Moved | 'same';
type Table = { readonly [S in StateName]: { readonly [E in EventName]: Cell<S, E> } };

/** The cause of a doubt after a 429 to a request of several. */
const THROTTLED_BATCH = 'http_429';

/** The cause of a doubt about a call that is listed, and never began. */
const STAYS_CREATED = 'stays_created';

/** The end reason of an end that was only inferred. */
const END_UNKNOWN = 'end_unknown';

const isGuess = (endReason: string | null): boolean => endReason === END_UNKNOWN || endReason === BY_OPERATOR;

const same = (): 'same' => 'same';

// Cells that several states share. Their states differ only in what they know of the call.

const notSent = (at: At<'placing' | 'in_doubt'>, event: Event<'unsent'>): Moved =>
  miss(at, { is: 'not_placed', why: 'unsent', at: at.now, code: event.cause }, event.cause, (contact) =>
    afterMiss(contact, { why: 'unsent' }, at.rules, at.now),
  );

const refused = (at: At<'placing' | 'in_doubt'>, event: Event<'refused'>): Moved =>
  miss(at, { is: 'not_placed', why: 'refused', at: at.now, code: event.code }, event.code, (contact) =>
    afterMiss(contact, { why: 'refused', forGood: event.forGood }, at.rules, at.now),
  );

const throttled = (at: At<'placing' | 'in_doubt'>, event: Event<'throttled'>): Moved => {
  const { throttled: before } = at.contact.uncounted;
  const to = { is: 'not_placed', why: 'throttled', at: at.now, code: event.code } as const;
  const moved = miss(at, to, event.code, (contact) =>
    afterMiss(contact, { why: 'throttled', retryAfter: event.retryAfter }, at.rules, at.now),
  );
  if (event.retryAfter === null) return moved;
  // A moment that the provider names binds the account: it is nobody's own failure, however often.
  return { ...moved, contact: { ...moved.contact, uncounted: { ...moved.contact.uncounted, throttled: before } } };
};

const accepted = (at: At<'placing' | 'in_doubt' | 'not_placed'>, event: Event<'accepted'>): Moved =>
  openContact(
    at,
    { is: 'placed', callId: event.callId, seen: 'created', startedAt: null, renewals: 0 },
    { is: 'in_progress', dueAt: ringingDeadline(at.now, 0, at.attempt.limits) },
    'placed',
    null,
  );

const found = (
  at: At<StateName>,
  event: Event<'alive'>,
  renewals: number,
  name: 'placed' | 'started' | 'found',
): Moved => {
  const started = event.seen === 'started';
  return openContact(
    at,
    {
      is: 'placed',
      callId: event.callId,
      seen: event.seen,
      startedAt: started ? (event.startedAt ?? at.now) : null,
      renewals,
    },
    {
      is: 'in_progress',
      dueAt: started
        ? talkingDeadline(plausible(at, event.startedAt), at.attempt.limits)
        : ringingDeadline(at.now, renewals, at.attempt.limits),
    },
    name,
    null,
  );
};

/** The provider's instant, as far as it can be true by our clock: waiting runs from it, and clocks may be hours apart. */
const plausible = (at: At<StateName>, instant: Instant | null): Instant =>
  Math.min(Math.max(instant ?? at.now, at.attempt.sendAt), at.now + MINUTE);

const over = (at: At<StateName>, event: Event<'over'>): Moved =>
  end(
    at,
    {
      is: 'ended',
      callId: event.callId,
      disposition: event.disposition,
      startedAt: event.startedAt,
      endedAt: event.endedAt,
      endReason: event.endReason,
    },
    event.endReason ?? event.disposition,
    (contact) => afterEnd(contact, { ...event, endedAt: plausible(at, event.endedAt) }, at.rules, at.now),
  );

const doubt = (at: At<'placing' | 'placed'>, cause: string): Moved => {
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

const silentCall = (at: At<'placed'>): Moved => {
  const { state } = at.attempt;
  if (state.seen === 'started') {
    const startedAt = state.startedAt ?? at.now;
    const inferred = { disposition: 'answered', startedAt, endedAt: at.now } as const;
    return end(at, { is: 'ended', callId: state.callId, ...inferred, endReason: END_UNKNOWN }, END_UNKNOWN, (contact) =>
      afterEnd(contact, inferred, at.rules, at.now),
    );
  }
  if (state.renewals < RENEWALS) return doubt(at, 'no_end_seen');
  const spent = at.rules.plan.doubt.lookUps.length;
  return openContact(
    at,
    { is: 'in_doubt', since: at.now, cause: STAYS_CREATED, callId: state.callId, renewals: state.renewals },
    { is: 'needs_review', dueAt: nextLookUp(at.now, spent, at.attempt, at.rules.plan), lookUps: spent },
    'needs_review',
    STAYS_CREATED,
  );
};

/** Seen again as it was when its waiting was given up: no news, and whoever looked because of the alarm moves it. */
const stillCreated = (at: At<'in_doubt'>): Moved | 'same' => {
  const { state } = at.contact;
  if (state.is !== 'needs_review' || state.attempt !== at.attempt.id || state.dueAt > at.now) return 'same';
  const lookUps = state.lookUps + 1;
  const dueAt = Math.max(nextLookUp(at.attempt.state.since, lookUps, at.attempt, at.rules.plan), at.now + 1);
  return openContact(at, at.attempt.state, { is: 'needs_review', dueAt, lookUps }, 'still_created', null);
};

const lookedUp = (at: At<'in_doubt'>, event: Event<'not_found'>): Moved | 'same' => {
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
  const lookUps = before.lookUps + 1;
  const spent = lookUps >= at.rules.plan.doubt.lookUps.length;
  const dueAt = Math.max(nextLookUp(at.attempt.state.since, lookUps, at.attempt, at.rules.plan), at.now + 1);
  return openContact(
    at,
    at.attempt.state,
    { is: spent ? 'needs_review' : 'in_doubt', dueAt, lookUps },
    spent && before.is === 'in_doubt' ? 'needs_review' : 'not_found',
    `later_calls_listed:${event.later}`,
  );
};

const TABLE: Table = {
  placing: {
    unsent: notSent,
    accepted,
    refused,
    throttled,
    unknown: (at, event) => doubt(at, event.cause),
    alive: (at, event) => found(at, event, 0, 'placed'),
    over,
    silence: (at) => doubt(at, 'silence'),
    not_found: same,
  },
  placed: {
    unsent: same,
    accepted: same,
    refused: same,
    throttled: same,
    unknown: same,
    alive: (at, event) =>
      event.seen === 'started' && at.attempt.state.seen === 'created'
        ? found(at, event, at.attempt.state.renewals, 'started')
        : 'same',
    over,
    silence: silentCall,
    not_found: same,
  },
  in_doubt: {
    unsent: notSent,
    accepted,
    refused,
    throttled,
    unknown: same,
    alive: (at, event) => {
      if (at.attempt.state.cause === STAYS_CREATED && event.seen === 'created') return stillCreated(at);
      return found(at, event, at.attempt.state.callId === null ? 0 : at.attempt.state.renewals + 1, 'found');
    },
    over,
    silence: same,
    not_found: lookedUp,
  },
  ended: {
    unsent: same,
    accepted: same,
    refused: same,
    throttled: same,
    unknown: same,
    // A late `started` never undoes an end.
    alive: same,
    // An end that was inferred, or a person's word for it, gives way to the provider's own; nothing else is reopened.
    over: (at, event) => (isGuess(at.attempt.state.endReason) && !isGuess(event.endReason) ? over(at, event) : 'same'),
    silence: same,
    not_found: same,
  },
  not_placed: {
    unsent: same,
    // Evidence outranks what was inferred from a reply: the call exists, so it is followed to its end.
    accepted,
    refused: same,
    throttled: same,
    unknown: same,
    alive: (at, event) => found(at, event, 0, 'found'),
    over,
    silence: same,
    not_found: same,
  },
};

/** Applies one event to an attempt and its contact. Pure: the caller commits the result, and asks again if it lost. */
export function transition(
  contact: Contact,
  attempt: Attempt,
  event: AttemptEvent,
  rules: Rules,
  now: Instant,
): Verdict {
  // Inference needs the alarm to have rung as the contact stands now: evidence may have moved it since it was read.
  const inference = event.is === 'silence' || event.is === 'not_found';
  if (inference && 'dueAt' in contact.state && contact.state.dueAt > now) return { is: 'same' };
  const known = callIdOf(attempt);
  if ('callId' in event && known !== null && event.callId !== known) {
    return contact.rangTwice ? { is: 'same' } : { is: 'changed', ...secondCall({ contact, attempt }, event.callId) };
  }
  // The table's type proves each cell fits its state and event; the look-up itself cannot be typed without this cast.
  const cell = TABLE[attempt.state.is][event.is] as (at: unknown, event: unknown) => Moved | 'same';
  const moved = cell({ contact, attempt, rules, now }, event);
  return moved === 'same' ? { is: 'same' } : { is: 'changed', ...moved };
}
