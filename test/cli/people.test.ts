/** What an operator settles, erases, copies and checks, through the commands, with a real ledger and a sandbox. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../src/app/account.ts';
import { systemClock } from '../../src/clock.ts';
import { randomId, randomSecret } from '../../src/random.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk, type Ran } from './harness.ts';

let sandbox: Sandbox;
let desk: Desk;

async function open(options: Partial<SandboxOptions> = {}): Promise<void> {
  sandbox = await startSandbox({ clock: systemClock(), speed: 500, ...options });
  desk = aDesk({ CARTESIA_BASE_URL: sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox' });
}
afterEach(async () => {
  await sandbox.close();
  desk.remove();
});

const PEOPLE = ['+14155550101,Ada Lovelace', '+14155550102,Grace Hopper', '+14155550103,Joan Clarke'];
const SPEC = {
  name: 'spring',
  agent_id: 'agent_sandbox',
  from_number_id: 'ap_sandbox_twilio',
  contacts: 'contacts.csv',
  pacing: { calls_per_second: 20, batch_window: '0' },
  doubt: { look_ups: ['100ms', '200ms'] },
};

function write(rows: readonly string[] = PEOPLE, spec: Record<string, unknown> = {}): void {
  writeFileSync(join(desk.dir, 'contacts.csv'), `Phone,Full Name\n${rows.join('\n')}\n`);
  writeFileSync(join(desk.dir, 'campaign.json'), JSON.stringify({ ...SPEC, ...spec }));
}
const dataFiles = (): string[] =>
  readdirSync(join(desk.dir, 'data'), { recursive: true, encoding: 'utf8' })
    .map((name) => join(desk.dir, 'data', name))
    .filter((path) => statSync(path).isFile());
/** The files of the ledger's folder that hold any of these bytes. */
const holding = (...texts: readonly string[]): string[] =>
  dataFiles().filter((path) => texts.some((text) => readFileSync(path).includes(text)));
const status = async (): Promise<{ counts: Record<string, number> }> =>
  JSON.parse((await desk.run(['status', 'spring', '--json'])).out) as never;
const run = (...more: readonly string[]): Promise<Ran> => desk.run(['run', 'campaign.json', '--yes', ...more]);

describe('resolve', () => {
  beforeEach(async () => {
    // The first request is answered with a 503, and nothing was placed: nobody can know.
    await open({ faults: { error5xxBefore: { count: 1, status: 503 } } });
    write();
  });

  it('only review is left: exit 1, and the last line says how to settle it', async () => {
    const ran = await run();
    expect(ran.exit).toBe(1);
    expect(ran.err.trim().split('\n').at(-1)).toBe('next: outdial resolve --campaign spring');
    expect(await status()).toMatchObject({ counts: { needs_review: 1, ready: 0, in_doubt: 0 } });
    const listed = await desk.run(['resolve', '--campaign', 'spring']);
    expect(listed.exit).toBe(1);
    expect(listed.out).toMatch(
      /^spring {2}row \d {2}\+1415•••010\d {2}dialed .*(is|are) listed, this one is not\n$|says little\n$/,
    );
    expect(listed.err).toContain('next: outdial resolve row:');
  });

  it('one: it did not ring, and is dialed again when the campaign goes on', async () => {
    await run();
    const who = `+1415555010${/\+1415•••010(\d)/.exec((await desk.run(['resolve'])).out)?.[1] ?? ''}`;
    const settled = await desk.run(['resolve', who, '--did-not-ring', '--why', 'Ada says so', '--yes']);
    expect(settled).toMatchObject({ exit: 0, err: expect.stringContaining('1 contact settled: it did not ring.') });
    expect(sandbox.record()).toHaveLength(2);
    expect((await run('--continue')).exit).toBe(0);
    expect(new Set(sandbox.record().map(({ to }) => to)).size).toBe(3);
    expect(sandbox.record()).toHaveLength(3);
    const told = await desk.run(['why', who]);
    expect(told.out).toContain('settled by robin: it did not ring ("Ada says so")');
    const log = await desk.run(['export', '--log']);
    const line = log.out.split('\n').find((text) => text.includes('"event":"resolved"'));
    expect(JSON.parse(line ?? '')).toMatchObject({
      actor: 'operator',
      from: 'needs_review',
      evidence: { by: 'robin' },
    });
    expect(log.out).not.toContain('Ada');
  });

  it('from another terminal, while the run goes on: it dials them itself', async () => {
    const four = Array.from({ length: 4 }, (_, at) => `+1415555011${at},Person ${at}`);
    write(four, { pacing: { calls_per_second: 1, batch_window: '0' } });
    const going = desk.start(['run', 'campaign.json', '--yes']);
    let over = false;
    void going.done.then(() => (over = true));
    let settled: Ran;
    do {
      // Both are in this process: the run has its turn between two tries.
      await new Promise((resolve) => setTimeout(resolve, 20));
      settled = await desk.run(['resolve', '--all', '--did-not-ring', '--why', 'carrier', '--yes']);
    } while (!settled.err.includes('1 contact settled') && !over);
    expect(settled.err).toContain('by the outdial that dials');
    expect((await going.done).exit).toBe(0);
    expect(
      sandbox
        .record()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(four.map((row) => row.slice(0, 12)));
  });

  it('all: they rang', async () => {
    await run();
    const verdict = ['resolve', '--all', '--rang', 'no_answer', '--why', 'carrier'];
    expect(await desk.run(verdict)).toMatchObject({ exit: 2, err: expect.stringContaining('Add --yes') });
    const ran = await desk.run([...verdict, '--yes']);
    expect(ran.exit).toBe(0);
    expect(await status()).toMatchObject({ counts: { needs_review: 0, exhausted: 1 }, dispositions: { no_answer: 1 } });
    expect(await desk.run(['resolve', '--all', '--rang', 'busy', '--why', 'x', '--yes'])).toMatchObject({
      exit: 0,
      err: 'Nobody needs review.\n',
    });
  });

  const REFUSED: readonly [string[], RegExp][] = [
    [['--all', '--rang', 'busy'], /A verdict needs its reason/],
    [['--all', '--rang', 'perhaps', '--why', 'x'], /Give one of answered/],
    [['--all', '--rang', 'busy', '--did-not-ring', '--why', 'x'], /not both/],
    [['--rang', 'busy', '--why', 'x', '--yes'], /Name one contact, or --all/],
    [['nobody', '--rang', 'busy', '--why', 'x', '--yes'], /Nobody in this ledger is found by "nobody"/],
    [['lovelace', '--rang', 'busy', '--why', 'x', '--yes', '--campaign', 'sprig'], /Did you mean spring\?/],
  ];

  it('half a verdict, or one about nobody, changes nothing', async () => {
    await run('--load-only');
    for (const [args, message] of REFUSED) {
      expect(await desk.run(['resolve', ...args])).toMatchObject({ exit: 2, err: expect.stringMatching(message) });
    }
    const ran = await desk.run(['resolve', 'lovelace', '--rang', 'busy', '--why', 'x', '--yes']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('Nothing is to be settled for row 2') });
  });
});

