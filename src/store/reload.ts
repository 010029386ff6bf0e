/** What a list loaded again does to a contact that is known already. */
import { callBoundsOf, type CallBounds } from '../model/call-bounds.ts';
import { TIME_IS_OVER, withinBounds } from '../model/bounds.ts';
import { standingWithout, withoutCallback } from '../model/callback.ts';
import type { Contact } from '../model/contact.ts';
import type { ContactId } from '../model/ids.ts';
import { FORMER, isTaken, mayReturn, rowChange, VANISHED, type RowChange } from '../model/list-changes.ts';
import { newDataOf, readNewData, type NewData } from '../model/stored.ts';
import type { Instant } from '../model/time.ts';
import { reading } from './failure.ts';
import type { LoadRow, LoadRowResult, LoadSummary, LogLine } from './port.ts';

/** How `load_change.changed` holds each class; 0 and 1 are as older versions wrote them. */
export const CHANGE_CODES = {
  unchanged: 0,
  changed: 1,
  corrected_unreached: 2,
  corrected_reached: 3,
  called_already: 4,
  returned: 5,
  // 6 is VANISHED_CODE.
  corrected_called: 7,
} as const satisfies Readonly<Record<RowChange, number>>;
/** The list does not name them any more, and they are to be left out. */
export const VANISHED_CODE = 6;

export function changeOfCode(code: number): RowChange {
  const known = Object.entries(CHANGE_CODES).find(([, of]) => of === code);
  return (known?.[0] ?? 'unchanged') as RowChange; // `Object.entries` forgets the names of its record
}

/** `keepsRow`: what the row says of them waits as well, be it taken or only kept beside them. */
export type StagedChange = { readonly change: RowChange; readonly body: string | null; readonly keepsRow: boolean };

/** A list that gives somebody another number: they are found by it, whether or not it is dialed. */
const CORRECTIONS: readonly RowChange[] = ['corrected_unreached', 'corrected_reached', 'corrected_called'];

export function isCorrection(code: number): boolean {
  return CORRECTIONS.some((change) => CHANGE_CODES[change] === code);
}

type AcceptedRow = Pick<LoadRow, 'digest' | 'kept'> & { readonly contact: Contact };

/** The class of a known contact's row, and what waits of it for the publication. `refused`: of the number known so far. */
export function stage(known: Contact, digest: string, row: AcceptedRow, refused: () => boolean): StagedChange {
  const number = known.destination !== row.contact.destination;
  const change = rowChange(known, { data: digest !== row.digest, number }, number && refused());
  const taken = isTaken(known, change, row.kept) || isPlaced(known, change, row);
  return {
    change,
    body: taken ? stagedData(row.contact) : null,
    keepsRow: taken || isCorrection(CHANGE_CODES[change]),
  };
}

/** The same row as before, and more is known of where its number may be: no change of the list, and taken all the same. */
function isPlaced(known: Contact, change: RowChange, { contact, kept }: AcceptedRow): boolean {
  const same = change === 'unchanged' || change === 'called_already';
  return same && known.place !== contact.place && isTaken(known, 'changed', kept);
}

/** What whoever added the row is told. */
export function toldOf(contact: ContactId, change: RowChange, updated: boolean): LoadRowResult {
  return change === 'unchanged' || change === 'called_already'
    ? { is: 'unchanged', contact }
    : { is: 'changed', contact, change, updated };
}

/** `of`: rows by their class; `later`: corrections that are not taken now; `waiting`: of the vanished. */
export function summaryOf(counted: {
  readonly added: number;
  readonly of: (change: RowChange) => number;
  readonly vanished: number;
  readonly waiting: number;
  readonly later: number;
  readonly woken: number;
}): LoadSummary {
  const { added, of, vanished } = counted;
  const corrected = of('corrected_unreached') + of('corrected_reached') + of('corrected_called');
  return {
    added,
    unchanged: of('unchanged') + of('called_already'),
    changed: of('changed') + corrected + of('returned'),
    vanished,
    changes: {
      new: added + of('returned'),
      changed: of('changed'),
      corrected_unreached: of('corrected_unreached'),
      corrected_later: counted.later,
      corrected_reached: of('corrected_reached'),
      corrected_called: of('corrected_called'),
      called_already: of('called_already'),
      unchanged: of('unchanged'),
      vanished,
      vanished_waiting: counted.waiting,
      woken: counted.woken,
    },
  };
}

/** Where the personal data of a changed row waits for the load's publication. */
export function stagedOwner(load: number, contact: string): string {
  return `load/${load}/${contact}`;
}

/** Where what was dialed with before a load stays, the old number with it: found by `why`, erased with the person. */
export function formerKey(load: number): string {
  return `${FORMER}${load}`;
}

/**
 * Where the newest row stays that gives them another number and was not taken: `why` finds them by it. Nothing is kept of
 * somebody who was forgotten, whose own row is gone.
 */
export const NAMED_KEY = `${FORMER}named`;

/** What a row says of a contact that is known, as it waits for its load to be published. */
function stagedData(contact: Contact): string {
  const { state } = contact;
  return JSON.stringify({ ...newDataOf(contact), ...(state.is === 'ready' ? { dueAt: state.dueAt } : {}) });
}

