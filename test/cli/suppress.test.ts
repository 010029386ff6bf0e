/** `outdial suppress`, every word of it: said, taken back, listed, carried in and out; words, exit codes, `--json`, wrong input. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk } from './harness.ts';

const ADA = '+14155550101';
const BOB = '+14155550102';
/** One phone in Argentina. */
const [TWICE, AGAIN] = ['+541155500123', '+5491155500123'];

let desk: Desk;
beforeEach(() => {
  desk = aDesk({ CARTESIA_BASE_URL: 'http://127.0.0.1:1' });
});
afterEach(() => desk.remove());

const suppress = (...args: readonly string[]): ReturnType<Desk['run']> => desk.run(['suppress', ...args]);
const file = (name: string, text: string): string => {
  writeFileSync(join(desk.dir, name), text);
  return name;
};
const listed = async (): Promise<readonly Record<string, unknown>[]> =>
  JSON.parse((await suppress('ls', '--json')).out) as Record<string, unknown>[];

describe('suppress NUMBER', () => {
  it('with no ledger at all: it stands, with who, why and whence, and says what it did', async () => {
    const said = await suppress(ADA, '--reason', 'her son called', '--source', 'a call');
    expect([said.exit, said.out]).toEqual([0, '']);
    expect(said.err).toContain(`${ADA}: not called any more from now on: everywhere, for good.`);
    expect(said.err).toContain('nobody with this number waits to be called');
    const row = { number: ADA, scope: 'everywhere', reason: 'her son called', source: 'a call', by: 'robin' };
    expect(await listed()).toMatchObject([{ ...row, until: null, in_force: true }]);
    expect((await desk.run(['why', ADA])).out).toContain('a call: her son called');
    expect((await suppress('add', ADA)).err).toMatch(/stands already, since .* \(operator\): everywhere, for good\./);
  });

  it('--json says of each number whether it is new; two spellings of one phone are one', async () => {
    const said = await suppress(TWICE, '--json');
    expect(JSON.parse(said.out)).toMatchObject([
      { number: TWICE, scope: 'everywhere', added: true, until: null, left_out: [], calls_open: [], shared: null },
    ]);
    expect(JSON.parse((await suppress(AGAIN, '--json')).out)).toMatchObject([{ number: AGAIN, added: false }]);
    expect(await listed()).toHaveLength(1);
  });

  it.each([
    [['12', ADA], 'bad number', /"12"/],
    [['415-555-0101'], 'no country', /\+ and its country code/],
    [[ADA, '--default-country', 'Atlantis'], 'no such country', /"ATLANTIS" is no country|"Atlantis" is no country/],
    [[ADA, '--scope', 'everywere'], 'no scope', /"everywere" is no scope\. Say everywhere, campaign:NAME/],
    [[ADA, '--scope', 'purpose:fun'], 'no purpose', /is no scope/],
    [[ADA, '--until', '2020-01-01'], 'an end that is past', /is past .* nobody would be kept from being called/],
    [[ADA, '--until', 'soonish'], 'no instant', /soonish/],
  ] as const)('%j: %s, exit 2, and nobody is on the list', async (args, _why, words) => {
    const said = await suppress(...args);
    expect([said.exit, said.out, said.err]).toEqual([2, '', expect.stringMatching(words)]);
    expect(said.err).not.toMatch(/\n\s+at /);
    expect(await listed()).toEqual([]);
  });

  it('a broken outdial.json keeps nobody who said no from being heard: a number with its + needs nothing of it', async () => {
    mkdirSync(join(desk.dir, 'data'));
    file('data/outdial.json', '{');
    const said = await suppress(ADA);
    expect([said.exit, said.err]).toEqual([1, expect.stringMatching(/It stands in this ledger alone/)]);
    rmSync(join(desk.dir, 'data', 'outdial.json'));
    expect(await listed()).toMatchObject([{ number: ADA }]);
  });
});

