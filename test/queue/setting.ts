/** Hand-overs on real servers for tests, under names of their own, and what is left of them removed. */
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openBullQueue, type BullOptions, type BullQueue } from '../../src/queue/bullmq/queue.ts';
import { query, serverUrl } from '../support/postgres.ts';
import { SHARED_REDIS } from '../support/redis.ts';
import { isMissing } from '../support/needs.ts';

/** For a test file: the URL of a database that is made before its tests and dropped after them. */
export function databaseOfFile(): string {
  const name = `outdial_queue_${randomBytes(5).toString('hex')}`;
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  if (isMissing('PostgreSQL')) return url.href;
  beforeAll(async () => void (await query(serverUrl(), `CREATE DATABASE ${name}`)));
  afterAll(async () => void (await query(serverUrl(), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));
  return url.href;
}

export type BullSetting = {
  readonly name: string;
  queue(more?: Partial<BullOptions>): Promise<BullQueue>;
  end(): Promise<void>;
};

export function bullSetting(server: BullOptions['server']): BullSetting {
  const name = `t-${randomBytes(5).toString('hex')}`;
  const opened: BullQueue[] = [];
  return {
    name,
    queue: async (more = {}) => {
      const queue = await openBullQueue({ name, server, clock: systemClock(), ...more });
      opened.push(queue);
      return queue;
    },
    end: async () => {
      await Promise.all(opened.map((queue) => queue.close()));
      if (server.is === 'redis') await removeKeys(name, server.url);
    },
  };
}

export function onRedis(url = SHARED_REDIS): BullSetting {
  return bullSetting({ is: 'redis', url });
}

export function onPostgres(url: string): BullSetting {
  return bullSetting({ is: 'postgres', url });
}

export async function withRedis<T>(url: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}

/** Best effort: a private server may be gone already. */
async function removeKeys(name: string, url: string): Promise<void> {
  await withRedis(url, async (redis) => {
    const keys = await redis.keys(`outdial:${name}-*`);
    if (keys.length > 0) await redis.del(...keys);
  }).catch(() => undefined);
}