describe('forget', () => {
  it('erases every byte of a person, here and at the provider; the chain holds, the opt-out holds', async () => {
    await open();
    write([...PEOPLE, '+14155550101,Ada Lovelace', '(415) 555-0101,Ada L. Byron']);
    await run('--accept-rejects');
    expect(holding('Lovelace', 'Byron').map((path) => path.split('data')[1])).toHaveLength(2);
    const called = sandbox.record().find(({ to }) => to === '+14155550101');
    expect(called?.variables).toMatchObject({ full_name: 'Ada Lovelace' });

    const ran = await desk.run(['forget', '415-555-0101', '--suppress', '--yes']);
    expect(ran.err).toContain('Erased here: 3 rows');
    expect(ran.err).toContain('Erased at the provider: what was said in 1 call.');
    expect(ran.err).toContain('Written anew without them: 2 results files');
    expect(ran.err).toContain('The opt-out stays (forget)');
    expect(ran.exit).toBe(0);
    expect(holding('Lovelace', 'Byron', '4155550101', '555-0101')).toEqual([]);
    expect(holding('Hopper').length).toBeGreaterThan(0);
    const reply = await fetch(`${sandbox.url}/agents/calls/${called?.id ?? ''}`, {
      headers: { authorization: 'Bearer sk_car_sandbox', 'cartesia-version': '2026-08-14' },
    });
    expect(await reply.json()).toHaveProperty('redacted_at');

    expect((await desk.run(['verify'])).exit).toBe(0);
    expect((await status()).counts).toMatchObject({ completed: 3 });
    expect((await desk.run(['why', '+1 415 555 0101'])).out).toMatch(
      /^somebody who was forgotten: row 2 [^]*forgotten by robin[^]*now: {2}answered, person or machine unknown\n/,
    );
    // Loaded again the person is back in a list, and still never called.
    write(PEOPLE, { name: 'summer' });
    await run();
    expect(sandbox.record().filter(({ to }) => to === '+14155550101')).toHaveLength(1);
  });

  it('whoever waits is not called any more', async () => {
    await open();
    write();
    await run('--load-only');
    const ran = await desk.run(['forget', 'lovelace', '--yes']);
    expect(ran).toMatchObject({ exit: 0, err: expect.stringContaining('on no do-not-call list here') });
    // Nothing is left that the number could be known by, so that it is not known again: the list must not hold it.
    write(PEOPLE.slice(1));
    expect((await run()).exit).toBe(0);
    expect(
      sandbox
        .record()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['+14155550102', '+14155550103']);
    expect((await status()).counts).toMatchObject({ completed: 2, skipped: 1 });
  });

  it('without an opt-out no file of the ledger holds what the number could be known by; with one the opt-out does', async () => {
    await open();
    write();
    await run();
    const store = await openSqliteStore({
      path: join(desk.dir, 'data', 'ledger.sqlite'),
      makeId: randomId,
      secret: randomSecret,
      now: 0,
    });
    const digest = digestOf(await store.info());
    await store.close();
    const digests = (number: string): string[] => [digest(`d:${number}`), digest(`k:${number}`)];
    for (const each of digests('+14155550101')) expect(holding(each).length).toBeGreaterThan(0);
    expect((await desk.run(['forget', '+14155550101', '--yes'])).exit).toBe(0);
    expect(holding(...digests('+14155550101'))).toEqual([]);
    expect((await desk.run(['why', '+14155550101'])).out).toContain('nobody in any list is known by this number');
    expect((await desk.run(['forget', '+14155550102', '--suppress', '--yes'])).exit).toBe(0);
    expect(holding(digest('d:+14155550102')).length).toBeGreaterThan(0);
    expect(holding(digest('d:+14155550103')).length).toBeGreaterThan(0);
    expect((await desk.run(['verify'])).exit).toBe(0);
    expect((await status()).counts).toMatchObject({ completed: 3 });
  });

  it('rows inside the campaign file are erased from its text too', async () => {
    await open();
    const contacts = [
      { phone: '+14155550101', name: 'Ada Lovelace' },
      { phone: '+14155550102', name: 'Grace Hopper' },
    ];
    write([], { contacts });
    await run('--load-only');
    write([], { contacts, retry: { max_attempts: 2 } });
    await run('--load-only');
    expect(holding('Lovelace')).toHaveLength(1);
    expect((await desk.run(['forget', '+14155550101', '--yes'])).exit).toBe(0);
    expect(holding('Lovelace')).toEqual([]);
    expect(holding('Hopper')).toHaveLength(1);
  });

  it('a call in doubt must be settled first', async () => {
    await open({ faults: { error5xxBefore: { count: 1, status: 503 } } });
    write(PEOPLE.slice(0, 1));
    await run();
    const ran = await desk.run(['forget', 'lovelace', '--yes']);
    expect(ran.exit).toBe(1);
    expect(ran.err).toMatch(
      /Not erased yet: it is not known whether a call to them rang[^]*outdial resolve settles it by hand/,
    );
    expect(holding('Lovelace').length).toBeGreaterThan(0);
    await desk.run(['resolve', '--all', '--rang', 'no_answer', '--why', 'Ada Lovelace said so', '--yes']);
    expect((await desk.run(['forget', 'lovelace', '--yes'])).exit).toBe(0);
    expect(holding('Lovelace')).toEqual([]);
  });

  it('several people are listed, not erased; without a key the provider part is left, aloud', async () => {
    await open();
    write();
    await run();
    const many = await desk.run(['forget', '555', '--yes']);
    expect(many).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/3 people fit "555"\. Name one: row:2 --campaign/),
    });
    const ran = await desk.run(['forget', 'hopper', '--yes'], { env: { CARTESIA_API_KEY: '' } });
    expect(ran).toMatchObject({ exit: 1, err: expect.stringContaining('At the provider, not erased: 1 call') });
    expect(holding('Hopper')).toEqual([]);
    // The number is known to nobody any more: the advice names them by an id, and works when typed.
    const [, id = ''] = /next: outdial forget (\S+)$/.exec(ran.err.trim()) ?? [];
    const again = await desk.run(['forget', id, '--yes']);
    expect(again).toMatchObject({
      exit: 0,
      err: expect.stringContaining('Erased at the provider: what was said in 1 call'),
    });
  });
});

