/**
 * A call that somebody asked for at an instant: ahead of everybody else of the campaign from then on, once, and besides the
 * tries that the campaign allows. It is spent by the first call of it that may have rung.
 */
import type { Attempt } from './attempt.ts';
import type { Contact, Standing } from './contact.ts';
import type { Instant } from './time.ts';

/** Lower is dialed first, and lists give nobody less than 0. */
const AHEAD = -1;

/** Undefined where a call holds the contact, or where nobody may call it any more. Asked for again, the later word counts. */
export function askCallback(contact: Contact, at: Instant): Contact | undefined {
  const { state } = contact;
  if (state.is !== 'ready' && state.is !== 'completed' && state.is !== 'exhausted') return undefined;
  const { priority, before } = contact.callback ?? { priority: contact.priority, before: state };
  return {
    ...contact,
    priority: Math.min(AHEAD, priority - 1),
    callback: { at, after: contact.seq, priority, before },
    // What was refused was not this.
    uncounted: { ...contact.uncounted, refused: 0, throttled: 0 },
    state: { is: 'ready', dueAt: Math.max(at, contact.notBefore ?? 0) },
    version: contact.version + 1,
  };
}

/** As if nobody had asked for it. Undefined unless it waits. */
export function takeBackCallback(contact: Contact): Contact | undefined {
  if (contact.callback === undefined || contact.state.is !== 'ready') return undefined;
  return { ...withoutCallback(contact), state: contact.callback.before, version: contact.version + 1 };
}

/** The contact as any other of its campaign; where it stands is the caller's to say. */
export function withoutCallback(contact: Contact): Contact {
  const { callback, ...others } = contact;
  return callback === undefined ? contact : { ...others, priority: callback.priority };
}

/** After a call that may have rung: the first since it was asked for was the callback. */
export function spentBy(contact: Contact, { seq }: Pick<Attempt, 'seq'>): Contact {
  return contact.callback !== undefined && seq > contact.callback.after ? withoutCallback(contact) : contact;
}

/** Where it leaves a contact that is not to be called after all: whoever was through with before is through still. */
export function standingWithout({ callback }: Contact, otherwise: Standing): Standing {
  return callback === undefined || callback.before.is === 'ready' ? otherwise : callback.before;
}
