/** Loading by the command line: the same list again rings nobody twice, and no file of the user's is lost. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { randomId, randomSecret } from '../../src/random.ts';
import { shellWord } from '../../src/report/shell-word.ts';
import { openTerminal } from '../../src/cli/terminal/screen.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
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

const LINES = ['--agent-id', 'agent_sandbox', '--from-number-id', 'ap_sandbox_twilio', '--calls-per-second', '20'];
const TYPED = LINES.join(' ');
const put = (name: string, text: string | Uint8Array): void => writeFileSync(join(desk.dir, name), text);
const called = (): string[] => sandbox.record().map(({ to }) => to);
const LIST = 'id,phone,name\n1,+14155550101,Ann\n2,+14155550102,Bob\n';
const SPEC = { agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio', contacts: 'list.csv' };
const spec = (more: Record<string, unknown>, name = 'campaign.json'): void =>
  put(name, JSON.stringify({ ...SPEC, ...more }));

it('the same file again is the same plan: no version, no line in the log, until something of it changes', async () => {
  put('list.csv', LIST);
  const file = {
    window: { from: '00:00', to: '23:59', days: ['mon'] },
    retry: { max_attempts: 2, busy: { after: '1h' } },
  };
  spec({ ...file, doubt: { look_ups: ['5s'] } });
  for (let times = 0; times < 3; times++) await desk.run(['run', 'campaign.json', '--load-only']);
  expect(await plans('campaign')).toEqual({ version: 1, changes: [] });
  spec({ ...file, doubt: { look_ups: ['6s'] } });
  await desk.run(['run', 'campaign.json', '--load-only']);
  expect(await plans('campaign')).toEqual({ version: 2, changes: ['plan_changed'] });
});

/** Its plan's version, and what the log says of how it came to that. */
async function plans(campaign: string): Promise<unknown> {
  const path = join(desk.dir, 'data', 'ledger.sqlite');
  const store = await openSqliteStore({ path, makeId: randomId, secret: randomSecret, now: 0 });
  try {
    const log = await store.log({ campaign: campaign as never }, 0, 100);
    const changes = log.map(({ event }) => event).filter((event) => event === 'plan_changed');
    return { version: (await store.campaign(campaign as never))?.plan.version, changes };
  } finally {
    await store.close();
  }
}

describe('the same list with another identity', () => {
  it('is refused before anything is loaded, and nobody is called again', async () => {
    put('list.csv', LIST);
    expect((await desk.run(['run', 'list.csv', ...LINES, '--id-column', 'id', '--yes'])).exit).toBe(0);
    expect(called()).toHaveLength(2);
    const without = await desk.run(['run', 'list.csv', ...LINES, '--yes', '--continue']);
    expect(without).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/knows its contacts by the column "id".*--id-column id/),
    });
    expect(without.err).toContain(`outdial run list.csv --name "list 2" ${TYPED}`);
    const other = await desk.run(['run', 'list.csv', ...LINES, '--yes', '--continue', '--id-column', 'name']);
    expect(other).toMatchObject({ exit: 2, err: expect.stringContaining('"name"') });
    const status = JSON.parse((await desk.run(['status', 'list', '--json'])).out) as { rows: number };
    expect(status.rows).toBe(2);
    expect(called()).toHaveLength(2);
    // The same column by another spelling is the same column.
    expect((await desk.run(['run', 'list.csv', ...LINES, '--id-column', 'ID', '--yes'])).exit).toBe(0);
  });

  it('numbers first, ids later is refused too', async () => {
    put('list.csv', LIST);
    await desk.run(['run', 'list.csv', ...LINES, '--load-only']);
    const ran = await desk.run(['run', 'list.csv', ...LINES, '--id-column', 'id', '--yes']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(/by their numbers.*Leave out --id-column/) });
    expect(called()).toEqual([]);
  });

  it('an id that was changed for a number already called is left out; two ids in one list are two people', async () => {
    put('list.csv', LIST);
    const run = ['run', 'list.csv', ...LINES, '--id-column', 'id', '--yes', '--continue'];
    await desk.run(run);
    put('list.csv', 'id,phone,name\nA1,+14155550101,Ann\n2,+14155550102,Bob\n3,+14155550102,Kid\n4,+14155550104,Dan\n');
    const ran = await desk.run(run);
    expect(ran.exit).toBe(0);
    expect(called().slice(2).sort()).toEqual(['+14155550102', '+14155550104']);
    expect(ran.err).toMatch(/left out +1: 1 was already called/);
    const why = await desk.run(['check', 'list.csv', '--id-column', 'id']);
    expect(why.exit).toBe(0);
  });
});