describe('why', () => {
  const FORMS = ['+1 (415) 555-0102', '415.555.0102', '0014155550102', 'tel:+1-415-555-0102', '14155550102', 'hopper'];

  it('finds a number in any form, and a word', async () => {
    await open();
    write();
    await run('--load-only');
    for (const query of FORMS) {
      expect((await desk.run(['why', query])).out).toMatch(/^\+14155550102: row 3 of contacts\.csv, campaign spring\n/);
    }
  });

  it('a number of no list has a story, a word of nobody is an error', async () => {
    await open();
    write();
    await run('--load-only');
    const never = await desk.run(['why', '(415) 555-0199']);
    expect(never).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/^\+14155550199: nobody in any list is known by this number\n/),
    });
    expect(await desk.run(['why', 'babbage'])).toMatchObject({ exit: 2 });
  });
});

describe('the log', () => {
  it('is exported in its chain, whole or of a campaign; run and verify know its head', async () => {
    await open();
    write();
    const ran = await run();
    const head = /on record \((\d+) lines\)[^]*verify --head ([0-9a-f]{64})/.exec(ran.err);
    const lines = (await desk.run(['export', '--log'])).out.trim().split('\n');
    const last = JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;
    expect(lines).toHaveLength(Number(head?.[1]));
    expect(last).toMatchObject({ seq: Number(head?.[1]), hash: head?.[2] });
    expect(Object.keys(last)).toEqual([
      ...['seq', 'at', 'actor', 'campaign', 'contact', 'attempt', 'event', 'from', 'to', 'cause', 'evidence', 'hash'],
    ]);
    const wrote = await desk.run(['export', 'spring', '--log', '--out', 'log.jsonl']);
    expect(wrote).toMatchObject({ exit: 0, err: expect.stringContaining(`${lines.length} lines written`) });
    expect(readFileSync(join(desk.dir, 'log.jsonl'), 'utf8').trim().split('\n')).toHaveLength(lines.length);
    expect(await desk.run(['verify', '--head', head?.[2] ?? ''])).toMatchObject({
      exit: 0,
      out: expect.stringContaining('the head you gave is in it'),
    });
    expect(await desk.run(['verify', '--head', 'a'.repeat(64)])).toMatchObject({
      exit: 1,
      out: expect.stringContaining('no line of it has the head'),
    });
    expect(await desk.run(['verify', '--head', 'nonsense'])).toMatchObject({ exit: 2 });
    expect(await desk.run(['export'])).toMatchObject({ exit: 2, err: expect.stringContaining('Which campaign?') });
  });
});

