/** The library: what a program may do with a ledger, without a command line. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openOutdial, UserError, type Outdial, type OutdialOptions, type RunEvent } from '../../src/index.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';

let dir: string;
let sandbox: Sandbox;
let outdial: Outdial;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'outdial-library-'));
  sandbox = await startSandbox({ clock: systemClock(), speed: 50 });
  outdial = await open();
});
afterEach(async () => {
  await outdial.close();
  await sandbox.close();
  rmSync(dir, { recursive: true, force: true });
});

const open = (more: Partial<OutdialOptions> = {}): Promise<Outdial> =>
  openOutdial({ dataDir: 'data', apiKey: 'sk_car_x', baseUrl: sandbox.url, pollInterval: '50ms', cwd: dir, ...more });

function people(count: number): { phone: string }[] {
  return Array.from({ length: count }, (_, nth) => ({ phone: `+141555501${String(nth).padStart(2, '0')}` }));
}
const CAMPAIGN = { name: 'calls', agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio' };
const FAST = { ...CAMPAIGN, pacing: { calls_per_second: 20, max_concurrent_calls: 20 } };

async function all<T>(rows: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

async function code(work: Promise<unknown>): Promise<string | undefined> {
  const error = await work.catch((cause: unknown) => cause);
  return error instanceof UserError ? error.code : String(error);
}

it('loads a value with its rows, dials it to the end, and tells how it goes', async () => {
  const loaded = await outdial.load({ ...FAST, contacts: people(3) });
  expect(loaded.name).toBe('calls');
  expect(loaded.loaded).toEqual({
    ...{ rows: 3, accepted: 3, rejected: 0, skipped: 0, byCode: {}, toDial: 3 },
    changes: null,
  });
  const titles: string[] = [];
  const { end, campaigns } = await outdial.run({ onProgress: ({ title }) => titles.push(title) });
  expect(end).toEqual({ is: 'finished', needsReview: 0 });
  expect(campaigns).toMatchObject([{ name: 'calls', state: 'finished' }]);
  expect(titles[0]).toBe('calls');
  expect(await loaded.status()).toEqual(campaigns[0]);
  expect(await outdial.campaigns()).toEqual(campaigns);
});

it('loads a file, and rows that come one by one', async () => {
  writeFileSync(join(dir, 'list.csv'), 'phone\n+14155550101\n');
  writeFileSync(join(dir, 'calls.json'), JSON.stringify({ ...FAST, contacts: 'list.csv' }));
  expect(await outdial.load('calls.json')).toMatchObject({ name: 'calls', loaded: { accepted: 1 } });
  async function* rows(): AsyncGenerator<{ phone: string }> {
    yield* people(2);
  }
  expect(await outdial.load({ ...FAST, name: 'more', contacts: rows() })).toMatchObject({ loaded: { accepted: 2 } });
});

it('is told what is true of its account, as a value, and reads no outdial.json', async () => {
  mkdirSync(join(dir, 'data'), { recursive: true, mode: 0o700 });
  writeFileSync(join(dir, 'data', 'outdial.json'), '{"no": "such key"}');
  writeFileSync(join(dir, 'dnc.txt'), '+14155550100\n');
  const account = { account: { slots: 4 }, suppression: ['dnc.txt'], defaults: { agent_id: 'agent_sandbox' } };
  await outdial.close();
  outdial = await open({ account });
  expect(await outdial.load({ ...CAMPAIGN, contacts: people(2) })).toMatchObject({
    loaded: { accepted: 1, skipped: 1 },
  });
  expect(await code(outdial.load({ ...FAST, name: 'more', contacts: people(1) }))).toBe('above_account');
  expect(await code(open({ account: { acount: {} } }))).toBe('unknown_field');
  expect(await code(open({ account: 'x' as never }))).toBe('wrong_option');
});

it('stops when its signal says so, and goes on at the next run', async () => {
  await outdial.load({ ...CAMPAIGN, contacts: people(3) });
  const stop = new AbortController();
  const events: RunEvent['is'][] = [];
  const { end } = await outdial.run({
    signal: stop.signal,
    onProgress: ({ progress }) => progress.dialed > 0 && stop.abort(),
    onEvent: ({ is }) => events.push(is),
  });
  expect(end.is).toBe('stopped');
  expect(events).toContain('stopping');
  expect((await outdial.run({ campaigns: ['calls'] })).end.is).toBe('finished');
});

it('is dialed by one run at a time, and not at all where nothing was loaded', async () => {
  expect(await code(outdial.run())).toBe('nothing_loaded');
  await outdial.load({ ...FAST, contacts: people(2) });
  const first = outdial.run();
  expect(await code(outdial.run())).toBe('already_running');
  expect((await first).end.is).toBe('finished');
});

it('pauses what runs, and resumes it', async () => {
  const campaign = await outdial.load({ ...CAMPAIGN, contacts: people(3) });
  expect(await campaign.resume()).toBe('nobody_dials');
  const running = campaign.run();
  await systemClock().sleep(Date.now() + 300);
  expect(await campaign.pause()).toEqual({ state: 'paused', hungUp: null });
  expect((await campaign.status()).state).toBe('paused');
  // A run waits with what a person has paused.
  expect(await campaign.resume()).toBe('resumed');
  expect((await running).end.is).toBe('finished');
  expect(await campaign.resume()).toBe('over');
});

it('hands its campaign to whoever dials with the ledger, and stops watching when told', async () => {
  await outdial.load({ ...CAMPAIGN, contacts: people(4) });
  const running = outdial.run();
  await systemClock().sleep(Date.now() + 300);
  const other = await open();
  const stop = new AbortController();
  const events: RunEvent[] = [];
  await other.load({ ...FAST, name: 'others', contacts: people(1) });
  const watched = other.run({
    signal: stop.signal,
    onEvent: (event) => {
      events.push(event);
      stop.abort();
    },
  });
  expect((await watched).end.is).toMatch(/detached|finished/);
  expect(events).toMatchObject([{ is: 'handed_over', by: { pid: process.pid }, campaigns: 1 }]);
  await other.close();
  expect((await running).end.is).toBe('finished');
});

it('a refusal says what mends it in words that are no command line', async () => {
  const rows = [{ phone: '+14155550110', id: 'P1' }];
  await outdial.load({ ...FAST, contacts: rows, columns: { id: 'id' } });
  const refused: unknown = await outdial.load({ ...FAST, contacts: rows }).catch((cause: unknown) => cause);
  expect(refused).toMatchObject({
    problems: [{ code: 'other_identity' }],
    remedy: { is: 'identify_by', column: 'id' },
  });
  expect(String(refused)).not.toMatch(/--|outdial run/);
});

it('refuses with every problem and its code', async () => {
  expect(await code(outdial.load({ ...FAST, pacing: { calls: 1 }, contacts: people(1) }))).toBe('unknown_field');
  expect(await code(outdial.load('none.json'))).toBe('file_not_found');
  expect(await code(outdial.campaign('nothing'))).toBe('unknown_campaign');
  expect(await code(open({ baseUrl: 'http://api.example' }))).toBe('insecure_base_url');
  await outdial.load({ ...FAST, contacts: [{ phone: 'nonsense' }] });
  expect(await code(outdial.run())).toBe('nobody_to_dial');
});

it('options that are not what they must be are named, and no value is repeated', async () => {
  const wrong = (options: unknown): Promise<string | undefined> => code(openOutdial(options as OutdialOptions));
  expect(await wrong(undefined)).toBe('wrong_option');
  expect(await wrong({})).toBe('wrong_option');
  expect(await wrong({ dataDir: 'data', apiKey: 5, cwd: dir })).toBe('wrong_option');
  expect(await wrong({ dataDir: 'data', apiKey: 'x', pollInterval: 100, cwd: dir })).toBe('wrong_option');
  expect(await wrong({ dataDir: 'data', apiKey: 'x', datadir: 'y', cwd: dir })).toBe('wrong_option');
  for (const value of [null, [], 7]) expect(await code(outdial.load(value as never))).toBe('wrong_option');
  const loaded = await outdial.load({ ...FAST, contacts: [null, { phone: '+14155550101' }, 'x'] as never });
  expect(loaded.loaded).toMatchObject({ rows: 3, accepted: 1, rejected: 2, byCode: { wrong_type: 2 } });
  for (const limit of [-1, 1.5, NaN, '3']) {
    expect(await code(outdial.run({ limit: limit as number, acceptRejects: true }))).toBe('wrong_option');
  }
});

it('closed in a run it stops that run first, and nothing can be asked afterwards', async () => {
  const campaign = await outdial.load({ ...CAMPAIGN, pacing: { calls_per_second: 1 }, contacts: people(20) });
  const run = outdial.run();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await outdial.close();
  await outdial.close();
  expect((await run).end).toMatchObject({ is: 'stopped' });
  const { people: who } = outdial;
  const asked = [
    ...[outdial.run(), outdial.load({ ...FAST, contacts: [] }), outdial.check({ ...FAST, contacts: [] })],
    ...[outdial.simulate({ ...FAST, contacts: [] }), outdial.campaign('calls'), outdial.campaigns()],
    ...[outdial.pauseAll(), outdial.phoneNumbers(), outdial.assignNumber('x', null), outdial.doctor()],
    ...[outdial.verify(), outdial.backup('x'), who.find('x'), who.inReview(), who.forget('x')],
    ...[who.resolve('x', { rang: false, why: 'x' }), campaign.run(), campaign.pause(), campaign.resume()],
    ...[
      campaign.cancel(),
      campaign.status(),
      campaign.writeResults('x'),
      campaign.retry(),
      campaign.set({ 'pacing.calls_per_second': 1 }),
    ],
    ...[all(outdial.log()), all(campaign.log()), all(campaign.results()), all(campaign.events())],
  ];
  for (const one of asked) expect(await code(one)).toBe('closed');
});