describe('suppress rm', () => {
  it('needs the why, asks, and takes back under every spelling; what is not there is exit 1', async () => {
    await suppress(TWICE);
    const none = await suppress('rm', TWICE, '--yes');
    expect([none.exit, none.err]).toEqual([2, expect.stringMatching(/only with the reason for it/)]);
    const unasked = await suppress('rm', TWICE, '--why', 'by letter');
    expect([unasked.exit, unasked.err]).toEqual([2, expect.stringMatching(/Add --yes/)]);
    expect(await listed()).toHaveLength(1);
    const done = await suppress('rm', AGAIN, '--why', 'by letter', '--yes', '--json');
    expect([done.exit, JSON.parse(done.out)]).toEqual([
      0,
      [{ number: AGAIN, removed: ['everywhere'], left: [], shared: null, files: [] }],
    ]);
    expect(await listed()).toEqual([]);
    const gone = await suppress('rm', AGAIN, '--why', 'by letter', '--yes');
    expect([gone.exit, gone.err]).toEqual([1, expect.stringMatching(/nothing was taken back: it is not on the list/)]);
  });

  it('one scope of two: what still holds is said', async () => {
    await suppress(ADA);
    await suppress(ADA, '--scope', 'purpose:marketing');
    const done = await suppress('rm', ADA, '--scope', 'everywhere', '--why', 'x', '--yes');
    expect([done.exit, done.err]).toEqual([0, expect.stringMatching(/still not called: calls for marketing/)]);
  });
});

describe('a do-not-call file', () => {
  const SPEC = { name: 'spring', agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio' };
  const contacts = [{ phone: '+12125550101' }, { phone: '+12125550102' }];
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ clock: systemClock(), speed: 20 });
    desk.env['CARTESIA_BASE_URL'] = sandbox.url;
    desk.env['CARTESIA_API_KEY'] = 'sk_car_sandbox';
    file('no.txt', `# asked\n${ADA}\n`);
    file('spring.json', JSON.stringify({ ...SPEC, contacts, suppression: ['no.txt'] }));
    expect((await desk.run(['run', 'spring.json', '--yes', '--load-only'])).exit).toBe(0);
  });
  afterEach(() => sandbox.close());

  it('still holds who is taken back: rm says where, and that it comes back; what cannot be read is said too', async () => {
    await suppress(ADA);
    const done = await suppress('rm', ADA, '--why', 'x', '--yes', '--json');
    const path = join(desk.dir, 'no.txt');
    expect([done.exit, JSON.parse(done.out)]).toMatchObject([
      1,
      [{ removed: ['everywhere'], files: [{ path, line: 2 }] }],
    ]);
    await suppress(ADA);
    const words = (await suppress('rm', ADA, '--why', 'x', '--yes')).err;
    expect(words).toMatch(
      /It stands in .*no\.txt too \(line 2\): take it out there, or the next load of that file brings it back/,
    );
    // Said by hand, or found on a list of the team: no file to look into.
    await suppress(BOB);
    expect((await suppress('rm', BOB, '--why', 'x', '--yes')).exit).toBe(0);
    rmSync(path);
    await suppress(BOB);
    const away = await suppress('rm', BOB, '--why', 'x', '--yes');
    expect([away.exit, away.err]).toEqual([1, expect.stringMatching(/no\.txt cannot be read/)]);
  });
});

describe('suppress ls', () => {
  it('where there is nothing yet it says so and makes no ledger', async () => {
    const said = await suppress('ls');
    expect([said.exit, said.out, said.err]).toEqual([0, '', expect.stringMatching(/there is no ledger yet/)]);
    expect((await suppress('ls', '--json')).out.trim()).toBe('[]');
    expect(existsSync(join(desk.dir, 'data'))).toBe(false);
  });

  it('one scope alone; what is over says so', async () => {
    await suppress(ADA, '--scope', 'campaign:spring');
    await suppress(BOB, '--until', '2099-01-31');
    const one = await suppress('ls', '--scope', 'campaign:spring');
    expect(one.out).toContain(ADA);
    expect(one.out).not.toContain(BOB);
    expect((await suppress('ls')).out).toMatch(/2099/);
  });
});

