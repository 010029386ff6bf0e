import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk } from './harness.ts';

let sandbox: Sandbox;
let desk: Desk;

beforeEach(async () => {
  sandbox = await startSandbox({ clock: systemClock(), speed: 500 });
  desk = aDesk({ CARTESIA_BASE_URL: sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox' });
});
afterEach(async () => {
  await sandbox.close();
  desk.remove();
});

const SPEC = {
  name: 'Spring Reminders',
  agent_id: 'agent_sandbox',
  from_number_id: 'ap_sandbox_twilio',
  contacts: 'contacts.csv',
  pacing: { calls_per_second: 20 },
};
const GOOD = ['+14155550101,Ada', '+14155550102,Grace', '+14155550103,Joan', '+14155550104,Lin'];
const BAD = ['555-0101,nobody'];

function write(rows: readonly string[] = [...GOOD, ...BAD], spec: Record<string, unknown> = {}): void {
  writeFileSync(join(desk.dir, 'contacts.csv'), `Phone,First Name\n${rows.join('\n')}\n`);
  writeFileSync(join(desk.dir, 'campaign.json'), JSON.stringify({ ...SPEC, ...spec }));
}
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

describe('the command line', () => {
  it('suggests the nearest command and flag, exit 2', async () => {
    expect(await desk.run(['stats'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('Did you mean outdial status?'),
    });
    expect(await desk.run(['status', '--jsn'])).toMatchObject({ exit: 2, err: expect.stringContaining('--json') });
  });
  it('prints help on stdout, exit 0', async () => {
    expect(await desk.run(['run', '--help'])).toMatchObject({
      exit: 0,
      out: expect.stringContaining('Examples:'),
      err: '',
    });
  });
  it('an error a person can mend has no stack, exit 2', async () => {
    const ran = await desk.run(['check', 'nowhere.csv']);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toMatch(/^error: nowhere\.csv: There is no such file\./);
    expect(ran.err).not.toMatch(/ at .*\.ts/);
  });
  it('a wrong setting is named, exit 2', async () => {
    const ran = await desk.run(['status'], { env: { OUTDIAL_POLL_INTERVAL: 'soon' } });
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('OUTDIAL_POLL_INTERVAL: "soon"') });
  });
});

describe('check', () => {
  it('prints summary and issues, exit 1 when rows are rejected', async () => {
    write();
    const ran = await desk.run(['check', 'campaign.json', '--json']);
    expect(ran.exit).toBe(1);
    const { summary, issues } = json(ran.out) as { summary: unknown; issues: Record<string, unknown>[] };
    expect(summary).toMatchObject({ rows: 5, accepted: 4, rejected: 1, skipped: 0, variables: ['first_name'] });
    expect(issues.find(({ severity }) => severity === 'error')).toMatchObject({
      row: 6,
      code: 'missing_country_code',
      severity: 'error',
      column: 'Phone',
      value: '555-0101',
      message: expect.stringContaining('555-0101'),
      hint: expect.any(String),
    });
  });

  it('exit 0 when none is; nothing stays behind, nobody is called', async () => {
    write(GOOD);
    const ran = await desk.run(['check', 'campaign.json']);
    expect(ran).toMatchObject({ exit: 0, out: expect.stringContaining('4  can be dialed') });
    expect(ran.err).toBe('Reading campaign.json …\nnext: outdial run campaign.json\n');
    expect(sandbox.record()).toEqual([]);
    expect(await desk.run(['status'])).toMatchObject({
      exit: 0,
      err: expect.stringContaining('Nothing was loaded yet'),
    });
  });

  it.each([
    [{ agent_id: 'agent_nobody' }, /no agent "agent_nobody"/],
    [{ from_number_id: 'ap_sandbx' }, /no number "ap_sandbx".*Did you mean ap_sandbox\?/],
    [{ from_number_id: 'ap_sandbox', pacing: { calls_per_second: 2 } }, /2 calls a second.*Set it to 1/],
    [{ agent_id: 'agent_x', from_number_id: 'ap_x' }, /agent_x[^]*ap_x/],
    [{ ringing_timeout_seconds: 90 }, /ringing_timeout_seconds.*5 to 80/],
  ])('refuses %j', async (spec, message) => {
    write(GOOD, spec);
    const ran = await desk.run(['check', 'campaign.json']);
    expect(ran).toMatchObject({ exit: 2, out: '', err: expect.stringMatching(message) });
  });

  it('finds a line by number and by label', async () => {
    for (const from of ['+12125550100', '(212) 555-0100', 'Sandbox Twilio']) {
      write(GOOD, { from_number_id: from === '(212) 555-0100' ? '+1 212 555 0100' : from });
      expect((await desk.run(['check', 'campaign.json'])).exit).toBe(0);
    }
  });

  it('an unreachable host is exit 2, unless --offline', async () => {
    write(GOOD);
    const env = { CARTESIA_BASE_URL: 'http://127.0.0.1:1' };
    expect(await desk.run(['check', 'campaign.json'], { env })).toMatchObject({
      exit: 2,
      err: expect.stringContaining('127.0.0.1:1'),
    });
    const offline = await desk.run(['check', 'campaign.json', '--offline'], { env });
    expect(offline).toMatchObject({ exit: 0, out: expect.stringContaining('were not looked up: --offline') });
  });

  it('a bare list needs neither agent nor key', async () => {
    write();
    const ran = await desk.run(['check', 'contacts.csv', '--default-country', 'US'], { env: { CARTESIA_API_KEY: '' } });
    expect(ran.out).toContain('no agent or number to call from was named');
    expect(ran.exit).toBe(1);
  });

  it('a list that breaks off in the middle prints no half of a JSON', async () => {
    writeFileSync(join(desk.dir, 'contacts.csv'), 'Phone\n+14155550101\n"+1415555');
    expect(await desk.run(['check', 'contacts.csv', '--json'])).toMatchObject({ exit: 2, out: '' });
  });
});

describe('run', () => {
  it('dials everybody once, says what happened, and leaves the results', async () => {
    write();
    const ran = await desk.run(['run', 'campaign.json', '--yes']);
    expect(ran.exit).toBe(0);
    expect(
      sandbox
        .record()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(GOOD.map((row) => row.split(',')[0]));
    const results = readFileSync(ran.out.trim(), 'utf8').split('\r\n');
    expect(results).toHaveLength(5 + 2);
    expect(results[1]).toMatch(/^2,\+14155550101,completed,answered,1,/);
    expect(ran.err).toContain('4  reached: 4 answered');
    expect(ran.err).toContain('1  row rejected: 1 missing country code');
    expect(ran.err.trimEnd().split('\n').at(-1)).toMatch(/^next: outdial status spring-reminders/);
    // Screens are shared: messages hold no number whole.
    for (const row of GOOD) expect(ran.err).not.toContain(row.split(',')[0]);
    expect(ran.err).toContain('+1415•••0101');

    const status = await desk.run(['status', 'SPRING reminders', '--json']);
    expect(json(status.out)).toMatchObject({
      name: 'Spring Reminders',
      state: 'finished',
      rows: 5,
      counts: {
        ready: 0,
        in_progress: 0,
        in_doubt: 0,
        needs_review: 0,
        completed: 4,
        exhausted: 0,
        rejected: 1,
        skipped: 0,
        canceled: 0,
      },
      dispositions: { answered: 4 },
      rang_twice: 0,
      dialing: false,
      engine: null,
    });

    const again = await desk.run(['run', 'campaign.json', '--yes']);
    expect(again).toMatchObject({ exit: 0, err: expect.stringContaining('Nobody is left to be dialed') });
    expect(sandbox.record()).toHaveLength(4);
  });

  it('asks; off a terminal it needs --yes', async () => {
    write();
    const ran = await desk.run(['run', 'campaign.json']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('--yes') });
    expect(ran.err).toContain('to dial     4 contacts');
    expect(sandbox.record()).toEqual([]);
  });

  it('on a terminal a no is a no', async () => {
    write();
    const ran = await desk.run(['run', 'campaign.json'], { tty: true, stdin: Readable.from(['n\n']) });
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('Nobody was dialed') });
    expect(sandbox.record()).toEqual([]);
  });

  it('--load-only loads and stops', async () => {
    write();
    expect((await desk.run(['run', 'campaign.json', '--load-only'])).exit).toBe(0);
    const status = json((await desk.run(['status', 'spring-reminders', '--json'])).out);
    expect(status).toMatchObject({ state: 'scheduled', counts: { ready: 4, rejected: 1 } });
    expect(sandbox.record()).toEqual([]);
  });

  it('--limit dials so many and holds; the same command goes on', async () => {
    write(GOOD);
    const first = await desk.run(['run', 'campaign.json', '--yes', '--limit', '1']);
    expect(first).toMatchObject({ exit: 3, err: expect.stringContaining('3 contacts left') });
    expect(sandbox.record()).toHaveLength(1);
    expect((await desk.run(['run', 'campaign.json', '--yes'])).exit).toBe(0);
    expect(new Set(sandbox.record().map(({ to }) => to)).size).toBe(4);
    expect(sandbox.record()).toHaveLength(4);
  });

  it('Ctrl-C lets open calls end and leaves the rest, exit 3', async () => {
    write(
      Array.from({ length: 12 }, (_, at) => `+141555501${String(at + 1).padStart(2, '0')},P`),
      { pacing: { calls_per_second: 4, max_concurrent_calls: 2 } },
    );
    const going = desk.start(['run', 'campaign.json', '--yes']);
    await going.says(/\d+ of 12 done/);
    going.interrupt();
    const ran = await going.done;
    expect(ran).toMatchObject({ exit: 3, err: expect.stringContaining('Ctrl-C again stops at once') });
    const status = json((await desk.run(['status', 'spring-reminders', '--json'])).out) as {
      counts: Record<string, number>;
    };
    expect(status.counts['in_progress']).toBe(0);
    expect(status.counts['ready']).toBeGreaterThan(0);
  });

  it('dials what it showed: a campaign that was stopped waits for a run of its own', async () => {
    write(
      Array.from({ length: 12 }, (_, at) => `+141555501${String(at + 1).padStart(2, '0')},P`),
      { name: 'stopped', pacing: { calls_per_second: 4, max_concurrent_calls: 2 } },
    );
    const going = desk.start(['run', 'campaign.json', '--yes']);
    await going.says(/of 12 done/);
    going.interrupt();
    await going.done;
    const before = sandbox.record().length;
    expect(json((await desk.run(['status', 'stopped', '--json'])).out)).toMatchObject({ state: 'paused' });
    write(['+12125550101,Other'], { name: 'other' });
    expect((await desk.run(['run', 'campaign.json', '--yes'])).exit).toBe(0);
    expect(sandbox.record().slice(before)).toMatchObject([{ to: '+12125550101' }]);
  });

  it('writes nothing over the ledger', async () => {
    write();
    await desk.run(['run', 'campaign.json', '--load-only']);
    const ledger = join(desk.dir, 'data', 'ledger.sqlite');
    for (const args of [
      ['backup', ledger, '--force'],
      ['export', 'spring-reminders', '--out', `${ledger}-wal`],
      ['simulate', 'campaign.json', '--dials', ledger],
      ['run', 'campaign.json', '--yes', '--results', ledger],
    ]) {
      const ran = await desk.run(args);
      expect(ran, args.join(' ')).toMatchObject({ exit: 2, err: expect.stringContaining('overwrite the ledger') });
    }
    expect((await desk.run(['verify'])).exit).toBe(0);
  });

  it('a bare list with flags is a campaign too, from stdin as well', async () => {
    const flags = [
      '--agent-id',
      'agent_sandbox',
      '--from-number-id',
      'ap_sandbox_twilio',
      '--calls-per-second',
      '20',
      '--yes',
    ];
    const stdin = Readable.from([Buffer.from(`phone\n${GOOD[0]?.split(',')[0] ?? ''}\n`)]);
    expect((await desk.run(['run', '-', '--name', 'piped', ...flags], { stdin })).exit).toBe(0);
    write(GOOD.slice(1));
    expect((await desk.run(['run', 'contacts.csv', ...flags])).exit).toBe(0);
    expect(sandbox.record()).toHaveLength(4);
    const all = JSON.parse((await desk.run(['status', '--json'])).out) as { name: string }[];
    expect(all.map(({ name }) => name)).toEqual(['piped', 'contacts']);
  });

  it('a finished campaign whose list has grown is not guessed at', async () => {
    write(GOOD.slice(0, 2));
    await desk.run(['run', 'campaign.json', '--yes']);
    write(GOOD);
    const refused = await desk.run(['run', 'campaign.json', '--yes']);
    expect(refused).toMatchObject({ exit: 2, err: expect.stringMatching(/2 more to dial.*--continue/) });
    expect(sandbox.record()).toHaveLength(2);
    expect((await desk.run(['run', 'campaign.json', '--yes', '--continue'])).exit).toBe(0);
    expect(sandbox.record()).toHaveLength(4);
  });

  it.each([
    ['what its calls are for', {}, '"compliance": {"purpose": "appointment"}'],
    ['hours, where no rules give them', { compliance: { preset: 'none' } }, '"window": {"from": "09:00"'],
  ])('a real host needs in the file, before anybody is asked anything, %s', async (_, spec, missing) => {
    write(undefined, spec);
    const env = { CARTESIA_BASE_URL: 'https://outdial.invalid' };
    const ran = await desk.run(['run', 'campaign.json', '--yes'], { env });
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining(missing) });
  });

  it('a campaign of another account is not gone on with', async () => {
    write();
    await desk.run(['run', 'campaign.json', '--load-only']);
    const numbers = [{ id: 'ap_other', number: '+13055550100', type: 'twilio' }] as const;
    const other = await startSandbox({ clock: systemClock(), numbers });
    const ran = await desk.run(['run', 'campaign.json', '--yes'], {
      env: { CARTESIA_BASE_URL: other.url, CARTESIA_API_KEY: 'sk_car_other' },
    });
    await other.close();
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('another host or API key') });
  });

  it('a new key of the same account goes on: it shows the same numbers', async () => {
    write();
    await desk.run(['run', 'campaign.json', '--load-only']);
    const ran = await desk.run(['run', 'campaign.json', '--yes'], { env: { CARTESIA_API_KEY: 'sk_car_rotated' } });
    expect(ran.exit).toBe(0);
  });

  it('a list that cannot be read leaves no campaign behind', async () => {
    write();
    writeFileSync(join(desk.dir, 'contacts.csv'), 'Phone\n+14155550101\n"+1415555');
    expect((await desk.run(['run', 'campaign.json', '--yes'])).exit).toBe(2);
    expect((await desk.run(['status', '--json'])).out).toBe('[]\n');
  });

  it('a list of which nobody can be dialed is no campaign', async () => {
    write(BAD);
    const ran = await desk.run(['run', 'campaign.json', '--yes']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('None of the 1 rows of campaign.json') });
  });

  it('--rejects writes what is to be mended; mended, it is loaded and dialed', async () => {
    write();
    await desk.run(['run', 'campaign.json', '--yes', '--rejects', 'mend.csv']);
    const mend = readFileSync(join(desk.dir, 'mend.csv'), 'utf8');
    expect(mend).toContain('555-0101,nobody,rejected,missing_country_code');
    writeFileSync(join(desk.dir, 'mend.csv'), mend.replace('555-0101', '+14155550109'));
    write(GOOD, { contacts: 'mend.csv', name: 'mended' });
    expect((await desk.run(['run', 'campaign.json', '--yes'])).exit).toBe(0);
    expect(sandbox.record().at(-1)).toMatchObject({ to: '+14155550109' });
  });

  it('a second run watches the first, and nobody is called twice', async () => {
    write(GOOD, { pacing: { calls_per_second: 3 } });
    const first = desk.start(['run', 'campaign.json', '--yes']);
    await first.says(/ done/);
    const second = desk.start(['run', 'campaign.json', '--yes']);
    const both = await Promise.all([first.done, second.done]);
    expect(both.map(({ exit }) => exit)).toEqual([0, 0]);
    expect(sandbox.record()).toHaveLength(4);
  });
});

