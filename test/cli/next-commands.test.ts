/** What is printed after `next:` can be typed as it is, about the same ledger, and goes on from there. */
import { existsSync, mkdirSync, chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk, type Ran } from './harness.ts';

let sandbox: Sandbox;
let desk: Desk;
beforeAll(async () => {
  sandbox = await startSandbox({ clock: systemClock(), speed: 500 });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  desk = aDesk({ CARTESIA_API_KEY: 'sk_car_sandbox', CARTESIA_BASE_URL: sandbox.url, OUTDIAL_DATA_DIR: '' });
});
afterEach(() => desk.remove());

const DATA = ['--data-dir', 'my data'];
const AGAIN = /To go on, type outdial run --data-dir "my data" and after it the campaign file, as before\./;

function spring(contacts: readonly object[] = [{ name: 'Ann', phone: '+12125550101' }]): void {
  const spec = { name: 'spring', agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio', contacts };
  writeFileSync(join(desk.dir, 'spring.json'), JSON.stringify(spec));
}
const say = (...words: readonly string[]): Promise<Ran> => desk.run([...words, ...DATA]);
const nextOf = ({ err }: Ran): string | undefined => /^next: (.*)$/m.exec(err)?.[1];

describe('a campaign that was loaded and not started', () => {
  it('is gone on with by a sentence: nobody knows where its file is', async () => {
    spring();
    await say('run', 'spring.json', '--load-only');
    const status = await say('status', 'spring');
    expect(status.err).toMatch(AGAIN);
    expect(nextOf(status)).toBeUndefined();
    const paused = await say('pause', 'spring');
    expect(paused.err).toMatch(/"spring" was loaded and not started: nothing was changed\./);
    expect(nextOf(paused)).toBe('outdial status --data-dir "my data" spring');
    const retry = await say('retry', 'spring');
    expect(retry).toMatchObject({ exit: 2 });
    expect(retry.err).toContain('outdial retry --data-dir "my data" spring --only busy,no_answer, or --refused');
  });
});

it('a finished campaign is said to be finished, and nobody is sent to resume it', async () => {
  spring();
  expect((await say('run', 'spring.json', '--yes')).exit).toBe(0);
  for (const verb of ['pause', 'resume']) {
    const ran = await say(verb, 'spring');
    expect(ran.exit).toBe(0);
    expect(ran.err).toMatch(/"spring" is finished \(.*\): nothing was changed\./);
    expect(nextOf(ran)).toBe('outdial status --data-dir "my data" spring');
  }
  expect(nextOf(await say('pause', '--all'))).toBe('outdial status --data-dir "my data"');
  expect((await say('resume', '--all')).err).toMatch(/"spring" is finished \(.*\): nothing was changed/);
});

it('one that was stopped is gone on with by what is stored of it', async () => {
  spring([
    { name: 'Ann', phone: '+12125550101' },
    { name: 'Bea', phone: '+12125550102' },
  ]);
  expect((await say('run', 'spring.json', '--yes', '--limit', '1')).exit).toBe(3);
  // It holds by its limit: that somebody pauses it changes nothing.
  expect(nextOf(await say('pause', 'spring'))).toBe('outdial resume --data-dir "my data" spring');
  expect(nextOf(await say('status', 'spring'))).toBe('outdial resume --data-dir "my data" spring');
  const asked = await say('resume', 'spring');
  expect([asked.exit, asked.err]).toEqual([2, expect.stringMatching(/to dial +1 contact\b[^]*Add --yes/)]);
  const resumed = await say('resume', 'spring', '--yes');
  expect([resumed.exit, resumed.err]).toEqual([0, expect.stringMatching(/spring: 2 rows, 2 calls[^]*Finished\./)]);
});

it('what is to be done before a command stands on a line of its own', async () => {
  const doctor = await desk.run(['doctor', ...DATA], { env: { CARTESIA_API_KEY: '' } });
  expect(doctor.err).toMatch(/^Mend what fails, then look again:\nnext: outdial doctor --data-dir "my data"$/m);
  spring([{ name: 'Ann', phone: '12' }]);
  expect((await say('check', 'spring.json')).err).toMatch(
    /^Mend .*, then look again:\nnext: outdial check spring\.json --data-dir "my data"$/m,
  );
});

it('where more fit a word than are looked at, nobody is told that these are all', async () => {
  const many = Array.from({ length: 52 }, (_, at) => ({
    name: at < 50 ? 'Smith' : 'Smythe Smith',
    phone: `+12125550${100 + at}`,
  }));
  spring(many);
  await say('run', 'spring.json', '--load-only');
  expect((await say('forget', 'smith', '--yes')).err).toContain('more than 50 people fit "smith"');
  expect((await say('why', 'smith')).err).toContain('more than 50 rows fit "smith"');
  spring(many.slice(0, 50));
  const other = ['--data-dir', 'fifty'];
  await desk.run(['run', 'spring.json', '--load-only', ...other]);
  expect((await desk.run(['forget', 'smith', '--yes', ...other])).err).toMatch(/ 50 people fit/);
  expect((await desk.run(['why', 'smith', ...other])).err).toMatch(/^50 rows fit/m);
});

describe('a name that is none', () => {
  it('- is the terminal for export, and no file for the others', async () => {
    spring();
    await say('run', 'spring.json', '--load-only');
    const exported = await say('export', 'spring', '--out', '-');
    expect(exported.out).toMatch(/Ann/);
    for (const words of [
      ['backup', '-'],
      ['check', 'spring.json', '--rejects', '-'],
      ['run', 'spring.json', '--yes', '--results', '-'],
    ]) {
      const ran = await say(...words);
      expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(/- is not taken for the terminal here/) });
    }
    expect(existsSync(join(desk.dir, '-'))).toBe(false);
  });

  it('a file where the folder of the ledger should be is called a file', async () => {
    writeFileSync(join(desk.dir, 'list.csv'), 'name,phone\n');
    const ran = await desk.run(['status', '--data-dir', 'list.csv']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(/list\.csv is a file, not a folder\./) });
  });

  it.runIf(process.platform !== 'win32')('no folder is made where the ledger would be refused', async () => {
    mkdirSync(join(desk.dir, 'open'));
    chmodSync(join(desk.dir, 'open'), 0o777);
    spring();
    for (const words of [['run', 'spring.json', '--load-only'], ['doctor'], ['status', 'spring']]) {
      const ran = await desk.run([...words, '--data-dir', 'open/new/data']);
      expect(ran.exit).not.toBe(0);
    }
    expect(readdirSync(join(desk.dir, 'open'))).toEqual([]);
  });
});
