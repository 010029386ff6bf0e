/** What the engine asks before each move: who is due, and when the next one will be. */
import type { Contact } from '../../model/contact.ts';
import type { AccountKey, CampaignId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { DueQuery, Store } from '../port.ts';
import type { Database } from './database.ts';
import type { ContactRow } from '../sql/records.ts';
import { contactColumns, contactOf } from '../sql/records.ts';
import { clampLimit, runNow } from '../sql/routine.ts';
import { visibleLoad } from '../sql/visible.ts';

type Part = 'due' | 'places' | 'nextAlarms';

export function sqlDue(db: Database): Pick<Store, Part> {
  return {
    due: (query) => db.read(() => due(db, query)),
    places: (campaign) => db.read(() => places(db, campaign, runNow(db, visibleLoad(campaign)))),
    nextAlarms: (account) => db.read(() => nextAlarms(db, account)),
  };
}

/** What the order of picking goes by: the index `contact_due` holds all of it. */
type Turn = { id: string; place: string; priority: number; due_at: Instant; list_row: number; list: string };

// One short range of the index a place, merged here: sorting a hundred thousand due rows to pick fifty is slower
// than asking some dozens of times. The plus keeps SQLite from taking the other index, by `due_at`, and sorting after all.
const turns = (behind: string): string =>
  `SELECT c.id, c.place, c.priority, c.due_at, c.list_row, c.list FROM contact c
   WHERE c.state = 'ready' AND c.campaign = ? AND c.place = ? AND +c.due_at <= ? AND c.cartesia_dialable >= ? AND c.load <= ?
   ${behind}
   ORDER BY c.priority, c.due_at, c.list_row, c.list, c.id LIMIT ?`;
const TURNS = turns('');
const TURNS_BEHIND = turns('AND (c.priority, c.due_at, c.list_row, c.list, c.id) > (?, ?, ?, ?, ?)');

/** The places whose own first come first. */
const first = (behind: string): string =>
  `SELECT c.place FROM json_each(?1) k CROSS JOIN contact c ON c.id = (
     SELECT d.id FROM contact d
     WHERE d.state = 'ready' AND d.campaign = ?2 AND d.place = k.value AND +d.due_at <= ?3
       AND d.cartesia_dialable >= ?4 AND d.load <= ?5 ${behind}
     ORDER BY d.priority, d.due_at, d.list_row, d.list, d.id LIMIT 1)
   ORDER BY c.priority, c.due_at, c.list_row, c.list, c.id LIMIT ?6`;
const FIRST = first('');
const FIRST_BEHIND = first('AND (d.priority, d.due_at, d.list_row, d.list, d.id) > (?7, ?8, ?9, ?10, ?11)');

function due(db: Database, { campaign, now, places: asked, cartesiaOnly, after, limit }: DueQuery): Contact[] {
  const load = runNow(db, visibleLoad(campaign));
  const most = clampLimit(limit);
  const isBehind = after !== undefined;
  const behind = isBehind ? [after.priority, after.dueAt, after.row, after.list, after.id] : [];
  const sql = isBehind ? TURNS_BEHIND : TURNS;
  const picked = (keys: readonly string[], n: number): Turn[] =>
    keys.flatMap((key) => db.all<Turn>(sql, campaign, key, now, cartesiaOnly ? 1 : 0, load, ...behind, n)).sort(byPick);
  const keys = asked === null ? places(db, campaign, load) : [...new Set(asked)];
  const wanted = [campaign, now, cartesiaOnly ? 1 : 0, load, most] as const;
  // Whoever is among the first `most` stands at a place whose own first is: a list with addresses has thousands of places.
  const near =
    keys.length <= most
      ? keys
      : db
          .all<Pick<Turn, 'place'>>(isBehind ? FIRST_BEHIND : FIRST, JSON.stringify(keys), ...wanted, ...behind)
          .map(({ place }) => place);
  const chosen = picked(near, most)
    .slice(0, most)
    .map(({ id }) => id);
  const rows = db.all<ContactRow>(
    `SELECT ${contactColumns('c')} FROM contact c WHERE c.id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(chosen),
  );
  const byId = new Map(rows.map((row) => [row.id as string, row]));
  return chosen.flatMap((id) => byId.get(id) ?? []).map(contactOf);
}

function byPick(a: Turn, b: Turn): number {
  const order = a.priority - b.priority || a.due_at - b.due_at || a.list_row - b.list_row;
  return order || (a.list < b.list ? -1 : a.list > b.list ? 1 : a.id < b.id ? -1 : 1);
}

/** From one key to the next by the index: a campaign has some dozens, over any number of contacts. */
function places(db: Database, campaign: CampaignId, load: number): string[] {
  const keys: string[] = [];
  const next = (test: '>=' | '>', than: string): string | undefined =>
    db.one<{ place: string }>(
      `SELECT c.place FROM contact c
       WHERE c.state = 'ready' AND c.campaign = ? AND c.place ${test} ? AND c.load <= ?
       ORDER BY c.place, c.priority, c.due_at LIMIT 1`,
      ...[campaign, than, load],
    )?.place;
  for (let key = next('>=', ''); key !== undefined; key = next('>', key)) keys.push(key);
  return keys;
}

function nextAlarms(db: Database, account: AccountKey): { ready: Instant | null; others: Instant | null } {
  const running = db.all<{ id: CampaignId }>(
    `SELECT id FROM campaign WHERE account = ? AND state = 'running'`,
    account,
  );
  const ready = running.flatMap(({ id }) =>
    db
      .all<{ due_at: Instant }>(
        `SELECT c.due_at FROM contact c WHERE c.state = 'ready' AND c.campaign = ? AND c.load <= ?
         ORDER BY c.due_at LIMIT 1`,
        ...[id, runNow(db, visibleLoad(id))],
      )
      .map((row) => row.due_at),
  );
  const other = db.one<{ due_at: Instant }>(
    `SELECT c.due_at FROM contact c JOIN attempt a ON a.id = c.attempt
     WHERE c.attempt IS NOT NULL AND a.account = ? ORDER BY c.due_at LIMIT 1`,
    account,
  );
  return { ready: ready.length === 0 ? null : Math.min(...ready), others: other?.due_at ?? null };
}
