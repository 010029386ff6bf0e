/** Servers and networks that fail under a fleet: nobody rung twice, nobody lost, and the workers recover by themselves. */
import { Redis } from 'ioredis';
import pg from 'pg';
import { expect } from 'vitest';
import { it, itLong } from '../support/long.ts';
import { startPostgres } from '../support/postgres.ts';
import { startProxy, type Network, type Proxy } from '../support/proxy.ts';
import { startRedis } from '../support/redis.ts';
import { expectRight, fleet, HANGS, type Fleet } from './fleet.ts';
import { clock } from './stage.ts';
import { describeWith } from '../support/needs.ts';

const describe = describeWith(
  'PostgreSQL',
  'PostgreSQL with room for 300 sessions',
  'initdb and postgres',
  'redis-server',
);

const CPS = 10;

async function flush(on: Fleet): Promise<void> {
  const redis = new Redis(on.redis?.url ?? '');
  await redis.flushall();
  redis.disconnect();
}

// Beside each other: most of it is waiting.
describe.concurrent('Redis', () => {
  it(
    'FLUSHALL in mid-campaign: the campaign still ends right, nobody rung twice',
    async (test) => {
      const on = await fleet(test, { people: 70, cps: CPS });
      on.worker('a');
      on.worker('b');
      const run = on.run();
      for (const calls of [5, 15, 16, 30, 45]) {
        await on.placed(calls);
        await flush(on);
      }
      await expectRight(on, run, CPS);
    },
    HANGS,
  );

  itLong(
    'killed, and started again empty',
    async (test) => {
      const on = await fleet(test, { people: 60, cps: CPS });
      on.worker('a');
      on.worker('b');
      const run = on.run();
      for (const calls of [10, 30]) {
        await on.placed(calls);
        await on.redis?.kill9();
        await clock.sleep(clock.now() + 1_500);
        await on.redis?.start();
      }
      await expectRight(on, run, CPS);
    },
    HANGS,
  );

  itLong(
    'wanted by nobody: the same queues in PostgreSQL',
    async (test) => {
      const on = await fleet(test, { people: 40, cps: CPS, redis: false });
      on.worker('a');
      on.worker('b');
      await expectRight(on, on.run(), CPS);
    },
    HANGS,
  );

  it(
    'that evicts is refused at the start, with the setting to change',
    async (test) => {
      const redis = await startRedis({ args: ['--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru'] });
      test.onTestFinished(() => redis.stop());
      const on = await fleet(test, { people: 1 });
      await on.run().says(/workers have been handed/);
      const worker = on.worker('a', { REDIS_URL: redis.url });
      expect(await worker.ended).toBe(2);
      expect(worker.said()).toMatch(/maxmemory-policy noeviction/);
    },
    HANGS,
  );
});

describe.concurrent('PostgreSQL', () => {
  it(
    'killed, and started again',
    async (test) => {
      const server = await startPostgres();
      test.onTestFinished(() => server.stop());
      const on = await fleet(test, { people: 60, cps: CPS, databaseUrl: server.url });
      on.worker('a');
      on.worker('b');
      const run = on.run();
      await on.placed(10);
      for (const calls of [20, 40]) {
        await on.placed(calls);
        await server.kill9();
        await clock.sleep(clock.now() + 1_000);
        await server.start();
      }
      await expectRight(on, run, CPS);
    },
    HANGS,
  );

  itLong(
    'losing its back ends, one after the other and all at once',
    async (test) => {
      const on = await fleet(test, { people: 60, cps: CPS });
      on.worker('a');
      on.worker('b');
      const run = on.run();
      const client = new pg.Client(on.databaseUrl);
      await client.connect();
      const others = 'datname = current_database() AND pid <> pg_backend_pid()';
      for (const calls of [8, 16, 24, 32]) {
        await on.placed(calls);
        const limit = calls % 16 === 0 ? '' : 'ORDER BY random() LIMIT 1';
        await client.query(
          `SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE ${others} ${limit}) some_of_them`,
        );
      }
      await client.end();
      await expectRight(on, run, CPS);
    },
    HANGS,
  );

  it(
    'that does not wait for its disk is refused at the start, with the setting to change',
    async (test) => {
      const server = await startPostgres({ settings: { fsync: 'off' } });
      test.onTestFinished(() => server.stop());
      const on = await fleet(test, { people: 1 });
      const worker = on.worker('a', { DATABASE_URL: server.url });
      expect(await worker.ended).toBe(2);
      expect(worker.said()).toMatch(/fsync = on/);
    },
    HANGS,
  );
});

describe.concurrent('a network', () => {
  const NETWORKS: readonly { readonly name: string; readonly does: (proxy: Proxy) => Promise<void> }[] = [
    { name: 'that drops everything for four seconds', does: (proxy) => spell(proxy, { is: 'drop' }, 4_000) },
    { name: 'that cuts and refuses for two seconds', does: (proxy) => spell(proxy, { is: 'reset' }, 2_000) },
    { name: 'that is slow by 80 ms each way', does: (proxy) => spell(proxy, { is: 'delay', ms: 80 }, 4_000) },
    {
      name: 'that half-closes every connection',
      does: async (proxy) => proxy.halfClose(),
    },
  ];
  for (const { name, does } of NETWORKS) {
    it(
      `${name}, to either server, for the one worker and then the other`,
      async (test) => {
        const on = await fleet(test, { people: 60, cps: CPS });
        const proxies: Proxy[] = [];
        for (const worker of ['a', 'b']) {
          const redis = await startProxy({ port: on.redis?.port ?? 0 });
          const database = await startProxy({ port: Number(new URL(on.databaseUrl).port || 5432) });
          proxies.push(redis, database);
          on.worker(worker, {
            REDIS_URL: redis.through(on.redis?.url ?? ''),
            DATABASE_URL: database.through(on.databaseUrl),
          });
        }
        test.onTestFinished(async () => void (await Promise.all(proxies.map((proxy) => proxy.close()))));
        const run = on.run();
        for (const [nth, proxy] of proxies.entries()) {
          await on.placed(5 + nth * 9);
          await does(proxy);
        }
        await expectRight(on, run, CPS);
      },
      HANGS,
    );
  }
});

async function spell(proxy: Proxy, network: Network, ms: number): Promise<void> {
  proxy.set(network);
  await clock.sleep(clock.now() + ms);
  proxy.set({ is: 'pass' });
  // What was dropped was dropped: its connections know nothing of it, as in life.
}
