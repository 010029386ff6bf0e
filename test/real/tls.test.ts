/** Servers that speak TLS: their certificate is checked against the authority that was named, and their host name too. */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { randomId, randomSecret } from '../../src/random.ts';
import type { AgentId } from '../../src/model/ids.ts';
import { openBullQueue } from '../../src/queue/bullmq/queue.ts';
import type { Job } from '../../src/queue/port.ts';
import { openPostgresStore } from '../../src/store/postgres/postgres.ts';
import { openCartesia } from '../../src/voice/cartesia/voice.ts';
import { LOCALHOST } from '../voice/cartesia-certificate.ts';
import type { SharedStore } from '../../src/store/shared.ts';
import { makeCertificates, type Certificate, type Certificates } from '../support/certificates.ts';
import { query, startPostgres, unprivileged, type TestServer } from '../support/postgres.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { describeWith, itWith } from '../support/needs.ts';

const NEEDS = ['initdb and postgres', 'redis-server', 'openssl'] as const;
const describe = describeWith(...NEEDS);

const clock = systemClock();
const UNTRUSTED = /certificate/i;
const OTHER_NAME = /altnames|does not match/i;

let certificates: Certificates;
let postgres: { readonly here: TestServer; readonly elsewhere: TestServer };
let redis: { readonly here: RedisServer; readonly elsewhere: RedisServer };

/** In the order they were made; undone from the last, also when only some could be made. */
const toStop: (() => unknown)[] = [];

async function started<T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const server = await starting;
  toStop.push(() => server.stop());
  return server;
}

// Two clusters of PostgreSQL are made: on a busy machine that takes a while.
const PATIENCE = 120_000;

beforeAll(async () => {
  certificates = makeCertificates(unprivileged());
  toStop.push(() => certificates.remove());
  const { server, elsewhere, caFile } = certificates;
  const withTls = ({ cert, key }: Certificate): Promise<TestServer> =>
    started(startPostgres({ settings: { ssl: 'on', ssl_cert_file: cert, ssl_key_file: key } }));
  postgres = { here: await withTls(server), elsewhere: await withTls(elsewhere) };
  redis = {
    here: await started(startRedis({ tls: { ...server, ca: caFile } })),
    elsewhere: await started(startRedis({ tls: { ...elsewhere, ca: caFile } })),
  };
}, PATIENCE);

afterAll(async () => {
  for (const stop of toStop.reverse()) await stop();
}, PATIENCE);

/** Where a name is asked for, `127.0.0.1` is one. */
const asName = (url: string): string => url.replace('127.0.0.1', 'localhost');

describe('PostgreSQL', () => {
  const open = (url: string, ca?: string): Promise<SharedStore> =>
    openPostgresStore({
      ...{ url, clock, makeId: randomId, secret: randomSecret, now: clock.now() },
      ...(ca === undefined ? {} : { ca }),
    });

  it.each(['', '?sslmode=require', '?sslmode=verify-full'])('every session is encrypted (%s)', async (mode) => {
    const store = await open(`${asName(postgres.here.url)}${mode}`, certificates.ca);
    try {
      await store.listen(() => undefined);
      await Promise.all([store.info(), store.campaigns(), store.serverTime()]);
      const { rows } = await query(
        postgres.here.url,
        `SELECT ssl, count(*)::int AS n FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
         WHERE application_name LIKE 'outdial%' GROUP BY ssl`,
      );
      expect(rows).toEqual([{ ssl: true, n: expect.any(Number) }]);
      expect(await store.findings()).toEqual([]);
    } finally {
      await store.close();
    }
  });

  it('an address without a name will do, where the certificate has it', async () => {
    const store = await open(postgres.here.url, certificates.ca);
    await store.close();
  });

  it('without its authority it is not trusted', async () => {
    await expect(open(`${postgres.here.url}?sslmode=require`)).rejects.toThrow(UNTRUSTED);
  });

  it('with another authority it is not trusted', async () => {
    await expect(open(postgres.here.url, certificates.strangerCa)).rejects.toThrow(UNTRUSTED);
  });

  it('with the name of another host it is not trusted', async () => {
    await expect(open(postgres.elsewhere.url, certificates.ca)).rejects.toThrow(OTHER_NAME);
    await expect(open(asName(postgres.elsewhere.url), certificates.ca)).rejects.toThrow(OTHER_NAME);
  });
});

