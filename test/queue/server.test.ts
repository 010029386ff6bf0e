/** The queue on servers of every setup: which are refused, what is left on them, and how fast they are. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue as Bull } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openBullQueue, type BullOptions } from '../../src/queue/bullmq/queue.ts';
import type { Job } from '../../src/queue/port.ts';
import { AGENT, dial, idle, JOBS, lookUp, pause, REPORTS, until, walk } from '../contract/queue/given.ts';
import { makeCertificates } from '../support/certificates.ts';
import { freshDatabase, query, serverUrl, startPostgres, unprivileged } from '../support/postgres.ts';
import { startRedis, SHARED_REDIS, type RedisServerOptions } from '../support/redis.ts';
import { LOCALHOST } from '../voice/cartesia-certificate.ts';
import { bullSetting, databaseOfFile, onPostgres, onRedis, withRedis, type BullSetting } from './setting.ts';
import { describeWith, itWith } from '../support/needs.ts';

const DATABASE = databaseOfFile();

const BOTH = [
  { name: 'Redis', on: (): BullSetting => onRedis() },
  { name: 'PostgreSQL', on: (): BullSetting => onPostgres(DATABASE) },
] as const;

async function findingsOf(options: RedisServerOptions): Promise<readonly unknown[]> {
  const server = await startRedis(options);
  const setting = onRedis(server.url);
  try {
    return (await (await setting.queue()).findings()).map(({ is, code, hint }) => ({ is, code, hint }));
  } finally {
    await setting.end();
    await server.stop();
  }
}

const EVICTING = {
  is: 'refused',
  code: 'evicting_redis',
  hint: expect.stringContaining('CONFIG SET maxmemory-policy noeviction') as string,
};

describeWith('redis-server')('findings', () => {
  it('none on a Redis that keeps what it is given, on disk or not', async () => {
    expect(await findingsOf({})).toEqual([]);
    expect(await findingsOf({ args: ['--maxmemory', '100mb', '--maxmemory-policy', 'noeviction'] })).toEqual([]);
  });

  it('one that throws keys away is refused, also where CONFIG is forbidden; without a limit it is warned of', async () => {
    const args = ['--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru'];
    expect(await findingsOf({ args })).toEqual([EVICTING]);
    expect(await findingsOf({ args: [...args, '--rename-command', 'CONFIG', ''] })).toEqual([EVICTING]);
    const unlimited = await findingsOf({ args: ['--maxmemory-policy', 'volatile-ttl'] });
    expect(unlimited).toEqual([{ ...EVICTING, is: 'warned' }]);
  });

  it('a cluster is refused', async () => {
    const server = await startRedis({ args: ['--cluster-enabled', 'yes'] });
    const setting = onRedis(server.url);
    try {
      expect(await (await setting.queue()).findings()).toMatchObject([{ is: 'refused', code: 'redis_cluster' }]);
    } finally {
      await setting.end();
      await server.stop();
    }
  });
});

itWith('redis-server')('a server that is full is told of once, not at each message', async () => {
  const server = await startRedis({ args: ['--maxmemory', '1'] });
  const setting = onRedis(server.url);
  const said: string[] = [];
  try {
    const queue = await setting.queue({ say: (sentence) => said.push(sentence) });
    for (let count = 0; count < 20; count += 1) await queue.give(walk());
    expect(said).toEqual([expect.stringMatching(/^The queue takes no messages: redis:.* says "OOM /)]);
    expect(queue.lost().given).toBe(20);
  } finally {
    await setting.end();
    await server.stop();
  }
});

describe('the address', () => {
  const refusal = (server: BullOptions['server'], name = 'x'): Promise<string> =>
    openBullQueue({ name, server, clock: systemClock() }).then(
      async (queue) => {
        await queue.close();
        return 'opened';
      },
      (error: unknown) => String(error),
    );

  itWith('redis-server')('with a password, a database and TLS', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'outdial-tls-'));
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    writeFileSync(cert, LOCALHOST.cert);
    writeFileSync(key, LOCALHOST.key);
    const password = 'se:cr@t/%1';
    const server = await startRedis({ password, tls: { cert, key, ca: cert } });
    const setting = bullSetting({ is: 'redis', url: `${server.url}/3`, ca: LOCALHOST.cert });
    try {
      const queue = await setting.queue();
      const worked: Job[] = [];
      await queue.work(1, (job) => Promise.resolve(void worked.push(job)));
      await queue.give(walk());
      await until(() => worked.length === 1);
      await queue.close();

      const stranger = await refusal({ is: 'redis', url: server.url });
      expect(stranger).toContain('certificate');
      const wrong = await refusal({ is: 'redis', url: server.url.replace(/:[^:]*@/, ':hunter2@'), ca: LOCALHOST.cert });
      expect(wrong).toContain('does not let outdial in');
      expect(wrong).toContain(`127.0.0.1:${server.port}`);
      expect(wrong).not.toContain('hunter2');
    } finally {
      await setting.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  itWith('Redis', 'PostgreSQL')('that cannot be right is refused with the setting to mend', async () => {
    for (const url of ['', 'localhost:6379', 'http://localhost', 'redis://h/one']) {
      expect(await refusal({ is: 'redis', url })).toContain('REDIS_URL');
    }
    expect(await refusal({ is: 'postgres', url: 'redis://localhost' })).toContain('DATABASE_URL');
    expect(await refusal({ is: 'redis', url: SHARED_REDIS }, 'a:b')).toContain('letters, digits and dashes');
    const away = await refusal({ is: 'redis', url: 'redis://user:hunter2@127.0.0.1:1/0' });
    expect(away).toContain('ECONNREFUSED');
    expect(away).not.toContain('hunter2');
    const url = DATABASE.replace(/\/[^/]*$/, '/no-such-database');
    expect(await refusal({ is: 'postgres', url })).toContain('does not let outdial in');
  });
});

for (const { name, on } of BOTH) {
  describeWith(name)(`on ${name}`, () => {
    it('a message takes some milliseconds', async () => {
      const setting = on();
      try {
        const leader = await setting.queue();
        const worker = await setting.queue();
        let arrived = (): void => undefined;
        await worker.work(4, () => Promise.resolve(arrived()));
        await leader.hear(() => Promise.resolve(arrived()));
        for (const kind of ['give', 'tell'] as const) {
          const took: number[] = [];
          for (let count = 0; count < 210; count += 1) {
            const arrival = new Promise<void>((resolve) => (arrived = resolve));
            const begin = performance.now();
            await (kind === 'give' ? leader.give(dial('b')) : worker.report(idle('b')));
            await arrival;
            if (count >= 10) took.push(performance.now() - begin);
          }
          took.sort((a, b) => a - b);
          const [half, most] = [took[100] ?? 0, took[197] ?? 0];
          console.log(`${name}, ${kind} → on: p50 ${half.toFixed(1)} ms, p99 ${most.toFixed(1)} ms`);
          expect(half).toBeLessThan(25);
        }
      } finally {
        await setting.end();
      }
    });

    it('says how many jobs wait, and how long the oldest has', async () => {
      const setting = on();
      try {
        const queue = await setting.queue();
        expect(await queue.waiting()).toEqual({ jobs: 0, oldest: 0 });
        await queue.give(lookUp());
        await pause(100);
        await queue.give(dial('a'));
        await queue.give(dial('b'));
        await queue.report(idle('a'));
        const { jobs, oldest } = await queue.waiting();
        expect(jobs).toBe(3);
        expect(oldest).toBeGreaterThanOrEqual(100);
        expect(oldest).toBeLessThan(2_000);
        await queue.work(4, () => Promise.resolve());
        await until(async () => (await queue.waiting()).jobs === 0);
      } finally {
        await setting.end();
      }
    });

    it('a queue that nobody works on stays small', async () => {
      const setting = on();
      try {
        const queue = await setting.queue();
        const times = name === 'Redis' ? 10_000 : 4_000;
        for (let count = 0; count < times; count += 50) {
          await Promise.all(Array.from({ length: 50 }, (_, index) => queue.give(dial(`b-${count + index}`))));
        }
        const { jobs } = await queue.waiting();
        expect(jobs).toBeLessThanOrEqual(2_300);
        expect(queue.lost().given).toBe(0);
        // It is still of use.
        const worked: string[] = [];
        await queue.work(10, (job) => Promise.resolve(void worked.push(job.is === 'dial' ? job.batch : job.is)));
        await queue.give(dial('last'));
        await until(() => worked.includes('last'), 15_000);
      } finally {
        await setting.end();
      }
    });
  });
}

describeWith('Redis')('what is on Redis', () => {
  it('while it waits: the message, and nothing but ids and instants; afterwards nothing of it', async () => {
    const setting = onRedis();
    try {
      const queue = await setting.queue();
      for (const job of JOBS) await queue.give(job);
      for (const report of REPORTS) await queue.report(report);
      await withRedis(SHARED_REDIS, async (redis) => {
        const messages = (await redis.keys(`outdial:${setting.name}-*`)).filter((key) => /:\d+$/.test(key));
        const held = await Promise.all(messages.map((key) => redis.hgetall(key)));
        expect(held.length).toBe(JOBS.length + REPORTS.length);
        for (const hash of held) {
          expect(Object.keys(hash).sort()).toEqual(['data', 'delay', 'name', 'opts', 'priority', 'timestamp']);
          expect([...JOBS, ...REPORTS]).toContainEqual(JSON.parse(hash['data'] ?? ''));
          expect(hash['name']).toMatch(/^(dial|look|report)$/);
        }
        let seen = 0;
        await queue.work(4, () => Promise.resolve(void (seen += 1)));
        await queue.hear(() => Promise.resolve(void (seen += 1)));
        const keys = async (): Promise<string[]> => (await redis.keys(`outdial:${setting.name}-*`)).sort();
        await until(async () => seen === held.length && !(await keys()).some((key) => /:\d+(:lock)?$/.test(key)));
        // Counters, the settings of the queue, its marker and its short log of events.
        for (const key of await keys()) expect(key).toMatch(/:(id|meta|events|marker|stalled-check)$/);
        for (const kind of ['dial', 'look', 'report']) {
          expect(await redis.xlen(`outdial:${setting.name}-${kind}:events`)).toBeLessThan(250);
        }
      });
    } finally {
      await setting.end();
    }
  });

  it('what others put there is dropped and counted, and the rest goes on', async () => {
    const setting = onRedis();
    const url = new URL(SHARED_REDIS);
    const connection = { host: url.hostname, port: Number(url.port || '6379') };
    const stranger = new Bull(`${setting.name}-dial`, { connection, prefix: 'outdial' });
    try {
      const queue = await setting.queue();
      const worked: Job[] = [];
      await queue.work(1, (job) => Promise.resolve(void worked.push(job)));
      const junk = [null, 5, 'x', [], {}, { is: 'dial' }, { ...walk(), is: 'fly' }, { ...dial('b'), contacts: [7] }];
      for (const data of junk) await stranger.add('junk', data);
      await stranger.add('dial', { ...dial('from a newer version'), more: { of: 'it' } });
      await stranger.add('walk', { is: 'walk', epoch: 2, agent: AGENT });
      await until(() => worked.length === 2);
      expect(worked).toEqual([dial('from a newer version'), { is: 'walk', epoch: 2, agent: AGENT }]);
      expect(queue.lost().junk).toBe(junk.length);

      // Not even jobs: an id of nothing, and data that is no JSON.
      await withRedis(SHARED_REDIS, async (redis) => {
        const key = `outdial:${setting.name}-dial`;
        await redis.lpush(`${key}:wait`, 'ghost');
        await redis.hset(`${key}:broken`, { name: 'x', data: '{', opts: '{}', timestamp: '1' });
        await redis.lpush(`${key}:wait`, 'broken');
      });
      await queue.give(dial('after'));
      await until(() => worked.length === 3);
      expect(queue.connected()).toBe(true);
    } finally {
      await stranger.close();
      await setting.end();
    }
  });
});

describeWith('PostgreSQL')('PostgreSQL', () => {
  it('tables are made once by five that start together, in a schema of their own; a role that may make none finds them', async () => {
    const database = await freshDatabase();
    const role = `outdial_worker_${randomBytes(5).toString('hex')}`;
    try {
      const settings = Array.from({ length: 5 }, () => onPostgres(database.url));
      const queues = await Promise.all(settings.map((setting) => setting.queue()));
      expect(queues.every((queue) => queue.connected())).toBe(true);
      await Promise.all(settings.map((setting) => setting.end()));
      const { rows } = await database.run(
        "SELECT DISTINCT table_schema FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')",
      );
      expect(rows).toEqual([{ table_schema: 'outdial_queue' }]);

      await database.run(`CREATE ROLE ${role} LOGIN`);
      // BullMQ makes a sequence for each new queue.
      await database.run(`GRANT USAGE, CREATE ON SCHEMA outdial_queue TO ${role}`);
      await database.run(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA outdial_queue TO ${role}`);
      await database.run(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA outdial_queue TO ${role}`);
      const url = new URL(database.url);
      url.username = role;
      await passesThrough(onPostgres(url.href));
    } finally {
      await database.drop();
      await query(serverUrl(), `DROP ROLE IF EXISTS ${role}`);
    }
  });

  itWith('initdb and postgres', 'openssl')('over TLS, where the authority is the one that was given', async () => {
    const certificates = makeCertificates(unprivileged());
    const { cert, key } = certificates.server;
    const server = await startPostgres({
      settings: { ssl: 'on', ssl_cert_file: cert, ssl_key_file: key },
    });
    try {
      const url = `${server.url}?sslmode=require`;
      await passesThrough(bullSetting({ is: 'postgres', url, ca: certificates.ca }));
      const stranger = bullSetting({ is: 'postgres', url, ca: certificates.strangerCa });
      await expect(stranger.queue()).rejects.toThrow('does not let outdial in');
    } finally {
      await server.stop();
      certificates.remove();
    }
  });
});

async function passesThrough(setting: BullSetting): Promise<void> {
  try {
    const queue = await setting.queue();
    let worked = 0;
    await queue.work(1, () => Promise.resolve(void (worked += 1)));
    await queue.give(walk());
    await until(() => worked === 1);
  } finally {
    await setting.end();
  }
}
