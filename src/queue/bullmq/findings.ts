/** Settings of a Redis server that BullMQ cannot live with. */
import { RedisConnection } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Finding } from '../../store/shared.ts';

/** That nothing is written to disk is fine: nothing in Redis decides anything. */
export async function redisFindings(client: Redis): Promise<readonly Finding[]> {
  const info = fields(await client.info());
  return [old(info), cluster(info), evicting(info, await policy(client, info))].filter((finding) => finding !== null);
}

/** Managed servers forbid CONFIG; INFO says it too, where the server is new enough. */
async function policy(client: Redis, info: ReadonlyMap<string, string>): Promise<string | null> {
  try {
    const [, value] = (await client.config('GET', 'maxmemory-policy')) as string[];
    if (value !== undefined) return value;
  } catch {
    // Falls back to INFO.
  }
  return info.get('maxmemory_policy') ?? null;
}

function evicting(info: ReadonlyMap<string, string>, set: string | null): Finding | null {
  if (set === null || set === 'noeviction') return null;
  const limit = Number(info.get('maxmemory') ?? '0');
  const message =
    limit > 0
      ? `Redis may throw away the queue's keys when its memory is full: maxmemory-policy is ${set}.`
      : `Redis would throw away the queue's keys if its memory had a limit: maxmemory-policy is ${set}.`;
  const hint =
    'Set maxmemory-policy noeviction: redis-cli CONFIG SET maxmemory-policy noeviction, and the same line in redis.conf ' +
    '(or the parameter group of a managed server).';
  return { is: limit > 0 ? 'refused' : 'warned', code: 'evicting_redis', message, hint };
}

function old(info: ReadonlyMap<string, string>): Finding | null {
  // Valkey and Dragonfly say which Redis they speak; their own number is another count.
  const version = info.get('redis_version');
  const needed = RedisConnection.minimumVersion;
  if (version === undefined || !isBelow(version, needed)) return null;
  const message = `Redis ${version} is too old for the queue: it needs ${needed}.`;
  return { is: 'refused', code: 'old_redis', message, hint: `Install Redis ${needed} or newer.` };
}

function cluster(info: ReadonlyMap<string, string>): Finding | null {
  if (info.get('redis_mode') !== 'cluster') return null;
  const message = 'This Redis is a cluster; the queue needs one server that has every key.';
  return { is: 'refused', code: 'redis_cluster', message, hint: 'Set REDIS_URL to a Redis with cluster-enabled no.' };
}

function isBelow(version: string, needed: string): boolean {
  const [a, b] = [version, needed].map((text) => text.split('.').map(Number));
  for (const [index, part] of (b ?? []).entries()) {
    const have = a?.[index] ?? 0;
    if (have !== part) return have < part;
  }
  return false;
}

function fields(info: string): ReadonlyMap<string, string> {
  const pairs = info
    .split(/\r?\n/)
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]);
  return new Map(pairs as [string, string][]);
}