describe('suppress import and export', () => {
  it('a phone of two spellings, and a number twice, count once', async () => {
    const done = await suppress('import', file('no.txt', `${TWICE}\n${AGAIN}\n${ADA}\n${ADA} # twice\n`), '--json');
    const all = { numbers: 4, added: 2, taken_back: 0, left_out: {}, calls_open: 0, shared: null };
    expect([done.exit, JSON.parse(done.out)]).toEqual([0, all]);
    expect(await listed()).toHaveLength(2);
    expect((await suppress('import', 'no.txt')).err).toContain('All of them stood already.');
  });

  it('out through a pipe and into another ledger it says the same', async () => {
    await suppress(ADA, '--reason', '=1+1, "so"', '--source', 'letter');
    await suppress(BOB, '--scope', 'purpose:marketing', '--until', '2099-01-31');
    const out = await suppress('export');
    expect(out.exit).toBe(0);
    expect(out.out.split(/\r?\n/)[0]).toBe('number,scope,reason,source,by,at,until');
    file('out.csv', out.out);
    const before = await listed();
    const other = { env: { OUTDIAL_DATA_DIR: join(desk.dir, 'other') } };
    const done = await desk.run(['suppress', 'import', 'out.csv', '--json'], other);
    expect(JSON.parse(done.out)).toMatchObject({ numbers: 2, added: 2 });
    const after = JSON.parse((await desk.run(['suppress', 'ls', '--json'], other)).out) as typeof before;
    const plain = (all: typeof before): unknown =>
      all
        .map(({ number, scope, source, until, at }) => ({ number, scope, source, until, at }))
        .sort((a, b) => String(a.number).localeCompare(String(b.number)));
    expect(plain(after)).toEqual(plain(before));
  });

  it('--out: a file of mine alone, not over another; --format json reads back', async () => {
    await suppress(ADA);
    const wrote = await suppress('export', '--out', 'no.json');
    expect([wrote.exit, wrote.err]).toEqual([0, expect.stringMatching(/1 number in no\.json/)]);
    expect(JSON.parse(readFileSync(join(desk.dir, 'no.json'), 'utf8'))).toMatchObject([{ number: ADA }]);
    expect((await suppress('export', '--out', 'no.json')).exit).toBe(2);
    expect((await suppress('export', '--out', 'no.json', '--force')).exit).toBe(0);
  });

  it.each([
    ['junk', `${ADA}\nhello\n`],
    ['a wrong scope', `number,scope\n${ADA},\n${BOB},everywere\n`],
    ['a wrong end', `number,until\n${ADA},soon\n`],
  ])('%s: exit 2, the line is named, and nothing of it is done', async (_what, text) => {
    const done = await suppress('import', file('bad.csv', text));
    expect([done.exit, done.err]).toEqual([2, expect.stringMatching(/bad\.csv:[23]/)]);
    expect(await listed()).toEqual([]);
  });

  it.each(['gone.csv', '.'])('%s: exit 2 and no stack', async (path) => {
    const done = await suppress('import', path);
    expect(done.exit).toBe(2);
    expect(done.err).not.toMatch(/\n\s+at /);
  });

  it('of the list of a team: who was taken back there later is not taken in, and nobody is taken back here', async () => {
    await suppress(BOB);
    const rows = [
      'number,scope,reason,source,at,until,removed',
      `${ADA},everywhere,a,b,2026-01-01T00:00:00Z,,`,
      `${BOB},everywhere,a,b,2026-01-01T00:00:00Z,,`,
      `+14155550103,everywhere,a,b,2026-01-01T00:00:00Z,,`,
      `${ADA},everywhere,by letter,b,,,2026-02-01T00:00:00Z`,
      `${BOB},everywhere,by letter,b,,,2026-02-01T00:00:00Z`,
      `+14155550104,everywhere,by letter,b,,,2026-02-01T00:00:00Z`,
      `+14155550104,everywhere,again,b,2026-03-01T00:00:00Z,,no`,
    ];
    const done = await suppress('import', file('team.csv', rows.join('\n')), '--json');
    expect(JSON.parse(done.out)).toMatchObject({ numbers: 7, added: 2, taken_back: 3 });
    expect((await listed()).map(({ number }) => number).sort()).toEqual([BOB, '+14155550103', '+14155550104']);
  });
});