describe('the names of campaigns', () => {
  it('that a slug cannot hold stay apart', async () => {
    for (const [at, name] of ['顧客', '患者', 'a/b', 'a b'].entries()) {
      put(`list${at}.csv`, `phone\n+1415555010${at}\n`);
      expect((await desk.run(['run', `list${at}.csv`, '--name', name, ...LINES, '--yes'])).exit).toBe(0);
    }
    expect(new Set(called()).size).toBe(4);
    const all = JSON.parse((await desk.run(['status', '--json'])).out) as { name: string; rows: number }[];
    expect(all.map(({ name, rows }) => [name, rows])).toEqual([
      ['顧客', 1],
      ['患者', 1],
      ['a/b', 1],
      ['a b', 1],
    ]);
    expect((await desk.run(['status', '患者', '--json'])).out).toContain('患者');
  });

  it('hold no control characters and are not blank', async () => {
    put('list.csv', LIST);
    for (const name of ['  ', 'a\u001b[2Jb', 'a\nb']) {
      const ran = await desk.run(['run', 'list.csv', '--name', name, ...LINES, '--yes']);
      expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(/--name: must (not be blank|hold no control)/) });
      expect(ran.err).not.toContain('\u001b');
    }
  });
});

describe('--rejects', () => {
  it.each([
    ['the list', 'list.csv'],
    ['the list', 'link.csv'],
    ['the campaign file', 'campaign.json'],
    ['a do-not-call list', './dnc.txt'],
  ])('never writes over %s (%s)', async (what, path) => {
    put('list.csv', `${LIST}3,nonsense,x\n`);
    put('dnc.txt', '+14155550109\n');
    spec({ suppression: ['dnc.txt'] });
    if (path === 'link.csv') symlinkSync(join(desk.dir, 'list.csv'), join(desk.dir, 'link.csv'));
    for (const verb of ['check', 'run']) {
      const ran = await desk.run([verb, 'campaign.json', '--rejects', path]);
      expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining(`would overwrite ${what}`) });
    }
    expect(readFileSync(join(desk.dir, 'list.csv'), 'utf8')).toContain('nonsense');
    expect(existsSync(join(desk.dir, 'data', 'ledger.sqlite'))).toBe(false);
  });

  it('says that a directory is one, and takes no two campaigns', async () => {
    put('list.csv', LIST);
    mkdirSync(join(desk.dir, 'folder'));
    const ran = await desk.run(['check', 'list.csv', '--rejects', 'folder']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('this is a directory') });
    put('other.csv', LIST);
    const two = await desk.run(['run', 'list.csv', 'other.csv', ...LINES, '--rejects', 'r.csv']);
    expect(two).toMatchObject({ exit: 2, err: expect.stringContaining('several campaigns') });
  });
});

describe('what to type next', () => {
  it('repeats the flags and quotes the path', async () => {
    put('my list.csv', LIST);
    const checked = await desk.run(['check', 'my list.csv', '--id-column', 'id']);
    expect(checked.err).toContain('next: outdial init "my list.csv" --id-column id\n');
    const loaded = await desk.run(['run', 'my list.csv', ...LINES, '--id-column', 'id', '--load-only']);
    expect(loaded.err).toContain(
      `next: outdial run "my list.csv" ${LINES.slice(0, 4).join(' ')} --id-column id ${LINES.slice(4).join(' ')}\n`,
    );
    const held = await desk.run(['run', 'my list.csv', ...LINES, '--id-column', 'id', '--yes', '--limit', '1']);
    // By what is stored of it: neither the list nor its flags are needed again.
    expect(held.err).toMatch(/next: outdial resume my-list\n$/);
  });

  it('a ledger named by a flag is named again', async () => {
    put('list.csv', LIST);
    const ran = await desk.run(['--data-dir', 'my data', 'run', 'list.csv', ...LINES, '--load-only']);
    expect(ran.err).toContain(`next: outdial run list.csv ${TYPED} --data-dir "my data"\n`);
  });

  it('a path that begins with a dash does not become a flag', async () => {
    put('-dash.csv', LIST);
    expect((await desk.run(['check', '--', '-dash.csv'])).err).toContain('next: outdial init ./-dash.csv\n');
    expect([shellWord('a b', false), shellWord('a"$b', false), shellWord("it's $", false)]).toEqual([
      '"a b"',
      `'a"$b'`,
      `'it'\\''s $'`,
    ]);
    expect([shellWord('C:\\a\\b.csv', true), shellWord('C:\\a b', true)]).toEqual(['C:\\a\\b.csv', '"C:\\a b"']);
  });
});

