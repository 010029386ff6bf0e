/** Contacts and attempts as rows and back: a fact that has a column is not in the body. */
import type { Attempt, CallLimits } from '../../model/attempt.ts';
import { callIdOf } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import { dueAtOf } from '../../model/contact.ts';
import { readAttempt, readContact } from '../../model/stored.ts';
import { SECOND } from '../../model/time.ts';
import { reading } from '../failure.ts';
import type { Value } from '../sqlite/database.ts';
import { columnsOf, type Values } from './schema.ts';

export type ContactRow = Pick<
  Contact,
  'id' | 'campaign' | 'key' | 'destination' | 'place' | 'priority' | 'list' | 'disposition' | 'version'
> & { readonly cartesia_dialable: 0 | 1; readonly list_row: number; readonly body: string };

/** The columns of a `ContactRow`, from the table or alias `of`. */
export function contactColumns(of: string): string {
  return ['id', ...CONTACT_WHO, 'disposition', 'version', 'body']
    .map((column) => `${of}.${column} AS ${column}`)
    .join(', ');
}

export function contactOf(row: ContactRow): Contact {
  return {
    ...reading(`contact ${row.id}`, () => readContact(row.body)),
    id: row.id,
    campaign: row.campaign,
    key: row.key,
    destination: row.destination,
    place: row.place,
    cartesiaDialable: row.cartesia_dialable === 1,
    priority: row.priority,
    list: row.list,
    row: row.list_row,
    disposition: row.disposition,
    version: row.version,
  };
}

/** A record's columns in two halves: who it is about, which hardly ever changes, and how it stands. */
export type Halves = { readonly id: string; readonly who: readonly Value[]; readonly how: readonly Value[] };

export const CONTACT_WHO = columnsOf('contact', 'who');
export const CONTACT_HOW = columnsOf('contact', 'how');

export function contactValues(contact: Contact): Halves {
  const { id, campaign, key, destination, place, cartesiaDialable, priority, list, row, ...how } = contact;
  const { disposition, version, ...body } = how;
  const values: Values<'contact', Value> = {
    ...{ campaign, key, destination, place, priority, list, disposition, version },
    cartesia_dialable: cartesiaDialable ? 1 : 0,
    list_row: row,
    state: contact.state.is,
    due_at: dueAtOf(contact),
    attempt: 'attempt' in contact.state ? contact.state.attempt : null,
    body: JSON.stringify(body),
  };
  return { id, who: CONTACT_WHO.map((column) => values[column]), how: CONTACT_HOW.map((column) => values[column]) };
}

export type AttemptRow = {
  readonly a_id: Attempt['id'];
  readonly a_contact: Attempt['contact'];
  readonly a_campaign: Attempt['campaign'];
  readonly a_account: Attempt['account'];
  readonly a_line: Attempt['line'];
  readonly a_destination: Attempt['destination'];
  readonly a_seq: number;
  readonly a_send_at: number;
  readonly a_ringing_timeout_s: number | null;
  readonly a_max_duration_s: number | null;
  readonly a_reserved: number | null;
  readonly a_version: number;
  readonly a_body: string;
};

/** The columns of an `AttemptRow`, prefixed so that they can stand beside a contact's. */
export function attemptColumns(of: string): string {
  return ['id', ...ATTEMPT_WHO, 'ringing_timeout_s', 'max_duration_s', 'reserved', 'version', 'body']
    .map((column) => `${of}.${column} AS a_${column}`)
    .join(', ');
}

export function attemptOf(row: AttemptRow): Attempt {
  return {
    ...reading(`attempt ${row.a_id}`, () => readAttempt(row.a_body, limitsOf(row))),
    id: row.a_id,
    contact: row.a_contact,
    campaign: row.a_campaign,
    account: row.a_account,
    line: row.a_line,
    destination: row.a_destination,
    seq: row.a_seq,
    sendAt: row.a_send_at,
    reserved: row.a_reserved,
    version: row.a_version,
  };
}

function limitsOf({ a_ringing_timeout_s: ringing, a_max_duration_s: talking }: AttemptRow): CallLimits | null {
  return ringing === null || talking === null ? null : { ringing: ringing * SECOND, talking: talking * SECOND };
}

export const ATTEMPT_WHO = columnsOf('attempt', 'who');
export const ATTEMPT_HOW = columnsOf('attempt', 'how');

export function attemptValues(attempt: Attempt, open: 0 | 1 | 2): Halves {
  const { id, contact, campaign, account, line, destination, seq, sendAt, limits, reserved, version, ...body } =
    attempt;
  const values: Values<'attempt', Value> = {
    ...{ contact, campaign, account, line, destination, seq, reserved, open, version },
    send_at: sendAt,
    ringing_timeout_s: limits.ringing / SECOND,
    max_duration_s: limits.talking / SECOND,
    state: attempt.state.is,
    call_id: callIdOf(attempt),
    body: JSON.stringify(body),
  };
  return { id, who: ATTEMPT_WHO.map((column) => values[column]), how: ATTEMPT_HOW.map((column) => values[column]) };
}
