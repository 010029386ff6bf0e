/** Contacts and attempts as rows and back: a fact that has a column is not in the body. */
import type { Attempt } from '../../model/attempt.ts';
import { callIdOf } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import { dueAtOf } from '../../model/contact.ts';
import type { Value } from '../sqlite/database.ts';

export type ContactRow = {
  readonly id: string;
  readonly campaign: string;
  readonly key: string;
  readonly destination: string;
  readonly window_key: string;
  readonly domestic: 0 | 1;
  readonly priority: number;
  readonly list: string;
  readonly list_row: number;
  readonly disposition: string | null;
  readonly version: number;
  readonly body: string;
};

/** The columns of a `ContactRow`, from the table or alias `of`. */
export function contactColumns(of: string): string {
  return ['id', ...CONTACT_WHO, 'disposition', 'version', 'body']
    .map((column) => `${of}.${column} AS ${column}`)
    .join(', ');
}

export function contactOf(row: ContactRow): Contact {
  // Ledgers of before name the budget of requests that rang nobody otherwise.
  const { misses, ...body } = JSON.parse(row.body) as { readonly misses?: unknown };
  return {
    ...(misses === undefined ? {} : { uncounted: misses }),
    ...body,
    id: row.id,
    campaign: row.campaign,
    key: row.key,
    destination: row.destination,
    place: row.window_key,
    cartesiaDialable: row.domestic === 1,
    priority: row.priority,
    list: row.list,
    row: row.list_row,
    disposition: row.disposition,
    version: row.version,
  } as unknown as Contact;
}

/** A record's columns in two halves: who it is about, which hardly ever changes, and how it stands. */
export type Halves = { readonly id: string; readonly who: readonly Value[]; readonly how: readonly Value[] };

export const CONTACT_WHO = ['campaign', 'key', 'destination', 'window_key', 'domestic', 'priority', 'list', 'list_row'];
export const CONTACT_HOW = ['disposition', 'version', 'body', 'state', 'due_at', 'attempt'];

export function contactValues(contact: Contact): Halves {
  const { id, campaign, key, destination, place, cartesiaDialable, priority, list, row, ...how } = contact;
  const { disposition, version, ...body } = how;
  const attempt = 'attempt' in contact.state ? contact.state.attempt : null;
  return {
    id,
    who: [campaign, key, destination, place, cartesiaDialable ? 1 : 0, priority, list, row],
    how: [disposition, version, JSON.stringify(body), contact.state.is, dueAtOf(contact), attempt],
  };
}

export type AttemptRow = {
  readonly a_id: string;
  readonly a_contact: string;
  readonly a_campaign: string;
  readonly a_account: string;
  readonly a_line: string;
  readonly a_destination: string;
  readonly a_seq: number;
  readonly a_send_at: number;
  readonly a_version: number;
  readonly a_body: string;
};

/** The columns of an `AttemptRow`, prefixed so that they can stand beside a contact's. */
export function attemptColumns(of: string): string {
  return ['id', ...ATTEMPT_WHO, 'version', 'body'].map((column) => `${of}.${column} AS a_${column}`).join(', ');
}

export function attemptOf(row: AttemptRow): Attempt {
  return {
    ...(JSON.parse(row.a_body) as object),
    id: row.a_id,
    contact: row.a_contact,
    campaign: row.a_campaign,
    account: row.a_account,
    line: row.a_line,
    destination: row.a_destination,
    seq: row.a_seq,
    sendAt: row.a_send_at,
    version: row.a_version,
  } as unknown as Attempt;
}

export const ATTEMPT_WHO = ['contact', 'campaign', 'account', 'line', 'destination', 'seq', 'send_at'];
export const ATTEMPT_HOW = ['version', 'body', 'state', 'call_id', 'open'];

export function attemptValues(attempt: Attempt, open: 0 | 1 | 2): Halves {
  const { id, contact, campaign, account, line, destination, seq, sendAt, version, ...body } = attempt;
  return {
    id,
    who: [contact, campaign, account, line, destination, seq, sendAt],
    how: [version, JSON.stringify(body), attempt.state.is, callIdOf(attempt), open],
  };
}
