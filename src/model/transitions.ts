/**
 * THE table: every state an attempt can be in, times everything that can happen to it.
 * A state or an event without its cell does not compile. What it means for the contact is in `model/contact-effects.ts`.
 *
 * Evidence (`alive`, `over`) is heard in any state, and never undoes a later one; inference (`silence`, `not_found`) never
 * undoes evidence; a contact in doubt is freed by evidence, by a provable absence of a request, or by a person, and by time
 * only where the campaign took that risk upon itself (`doubt.then: "redial"`).
 */
import { callIdOf, type Attempt } from './attempt.ts';
import type { At, Event, StateName, Table } from './cell.ts';
import type { Contact } from './contact.ts';
import { end, openContact, secondCall, type Moved } from './contact-effects.ts';
import { alarmOf, ringingDeadline, talkingDeadline } from './deadlines.ts';
import { isGuess } from './end-guesses.ts';
import type { AttemptEvent, Verdict } from './events.ts';
import { afterEnd, countsEnd, type Rules } from './follow-up.ts';
import { boundBy } from './money.ts';
import { accepted, notSent, refused, throttled } from './reply-cells.ts';
import { doubt, lookedUp, silentCall, STAYS_CREATED, stillCreated, takeHold } from './silence-cells.ts';
import { MINUTE, type Instant } from './time.ts';

const same = (): 'same' => 'same';

// Cells that several states share. Their states differ only in what they know of the call.

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
    (contact) =>
      afterEnd(contact, { ...event, endedAt: plausible(at, event.endedAt), attempt: at.attempt }, at.rules, at.now),
    countsEnd(at.rules, event.disposition),
  );

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
    silence: takeHold,
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
  if (inference && alarmOf(contact, attempt) > now) return { is: 'same' };
  const known = callIdOf(attempt);
  if ('callId' in event && known !== null && event.callId !== known) {
    return contact.rangTwice ? { is: 'same' } : { is: 'changed', ...secondCall({ contact, attempt }, event.callId) };
  }
  // The table's type proves each cell fits its state and event; the look-up itself cannot be typed without this cast.
  const cell = TABLE[attempt.state.is][event.is] as (at: unknown, event: unknown) => Moved | 'same';
  const moved = cell({ contact, attempt, rules, now }, event);
  if (moved === 'same') return { is: 'same' };
  const bound = boundBy(moved.attempt, rules.plan.money);
  return { is: 'changed', ...moved, attempt: { ...moved.attempt, reserved: bound } };
}
