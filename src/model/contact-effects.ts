/** What an attempt's change means for its contact, whether it is the contact's current attempt or one it had given up. */
import type { Attempt, AttemptState } from './attempt.ts';
import { TIME_IS_OVER, withinBounds } from './bounds.ts';
import { spentBy, standingWithout, withoutCallback } from './callback.ts';
import type { Contact, ContactState } from './contact.ts';
import type { AttemptId } from './ids.ts';
import type { AttemptLogEvent } from './log-events.ts';
import type { Instant } from './time.ts';

export type Moved = {
  readonly contact: Contact;
  readonly attempt: Attempt;
  readonly event: AttemptLogEvent;
  readonly cause: string | null;
};

type At = { readonly contact: Contact; readonly attempt: Attempt };
type Holding =
  | { readonly is: 'in_progress'; readonly dueAt: Instant }
  | { readonly is: 'in_doubt' | 'needs_review'; readonly dueAt: Instant; readonly lookUps: number };

type NotPlaced = Extract<AttemptState, { is: 'not_placed' }>;
type Missed = NotPlaced & { readonly why: 'unsent' | 'refused' | 'throttled' };

const NO_MISSES = { unsent: 0, refused: 0, throttled: 0 } as const;

/** The attempt is open: the contact is held by it. */
export function openContact(
  at: At,
  state: AttemptState,
  holding: Holding,
  event: AttemptLogEvent,
  cause: string | null,
): Moved {
  const attempt = moved(at.attempt, state);
  const heldByAnother = holderOf(at.contact);
  if (heldByAnother !== null && heldByAnother !== attempt.id) return { ...besides(at.contact, attempt), event, cause };
  const contact: Contact = {
    // Whoever is only in doubt may not have been rung: what they asked for is owed to them still.
    ...(state.is === 'placed' ? spentBy(at.contact, attempt) : at.contact),
    attempts: at.contact.attempts + (uncounted(at.attempt) ? 1 : 0),
    uncounted: state.is === 'placed' ? NO_MISSES : at.contact.uncounted,
    state: { ...holding, attempt: attempt.id },
    version: at.contact.version + 1,
  };
  return { contact, attempt, event, cause };
}

/** `counted`: how often calls of it ended so is kept. The attempt ended: the contact moves on, unless a newer attempt holds it or it had already ended. */
export function end(
  at: At,
  state: Extract<AttemptState, { is: 'ended' }>,
  cause: string,
  next: (contact: Contact) => ContactState,
  counted = false,
): Moved {
  const attempt = moved(at.attempt, state);
  const holder = holderOf(at.contact);
  if (holder !== null && holder !== attempt.id) return { ...besides(at.contact, attempt), event: 'ended', cause };
  const wasMissed = at.attempt.state.is === 'not_placed';
  const attempts = at.contact.attempts + (uncounted(at.attempt) ? 1 : 0);
  const ends = counted ? { ends: withEnd(at, state) } : {};
  const called: Contact = { ...spentBy(at.contact, attempt), attempts, ...ends, uncounted: NO_MISSES };
  // `ready` is withdrawn: the queue must not dial someone whose earlier call is known by now. What a person or an
  // earlier call has ended stays ended.
  const stays = holder === null && called.state.is !== 'ready' && !wasMissed;
  // An older call came to light: it is not the one that was asked for since.
  const owed = called.callback && ({ is: 'ready', dueAt: called.callback.at } as const);
  const answered = at.contact.disposition === 'answered' && state.disposition !== 'answered';
  const contact: Contact = {
    ...called,
    lastAttemptAt: Math.max(at.contact.lastAttemptAt ?? 0, attempt.sendAt),
    disposition: answered ? at.contact.disposition : state.disposition,
    state: withinBounds(called, owed ?? (stays ? called.state : next(called))),
    version: at.contact.version + 1,
  };
  // Whoever asked for a call later than their list allows is as they were before.
  if (owed !== undefined && contact.state.is !== 'ready') {
    const through: Contact = { ...withoutCallback(contact), state: standingWithout(contact, TIME_IS_OVER) };
    return { contact: through, attempt, event: 'ended', cause };
  }
  return { contact, attempt, event: 'ended', cause };
}

