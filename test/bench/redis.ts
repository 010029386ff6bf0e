/** What a Redis server says of itself. */
import { Redis } from 'ioredis';

export type RedisLook = {
  readonly pid: number;
  /** Bytes. */
  used(): Promise<number>;
  keys(): Promise<number>;
  close(): void;
};

export async function lookAt(url: string): Promise<RedisLook> {
  const redis = new Redis(url, { retryStrategy: () => null });
  redis.on('error', () => undefined);
  const field = async (section: string, name: string): Promise<number> =>
    Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(await redis.info(section))?.[1]);
  return {
    pid: await field('server', 'process_id'),
    used: () => field('memory', 'used_memory'),
    keys: () => redis.dbsize(),
    close: () => redis.disconnect(),
  };
}
