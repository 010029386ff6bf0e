/** What the numbers were measured on: a benchmark without its machine says nothing. */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { query, serverUrl } from '../support/postgres.ts';

export type Facts = {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  /** Of the last minute, before anything was measured: a busy machine measures itself. */
  readonly load: number;
  readonly node: string;
  readonly postgres: string;
  /** Settings that decide what a commit costs. */
  readonly durable: string;
  readonly redis: string;
};

export async function facts(): Promise<Facts> {
  const settings = await query(
    serverUrl(),
    `SELECT current_setting('server_version') AS version,
       'fsync ' || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit') ||
       ', shared_buffers ' || current_setting('shared_buffers') AS durable`,
  );
  const { version, durable } = settings.rows[0] as { version: string; durable: string };
  const redis = execFileSync('redis-server', ['--version'], { encoding: 'utf8' });
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
    node: process.version.slice(1),
    postgres: version.split(' ')[0] ?? version,
    durable,
    redis: /v=(\S+)/.exec(redis)?.[1] ?? redis.trim(),
  };
}

export function factLines(on: Facts): readonly string[] {
  return [
    `${on.cores} cores (${on.processor}), ${on.memoryGb} GB, load ${on.load} before the start`,
    `Node ${on.node}, PostgreSQL ${on.postgres} (${on.durable}), Redis ${on.redis}`,
  ];
}
