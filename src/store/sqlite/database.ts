/** One connection: prepared statements, and transactions that either happened or did not. */
import type { Clock } from '../../clock.ts';
import type { Duration } from '../../model/time.ts';
import { isBusy } from '../failure.ts';
import type { Connection, Statement } from './engine.ts';
import { failureOf } from './failures.ts';

/** How long a write that finds the ledger busy is tried again; the event loop stays free between the tries. */
export type Patience = { readonly clock: Clock; readonly for: Duration };

export type Value = string | number | null;

/** Between two tries of a busy write, beyond the wait inside SQLite. */
const BETWEEN_TRIES: Duration = 20;

export class Database {
  readonly #connection: Connection;
  readonly #path: string;
  readonly #patience: Patience | undefined;
  readonly #statements = new Map<string, Statement>();
  #open = true;

  constructor(connection: Connection, path: string, patience: Patience | undefined) {
    this.#connection = connection;
    this.#path = path;
    this.#patience = patience;
  }

  /** How long a statement may block the process while another one writes. */
  setBusyTimeout(timeout: Duration): void {
    this.#connection.exec(`PRAGMA busy_timeout = ${Math.floor(timeout)}`);
  }

  /** Every text is prepared once; the texts are few and fixed, values are always bound. */
  all<T>(sql: string, ...values: readonly Value[]): T[] {
    return this.#statement(sql).all(...values) as T[];
  }

  one<T>(sql: string, ...values: readonly Value[]): T | undefined {
    return (this.#statement(sql).get(...values) ?? undefined) as T | undefined;
  }

  /** Rows changed. */
  run(sql: string, ...values: readonly Value[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** Several reads of one moment. */
  async read<T>(body: () => T): Promise<T> {
    return this.#transaction('BEGIN', body);
  }

  /** `body` runs under the ledger's write lock and is on the disk when this resolves; it may run more than once. */
  async write<T>(body: () => T): Promise<T> {
    const patience = this.#patience;
    const until = patience === undefined ? 0 : patience.clock.monotonic() + patience.for;
    for (;;) {
      try {
        return this.#transaction('BEGIN IMMEDIATE', body);
      } catch (error) {
        if (!isBusy(error) || patience === undefined || patience.clock.monotonic() >= until) throw error;
        await patience.clock.sleep(patience.clock.now() + BETWEEN_TRIES);
      }
    }
  }

  /** Empties the journal: what is in it is in the file then. False when another process keeps reading its end. */
  async foldJournal(): Promise<boolean> {
    const patience = this.#patience;
    const until = patience === undefined ? 0 : patience.clock.monotonic() + patience.for;
    for (;;) {
      try {
        if (this.one<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)')?.busy === 0) return true;
      } catch (error) {
        const failure = failureOf(error, this.#path);
        if (!isBusy(failure)) throw failure;
      }
      if (patience === undefined || patience.clock.monotonic() >= until) return false;
      await patience.clock.sleep(patience.clock.now() + BETWEEN_TRIES);
    }
  }

  /** Idempotent. Folds the WAL into the file, so that the file alone is the ledger. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    // The drop-in lets go of the file when its statements are collected: none may be remembered.
    this.#statements.clear();
    try {
      this.#connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // Another process is reading: the WAL stays, complete, and its last user folds it in.
    }
    this.#connection.close();
  }

  #transaction<T>(begin: string, body: () => T): T {
    let begun = false;
    try {
      this.#connection.exec(begin);
      begun = true;
      const result = body();
      this.#connection.exec('COMMIT');
      return result;
    } catch (error) {
      if (begun) this.#rollBack();
      throw failureOf(error, this.#path);
    }
  }

  #rollBack(): void {
    try {
      this.#connection.exec('ROLLBACK');
    } catch {
      // SQLite rolled back by itself (disk full, input or output error); the first error is the one to tell.
    }
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    // What stands once for both SQLs numbers its values as PostgreSQL does.
    const statement = this.#connection.prepare(sql.replaceAll(/\$(?=\d)/g, '?'));
    this.#statements.set(sql, statement);
    return statement;
  }
}
