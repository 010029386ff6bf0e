/** Sessions with a PostgreSQL: single questions, several of one moment, and transactions that happened or did not. */
import pg from 'pg';
import type { Clock } from '../../clock.ts';
import { SECOND } from '../../model/time.ts';
import type { Duration } from '../../model/time.ts';
import { isAway } from '../failure.ts';
import type { Bound } from '../sql/routine.ts';
import { PlainClient } from './client.ts';
import type { Server } from './connect.ts';
import { ANSWER, rememberSockets, sessionSettings } from './connect.ts';
import { failureOf, isAftermath, isSilence, isVictim } from './failures.ts';

export type Value = Bound | boolean;

/** Asks within one transaction. Statements go out in the order of the calls, without waiting for the answers between. */
export type Tx = {
  all<T>(sql: string, ...values: readonly Value[]): Promise<T[]>;
  one<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined>;
  /** Rows changed. */
  run(sql: string, ...values: readonly Value[]): Promise<number>;
  readonly client: pg.PoolClient;
};

/**
 * `end`: whoever of the transaction still waits for an answer asks nothing after it, where it would stand by itself.
 * Resolves when the session may be asked again.
 */
type Session = Tx & { readonly end: () => Promise<unknown> };

export type DatabaseOptions = {
  readonly server: Server;
  readonly clock: Clock;
  readonly size: number;
  /** How long an answer may take. */
  readonly answer?: Duration;
  /** False where rows are copied, which the driver does on a session of its own kind only. */
  readonly pipeline?: boolean;
};

/** Nobody needs a session back within a minute that nobody needed for one. */
const IDLE: Duration = 60 * SECOND;
/** Closing waits so long for the server to say goodbye. */
const GOODBYE: Duration = 2 * SECOND;
const TRIES = 5;

export class Database {
  readonly place: string;
  readonly #options: DatabaseOptions;
  readonly #config: pg.PoolConfig;
  readonly #destroySockets: () => void;
  readonly #names = new Map<string, string>();
  readonly #ending = new Set<Promise<void>>();
  #pool: pg.Pool;
  #closing: Promise<void> | undefined;

