/** Where no server answers at the usual address but its programs are installed, the tests share one of their own. */
import { hasRoom, letsUsIn } from './find-needs.ts';
import { canRunPostgres, ROOM, serverUrl, startPostgres } from './postgres.ts';
import { accepts, hasRedisServer, sharedRedis, startRedis } from './redis.ts';

/** Everything else as it is: fsync stays on, as the ledger wants it. */
const SETTINGS = { settings: { max_connections: String(ROOM) } };

/** Names them in the environment of the tests. Whoever names a server himself means that one, also when it is away. */
export async function shareServers(): Promise<() => Promise<void>> {
  const started: { stop(): Promise<void> }[] = [];
  if (process.env['OUTDIAL_TEST_DATABASE_URL'] === undefined && !(await letsUsIn(serverUrl())) && canRunPostgres()) {
    const server = await startPostgres(SETTINGS);
    started.push(server);
    process.env['OUTDIAL_TEST_DATABASE_URL'] = server.url;
  }
  // Of the size that packages set up, it is enough for all but whole fleets: these get one of their own.
  const url = serverUrl();
  if ((await letsUsIn(url)) && !(await hasRoom(url)) && canRunPostgres()) {
    const server = await startPostgres(SETTINGS);
    started.push(server);
    process.env['OUTDIAL_TEST_ROOMY_DATABASE_URL'] = server.url;
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
