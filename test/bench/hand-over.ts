/** From `give` to the worker that has it: on Redis, on PostgreSQL, and as a function call. */
import type { Duration } from '../../src/model/time.ts';
import { openBullQueue } from '../../src/queue/bullmq/queue.ts';
import { callQueue } from '../../src/queue/call.ts';
import type { Queue } from '../../src/queue/port.ts';
import { dial } from '../contract/queue/given.ts';
import { freshDatabase } from '../support/postgres.ts';
import { startRedis } from '../support/redis.ts';
import { percentile, type Row } from './row.ts';
import { clock } from './stage.ts';

const WARM = 40;
const ROUNDS = 400;
/** So that the worker waits again for what comes next, as it does between two appointments. */
const PAUSE: Duration = 5;
const AT_ONCE = 16;

export async function handOver(told: (row: Row) => void): Promise<void> {
  const call = callQueue();
  const called = await latencies(call, call);
  await call.close();

  const redis = await startRedis();
  const onRedis = await between({ is: 'redis', url: redis.url }).finally(() => redis.stop());
  const database = await freshDatabase();
  const onPostgres = await between({ is: 'postgres', url: database.url }).finally(() => database.drop());

  for (const [what, times] of [
    ['BullMQ on Redis', onRedis],
    ['BullMQ on PostgreSQL', onPostgres],
  ] as const) {
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const) {
      told({
        section: 'hand_over',
        what: `give to on(), ${what}, ${name}`,
        unit: 'ms',
        value: percentile(times, share),
        baseline: percentile(called, share),
        ...(name === 'p50' && what.endsWith('Redis')
          ? { note: 'the baseline is the function call of one machine' }
          : {}),
      });
    }
  }
}

/** Two ends with links of their own, as two workers have. */
async function between(server: Parameters<typeof openBullQueue>[0]['server']): Promise<readonly Duration[]> {
  const open = () => openBullQueue({ name: 'bench', server, clock });
  const from = await open();
  const to = await open();
  try {
    return await latencies(from, to);
  } finally {
    await Promise.all([from.close(), to.close()]);
  }
}

async function latencies(from: Queue, to: Queue): Promise<readonly Duration[]> {
  let arrived = (): void => undefined;
  const stop = await to.work(AT_ONCE, () => {
    arrived();
    return Promise.resolve();
  });
  const times: Duration[] = [];
  for (let n = 0; n < WARM + ROUNDS; n++) {
    let at = 0;
    const there = new Promise<void>((resolve) => {
      arrived = () => {
        at = clock.monotonic();
        resolve();
      };
    });
    const job = dial(`batch-${n}`);
    const given = clock.monotonic();
    const giving = from.give(job);
    await Promise.all([there, giving]);
    if (n >= WARM) times.push(at - given);
    await clock.sleep(clock.now() + PAUSE);
  }
  await stop();
  return times;
}
