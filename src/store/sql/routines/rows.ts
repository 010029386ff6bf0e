/** Every row read, accepted or not, a page at a time: bare, or with all that a report says of it. */
import type { CampaignId, ContactId } from '../../../model/ids.ts';
import type { NotedAttempt, Personal, ReportRow, RowRecord } from '../../port.ts';
import type { Dialect } from '../dialect.ts';
import type { AttemptRow, ContactRow } from '../records.ts';
import { attemptColumns, attemptOf, contactColumns } from '../records.ts';
import { all, clampLimit, one, type Routine } from '../routine.ts';
import { byRow, ofContact, ofOutcome, type OutcomeRow } from '../row-records.ts';
import { visibleContact, visibleLoad, visibleOutcome } from '../visible.ts';
import { personalByKey } from './personal.ts';

const OUTCOME = 'r.owner, r.campaign, r.list, r.list_row, r.status, r.code';

/** Both kinds of row from the same place on, merged: each has an index in the order of lists and rows. */
export function* rowsAfter(
  campaign: CampaignId,
  after: RowRecord | null,
  limit: number,
): Routine<readonly RowRecord[]> {
  const from = after === null ? ['', -1, ''] : [after.list, after.row, after.owner];
  const contacts = yield* all<ContactRow>(
    `SELECT ${contactColumns('c')} FROM contact c
     WHERE c.campaign = $1 AND c.load <= $2 AND (c.list, c.list_row, c.id) > ($3, $4, $5)
     ORDER BY c.list, c.list_row, c.id LIMIT $6`,
    ...[campaign, yield* visibleLoad(campaign), ...from, clampLimit(limit)],
  );
  const outcomes = yield* all<OutcomeRow>(
    `SELECT ${OUTCOME} FROM row_outcome r
     WHERE r.campaign = $1 AND (r.list, r.list_row, r.owner) > ($2, $3, $4) AND ${visibleOutcome('r')}
     ORDER BY r.list, r.list_row, r.owner LIMIT $5`,
    ...[campaign, ...from, clampLimit(limit)],
  );
  return [...contacts.map(ofContact), ...outcomes.map(ofOutcome)].sort(byRow).slice(0, clampLimit(limit));
}

export function* rowByOwner(owner: string): Routine<(RowRecord & { readonly campaign: CampaignId }) | undefined> {
  const contact = yield* one<ContactRow>(
    `SELECT ${contactColumns('c')} FROM contact c WHERE c.id = $1 AND ${visibleContact('c')}`,
    owner,
  );
  if (contact !== undefined) return { ...ofContact(contact), campaign: contact.campaign as CampaignId };
  const outcome = yield* one<OutcomeRow>(
    `SELECT ${OUTCOME} FROM row_outcome r WHERE r.owner = $1 AND ${visibleOutcome('r')}`,
    owner,
  );
  return outcome === undefined ? undefined : { ...ofOutcome(outcome), campaign: outcome.campaign };
}

/** A handful of questions, however many rows the page has. */
export function* reportPage(
  d: Dialect,
  campaign: CampaignId,
  after: RowRecord | null,
  limit: number,
  which: 'newest' | 'all',
): Routine<readonly ReportRow[]> {
  const rows = yield* rowsAfter(campaign, after, limit);
  const bodies = yield* personalByKey(
    d,
    rows.map(({ owner }) => owner),
    'row',
  );
  const dialed = rows.flatMap(({ outcome }) =>
    outcome.is === 'accepted' && outcome.contact.seq > 0 ? [outcome.contact.id] : [],
  );
  const attempts = yield* notedAttempts(d, dialed, which);
  return rows.map((row) => ({ ...row, body: bodies.get(row.owner), attempts: attempts.get(row.owner) ?? [] }));
}

const NEWEST = 'AND a.seq = (SELECT max(b.seq) FROM attempt b WHERE b.contact = a.contact)';

// Sorted here: PostgreSQL is told to avoid sorting, and would walk the index of every attempt there is instead.
function* notedAttempts(
  d: Dialect,
  contacts: readonly ContactId[],
  which: 'newest' | 'all',
): Routine<ReadonlyMap<string, readonly NotedAttempt[]>> {
  const found = new Map<string, NotedAttempt[]>();
  if (contacts.length === 0) return found;
  const rows = yield* all<AttemptRow & { readonly note: string | null }>(
    `SELECT ${attemptColumns('a')}, p.body AS note
     FROM attempt a LEFT JOIN personal p ON p.owner = a.contact AND p.key = a.id
     WHERE ${d.among('a.contact', '$1')} ${which === 'newest' ? NEWEST : ''}`,
    contacts,
  );
  for (const { note, ...row } of [...rows].sort((a, b) => a.a_seq - b.a_seq)) {
    const noted = { attempt: attemptOf(row), note: note === null ? undefined : (JSON.parse(note) as Personal['body']) };
    const those = found.get(row.a_contact);
    if (those === undefined) found.set(row.a_contact, [noted]);
    else those.push(noted);
  }
  return found;
}
