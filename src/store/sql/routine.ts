/** SQL of what is cold, written once: a routine asks, and whichever server it runs over answers. */

/** A list is bound whole: SQLite reads it as JSON, PostgreSQL as an array. */
export type Bound = string | number | null | readonly (string | number | null)[];

export type Question = { readonly asks: 'rows' | 'changes'; readonly sql: string; readonly values: readonly Bound[] };

/** What it asks comes back with `yield*`, typed. A routine runs once: a transaction that is tried again makes another. */
export type Routine<T> = Generator<Question, T, unknown>;

/** How an adapter runs one: over a connection or a session, in a transaction or not. */
export type Ask = <T>(routine: Routine<T>) => Promise<T>;

/** `$1`, `$2`, … stand for the values, in either SQL. */
export function* all<T>(sql: string, ...values: readonly Bound[]): Routine<readonly T[]> {
  return (yield { asks: 'rows', sql, values }) as readonly T[];
}

export function* one<T>(sql: string, ...values: readonly Bound[]): Routine<T | undefined> {
  return (yield* all<T>(sql, ...values))[0];
}

export function* count(sql: string, ...values: readonly Bound[]): Routine<number> {
  return (yield* one<{ n: number }>(sql, ...values))?.n ?? 0;
}

/** Rows changed. */
export function* run(sql: string, ...values: readonly Bound[]): Routine<number> {
  return (yield { asks: 'changes', sql, values }) as number;
}

type Value = string | number | null;

type Here = {
  all(sql: string, ...values: readonly Value[]): unknown[];
  run(sql: string, ...values: readonly Value[]): number;
};

/** Each question is answered at once, so that the routine stays in its caller's transaction. */
export function runNow<T>(db: Here, routine: Routine<T>): T {
  let step = routine.next();
  while (step.done !== true) {
    const { asks, sql, values } = step.value;
    const bound = values.map((value) => (isList(value) ? JSON.stringify(value) : value));
    step = routine.next(asks === 'rows' ? db.all(sql, ...bound) : db.run(sql, ...bound));
  }
  return step.value;
}

type There = {
  all(sql: string, ...values: readonly Bound[]): Promise<unknown[]>;
  run(sql: string, ...values: readonly Bound[]): Promise<number>;
};

/** One question after the other, each waited for. */
export async function runOver<T>(session: There, routine: Routine<T>): Promise<T> {
  let step = routine.next();
  while (step.done !== true) {
    const { asks, sql, values } = step.value;
    step = routine.next(asks === 'rows' ? await session.all(sql, ...values) : await session.run(sql, ...values));
  }
  return step.value;
}

/** For `LIMIT`: no end is a number too. */
export function clampLimit(limit: number): number {
  return Math.min(Math.max(Math.floor(limit), 0), Number.MAX_SAFE_INTEGER);
}

function isList(value: Bound): value is readonly Value[] {
  return Array.isArray(value);
}
