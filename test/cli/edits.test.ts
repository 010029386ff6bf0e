/** `set`, `add`, `callback` and `retry` as they are typed: what is said before and after, what a script gets, what is refused. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk, type Ran } from './harness.ts';

let sandbox: Sandbox;
let desk: Desk;

const SPEC = {
  name: 'spring',
  agent_id: 'agent_sandbox',
  from_number_id: 'ap_sandbox_twilio',
  contacts: 'contacts.csv',
  columns: { to_number: 'Phone', id: 'PID' },
  pacing: { calls_per_second: 20 },
};

beforeAll(async () => {
  sandbox = await startSandbox({ clock: systemClock(), speed: 500 });
  desk = aDesk({ CARTESIA_BASE_URL: sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox' });
  const write = (name: string, text: string): void => writeFileSync(join(desk.dir, name), text);
  write('contacts.csv', 'Phone,First Name,PID\n+14155550101,Ada,P1\n+14155550102,Grace,P2\n');
  write('more.csv', 'Phone,First Name,PID\n+14155550101,Ada,P1\n+14155550103,Joan,P3\n123,Lin,P4\n');
  write('other.csv', 'Telefon,Wer\n+14155550104,Zoe\n');
  write('campaign.json', JSON.stringify(SPEC));
  expect((await desk.run(['run', 'campaign.json', '--yes'])).exit).toBe(0);
});
afterAll(async () => {
  await sandbox.close();
  desk.remove();
});

const json = async (...words: readonly string[]): Promise<Record<string, unknown>> => {
  const ran: Ran = await desk.run([...words, '--json']);
  expect(ran, ran.err).toMatchObject({ exit: 0 });
  return JSON.parse(ran.out) as Record<string, unknown>;
};

describe('set', () => {
  it('says the difference, asks for what raises, and needs --yes where nobody can be asked', async () => {
    const raise = ['set', 'spring', 'retry.max_attempts=3'];
    const unasked = await desk.run(raise);
    expect(unasked).toMatchObject({ exit: 2, err: expect.stringContaining('max_attempts 1 → 3') as string });
    expect(unasked.err).toContain('Add --yes');
    const done = await desk.run([...raise, '--yes']);
    expect(done.exit).toBe(0);
    expect(done.err).toContain('Set, as version 2 of the plan.');
    expect(done.err).toContain('It is finished: this holds for whoever is dialed in it again');
    // What lowers never asks.
    expect(await json('set', 'spring', 'retry.max_attempts=2')).toMatchObject({
      campaign: 'spring',
      changes: [{ key: 'retry.max_attempts', was: '3', is: '2' }],
      raises: false,
      plan_version: 3,
      changed: true,
    });
    expect(await json('set', 'spring', 'retry.max_attempts=2')).toMatchObject({ changes: [], changed: false });
  });

  it('is refused as the file would be', async () => {
    const ran = await desk.run(['set', 'spring', 'pacing.calls_per_second=0', '--yes']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('above 0, at most 100') as string });
    expect((await desk.run(['set', 'sprang', 'pacing.batch_size=1'])).err).toContain('Did you mean spring?');
  });
});

describe('add', () => {
  it('counts first, adds who is new, and a finished campaign waits for its run', async () => {
    const unasked = await desk.run(['add', 'spring', 'more.csv']);
    expect(unasked.exit).toBe(2);
    expect(unasked.err).toContain('to add      1 contact');
    expect(unasked.err).toContain('1 row of people who are in it already: not added twice');
    expect(await json('status', 'spring')).toMatchObject({ state: 'finished' });
    const added = await desk.run(['add', 'spring', 'more.csv', '--yes', '--json']);
    expect(JSON.parse(added.out)).toMatchObject({ added: 1, rejected: 1, state: 'paused', dialing: false });
    expect(added.err).toContain('next: outdial resume spring');
    expect(await json('add', 'spring', 'more.csv')).toMatchObject({ added: 0 });
  });

  it('of a list with other columns nothing is added, and what is missing is said', async () => {
    const ran = await desk.run(['add', 'spring', 'other.csv', '--yes']);
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain('other.csv has no column "Phone"');
    expect((await desk.run(['add', 'spring', 'nothing.csv', '--yes'])).err).toContain('There is no such file');
  });
});

describe('callback', () => {
  it('is asked for on their clock, shown by why, and taken back', async () => {
    const typed = ['callback', 'P1', '--at', 'tomorrow 15:00'];
    const unasked = await desk.run(typed);
    expect(unasked).toMatchObject({
      exit: 2,
      err: expect.stringContaining('To call back: row 2 of "spring"') as string,
    });
    expect(unasked.err).not.toContain('+14155550101');
    const asked = JSON.parse((await desk.run([...typed, '--yes', '--json'])).out) as Record<string, string>;
    expect(asked).toMatchObject({ campaign: 'spring', row: 2, zones: ['America/Los_Angeles'] });
    const at = new Date(asked['callback_at']!);
    expect(at.toLocaleTimeString('en-GB', { timeZone: 'America/Los_Angeles' })).toBe('15:00:00');
    const why = await desk.run(['why', 'P1']);
    expect(why.out).toContain('asked to be called back at');
    expect(why.out).toContain('next: to be called back at');
    expect((await desk.run(['callback', 'P1', '--cancel'])).err).toContain('is not called back after all');
    expect((await desk.run(['why', 'P1'])).out).toContain('is not to be called back after all by');
  });

  it.each([
    [['P1', '--at', 'yesterday 9:00'], 'has passed'],
    [['P1', '--at', 'three'], 'is no instant'],
    [['P1'], 'When to call back was not said'],
    [['nobody', '--at', '9:00'], 'Nobody in this ledger'],
  ])('%j is refused', async (words, said) => {
    expect(await desk.run(['callback', ...words, '--yes'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining(said) as string,
    });
  });
});

describe('retry', () => {
  it('that matches nobody says so with what there is', async () => {
    const ran = await desk.run(['retry', 'spring', '--only', 'busy,no-answer']);
    expect(ran.exit).toBe(0);
    expect(ran.err).toContain('Nobody of "spring" is meant: nothing was changed. 1 contact wait');
    expect(await json('retry', 'spring', '--ids', 'P1,nobody')).toMatchObject({
      ...{ matched: 0, retried: 0 },
      left_out: { suppressed: 0, spent: 0, forgotten: 0, unknown: ['nobody'] },
    });
  });

  it.each([
    [['--only', 'answered'], 'outdial callback'],
    [['--only', ','], 'names nobody'],
    [['--between', '9:00'], 'two instants, not 1'],
    [['--between', '12:00', '9:00'], 'not later than'],
    [['--refused', '--only', 'busy'], '--only refused,busy'],
    [['--ids', 'gone.csv'], 'There is no such file'],
    [[], '--only busy,no_answer'],
  ])('%j is refused', async (words, said) => {
    expect(await desk.run(['retry', 'spring', ...words])).toMatchObject({
      exit: 2,
      err: expect.stringContaining(said) as string,
    });
  });
});