  constructor(options: DatabaseOptions) {
    const { server, size, answer = ANSWER, pipeline = true } = options;
    const { config, destroyAll } = rememberSockets(server.config);
    this.place = server.place;
    this.#options = options;
    this.#destroySockets = destroyAll;
    const settings = sessionSettings(answer);
    this.#config = {
      ...config,
      query_timeout: answer,
      pipeline,
      max: size,
      Client: PlainClient,
      idleTimeoutMillis: IDLE,
      onConnect: (client) => client.query(settings) as unknown as void,
    };
    this.#pool = this.#newPool();
  }

  /** One question, of the moment it is asked. */
  all<T>(sql: string, ...values: readonly Value[]): Promise<T[]> {
    return this.#withClient((tx) => tx.all<T>(sql, ...values));
  }

  async one<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    return (await this.all<T>(sql, ...values))[0];
  }

  run(sql: string, ...values: readonly Value[]): Promise<number> {
    return this.#withClient((tx) => tx.run(sql, ...values));
  }

  /** Several questions of one moment. */
  read<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#withClient((tx) => this.#transaction(tx, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', body));
  }

  /** On the disk when this resolves. `body` may run more than once, and must hold by locks what it decides upon. */
  async write<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#withClient((tx) => this.#transaction(tx, 'BEGIN', body));
      } catch (error) {
        if (!victims.has(error as object) || tries >= TRIES) throw error;
      }
    }
  }

  /** A session of its own, outside any transaction: for what PostgreSQL does in none. */
  session<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#withClient(body);
  }

  /** Idempotent; waits for what is under way. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    const { clock } = this.#options;
    this.#retire();
    // Sessions at work end when their answers or their deadlines come; those of a dead network would say goodbye for ever.
    const until = clock.monotonic() + (this.#options.answer ?? ANSWER) + GOODBYE;
    const ended = Promise.all(this.#ending);
    while (this.#ending.size > 0 && clock.monotonic() < until) {
      await Promise.race([ended, clock.sleep(clock.now() + SECOND / 10)]);
    }
    this.#destroySockets();
    await ended;
  }

  async #withClient<T>(body: (tx: Session) => Promise<T>): Promise<T> {
    const pool = this.#pool;
    if (this.#closing !== undefined) throw new Error('the ledger was closed');
    let client: pg.PoolClient;
    try {
      client = await pool.connect();
    } catch (error) {
      const failure = failureOf(error, this.place);
      if (isSilence(error)) this.#replace(pool);
      throw failure;
    }
    // A session that breaks while it is ours says so here; its questions are rejected as well.
    const broken = (): void => undefined;
    client.on('error', broken);
    let failed: unknown;
    try {
      return await body(this.#tx(client));
    } catch (error) {
      failed = error;
      throw error;
    } finally {
      client.removeListener('error', broken);
      client.release(isAway(failed) || client.getTransactionStatus() !== 'I');
      if (silences.has(failed as object)) this.#replace(pool);
    }
  }

  async #transaction<T>(tx: Session, begin: string, body: (tx: Tx) => Promise<T>): Promise<T> {
    const begun = tx.run(begin);
    begun.catch(() => undefined);
    let result: T;
    try {
      result = await body(tx);
      await begun;
    } catch (error) {
      const free = tx.end();
      // The first error is the one to tell. A session that is gone rolls back by itself, and would only be waited for.
      if (!isAway(error)) await free.then(() => ask(tx.client, 'ROLLBACK', this.place, 'work')).catch(() => undefined);
      throw error;
    }
    await tx.end();
    const ended = await ask(tx.client, 'COMMIT', this.place, 'commit');
    if (ended.command !== 'COMMIT') throw new Error('a transaction failed and its error was not told');
    return result;
  }

  #tx(client: pg.PoolClient): Session {
    const { pipeline = true } = this.#options;
    let over = false;
    let last: Promise<unknown> = Promise.resolve();
    let cause: unknown;
    const question = async (text: string, values: readonly Value[]): Promise<pg.QueryResult> => {
      if (over) throw new Error('the transaction is over');
      const config = values.length === 0 ? text : { text, values: values as Value[], name: this.#nameOf(text) };
      const put = (): Promise<pg.QueryResult> =>
        ask(client, config, this.place, 'work').catch((failure: unknown) => {
          // Whoever waits for a later statement may hear first, and is told why it failed as well.
          if (!isAftermath(failure)) cause = failure;
          throw cause ?? failure;
        });
      if (pipeline) return put();
      // One question at a time, in the order they were asked.
      const answer = last.then(put);
      last = answer.catch(() => undefined);
      return answer;
    };
    return {
      client,
      end: () => {
        over = true;
        return last;
      },
      all: async <T>(sql: string, ...values: readonly Value[]) => (await question(sql, values)).rows as T[],
      one: async <T>(sql: string, ...values: readonly Value[]) =>
        (await question(sql, values)).rows[0] as T | undefined,
      run: async (sql, ...values) => (await question(sql, values)).rowCount ?? 0,
    };
  }

  /** Every text is prepared once a session; the texts are few and fixed, values are always bound. */
  #nameOf(sql: string): string {
    const known = this.#names.get(sql);
    if (known !== undefined) return known;
    const name = `outdial_${this.#names.size + 1}`;
    this.#names.set(sql, name);
    return name;
  }

  #newPool(): pg.Pool {
    const pool = new pg.Pool(this.#config);
    // An idle session that breaks is dropped by the pool; unheard, its error would end the process.
    pool.on('error', () => undefined);
    return pool;
  }

  /** A network that fell silent did so for every session at once: the next callers must not find that out one by one. */
  #replace(pool: pg.Pool): void {
    if (this.#closing !== undefined || pool !== this.#pool) return;
    this.#retire();
    this.#pool = this.#newPool();
  }

  #retire(): void {
    const ending = this.#pool.end().catch(() => undefined);
    this.#ending.add(ending);
    void ending.then(() => this.#ending.delete(ending));
  }
}

/** Failures of transactions that were given up for others' sake: nothing of them happened, they may run again at once. */
const victims = new WeakSet<object>();
/** Failures of a server that said nothing in time. */
const silences = new WeakSet<object>();

async function ask(
  client: pg.PoolClient,
  question: string | pg.QueryConfig,
  place: string,
  during: 'commit' | 'work',
): Promise<pg.QueryResult> {
  try {
    return await client.query(question);
  } catch (error) {
    const failure = failureOf(error, place, during);
    if (isSilence(error)) silences.add(failure as object);
    if (during === 'work' && isVictim(error)) victims.add(failure as object);
    throw failure;
  }
}