/** An end that was only inferred, and gives way to what the provider says, was counted once. */
function withEnd(
  { contact, attempt: { state: before } }: At,
  { disposition }: Extract<AttemptState, { is: 'ended' }>,
): NonNullable<Contact['ends']> {
  const was = before.is === 'ended' && before.disposition === disposition;
  return { ...contact.ends, [disposition]: (contact.ends?.[disposition] ?? 0) + (was ? 0 : 1) };
}

/** The attempt provably rang nobody: it is not counted. */
export function miss(at: At, state: Missed, cause: string, next: (contact: Contact) => ContactState): Moved {
  const attempt = moved(at.attempt, state);
  const holder = holderOf(at.contact);
  if (holder !== attempt.id) {
    return { contact: { ...at.contact, version: at.contact.version + 1 }, attempt, event: state.why, cause };
  }
  const missed: Contact = {
    ...at.contact,
    attempts: at.contact.attempts - 1,
    uncounted: { ...at.contact.uncounted, [state.why]: at.contact.uncounted[state.why] + 1 },
    version: at.contact.version + 1,
  };
  const after = withinBounds(missed, next(missed));
  if (after.is !== 'ready' && missed.callback?.before.is === 'completed') {
    const through: Contact = { ...withoutCallback(missed), state: missed.callback.before };
    return { contact: through, attempt, event: state.why, cause };
  }
  const contact = {
    ...(after.is === 'ready' ? missed : withoutCallback(missed)),
    state: after,
    disposition: after.is === 'exhausted' && state.why === 'refused' ? ('refused' as const) : missed.disposition,
  };
  return { contact, attempt, event: state.why, cause };
}

/** The look-ups are spent and the campaign says to dial again: the try stays counted, because it may have rung. */
export function giveUp(at: At, given: NotPlaced, cause: string, dueAt: Instant): Moved {
  const spent = spentBy(at.contact, at.attempt);
  const state = withinBounds(spent, { is: 'ready', dueAt });
  const contact: Contact = { ...spent, state, version: at.contact.version + 1 };
  return { contact, attempt: moved(at.attempt, given), event: given.why, cause };
}

/** Nothing is known of how it went, and nobody waits to know: its contact has moved on, and stays as it is. */
export function closeBeside(at: At, state: Extract<AttemptState, { is: 'ended' }>, cause: string): Moved {
  const contact = { ...at.contact, version: at.contact.version + 1 };
  return { contact, attempt: moved(at.attempt, state), event: 'ended', cause };
}

/** Two calls carry one attempt's id: only one request ever left this ledger, so somebody else rings its contacts. */
export function secondCall(at: At, callId: string): Moved {
  const attempt = moved(at.attempt, at.attempt.state);
  return { ...besides(at.contact, attempt), event: 'second_call', cause: callId };
}

/** An attempt that had been written off as not placed: should it have rung after all, it counts. */
function uncounted({ state }: Attempt): boolean {
  return state.is === 'not_placed' && state.why !== 'given_up';
}

/** The attempt a contact is held by; null when none. */
export function holderOf(contact: Contact): AttemptId | null {
  return 'attempt' in contact.state ? contact.state.attempt : null;
}

/** Two attempts of one contact reached the provider: both are kept, the contact says so, the newer one goes on holding it. */
function besides(contact: Contact, attempt: Attempt): { contact: Contact; attempt: Attempt } {
  return { contact: { ...contact, rangTwice: true, version: contact.version + 1 }, attempt };
}

function moved(attempt: Attempt, state: AttemptState): Attempt {
  return { ...attempt, state, version: attempt.version + 1 };
}
