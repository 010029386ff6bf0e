/** Single contacts and attempts, read. */
import type { Attempt } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import type { Store } from '../port.ts';
import type { AttemptRow, ContactRow } from '../sql/records.ts';
import { attemptColumns, attemptOf, contactColumns, contactOf } from '../sql/records.ts';
import { visibleContact } from '../sql/visible.ts';
import type { Database } from './database.ts';

type Part =
  'contact' | 'contactByKey' | 'contactsByDestination' | 'attempt' | 'attemptByCall' | 'attemptsOf' | 'openAttempts';

export type OpenAttempt = { readonly contact: Contact; readonly attempt: Attempt };

const CONTACT = `SELECT ${contactColumns('c')} FROM contact c WHERE ${visibleContact('c')} AND`;
const ATTEMPT = `SELECT ${attemptColumns('a')} FROM attempt a WHERE`;
/** A contact with the attempt it waits for. */
export const HELD = `SELECT ${contactColumns('c')}, ${attemptColumns('a')} FROM`;

export function postgresContacts(db: Database): Pick<Store, Part> {
  return {
    contact: async (id) => first((await db.all<ContactRow>(`${CONTACT} c.id = $1`, id)).map(contactOf)),
    contactByKey: async (campaign, key) =>
      first((await db.all<ContactRow>(`${CONTACT} c.campaign = $1 AND c.key = $2`, campaign, key)).map(contactOf)),
    contactsByDestination: async (destination) =>
      (await db.all<ContactRow>(`${CONTACT} c.destination = $1 ORDER BY c.campaign, c.id`, destination)).map(contactOf),
    attempt: async (id) => first((await db.all<AttemptRow>(`${ATTEMPT} a.id = $1`, id)).map(attemptOf)),
    attemptByCall: async (call) =>
      first((await db.all<AttemptRow>(`${ATTEMPT} a.call_id = $1 ORDER BY a.id LIMIT 1`, call)).map(attemptOf)),
    attemptsOf: async (contact) =>
      (await db.all<AttemptRow>(`${ATTEMPT} a.contact = $1 ORDER BY a.seq`, contact)).map(attemptOf),
    openAttempts: async (account) =>
      (
        await db.all<ContactRow & AttemptRow>(
          `${HELD} attempt a JOIN contact c ON c.id = a.contact WHERE a.account = $1 AND a.open > 0 ORDER BY a.id`,
          account,
        )
      ).map(heldOf),
  };
}

export function heldOf(row: ContactRow & AttemptRow): OpenAttempt {
  return { contact: contactOf(row), attempt: attemptOf(row) };
}

function first<T>(rows: readonly T[]): T | undefined {
  return rows[0];
}