describe('check', () => {
  it('leaves nothing in the folder for temporary files, not even while it reads', async () => {
    const named = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('outdial-check-'));
    // Other tests check too, each for a moment: what is there from the first to the last is ours.
    let throughout: string[] = [];
    const before = new Set(named());
    async function* rows(): AsyncGenerator<Buffer> {
      yield Buffer.from('phone\n');
      for (let at = 0; at < 5; at += 1) {
        yield Buffer.from('nonsense\n'.repeat(5_000));
        const now = named().filter((name) => !before.has(name));
        throughout = at === 0 ? now : throughout.filter((name) => now.includes(name));
      }
    }
    const ran = await desk.run(['check', '-', '--json'], { stdin: Readable.from(rows(), { objectMode: false }) });
    expect(ran.err).toContain('Reading standard input …');
    const { issues } = JSON.parse(ran.out) as { issues: { row: number }[] };
    expect(issues).toHaveLength(25_000);
    expect(issues.at(-1)?.row).toBe(25_001);
    expect(throughout).toEqual([]);
  });

  it('reads JSON lists in UTF-16', async () => {
    put('list.json', Buffer.from('\uFEFF[{"phone":"+14155550101","name":"José"}]', 'utf16le'));
    expect(await desk.run(['check', 'list.json'])).toMatchObject({ exit: 0 });
    put(
      'lines.json',
      Buffer.from('\uFEFF{"phone":"+14155550101"}\r\n{"phone":"+14155550102"}\r\n', 'utf16le').swap16(),
    );
    expect(await desk.run(['check', 'lines.json'])).toMatchObject({
      exit: 0,
      out: expect.stringContaining('2  can be'),
    });
  });

  it('lets no header steer the terminal', async () => {
    put('list.csv', 'phone,na\u001b[2Jme,\u009bevil\n+14155550101,x,y\n');
    for (const args of [
      ['check', 'list.csv'],
      ['run', 'list.csv', ...LINES, '--load-only'],
    ]) {
      const ran = await desk.run(args);
      expect(ran.out + ran.err).not.toMatch(/[\u001b\u009b]/);
    }
  });

  it('a campaign whose end has passed: check warns, run refuses', async () => {
    put('list.csv', LIST);
    spec({ schedule: { end_at: '2020-01-01T00:00:00Z' } });
    expect(await desk.run(['check', 'campaign.json'])).toMatchObject({
      exit: 0,
      err: expect.stringContaining('end_at has passed'),
    });
    expect(await desk.run(['run', 'campaign.json', '--yes'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('has passed'),
    });
    expect(called()).toEqual([]);
  });
});

describe('a campaign file', () => {
  it.each([
    [{ constructor: 1 }, /constructor: There is no such field/],
    [{ pacing: { constructor: 1, toString: 2 } }, /pacing\.constructor: There is no such field[^]*pacing\.toString/],
    [{ schedule: { end_at: '2026-02-30T09:00:00Z' } }, /schedule\.end_at: must be a day and time that exist/],
    [{ variables: ['n', 'n'] }, /variables: must name each column once: "n" is named twice/],
  ])('%j is refused in words', async (more, message) => {
    put('list.csv', LIST);
    spec(more);
    const ran = await desk.run(['check', 'campaign.json']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(message) });
    expect(ran.err).not.toMatch(/function|native|bug in outdial/);
  });

  it('a key called __proto__ is unknown like any other', async () => {
    put('list.csv', LIST);
    put('campaign.json', JSON.stringify(SPEC).replace('{', '{"__proto__": {"a": 1}, '));
    expect(await desk.run(['check', 'campaign.json'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('__proto__'),
    });
    put('campaign.json', JSON.stringify(SPEC).replace('{', '{"variables": {"__proto__": "name"}, '));
    expect(await desk.run(['check', 'campaign.json'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('__proto__'),
    });
  });

  it('one thing that is wrong is said once', async () => {
    put('list.csv', LIST);
    spec({ doubt: { look_ups: '' } });
    const ran = await desk.run(['check', 'campaign.json']);
    expect(ran.err.match(/doubt\.look_ups/g)).toHaveLength(1);
  });
});

describe('places that are none', () => {
  it.skipIf(process.platform !== 'linux')(
    'a data folder that cannot be made is an error, not an endless wait',
    async () => {
      put('list.csv', LIST);
      const ran = await desk.run(['run', 'list.csv', ...LINES, '--yes'], {
        env: { OUTDIAL_DATA_DIR: '/proc/foo/bar' },
      });
      expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('/proc/foo/bar') });
      expect((await desk.run(['doctor'], { env: { OUTDIAL_DATA_DIR: '/proc/foo' } })).out).toContain('/proc/foo');
    },
  );
});

describe('the terminal', () => {
  it('shows its own colors and escapes whatever else would move it', async () => {
    const written = { out: '', err: '' };
    const stream = (name: 'out' | 'err'): unknown => ({
      isTTY: true,
      on: () => undefined,
      write: (text: string, done?: () => void) => {
        written[name] += text;
        done?.();
      },
    });
    const terminal = openTerminal({ stdin: {}, stdout: stream('out'), stderr: stream('err') } as never, true);
    terminal.say(`${terminal.colors.red('error:')} a\u001b]0;owned\u0007b\u001b[8mc\u202ed\n`);
    expect(written.err).toBe('\u001b[31merror:\u001b[39m a\\u001b]0;owned\\u0007b\\u001b[8mc\\u202ed\n\n');
    await terminal.out('x\u001b[2Jy\rz');
    expect(written.out).toBe('x\\u001b[2Jy\\u000dz\n');
  });
});
