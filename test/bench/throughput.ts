/** Settled calls a second: from the first placed call to the last settled contact, alone and with workers. */
import { randomId, randomSecret } from '../../src/random.ts';
import { campaignId } from '../../src/model/ids.ts';
import { SECOND, type Instant } from '../../src/model/time.ts';
import type { Store } from '../../src/store/port.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { freshDatabase } from '../support/postgres.ts';
import { startRedis } from '../support/redis.ts';
import { cpuWords, watchCpu } from './cpu.ts';
import { lookAt } from './redis.ts';
import { digits, type Row } from './row.ts';
import { clock, NAME, openStage, withLedger, type Process, type Stage } from './stage.ts';

const PEOPLE = 1_500;
const LINES = 8;
/** The most that a campaign file may say; with 8 lines and the pace's margin 777 calls a second. */
const CPS = 100;
const SLOTS = 2_000;
/** A call lasts some two milliseconds. */
const AT_ONCE = 1_000_000;
/** What is not settled by then is not counted. */
const PATIENCE = 45 * SECOND;

type Kind = { readonly what: string; readonly workers: number; readonly redis: boolean };

const ALONE: Kind = { what: 'outdial run alone, SQLite', workers: 0, redis: false };
const FLEETS: readonly Kind[] = [
  { what: '1 worker, PostgreSQL + Redis', workers: 1, redis: true },
  { what: '2 workers, PostgreSQL + Redis', workers: 2, redis: true },
  { what: '4 workers, PostgreSQL + Redis', workers: 4, redis: true },
  { what: '2 workers, PostgreSQL alone', workers: 2, redis: false },
];

export async function throughput(told: (row: Row) => void): Promise<void> {
  const alone = await measure(ALONE);
  told(alone);
  for (const kind of FLEETS) told({ ...(await measure(kind)), baseline: alone.value });
}

async function measure(kind: Kind): Promise<Row> {
  const database = kind.workers === 0 ? null : await freshDatabase();
  const redis = kind.redis ? await startRedis() : null;
  const on = await openStage({
    people: PEOPLE,
    lines: LINES,
    cps: CPS,
    slots: SLOTS,
    speed: AT_ONCE,
    databaseUrl: database?.url,
    redisUrl: redis?.url,
  });
  const cpu = watchCpu(database === null ? null : new URL(database.url).pathname.slice(1));
  try {
    const workers: Process[] = [];
    if (kind.workers > 0) await on.load();
    for (let n = 1; n <= kind.workers; n++) {
      const worker = await on.worker(`w${n}`);
      workers.push(worker);
      cpu.count(worker.child.pid, n === 1 ? 'leader' : n === 2 ? 'worker 2' : 'other workers');
      if (n === 1) await worker.says(/"event":"leads"/);
    }
    const run = on.run();
    cpu.count(run.child.pid, kind.workers === 0 ? 'outdial run' : 'watcher');
    if (redis !== null) cpu.count(await pidOf(redis.url), 'Redis');
    const code = await Promise.race([run.ended, clock.sleep(clock.now() + PATIENCE).then(() => 'late' as const)]);
    const use = <T>(ask: (store: Store) => Promise<T>): Promise<T> =>
      database === null ? withFile(on.ledgerPath, ask) : withLedger(database.url, ask);
    if (code === 'late') await stopped([run, ...workers]);
    const { settled, last, unsent } = await use(settledIn);
    const { first, lastPlaced, requests } = placedOn(on);
    const seconds = (last - first) / SECOND;
    const note = [
      `${settled} of ${PEOPLE} settled in ${digits(seconds)} s`,
      `the last dialed after ${digits((lastPlaced - first) / SECOND)} s`,
      `${digits(on.sandbox.record().length / requests)} calls a request`,
      cpuWords(cpu.between(first, last)),
      ...(unsent === 0 ? [] : [`${unsent} given back, their appointments had passed`]),
      ...(code === 0
        ? []
        : [code === 'late' ? 'not finished in time' : `ended with ${code}: ${run.said().slice(-300)}`]),
    ].join('; ');
    return {
      section: 'fleet',
      what: kind.what,
      unit: 'settled calls/s',
      value: settled / seconds,
      baseline: null,
      note,
    };
  } finally {
    cpu.stop();
    await on.close();
    await redis?.stop();
    await database?.drop();
  }
}

function placedOn(on: Stage): { first: Instant; lastPlaced: Instant; requests: number } {
  const times = on.sandbox.record().map(({ at }) => at);
  const requests = on.sandbox.requests().filter(({ method, path }) => method === 'POST' && /calls/.test(path)).length;
  return { first: Math.min(...times), lastPlaced: Math.max(...times), requests };
}

/** When the last of them was settled is in the log, written in the commit that settled it. */
async function settledIn(store: Store): Promise<{ settled: number; last: Instant; unsent: number }> {
  const campaign = campaignId(NAME);
  const { states } = await store.counts(campaign);
  let last = 0;
  let unsent = 0;
  for (let after = 0; ;) {
    const lines = await store.log({ campaign }, after, 1_000);
    const end = lines.at(-1);
    if (end === undefined) break;
    after = end.seq;
    for (const { at, event, cause } of lines) {
      if (event === 'ended') last = Math.max(last, at);
      if (cause === 'gate') unsent += 1;
    }
  }
  return { settled: states.completed, last, unsent };
}

async function withFile<T>(path: string, use: (store: Store) => Promise<T>): Promise<T> {
  const patience = { clock, for: 10 * SECOND };
  const store = await openSqliteStore({ path, makeId: randomId, secret: randomSecret, now: clock.now(), patience });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

async function pidOf(url: string): Promise<number> {
  const look = await lookAt(url);
  look.close();
  return look.pid;
}

async function stopped(processes: readonly Process[]): Promise<void> {
  for (const one of processes) one.kill();
  await Promise.all(processes.map(({ ended }) => ended));
}