export function stagedDataOf(contact: string, body: string): NewData {
  return reading(`what a list says of contact ${contact}`, () => readNewData(body));
}

export type Taken = {
  readonly contact: Contact;
  readonly log: readonly LogLine[];
  /** What it was known by so far is kept beside it. */
  readonly keepsFormer: boolean;
};

type At = {
  readonly list: string;
  readonly row: number;
  readonly now: Instant;
  /** Their new number was called already, for somebody whom the list does not name any more. */
  readonly called?: boolean;
};

export const ALREADY_CALLED = 'already_called';

/**
 * What else is known by the time it is done. `refused`: the number known so far asked not to be called. `tried`: how often they
 * were called on the number that the row gives them, in this campaign: a correction that is taken back, or made by turns, gives
 * nobody's phone another budget.
 */
export type Past = { readonly refused: () => boolean; readonly tried: () => number };

/**
 * The known contact with what the new row says of it: its identity stays, and where the phone is another one its tries count
 * anew. Undefined where it may not be touched any more: it has been dialed since its row was read, or its number said no.
 */
export function takeNewData(known: Contact, data: NewData, at: At, { refused, tried }: Past): Taken | undefined {
  const number = data.destination !== known.destination;
  const change = rowChange(known, { data: true, number }, number && refused());
  if (!isTaken(known, change)) return undefined;
  const moved = {
    ...withCallback(withoutBounds(known), newDataOf(data)),
    list: at.list,
    row: at.row,
    version: known.version + 1,
  };
  // Nobody is called before the instant that they asked for, under whatever number.
  const dueAt = Math.max(data.dueAt ?? at.now, at.now, known.callback?.at ?? 0);
  const bounds = callBoundsOf(data);
  const keepsFormer = number || known.seq > 0;
  if (at.called === true) {
    const state = standingWithout(known, { is: 'skipped', reason: ALREADY_CALLED });
    const contact: Contact = { ...withoutCallback(moved), state };
    return { contact, log: [lineOf(known, contact, 'skipped', at.now, ALREADY_CALLED)], keepsFormer };
  }
  if (number) {
    const uncounted = { unsent: 0, refused: 0, throttled: 0 };
    // What was asked about the old number says nothing of the new one.
    const { spentBefore: _, ...fresh } = withoutScrubs(moved);
    const contact: Contact = {
      ...fresh,
      corrected: true,
      attempts: tried(),
      uncounted,
      state: withinBounds(bounds, { is: 'ready', dueAt }),
    };
    return { contact, log: [lineOf(known, contact, 'renumbered', at.now)], keepsFormer };
  }
  if (!mayReturn(known) && !isFreed(known, bounds, at.now)) {
    return { contact: { ...moved, state: movedState(known, bounds, dueAt) }, log: [], keepsFormer };
  }
  const contact: Contact = { ...moved, state: withinBounds(bounds, { is: 'ready', dueAt }) };
  return { contact, log: [lineOf(known, contact, 'returned', at.now)], keepsFormer };
}

/** Given up because their last instant had come: the list gives them a later one now. */
function isFreed({ state }: Contact, { notAfter = Infinity }: CallBounds, now: Instant): boolean {
  return state.is === 'exhausted' && state.reason === TIME_IS_OVER.reason && now < notAfter;
}

/** Whoever waited for the first instant that the list gave them waits for the new one; a longer wait is another's to end. */
function movedState({ state, notBefore }: Contact, bounds: CallBounds, dueAt: Instant): Contact['state'] {
  if (state.is !== 'ready') return state;
  return withinBounds(bounds, state.dueAt === notBefore ? { is: 'ready', dueAt } : state);
}

function withoutScrubs({ scrubbed: _, ...contact }: Contact): Contact {
  return contact;
}

function withoutBounds({ notBefore: _, notAfter: __, ...contact }: Contact): Contact {
  return contact;
}

/** Whoever asked to be called back stays ahead, until then. */
function withCallback(known: Contact, data: ReturnType<typeof newDataOf>): Contact {
  const { callback, priority } = known;
  // What a list says no more of a consent does not hold any more.
  const { consent: _, ...kept } = known;
  if (callback === undefined) return { ...kept, ...data };
  return { ...kept, ...data, priority, callback: { ...callback, priority: data.priority } };
}

/** Undefined where it does not wait any more: a call that goes on, or has ended, is left. */
export function takeOut(known: Contact, now: Instant): Taken | undefined {
  if (known.state.is !== 'ready') return undefined;
  const state = standingWithout(known, { is: 'skipped', reason: VANISHED });
  const contact: Contact = { ...withoutCallback(known), state, version: known.version + 1 };
  return { contact, log: [lineOf(known, contact, 'skipped', now, VANISHED)], keepsFormer: false };
}

type Moved = 'renumbered' | 'returned' | 'skipped';

function lineOf(from: Contact, to: Contact, event: Moved, now: Instant, cause: string | null = null): LogLine {
  return {
    ...{ at: now, actor: 'loader', campaign: to.campaign, contact: to.id, attempt: null },
    ...{ from: from.state.is, to: to.state.is, event, cause, evidence: null },
  };
}

/** A contact belongs to the list that named it last, and has its row there. */
export function atRow(known: Contact, list: string, row: number): Contact {
  return known.list === list && known.row === row ? known : { ...known, list, row, version: known.version + 1 };
}
