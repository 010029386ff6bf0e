/** `outdial simulate` as a person uses it: same seed, same bytes; nobody is called, nothing is kept. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk } from './harness.ts';

let desk: Desk;
beforeEach(() => {
  desk = aDesk({});
});
afterEach(() => desk.remove());

const SPEC = {
  name: 'Spring Reminders',
  agent_id: 'agent_1',
  from_number_id: ['ap_1', '+14155550100'],
  contacts: 'contacts.csv',
  columns: { timezone: 'TZ' },
  window: { from: '09:00', to: '18:00' },
  schedule: { start_at: '2031-12-01T09:00:00-05:00' },
  retry: { max_attempts: 3 },
  compliance: { purpose: 'informational' },
  consent: { level: 'written', at: '2031-11-01', source: 'sign-up form', stated_by: 'Robin' },
};
const ROWS = Array.from({ length: 40 }, (_, n) => `+1${areaCode(n)}555${String(100 + n).padStart(4, '0')},${zone(n)}`);

function areaCode(n: number): string {
  return ['212', '312', '415', '212'][n % 4] ?? '';
}

function zone(n: number): string {
  return ['America/New_York', 'America/Chicago', 'America/Los_Angeles', ''][n % 4] ?? '';
}
function write(spec: Record<string, unknown> = {}, rows: readonly string[] = ROWS): void {
  put('contacts.csv', `Phone,TZ\n${rows.join('\n')}\n`);
  put('campaign.json', JSON.stringify({ ...SPEC, ...spec }));
}
const put = (name: string, text: string): void => writeFileSync(join(desk.dir, name), text);
const dials = (name = 'dials.csv'): Record<string, string>[] => {
  const [header = '', ...lines] = readFileSync(join(desk.dir, name), 'utf8').trimEnd().split('\r\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at] ?? '', cell])));
};
const json = async (...flags: string[]): Promise<Record<string, unknown>> => {
  const { exit, out, err } = await desk.run(['simulate', 'campaign.json', '--json', '--seeds', '2', ...flags]);
  expect(exit, err).toBe(0);
  return JSON.parse(out) as Record<string, unknown>;
};

describe('outdial simulate', () => {
  it('gives the same bytes for the same seed, on stdout and in the file of dials', async () => {
    write();
    const run = (file: string, seed: string) =>
      desk.run(['simulate', 'campaign.json', '--seed', seed, '--seeds', '3', '--dials', file]);
    const [first, again, other] = [await run('a.csv', '7'), await run('b.csv', '7'), await run('c.csv', '8')];
    expect(first.exit, first.err).toBe(0);
    expect(again.out).toBe(first.out);
    const text = (name: string): string => readFileSync(join(desk.dir, name), 'utf8');
    expect(text('b.csv')).toBe(text('a.csv'));
    expect(text('c.csv')).not.toBe(text('a.csv'));
    expect(other.out).not.toBe(first.out);
    expect(first.out).toMatch(/^ {2}ends +.*\(P50\), .*\(P90\)$/m);
    expect(first.out).toMatch(/^ {2}binds +/m);
    expect(first.out).toMatch(/^ {2}cost +about \$/m);
    expect(first.out).toContain('calls an hour (seed 7, ');
    expect(first.err).toContain('next: outdial run campaign.json');
  });

  it('writes a row a dial, inside the hours where the contact is, for its owner only', async () => {
    write();
    const { exit, err } = await desk.run(['simulate', 'campaign.json', '--seeds', '1', '--dials', 'dials.csv']);
    expect(exit, err).toBe(0);
    const rows = dials();
    expect(Object.keys(rows[0] ?? {})).toEqual([
      ...['at', 'to_number', 'attempt', 'from_number_id', 'timezone', 'local_time'],
    ]);
    expect(new Set(rows.map((row) => row['to_number'])).size).toBe(40);
    expect(new Set(rows.map((row) => row['from_number_id']))).toEqual(new Set(['ap_1', '+14155550100']));
    for (const { local_time = '', at = '' } of rows) {
      const hour = local_time.slice(11, 16);
      expect(hour >= '09:00' && hour < '18:00', local_time).toBe(true);
      expect(Math.floor(Date.parse(at) / 1_000)).toBe(Date.parse(local_time) / 1_000);
    }
    if (process.platform !== 'win32') expect(statSync(join(desk.dir, 'dials.csv')).mode & 0o777).toBe(0o600);
    expect(existsSync(join(desk.dir, 'data'))).toBe(false);
  });

  it('starts when it is told to, else at its own start', async () => {
    write();
    expect(await json()).toMatchObject({ start_at: '2031-12-01T14:00:00.000Z', seeds: [1, 2], rows: 40 });
    expect(await json('--start', '2031-12-03T10:00:00-05:00')).toMatchObject({ start_at: '2031-12-03T15:00:00.000Z' });
  });

  it('adds up: everybody who can be dialed is somewhere', async () => {
    write({}, [...ROWS, '555-0101,', ROWS[0] ?? '']);
    const { accepted, rejected, skipped, expected } = await json('--seeds', '1');
    expect({ accepted, rejected, skipped }).toEqual({ accepted: 40, rejected: 1, skipped: 1 });
    const sum = Object.values(expected as Record<string, number>).reduce((total, n) => total + n, 0);
    expect(sum).toBe(40);
  });

  it('goes by the model and the prices it is given', async () => {
    write();
    put('model.json', JSON.stringify({ answer_rate: 1, talk_seconds: 60, prices: { agent_per_minute: 1 } }));
    expect(await json('--model', 'model.json')).toMatchObject({
      dials: 40,
      expected: { answered: 40, no_answer: 0 },
      connected_minutes: 40,
      cost_usd: 40.56,
    });
    put('model.json', JSON.stringify({ answer_rate: 1, talk_seconds: 60 }));
    put('outdial.json', JSON.stringify({ prices: { agent_per_minute: 0, line_per_minute: { cartesia: 0.5 } } }));
    expect(await json('--model', 'model.json', '--config', 'outdial.json')).toMatchObject({ cost_usd: 20 });
    const lines = {
      ap_1: { price_per_minute: 0.25 },
      '+14155550100': { price_per_minute: 0.25 },
      ap_9: { price_per_minute: 9 },
    };
    put('outdial.json', JSON.stringify({ prices: { agent_per_minute: 0 }, lines }));
    expect(await json('--model', 'model.json', '--config', 'outdial.json')).toMatchObject({ cost_usd: 10 });
  });

  it('names the nearest field of a model it does not understand, exit 2', async () => {
    write();
    put('model.json', '{"talk_second": 60}');
    const ran = await desk.run(['simulate', 'campaign.json', '--model', 'model.json']);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toContain('model.json:1:2: talk_second: There is no such field. Did you mean "talk_seconds"?');
  });

  it('holds a Cartesia line to one call a second, and another line to its own pace', async () => {
    write();
    const fast = ['simulate', 'campaign.json', '--calls-per-second', '5'];
    const refused = await desk.run(fast);
    expect(refused.exit).toBe(2);
    expect(refused.err).toContain('are more than ap_1 (cartesia) may start');
    const taken = await desk.run([...fast, '--line-type', 'twilio', '--json', '--seeds', '1']);
    expect(taken.exit, taken.err).toBe(0);
    expect(JSON.parse(taken.out)).toMatchObject({ lines_without_price: ['twilio'] });
  });

  it('takes a bare list before anyone knows who will call', async () => {
    write();
    const ran = await desk.run(['simulate', 'contacts.csv', '--start', '2031-12-01T09:00:00-05:00', '--seeds', '1']);
    expect(ran.exit, ran.err).toBe(0);
    expect(ran.out).toContain('40 to dial');
    expect(ran.err).toContain('does not say what its calls are for');
    expect(ran.err).toContain('calls nobody without consent; here everybody has given it');
    // A list that says it itself is believed.
    put(
      'contacts.csv',
      `Phone,consent\n${ROWS.map((row, n) => `${row.split(',')[0]},${n === 0 ? 'no' : 'written'}`).join('\n')}\n`,
    );
    const said = await desk.run(['simulate', 'contacts.csv', '--start', '2031-12-01T09:00:00-05:00', '--seeds', '1']);
    expect(said.out).toContain('39 to dial (1 left out');
    expect(said.err).not.toContain('here everybody has given it');
  });

  it('exits 1 when somebody is never dialed, and says so', async () => {
    write({ schedule: { start_at: '2031-12-01T09:00:00-05:00', end_at: '2031-12-01T09:01:00-05:00' } });
    const ran = await desk.run(['simulate', 'campaign.json', '--seeds', '1']);
    expect(ran.exit).toBe(1);
    expect(ran.out).toMatch(/\d+ never dialed/);
  });

  it('refuses a start without an offset', async () => {
    write();
    const ran = await desk.run(['simulate', 'campaign.json', '--start', '2031-12-01 09:00']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('Give an instant with its offset') });
  });

  it('looks the lines up where there is a key', async () => {
    const sandbox = await startSandbox({ clock: systemClock() });
    const env = { CARTESIA_BASE_URL: sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox' };
    try {
      write();
      const unknown = await desk.run(['simulate', 'campaign.json'], { env });
      expect(unknown.exit).toBe(2);
      expect(unknown.err).toContain('There is no agent "agent_1"');
      write({ agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio', pacing: { calls_per_second: 20 } });
      const ran = await desk.run(['simulate', 'campaign.json', '--seeds', '1'], { env });
      expect(ran.exit, ran.err).toBe(0);
    } finally {
      await sandbox.close();
    }
  });
});
