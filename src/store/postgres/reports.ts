/** What reports ask: counts that add up, and every row read. */
import { tally } from '../../model/own.ts';
import { NO_CONTACTS, type ContactStateName } from '../../model/contact.ts';
import type { Disposition } from '../../model/disposition.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { CampaignCounts, RowRecord } from '../port.ts';
import type { ContactRow } from '../sql/records.ts';
import { contactColumns } from '../sql/records.ts';
import { byRow, ofContact, ofOutcome, type OutcomeRow } from '../sql/row-records.ts';
import { visibleContact, visibleOutcome } from '../sql/visible.ts';
import type { Database } from './database.ts';
import { clampLimit } from './database.ts';
import { visibleLoad } from './due.ts';

type Tally = { readonly state: ContactStateName; readonly disposition: Disposition | null; readonly n: number };

const OUTCOME = 'r.owner, r.campaign, r.list, r.list_row, r.status, r.code';

export function counts(db: Database, campaign: CampaignId): Promise<CampaignCounts> {
  return db.read(async (tx) => {
    const visible = await visibleLoad(tx, campaign);
    const [tallied, refused, dialed] = await Promise.all([
      tx.all<Tally>(
        `SELECT state, disposition, count(*) AS n FROM contact
         WHERE campaign = $1 AND load <= $2 GROUP BY state, disposition`,
        campaign,
        visible,
      ),
      tx.all<{ status: 'rejected' | 'skipped'; code: string; n: number }>(
        `SELECT r.status, r.code, count(*) AS n FROM row_outcome r WHERE r.campaign = $1 AND ${visibleOutcome('r')}
         GROUP BY r.status, r.code`,
        campaign,
      ),
      tx.one<{ n: number }>(
        `SELECT count(*) AS n FROM attempt WHERE campaign = $1 AND state IN ('placed', 'in_doubt', 'ended')`,
        campaign,
      ),
    ]);
    return countsOf(tallied, refused, dialed?.n ?? 0);
  });
}

function countsOf(
  tallied: readonly Tally[],
  refused: readonly { readonly status: 'rejected' | 'skipped'; readonly code: string; readonly n: number }[],
  dialed: number,
): CampaignCounts {
  const states: Record<ContactStateName, number> = { ...NO_CONTACTS };
  const dispositions: Partial<Record<Disposition, number>> = {};
  const codes: Record<string, number> = {};
  const outcomes = { rejected: 0, skipped: 0 };
  let rows = 0;
  for (const { state, disposition, n } of tallied) {
    rows += n;
    states[state] += n;
    if (disposition !== null) dispositions[disposition] = (dispositions[disposition] ?? 0) + n;
  }
  for (const { status, code, n } of refused) {
    rows += n;
    outcomes[status] += n;
    tally(codes, code, n);
  }
  return { rows, states, rejected: outcomes.rejected, skippedRows: outcomes.skipped, codes, dispositions, dialed };
}

/** The mark is in the body, whose text is the JSON of this program: nothing a person wrote can look like it. */
export async function rangTwice(db: Database, campaign: CampaignId): Promise<number> {
  const row = await db.one<{ n: number }>(
    `SELECT count(*) AS n FROM contact c
     WHERE c.campaign = $1 AND ${visibleContact('c')} AND strpos(c.body, '"rangTwice":true') > 0`,
    campaign,
  );
  return row?.n ?? 0;
}

/** Both kinds of row from the same place on, merged: each has an index in the order of lists and rows. */
export async function rowsAfter(
  db: Database,
  campaign: CampaignId,
  after: RowRecord | null,
  limit: number,
): Promise<RowRecord[]> {
  const from = after === null ? ['', -1, ''] : [after.list, after.row, after.owner];
  return db.read(async (tx) => {
    const visible = await visibleLoad(tx, campaign);
    const [contacts, outcomes] = await Promise.all([
      tx.all<ContactRow>(
        `SELECT ${contactColumns('c')} FROM contact c
         WHERE c.campaign = $1 AND c.load <= $2 AND (c.list, c.list_row, c.id) > ($3, $4, $5)
         ORDER BY c.list, c.list_row, c.id LIMIT $6`,
        ...[campaign, visible, ...from, clampLimit(limit)],
      ),
      tx.all<OutcomeRow>(
        `SELECT ${OUTCOME} FROM row_outcome r
         WHERE r.campaign = $1 AND (r.list, r.list_row, r.owner) > ($2, $3, $4) AND ${visibleOutcome('r')}
         ORDER BY r.list, r.list_row, r.owner LIMIT $5`,
        ...[campaign, ...from, clampLimit(limit)],
      ),
    ]);
    return [...contacts.map(ofContact), ...outcomes.map(ofOutcome)].sort(byRow).slice(0, clampLimit(limit));
  });
}

export async function rowByOwner(
  db: Database,
  owner: string,
): Promise<(RowRecord & { campaign: CampaignId }) | undefined> {
  return db.read(async (tx) => {
    const [contact, outcome] = await Promise.all([
      tx.one<ContactRow>(
        `SELECT ${contactColumns('c')} FROM contact c WHERE c.id = $1 AND ${visibleContact('c')}`,
        owner,
      ),
      tx.one<OutcomeRow>(`SELECT ${OUTCOME} FROM row_outcome r WHERE r.owner = $1 AND ${visibleOutcome('r')}`, owner),
    ]);
    if (contact !== undefined) return { ...ofContact(contact), campaign: contact.campaign as CampaignId };
    return outcome === undefined ? undefined : { ...ofOutcome(outcome), campaign: outcome.campaign };
  });
}