describe('a team', () => {
  const LIST = 'team.csv';
  const team = (): string => readFileSync(join(desk.dir, LIST), 'utf8');
  beforeEach(() => {
    mkdirSync(join(desk.dir, 'data'));
    file('data/outdial.json', JSON.stringify({ suppression: { shared: join(desk.dir, LIST) } }));
  });

  it('add begins its list, says so, and returns once nobody of it can begin a ring', async () => {
    const before = Date.now();
    const said = await suppress(ADA, '--reason', 'x'.repeat(100_000));
    expect([said.exit, said.err]).toEqual([
      0,
      expect.stringMatching(/The list of the team has it too \(.*team\.csv\)/),
    ]);
    // An appointment of a fleet may lie a second ahead and lasts one.
    expect(Date.now() - before).toBeGreaterThanOrEqual(2_000);
    expect(team()).toMatch(/^number,scope,.*\r\n\+14155550101,everywhere,x+,robin,/);
    // A line that is longer than any reader takes would stop everybody.
    expect(
      Math.max(
        ...team()
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThan(2_000);
  });

  it('rm takes it off there too, with the why; what is on the list of the team alone as well', async () => {
    await suppress(ADA, '--json');
    const done = await suppress('rm', ADA, '--why', 'by letter', '--yes', '--json');
    expect([done.exit, JSON.parse(done.out)]).toEqual([
      0,
      [{ number: ADA, removed: ['everywhere'], left: [], shared: { removed: 1, left: [] }, files: [] }],
    ]);
    expect(team()).toMatch(/\+14155550101,everywhere,by letter,robin,,,20/);
    file(LIST, `${team()}${BOB},everywhere,b,c,2026-01-01T00:00:00Z,,\r\n`);
    const other = await suppress('rm', BOB, '--why', 'x', '--yes');
    expect([other.exit, other.err]).toEqual([0, expect.stringMatching(/taken off the list of the team/)]);
  });

  it('that cannot be reached: add stands here, says so, exit 1; rm takes nothing back, exit 2', async () => {
    mkdirSync(join(desk.dir, LIST));
    const said = await suppress(ADA);
    expect([said.exit, said.err]).toEqual([
      1,
      expect.stringMatching(
        /not called any more from now on[^]*It stands in this ledger alone: The shared do-not-call list/,
      ),
    ]);
    expect(JSON.parse((await suppress(BOB, '--json')).out)).toMatchObject([{ added: true, shared: 'unheard' }]);
    const back = await suppress('rm', ADA, '--why', 'x', '--yes');
    expect([back.exit, back.err]).toEqual([2, expect.stringMatching(/Nothing was taken back\./)]);
    expect(await listed()).toHaveLength(2);
    const done = await suppress('import', file('no.txt', '+14155550103\n'), '--json');
    expect([done.exit, JSON.parse(done.out)]).toMatchObject([1, { added: 1, shared: 'unheard' }]);
  });

  it('import tells the team, a phone once', async () => {
    const done = await suppress('import', file('no.txt', `${TWICE}\n${ADA}\n`), '--json');
    expect([done.exit, JSON.parse(done.out)]).toMatchObject([0, { added: 2, shared: 'heard' }]);
    expect(team().trim().split('\r\n')).toHaveLength(3);
  });

  it('check and simulate leave out who is on the list of the team alone, and write nothing', async () => {
    file(LIST, `number\n${AGAIN}\n+12125550101\n`);
    const contacts = [{ phone: '+12125550101' }, { phone: '+12125550102' }];
    const spec = { name: 'spring', agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio', contacts };
    file('spring.json', JSON.stringify(spec));
    const checked = await desk.run(['check', 'spring.json', '--offline']);
    expect(checked.out + checked.err).toMatch(/asked not to be called \(shared list\)/);
    const played = await desk.run(['simulate', 'spring.json', '--seeds', '3', '--json']);
    expect(JSON.parse(played.out)).toMatchObject({ accepted: 1, skipped: 1 });
    expect(existsSync(join(desk.dir, 'data', 'ledger.sqlite'))).toBe(false);
    rmSync(join(desk.dir, LIST));
    const away = await desk.run(['check', 'spring.json', '--offline']);
    expect(away.err).toMatch(/Who stands on it is not counted here; at the dial it is asked again/);
  });
});
