/** Single contacts and attempts, read. */
import type { Attempt } from '../../../model/attempt.ts';
import type { Contact } from '../../../model/contact.ts';
import type {
  AccountKey,
  AttemptId,
  CallId,
  CampaignId,
  ContactId,
  ContactKey,
  DestinationKey,
} from '../../../model/ids.ts';
import type { Instant } from '../../../model/time.ts';
import type { AttemptRow, ContactRow } from '../records.ts';
import { attemptColumns, attemptOf, contactColumns, contactOf } from '../records.ts';
import type { Dialect } from '../dialect.ts';
import { all, clampLimit, type Bound, type Routine } from '../routine.ts';
import { visibleContact } from '../visible.ts';

export type OpenAttempt = { readonly contact: Contact; readonly attempt: Attempt };

const CONTACT = `SELECT ${contactColumns('c')} FROM contact c WHERE ${visibleContact('c')} AND`;
const ATTEMPT = `SELECT ${attemptColumns('a')} FROM attempt a WHERE`;
/** A contact with the attempt it waits for. */
const BOTH = `SELECT ${contactColumns('c')}, ${attemptColumns('a')} FROM`;

export function* contactById(id: ContactId): Routine<Contact | undefined> {
  return (yield* contacts(`${CONTACT} c.id = $1`, id))[0];
}

export function* contactByKey(campaign: CampaignId, key: ContactKey): Routine<Contact | undefined> {
  return (yield* contacts(`${CONTACT} c.campaign = $1 AND c.key = $2`, campaign, key))[0];
}

export function contactsByDestination(destination: DestinationKey): Routine<readonly Contact[]> {
  return contacts(`${CONTACT} c.destination = $1 ORDER BY c.campaign, c.id`, destination);
}

export function contactsOn(d: Dialect, destinations: readonly DestinationKey[]): Routine<readonly Contact[]> {
  return contacts(`${CONTACT} ${d.among('c.destination', '$1')}`, destinations);
}

export function* attemptById(id: AttemptId): Routine<Attempt | undefined> {
  return (yield* attempts(`${ATTEMPT} a.id = $1`, id))[0];
}

export function* attemptByCall(call: CallId): Routine<Attempt | undefined> {
  return (yield* attempts(`${ATTEMPT} a.call_id = $1 ORDER BY a.id LIMIT 1`, call))[0];
}

export function attemptsOf(contact: ContactId): Routine<readonly Attempt[]> {
  return attempts(`${ATTEMPT} a.contact = $1 ORDER BY a.seq`, contact);
}

export function attemptsTo(d: Dialect, destinations: readonly DestinationKey[]): Routine<readonly Attempt[]> {
  return attempts(`${ATTEMPT} ${d.among('a.destination', '$1')} ORDER BY a.send_at, a.id`, destinations);
}

export function openAttempts(account: AccountKey): Routine<readonly OpenAttempt[]> {
  return both(
    `${BOTH} attempt a JOIN contact c ON c.id = a.contact WHERE a.account = $1 AND a.open > 0 ORDER BY a.id`,
    account,
  );
}

export function alarms(account: AccountKey, now: Instant, limit: number): Routine<readonly OpenAttempt[]> {
  return both(
    `${BOTH} contact c JOIN attempt a ON a.id = c.attempt
     WHERE c.attempt IS NOT NULL AND c.due_at <= $1 AND a.account = $2 AND ${visibleContact('c')}
     ORDER BY c.due_at, c.id LIMIT $3`,
    ...[now, account, clampLimit(limit)],
  );
}

export function* lastSends(account: AccountKey): Routine<ReadonlyMap<string, Instant>> {
  const rows = yield* all<{ line: string; last: Instant }>(
    'SELECT line, max(send_at) AS last FROM attempt WHERE account = $1 GROUP BY line',
    account,
  );
  return new Map(rows.map(({ line, last }) => [line, last]));
}

function* contacts(sql: string, ...values: readonly Bound[]): Routine<readonly Contact[]> {
  return (yield* all<ContactRow>(sql, ...values)).map(contactOf);
}

function* attempts(sql: string, ...values: readonly Bound[]): Routine<readonly Attempt[]> {
  return (yield* all<AttemptRow>(sql, ...values)).map(attemptOf);
}

function* both(sql: string, ...values: readonly Bound[]): Routine<readonly OpenAttempt[]> {
  const rows = yield* all<ContactRow & AttemptRow>(sql, ...values);
  return rows.map((row) => ({ contact: contactOf(row), attempt: attemptOf(row) }));
}
