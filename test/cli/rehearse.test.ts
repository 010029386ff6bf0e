/** A rehearsal: the user's own list against a stand-in, with nothing of the user's touched, and the real run after it dials everybody. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSandbox } from '../../src/app/open-provider.ts';
import { systemClock } from '../../src/clock.ts';
import { aDesk, type Desk, type Ran } from './harness.ts';

let desk: Desk;
beforeEach(() => {
  // Whatever of it were used would be an error.
  desk = aDesk({ CARTESIA_BASE_URL: 'https://nobody.invalid', CARTESIA_API_KEY: 'not a key' });
});
afterEach(() => desk.remove());

const FAST = ['--speed', '200'];
const put = (name: string, text: string): void => writeFileSync(join(desk.dir, name), text);
const list = (...numbers: string[]): string => `name,phone\n${numbers.map((n, at) => `N${at},${n}\n`).join('')}`;
const folder = (id: string): string => join(desk.dir, 'data', 'rehearsals', id);
const campaign = (more: object = {}): void =>
  put(
    'spring.json',
    JSON.stringify({ name: 'spring', agent_id: 'agent_1', from_number_id: 'ap_1', contacts: 'contacts.csv', ...more }),
  );
const results = async (ran: Ran): Promise<string[]> => {
  const text = readFileSync(ran.out.trim(), 'utf8');
  return text.trim().split('\n').slice(1);
};

it('needs no key, agent or line, dials at once and leaves a ledger of its own', async () => {
  put('contacts.csv', list('+14155550101', '+14155550155', '12'));
  const ran = await desk.run(['rehearse', 'contacts.csv', ...FAST]);
  expect(ran.exit, ran.err).toBe(0);
  expect(ran.err).toMatch(/^Rehearsal of contacts\.csv against a stand-in on this machine: nobody is called\.\n/);
  expect(ran.err).toContain('a Cartesia number may call everybody in the list');
  expect(ran.err).toMatch(/next: outdial init contacts\.csv\n$/);
  expect(await results(ran)).toHaveLength(3);
  expect(ran.out.trim()).toBe(join(folder('contacts'), 'results', 'contacts.csv'));
  expect(existsSync(join(desk.dir, 'data', 'ledger.sqlite'))).toBe(false);
  // What it says can be typed.
  for (const line of ran.err.match(/^ {2}outdial .*$/gm) ?? []) {
    const words = line.trim().split(' ').slice(1);
    expect((await desk.run(words, { env: { CARTESIA_API_KEY: '' } })).exit, line).toBe(0);
  }
});

it('hours, dates and long waits are said, and not kept', async () => {
  put('contacts.csv', list('+14155550140'));
  campaign({
    window: { days: ['mon'], from: '03:00', to: '03:01' },
    schedule: { start_at: '2031-12-01T09:00:00-05:00', end_at: '2032-12-01T09:00:00-05:00' },
    retry: { max_attempts: 2 },
  });
  const ran = await desk.run(['rehearse', 'spring.json', ...FAST]);
  expect(ran.exit, ran.err).toBe(0);
  expect(ran.err).toContain('Hours are not kept in a rehearsal, calls are made at once (your mon 03:00–03:01');
  expect(ran.err).toContain('outdial simulate spring.json shows when they would be made');
  expect(ran.err).toContain('Further tries come 3s later, not after 15m or more.');
  expect(ran.err).toMatch(/agent {7}stand-in for agent_1/);
  expect(ran.err).toMatch(/1 {2}reached: 1 answered/);
  expect(ran.err).toMatch(/next: outdial check spring\.json\n$/);
}, 30_000);

it('calls from what the list needs, or from what is said', async () => {
  put('contacts.csv', list('+14155550101', '+442079460018'));
  const chosen = await desk.run(['rehearse', 'contacts.csv', '--load-only']);
  expect(chosen.err).toContain('1 row cannot be called from a Cartesia number');
  expect(chosen.err).toMatch(/to dial {5}2 contacts/);
  const said = await desk.run(['rehearse', 'contacts.csv', '--load-only', '--line-type', 'cartesia']);
  expect(said.err).toMatch(/to dial {5}1 contact/);
  expect(said.err).toMatch(/rejected {4}1: 1 international from cartesia/);
});

it('dials some and says how to dial all; everybody is checked', async () => {
  put('contacts.csv', list(...Array.from({ length: 30 }, (_, at) => `+1415555${String(100 + at).padStart(4, '0')}`)));
  const few = await desk.run([
    'rehearse',
    'contacts.csv',
    '--line-type',
    'twilio',
    '--calls-per-second',
    '50',
    ...FAST,
  ]);
  // It did what it was to do.
  expect(few.exit, few.err).toBe(0);
  expect(few.err).toMatch(/to dial {5}30 contacts, of which 25 now/);
  expect(few.err).toContain('--all dials everybody');
  const all = await desk.run(['rehearse', 'contacts.csv', '--calls-per-second', '50', '--all', ...FAST]);
  expect(all.err).toMatch(/to dial {5}30 contacts\n/);
  expect(all.err).toContain('contacts: 30 rows');
}, 60_000);

it('begins anew each time, and removes nothing that no rehearsal made', async () => {
  put('contacts.csv', list('+14155550101'));
  for (const nth of ['first', 'second']) {
    const ran = await desk.run(['run', 'contacts.csv', '--sandbox']);
    expect([nth, ran.exit, /1 {2}reached/.test(ran.err)]).toEqual([nth, 0, true]);
  }
  put('data/rehearsals/contacts/mine.txt', 'kept');
  expect((await desk.run(['rehearse', 'contacts.csv', ...FAST])).exit).toBe(0);
  expect(existsSync(join(folder('contacts'), 'mine.txt'))).toBe(true);
  mkdirSync(folder('other'), { recursive: true, mode: 0o700 });
  put('data/rehearsals/other/ledger.sqlite', 'of somebody');
  const refused = await desk.run(['rehearse', 'contacts.csv', '--name', 'other', ...FAST]);
  expect(refused).toMatchObject({ exit: 2, err: expect.stringMatching(/holds a ledger that no rehearsal made/) });
  expect(readFileSync(join(folder('other'), 'ledger.sqlite'), 'utf8')).toBe('of somebody');
}, 60_000);

it('the real run after it dials everybody', async () => {
  put('contacts.csv', list('+14155550101', '+14155550102'));
  campaign({ agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox' });
  expect((await desk.run(['rehearse', 'spring.json', ...FAST])).exit).toBe(0);
  const host = await openSandbox({ clock: systemClock(), speed: 200 });
  try {
    const env = { CARTESIA_BASE_URL: host.url, CARTESIA_API_KEY: 'sk_car_sandbox' };
    const real = await desk.run(['run', 'spring.json', '--yes'], { env });
    expect(real.exit, real.err).toBe(0);
    expect(
      host
        .record()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['+14155550101', '+14155550102']);
  } finally {
    await host.close();
  }
}, 30_000);

it('hears nothing of a .env or a DATABASE_URL, but the account’s file and its do-not-call lists', async () => {
  put('.env', 'DATABASE_URL=postgres://nobody.invalid/x\nCARTESIA_BASE_URL=https://nobody.invalid\n');
  put('contacts.csv', list('+14155550101', '+14155550102'));
  mkdirSync(join(desk.dir, 'data'), { mode: 0o700 });
  put('data/dnc.txt', '+14155550102\n');
  put('data/outdial.json', '{"suppression": ["dnc.txt"]}');
  const ran = await desk.run(['rehearse', 'contacts.csv', ...FAST], {
    env: { DATABASE_URL: 'postgres://nobody.invalid/x' },
  });
  expect(ran.exit, ran.err).toBe(0);
  expect(ran.err).toMatch(/left out {4}1: 1 asked not to be called/);
});

it('numbers whose calls would be odd in the sandbox are answered: a list of any digits comes to its end', async () => {
  put('contacts.csv', list('+14155550198', '+14155550164', '+14155550170'));
  const ran = await desk.run([
    'rehearse',
    'contacts.csv',
    '--line-type',
    'twilio',
    '--calls-per-second',
    '10',
    ...FAST,
  ]);
  expect(ran.exit, ran.err).toBe(0);
  expect(ran.err).toMatch(/3 {2}reached: 3 answered/);
});

it('several at once are refused', async () => {
  put('a.csv', list('+14155550101'));
  const ran = await desk.run(['run', 'a.csv', 'a.csv', '--sandbox']);
  expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(/Rehearse one after the other/) });
});