describe('backup', () => {
  it('is a ledger of its own, readable by its owner, with the log of that moment; made while a run goes on', async () => {
    await open({ speed: 50 });
    write();
    const going = desk.start(['run', 'campaign.json', '--yes']);
    await going.says(/ done|results:/);
    const made = await desk.run(['backup', 'copy.sqlite']);
    expect(made.err).toContain('The ledger was copied to');
    expect(made.exit).toBe(0);
    const path = join(desk.dir, 'copy.sqlite');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    expect((await going.done).exit).toBe(0);
    expect(readdirSync(desk.dir).filter((name) => name.includes('.tmp'))).toEqual([]);

    const { mkdirSync, copyFileSync } = await import('node:fs');
    mkdirSync(join(desk.dir, 'restored'));
    copyFileSync(path, join(desk.dir, 'restored', 'ledger.sqlite'));
    const head = /head ([0-9a-f]{64})/.exec(made.err)?.[1] ?? '';
    expect(await desk.run(['verify', '--head', head, '--data-dir', 'restored'])).toMatchObject({ exit: 0 });
    expect((await desk.run(['status', 'spring', '--json', '--data-dir', 'restored'])).exit).toBe(0);
    // What was noted then is in the ledger that went on.
    expect((await desk.run(['verify', '--head', head])).exit).toBe(0);
  });

  it('replaces nothing without --force, and makes nothing where there is no ledger', async () => {
    await open();
    expect(await desk.run(['backup', 'copy.sqlite'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('no ledger'),
    });
    expect(existsSync(join(desk.dir, 'copy.sqlite'))).toBe(false);
    write();
    await run('--load-only');
    writeFileSync(join(desk.dir, 'copy.sqlite'), 'mine');
    const refused = await desk.run(['backup', 'copy.sqlite']);
    expect(refused).toMatchObject({ exit: 2, err: expect.stringContaining('exists already') });
    expect(readFileSync(join(desk.dir, 'copy.sqlite'), 'utf8')).toBe('mine');
    expect((await desk.run(['backup', 'copy.sqlite', '--force'])).exit).toBe(0);
    expect(readFileSync(join(desk.dir, 'copy.sqlite')).subarray(0, 15).toString()).toBe('SQLite format 3');
    expect(await desk.run(['backup', 'no/such/copy.sqlite'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('its folder does not exist'),
    });
  });
});

describe('status', () => {
  it('says whether somebody dials now', async () => {
    await open({ speed: 20 });
    write();
    const going = desk.start(['run', 'campaign.json', '--yes']);
    await going.says(/ done/);
    const during = await desk.run(['status', 'spring', '--json']);
    expect(JSON.parse(during.out)).toMatchObject({ dialing: true, engine: { pid: process.pid }, rang_twice: 0 });
    expect((await desk.run(['status', 'spring'])).out).toContain(
      `spring: running; dialing now (process ${process.pid} on`,
    );
    expect((await going.done).exit).toBe(0);
    expect(JSON.parse((await desk.run(['status', 'spring', '--json'])).out)).toMatchObject({
      dialing: false,
      engine: null,
    });
    expect((await desk.run(['status', 'spring'])).out).toContain('; nobody dials with this ledger now');
  });
});
