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

const BEHIND = 'AND (c.priority, c.due_at, c.list_row, c.list, c.id) > (?, ?, ?, ?, ?)';

// One short range of the index a place, merged here: sorting a hundred thousand due rows to pick fifty is slower
// than asking some dozens of times. The plus keeps SQLite from taking the other index, by `due_at`, and sorting after all.
function due(db: Database, { campaign, now, places: asked, cartesiaOnly, after, limit }: DueQuery): Contact[] {
  const load = runNow(db, visibleLoad(campaign));
  const keys = asked === null ? places(db, campaign, load) : [...new Set(asked)];
  const behind = after === undefined ? [] : [after.priority, after.dueAt, after.row, after.list, after.id];
  const rows = keys.flatMap((key) =>
    db.all<ContactRow & { due_at: Instant }>(
      `SELECT ${contactColumns('c')}, c.due_at FROM contact c
       WHERE c.state = 'ready' AND c.campaign = ? AND c.place = ? AND +c.due_at <= ? AND c.cartesia_dialable >= ? AND c.load <= ?
         ${after === undefined ? '' : BEHIND}
       ORDER BY c.priority, c.due_at, c.list_row, c.list, c.id LIMIT ?`,
      ...[campaign, key, now, cartesiaOnly ? 1 : 0, load, ...behind, clampLimit(limit)],
    ),
  );
  if (keys.length > 1) rows.sort(byPick);
  return rows.slice(0, clampLimit(limit)).map(contactOf);
}

function byPick(a: ContactRow & { due_at: Instant }, b: ContactRow & { due_at: Instant }): number {
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
