/** Where no server answers at the usual address but its programs are installed, the tests share one of their own. */
import { letsUsIn } from './find-needs.ts';
import { canRunPostgres, serverUrl, startPostgres } from './postgres.ts';
import { accepts, hasRedisServer, sharedRedis, startRedis } from './redis.ts';

/** Names them in the environment of the tests. Whoever names a server himself means that one, also when it is away. */
export async function shareServers(): Promise<() => Promise<void>> {
  const started: { stop(): Promise<void> }[] = [];
  if (process.env['OUTDIAL_TEST_DATABASE_URL'] === undefined && !(await letsUsIn(serverUrl())) && canRunPostgres()) {
    // Everything else as it is: fsync stays on, as the ledger wants it.
    const server = await startPostgres({ settings: { max_connections: '200' } });
    started.push(server);
    process.env['OUTDIAL_TEST_DATABASE_URL'] = server.url;
  }
  if (process.env['OUTDIAL_TEST_REDIS_URL'] === undefined && !(await accepts(sharedRedis())) && hasRedisServer()) {
    const server = await startRedis();
    started.push(server);
    process.env['OUTDIAL_TEST_REDIS_URL'] = server.url;
  }
  return async () => {
    for (const server of started) await server.stop();
  };
}