describe('export', () => {
  it('writes a file that only its owner reads, whole or not at all', async () => {
    write();
    await desk.run(['run', 'campaign.json', '--yes']);
    const ran = await desk.run(['export', 'spring-reminders', '--format', 'jsonl', '--out', 'results.jsonl']);
    expect(ran.exit).toBe(0);
    const path = join(desk.dir, 'results.jsonl');
    expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(5);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await desk.run(['export', 'spring-reminders', '--out', 'no/such/folder.csv'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('its folder does not exist'),
    });
    expect(await desk.run(['export', 'spring-remindrs'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('Did you mean spring-reminders?'),
    });
  });
});

describe('phone-numbers', () => {
  it('lists, filters, assigns, unassigns', async () => {
    const all = JSON.parse((await desk.run(['phone-numbers', 'ls', '--json'])).out) as Record<string, unknown>[];
    expect(all.map(({ id, may_call }) => [id, may_call])).toEqual([
      ['ap_sandbox', 'us'],
      ['ap_sandbox_twilio', 'any'],
      ['ap_sandbox_sip', 'any'],
    ]);
    expect((await desk.run(['phone-numbers', 'ls', '--type', 'twilio'])).out).toMatch(/any country/);
    const assigned = await desk.run(['phone-numbers', 'assign', '+1 (212) 555-0100', 'agent_sandbox', '--json']);
    expect(json(assigned.out)).toMatchObject({ id: 'ap_sandbox_twilio', agent_id: 'agent_sandbox' });
    const back = await desk.run(['phone-numbers', 'unassign', 'ap_sandbox_twilio', '--json']);
    expect(json(back.out)).toMatchObject({ agent_id: null });
  });
});

describe('doctor', () => {
  it('finds everything in order', async () => {
    const ran = await desk.run(['doctor', '--json', '--agent-id', 'agent_sandbox']);
    const { ok, findings } = json(ran.out) as { ok: boolean; findings: { check: string; is: string }[] };
    expect([ran.exit, ok]).toEqual([0, true]);
    expect(findings.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['key', 'host', 'clock', 'numbers', 'agent', 'node', 'folder']),
    );
    expect(ran.out).not.toContain('sk_car_sandbox');
  });
  it('exit 1 when something fails, with how to mend it', async () => {
    const ran = await desk.run(['doctor'], { env: { CARTESIA_API_KEY: '' } });
    expect(ran).toMatchObject({ exit: 1, out: expect.stringMatching(/FAILS {2}key .*\n.*→ Set CARTESIA_API_KEY/) });
  });
});

describe('the terminal', () => {
  it('a reader that goes away ends the output, not the program', async () => {
    write();
    await desk.run(['run', 'campaign.json', '--yes']);
    const { openTerminal } = await import('../../src/cli/terminal/screen.ts');
    const { PassThrough } = await import('node:stream');
    const stdout = new PassThrough();
    const terminal = openTerminal({ stdin: new PassThrough(), stdout, stderr: new PassThrough() }, false);
    stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await terminal.out('one');
    await terminal.out('two');
    expect(terminal.closed).toBe(true);
  });
});
