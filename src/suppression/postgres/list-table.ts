/** A team's do-not-call list in a PostgreSQL: one table, made on first use, asked by the numbers of each batch. */
import type { Clock } from '../../clock.ts';
import { UserError } from '../../model/errors.ts';
import { SECOND, type Duration, type Instant } from '../../model/time.ts';
import { isAway, isBusy, StoreFailure } from '../../store/failure.ts';
import { serverOf } from '../../store/postgres/connect.ts';
import { Database, type Tx } from '../../store/postgres/database.ts';
import { SharedListFailure, type SharedEntry, type SharedList } from '../port.ts';
import { checkTables, makeTables, TABLE } from './tables.ts';

export type ListTableOptions = { readonly url: string; readonly ca?: string; readonly clock: Clock };

/** Whoever dials waits for it at every batch: better to say that it is away. */
const ANSWER: Duration = 2 * SECOND;
/** Who dials, who adds, and one for a session that is being replaced. */
const SESSIONS = 3;
/** In one statement. */
const AT_ONCE = 5_000;

type Row = Omit<SharedEntry, 'until' | 'at'> & { readonly at: number; readonly until_at: number | null };

export function openListTable({ url, ca, clock }: ListTableOptions): SharedList {
  const at = { url, setting: 'OUTDIAL_SUPPRESSION_URL', applicationName: 'outdial do-not-call' } as const;
  const server = serverOf({ ...at, ...(ca === undefined ? {} : { ca }) });
  const config = { ...server.config, connectionTimeoutMillis: ANSWER };
  const db = new Database({ server: { ...server, config }, clock, size: SESSIONS, answer: ANSWER });
  let checked = false;
  const { place } = server;

  // Looked at first: who only reads a list that is there needs no right to make one.
  const using = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      if (!checked) {
        if (!(await checkTables(db, place))) await makeTables(db, place);
        checked = true;
      }
      return await ask();
    } catch (error) {
      checked = false;
      throw failureOf(error, place);
    }
  };

  return {
    place,
    find: (numbers, now) => using(() => find(db, numbers, now)),
    add: (entries) =>
      using(async () => {
        let added = 0;
        for (let from = 0; from < entries.length; from += AT_ONCE) {
          const slice = merged(entries.slice(from, from + AT_ONCE));
          added += await db.write((tx) => add(tx, slice));
        }
        return added;
      }),
    remove: (numbers, scope, why, source, at) =>
      using(() => db.write((tx) => remove(tx, numbers, scope, { why, source, at }))),
    look: (now) =>
      using(async () => {
        const counted = await db.one<{ n: number }>(
          `SELECT count(DISTINCT number) AS n FROM ${TABLE}
           WHERE removed_at IS NULL AND (until_at IS NULL OR until_at > $1)`,
          now,
        );
        return { numbers: counted?.n ?? 0, odd: [] };
      }),
    close: () => db.close(),
  };
}

async function find(db: Database, numbers: readonly string[], now: Instant): Promise<readonly SharedEntry[]> {
  const rows = await db.all<Row>(
    `SELECT number, scope, reason, source, at, until_at FROM ${TABLE}
     WHERE number = ANY($1::text[]) AND removed_at IS NULL AND (until_at IS NULL OR until_at > $2)`,
    numbers as string[],
    now,
  );
  return rows.map(({ until_at: until, ...entry }) => ({ ...entry, until }));
}

/** One statement may touch a row once. */
function merged(entries: readonly SharedEntry[]): readonly SharedEntry[] {
  const all = new Map<string, SharedEntry>();
  for (const entry of entries) {
    const key = `${entry.number} ${entry.scope}`;
    const known = all.get(key);
    if (known === undefined || (known.until !== null && (entry.until ?? Infinity) > known.until)) all.set(key, entry);
  }
  // In one order, so that two who add at one moment wait for each other and do not deadlock.
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

function add(tx: Tx, entries: readonly SharedEntry[]): Promise<number> {
  const column = <K extends keyof SharedEntry>(name: K): SharedEntry[K][] => entries.map((entry) => entry[name]);
  return tx.run(
    `INSERT INTO ${TABLE} AS known (number, scope, reason, source, at, until_at)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[])
     ON CONFLICT (number, scope) DO UPDATE SET reason = excluded.reason, source = excluded.source, at = excluded.at,
       until_at = excluded.until_at, removed_at = NULL, removed_why = NULL, removed_by = NULL
     WHERE known.removed_at IS NOT NULL
        OR (known.until_at IS NOT NULL AND (excluded.until_at IS NULL OR excluded.until_at > known.until_at))`,
    column('number'),
    column('scope'),
    column('reason'),
    column('source'),
    column('at'),
    column('until') as number[],
  );
}

async function remove(
  tx: Tx,
  numbers: readonly string[],
  scope: string,
  { why, source, at }: { readonly why: string; readonly source: string; readonly at: Instant },
): Promise<number> {
  const removed = await tx.all<{ until_at: number | null }>(
    `UPDATE ${TABLE} SET removed_at = $3, removed_why = $4, removed_by = $5
     WHERE number = ANY($1::text[]) AND ($2 = 'all' OR scope = $2) AND removed_at IS NULL
     RETURNING until_at`,
    numbers as string[],
    scope,
    at,
    why,
    source,
  );
  return removed.filter(({ until_at: until }) => until === null || until > at).length;
}

/** The words of a ledger's failure speak of the ledger: this is none. */
function failureOf(error: unknown, place: string): unknown {
  if (error instanceof SharedListFailure) return error;
  if (error instanceof StoreFailure) {
    const passing = isAway(error) || isBusy(error);
    const said = passing ? 'does not answer' : `cannot be used (${error.kind})`;
    const hint = 'Start its server, or look at the network between.';
    return new SharedListFailure(
      passing ? 'away' : 'unreadable',
      `The shared do-not-call list at ${place} ${said}.`,
      hint,
    );
  }
  if (error instanceof UserError) {
    const [problem] = error.problems;
    return new SharedListFailure(
      'unreadable',
      `The shared do-not-call list at ${place} cannot be used: ${problem?.message ?? error.message}`,
      problem?.hint ?? 'Mend what it says.',
    );
  }
  return error;
}