const JOB: Job = { is: 'walk', epoch: 1, agent: 'agent_1' as AgentId };

const hosts: readonly { readonly name: string; readonly is: 'redis' | 'postgres'; readonly servers: () => Urls }[] = [
  { name: 'Redis', is: 'redis', servers: () => redis },
  { name: 'PostgreSQL', is: 'postgres', servers: () => postgres },
];
type Urls = { readonly here: { readonly url: string }; readonly elsewhere: { readonly url: string } };

describe.each(hosts)('the hand-over on $name', ({ is, servers }) => {
  const open = (url: string, ca?: string) =>
    openBullQueue({ name: 'outdial-tls', clock, server: { is, url, ...(ca === undefined ? {} : { ca }) } });

  it('carries jobs', async () => {
    const queue = await open(asName(servers().here.url), certificates.ca);
    try {
      let hear = (_: Job): void => undefined;
      const heard = new Promise<Job>((resolve) => (hear = resolve));
      const stop = await queue.work(1, async (job) => hear(job));
      await queue.give(JOB);
      expect(await heard).toEqual(JOB);
      await stop();
    } finally {
      await queue.close();
    }
  });

  it('refuses a server that it cannot trust, and says why', async () => {
    const { here, elsewhere } = servers();
    const checked = is === 'postgres' ? `${here.url}?sslmode=verify-full` : here.url;
    await expect(open(checked)).rejects.toThrow(UNTRUSTED);
    await expect(open(here.url, certificates.strangerCa)).rejects.toThrow(UNTRUSTED);
    await expect(open(elsewhere.url, certificates.ca)).rejects.toThrow(OTHER_NAME);
  });
});

describe('NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment', () => {
  const NAME = 'NODE_TLS_REJECT_UNAUTHORIZED';
  let before: string | undefined;
  beforeAll(() => {
    before = process.env[NAME];
    process.env[NAME] = '0';
  });
  afterAll(() => {
    if (before === undefined) Reflect.deleteProperty(process.env, NAME);
    else process.env[NAME] = before;
  });

  it('makes nobody trust a server', async () => {
    const url = `${postgres.here.url}?sslmode=verify-full`;
    const ledger = { url, clock, makeId: randomId, secret: randomSecret, now: clock.now() };
    await expect(openPostgresStore(ledger)).rejects.toThrow(UNTRUSTED);
    for (const server of [
      { is: 'postgres', url },
      { is: 'redis', url: redis.here.url },
    ] as const) {
      await expect(openBullQueue({ name: 'outdial-tls', clock, server })).rejects.toThrow(UNTRUSTED);
    }
  });

  it('nor the provider', async () => {
    const { cert, key } = LOCALHOST;
    let asked = 0;
    const provider = createServer({ cert, key }, (_, response) => {
      asked += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => void provider.listen(0, '127.0.0.1', resolve));
    const { port } = provider.address() as AddressInfo;
    const voice = openCartesia({ baseUrl: `https://localhost:${port}`, apiKey: 'sk_car_sandbox' });
    try {
      expect(await voice.probe()).toMatchObject({ is: 'failed' });
      expect(await voice.phoneNumbers({})).toMatchObject({ is: 'failed' });
      expect(asked).toBe(0);
    } finally {
      await voice.close();
      provider.close();
    }
  });
});

itWith(...NEEDS)('a Redis that speaks TLS alone is not spoken to without it', async () => {
  const url = redis.here.url.replace('rediss:', 'redis:');
  await expect(openBullQueue({ name: 'outdial-tls', clock, server: { is: 'redis', url } })).rejects.toThrow(
    /REDIS_URL/,
  );
});
