/** A worker is opened last: whatever may refuse it is asked before it may lead. */
import { expect, it, vi } from 'vitest';
import { openWorker } from '../../src/app/open-worker.ts';
import type { Runtime } from '../../src/app/runtime.ts';
import { systemClock } from '../../src/clock.ts';
import type { Config } from '../../src/config/environment.ts';

const { asked } = vi.hoisted(() => ({ asked: [] as string[] }));
const finding = (code: string) => ({ is: 'warned', code, message: code, hint: '' });

vi.mock('../../src/store/postgres/postgres.ts', () => ({
  openPostgresStore: async () => ({
    findings: async () => {
      asked.push('ledger');
      return [finding('durability')];
    },
    info: async () => ({ id: 'L', digestKey: 'key' }),
    campaigns: async () => [],
    close: async () => undefined,
  }),
}));
vi.mock('../../src/queue/bullmq/queue.ts', () => ({
  openBullQueue: async () => ({
    findings: async () => {
      asked.push('hand-over');
      return [finding('eviction')];
    },
    close: async () => undefined,
  }),
}));
vi.mock('../../src/fleet/worker.ts', () => ({
  startWorker: async () => {
    asked.push('worker');
    return { stop: async () => undefined };
  },
}));

it('a worker asks the servers for what hinders it before it starts, and nothing after', async () => {
  const accountFile = { path: 'outdial.json', text: () => undefined };
  const config = {
    apiKey: 'sk_car_x',
    accountFile,
    suppressionUrl: null,
    databaseUrl: 'postgres://there',
    baseUrl: 'http://127.0.0.1:1',
  } as unknown as Config;
  const runtime = { clock: systemClock(), makeId: () => 'id', makeSecret: () => 'secret' } as unknown as Runtime;
  const options = { holder: 'me', acceptOtherLedgers: false, say: () => undefined };
  const open = await openWorker({ ...config, redisUrl: null, databaseCa: null, version: null }, runtime, options);
  expect(asked).toEqual(['ledger', 'hand-over', 'worker']);
  expect(open.warnings.map(({ code }) => code)).toEqual(['durability', 'eviction']);
  await open.close();
});
