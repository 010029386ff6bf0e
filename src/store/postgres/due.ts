/** What the engine asks before each move: who is due, and when the next one will be. */
import type { Contact } from '../../model/contact.ts';
import type { AccountKey, CampaignId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { DueQuery, Store } from '../port.ts';
import type { ContactRow } from '../sql/records.ts';
import { contactColumns, contactOf } from '../sql/records.ts';
import { clampLimit, runOver } from '../sql/routine.ts';
import { visibleLoad } from '../sql/visible.ts';
import type { Database, Tx } from './database.ts';

type Part = 'due' | 'places' | 'nextAlarms';

export function postgresDue(db: Database): Pick<Store, Part> {
  return {
    due: (query) => due(db, query),
    places: (campaign) => places(db, campaign),
    nextAlarms: (account) => nextAlarms(db, account),
  };
}

const READY = `c.state = 'ready' AND c.campaign = $1`;
const PICK = 'c.priority, c.due_at, c.list_row, c.list, c.id';

/** Conditions on who comes after somebody in the order of picking: empty for all. */
type Behind = { readonly first: string; readonly behind: string };

// For each key, from one priority to the next by the index, and of each the range that is due: neither the whole list
// is sorted, nor the part of it that rings later read. Priorities are some dozens, contacts may be a million.
const dueAt = (keys: string, columns: string, limit: string, { first, behind }: Behind): string => `
  SELECT picked.* FROM ${keys} CROSS JOIN LATERAL (
    WITH RECURSIVE step (priority) AS (
      (SELECT c.priority FROM contact c WHERE ${READY} AND c.place = k.place ${first}
       ORDER BY c.priority LIMIT 1)
      UNION ALL
      SELECT (SELECT c.priority FROM contact c WHERE ${READY} AND c.place = k.place
                AND c.priority > step.priority ORDER BY c.priority LIMIT 1)
      FROM step WHERE step.priority IS NOT NULL
    )
    SELECT due.* FROM step CROSS JOIN LATERAL (
      SELECT ${columns} FROM contact c
      WHERE ${READY} AND c.place = k.place AND c.priority = step.priority
        AND c.due_at <= $2 AND c.cartesia_dialable >= $3 AND c.load <= $4 ${behind}
      ORDER BY c.due_at, c.list_row, c.list, c.id LIMIT ${limit}
    ) due WHERE step.priority IS NOT NULL LIMIT ${limit}
  ) picked ORDER BY ${PICK.replaceAll('c.', 'picked.')} LIMIT $5`;
/** Two statements: a list with addresses has thousands of places. */
type Statements = { readonly few: string; readonly many: string };

function statements(which: Behind): Statements {
  const all = 'unnest($6::text[]) AS k (place)';
  const rows = `${contactColumns('c')}, c.due_at`;
  // Whoever is among the first stands at a place whose own first is.
  const first = dueAt(all, 'c.place, c.priority, c.due_at, c.list_row, c.list, c.id', '1', which);
  return { few: dueAt(all, rows, '$5', which), many: dueAt(`(${first}) AS k`, rows, '$5', which) };
}

const DUE = statements({ first: '', behind: '' });
// Statements of their own: one that asks whether there is a limit would not be planned along the index.
const DUE_BEHIND = statements({ first: 'AND c.priority >= $7', behind: `AND (${PICK}) > ($7, $8, $9, $10, $11)` });

function due(db: Database, { campaign, now, places: asked, cartesiaOnly, after, limit }: DueQuery): Promise<Contact[]> {
  return db.read(async (tx) => {
    const load = await runOver(tx, visibleLoad(campaign));
    if (load === 0) return [];
    const keys = asked === null ? await readPlaces(tx, campaign, load) : [...new Set(asked)];
    if (keys.length === 0) return [];
    const most = clampLimit(limit);
    const given = [campaign, now, cartesiaOnly ? 1 : 0, load, most, keys];
    const behind = after === undefined ? [] : [after.priority, after.dueAt, after.row, after.list, after.id];
    const { few, many } = after === undefined ? DUE : DUE_BEHIND;
    const rows = await tx.all<ContactRow>(keys.length > most ? many : few, ...given, ...behind);
    return rows.map(contactOf);
  });
}

function places(db: Database, campaign: CampaignId): Promise<string[]> {
  return db.read(async (tx) => {
    const load = await runOver(tx, visibleLoad(campaign));
    return load === 0 ? [] : readPlaces(tx, campaign, load);
  });
}

/** From one key to the next by the index: a campaign has some dozens, over any number of contacts. */
async function readPlaces(tx: Tx, campaign: CampaignId, load: number): Promise<string[]> {
  const next = (than: string): string =>
    `SELECT c.place FROM contact c WHERE ${READY} AND c.place ${than} AND c.load <= $2
     ORDER BY c.place, c.priority, c.due_at LIMIT 1`;
  const rows = await tx.all<{ place: string }>(
    `WITH RECURSIVE step (place) AS (
       (${next(">= ''")}) UNION ALL SELECT (${next('> step.place')}) FROM step WHERE step.place IS NOT NULL
     ) SELECT place FROM step WHERE place IS NOT NULL`,
    campaign,
    load,
  );
  return rows.map(({ place }) => place);
}

async function nextAlarms(
  db: Database,
  account: AccountKey,
): Promise<{ ready: Instant | null; others: Instant | null }> {
  const row = await db.one<{ ready: Instant | null; others: Instant | null }>(
    `SELECT
       (SELECT min(first.due_at) FROM campaign p CROSS JOIN LATERAL (
          SELECT c.due_at FROM contact c
          WHERE c.state = 'ready' AND c.campaign = p.id
            AND c.load <= (SELECT max(l.id) FROM load l WHERE l.campaign = p.id AND l.state = 'published')
          ORDER BY c.due_at LIMIT 1) first
        WHERE p.account = $1 AND p.state = 'running') AS ready,
       (SELECT c.due_at FROM contact c JOIN attempt a ON a.id = c.attempt
        WHERE c.attempt IS NOT NULL AND a.account = $1 ORDER BY c.due_at LIMIT 1) AS others`,
    account,
  );
  return { ready: row?.ready ?? null, others: row?.others ?? null };
}
