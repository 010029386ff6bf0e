/** From `ready` to `placing`: the one way a request may come to be, and the ways out for a contact that waits. */
import type { Attempt } from './attempt.ts';
import { standingWithout, withoutCallback } from './callback.ts';
import type { Contact } from './contact.ts';
import { placingDeadline } from './deadlines.ts';
import type { Rules } from './follow-up.ts';
import { closed } from './follow-up.ts';
import type { Instant } from './time.ts';

/** Undefined when the contact is not ready: the picker read an older version. */
export function permit(contact: Contact, attempt: Attempt): Contact | undefined {
  if (contact.state.is !== 'ready' || attempt.seq !== contact.seq + 1) return undefined;
  return {
    ...contact,
    attempts: contact.attempts + 1,
    seq: attempt.seq,
    lastAttemptAt: attempt.sendAt,
    state: { is: 'in_progress', attempt: attempt.id, dueAt: placingDeadline(attempt) },
    version: contact.version + 1,
  };
}

/** A waiting contact looks again later: its destination is taken, or a guard said no. */
export function defer(contact: Contact, notBefore: Instant): Contact | undefined {
  if (contact.state.is !== 'ready') return undefined;
  return {
    ...contact,
    state: { is: 'ready', dueAt: Math.max(notBefore, contact.notBefore ?? 0) },
    version: contact.version + 1,
  };
}

/** Under this key the words of a program that said no are kept with the personal data. */
export const BEFORE_DIAL_NOTE = 'before_dial';

/** A waiting contact leaves: the program that dials was asked first, and said no. */
export function decline(contact: Contact): Contact | undefined {
  if (contact.state.is !== 'ready') return undefined;
  return { ...contact, state: { is: 'skipped', reason: 'before_dial_no' }, version: contact.version + 1 };
}

/** A waiting contact leaves: suppressed, or its campaign was canceled or is over. Undefined when it may stay. */
export function withdraw(contact: Contact, suppressed: string | null, rules: Rules, now: Instant): Contact | undefined {
  if (contact.state.is !== 'ready') return undefined;
  const state = suppressed === null ? closed(rules, now) : ({ is: 'skipped', reason: 'suppressed' } as const);
  if (state === null) return undefined;
  return { ...withoutCallback(contact), state: standingWithout(contact, state), version: contact.version + 1 };
}
