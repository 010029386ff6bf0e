/** Ledgers that an older version wrote: they open, hold, print what they printed, and a run goes on over them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Ran } from '../cli/harness.ts';
import { describeWith } from '../support/needs.ts';
import { freshDatabase, query, type TestDatabase } from '../support/postgres.ts';

const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js');
const FIXTURES = resolve(import.meta.dirname, '../fixtures');
/** Of each schema: its folder, the campaign that goes on, and how: a person had paused the second. */
const OLDER = [
  {
    schema: 2,
    fixture: join(FIXTURES, 'ledger-v2'),
    campaign: 'spring',
    goesOn: ['run', 'spring.json', '--yes', '--accept-rejects', '--continue'],
  },
  {
    schema: 3,
    fixture: join(FIXTURES, 'ledger-v3'),
    campaign: 'october calls',
    goesOn: ['resume', 'october calls', '--yes'],
  },
] as const;
type Older = (typeof OLDER)[number];
const HANGS = 120_000;

type Env = Readonly<Record<string, string>>;
type Ended = { readonly exit: number | null; readonly out: string; readonly err: string };
/** A command, and the file with what it printed when the ledger was written. */
type Printed = { readonly args: readonly string[]; readonly file: string; readonly exit: number };
type Row = { readonly to_number: string | null; readonly status: string; readonly attempts: number };

function command(folder: string, env: Env, args: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, TZ: 'UTC', NO_COLOR: '1', OUTDIAL_DATA_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const ended = new Promise<Ended>((fulfil) => child.once('close', (exit) => fulfil({ exit, ...said })));
  return { child, ended };
}

/** In this process: each of them loads what a process of its own would load anew. */
const run = (folder: string, env: Env, ...args: readonly string[]): Promise<Ran> =>
  aDesk({ NO_COLOR: '1', OUTDIAL_DATA_DIR: folder, ...env }, folder).run(args);

async function stateOf(folder: string, env: Env, campaign: string): Promise<string> {
  return (JSON.parse((await run(folder, env, 'status', campaign, '--json')).out) as { state: string }).state;
}

async function rowsOf(folder: string, env: Env, campaign: string): Promise<readonly Row[]> {
  const { out } = await run(folder, env, 'export', campaign, '--format', 'jsonl');
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

function folderFor({ fixture }: Older, store: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'outdial-older-'));
  cpSync(join(fixture, store, 'campaigns'), folder, { recursive: true });
  return folder;
}

function printedBy({ fixture }: Older, store: string): readonly Printed[] {
  return JSON.parse(readFileSync(join(fixture, store, 'commands.json'), 'utf8')) as Printed[];
}

/** Causes in the sentences of a story have other words since; the codes beside them, and everything else, are as they were. */
const SAID_OTHERWISE: readonly (readonly [then: RegExp, now: string])[] = [
  [/not sure it rang \(http (\d+)\)/g, 'not sure it rang (the provider answered $1)'],
  [/not sure it rang \(connection lost\)/g, 'not sure it rang (the connection was lost after the request was sent)'],
  [/not sure it rang \(headers timeout\)/g, 'not sure it rang (no reply came in time)'],
  [/( {2}now: {2}answered)(?=["\n])/g, '$1, person or machine unknown'],
];

function saidNow({ fixture }: Older, store: string, file: string): string {
  const printed = readFileSync(join(fixture, store, file), 'utf8');
  if (!file.startsWith('why-')) return printed;
  return undated(SAID_OTHERWISE.reduce((text, [then, now]) => text.replace(then, now), printed));
}

/** A time of today is said with its seconds, any other with its day: which it is depends on when it is asked. */
const LOOKED_UP = /(looked up at )[\w -]*\d\d:\d\d(?::\d\d)?/g;
const undated = (text: string): string => text.replace(LOOKED_UP, '$1its time');

/** Keys and columns were only joined by others: what was said then is said still, under its name. */
function said(file: string, printed: string): unknown {
  const out = file.startsWith('why-') ? undated(printed) : printed;
  if (file.endsWith('.json')) return JSON.parse(out);
  if (file.endsWith('.csv')) return parse(out);
  return file === 'status.txt' ? tableOf(out) : out;
}

function expected(file: string, printed: string): unknown {
  if (file === 'status-json.json') {
    return (JSON.parse(printed) as object[]).map((one) => expect.objectContaining(one) as unknown);
  }
  if (file.endsWith('.json')) {
    const next = expect.objectContaining({
      may_dial: expect.stringMatching(/^(yes|later|never)$/) as unknown,
    }) as unknown;
    return { ...(JSON.parse(printed) as object), next };
  }
  if (file.endsWith('.csv')) return csvNow(parse(printed));
  if (file.startsWith('export-') && file !== 'export-log.jsonl') return jsonlNow(printed);
  return file === 'status.txt' ? tableOf(printed).map((row) => expect.objectContaining(row) as unknown) : printed;
}

/** Cells of an export, by the names of their columns. */
type Cells = Readonly<Record<string, unknown>>;

/** Who answered, as far as those ledgers know: a machine that was heard, or whoever it was that spoke. */
function answeredBy({ disposition, agent_call_id: call, duration_seconds: spoke }: Cells): string | null {
  if (disposition === 'voicemail') return 'machine';
  const known = (cell: unknown): boolean => cell !== '' && cell !== null;
  if (disposition === 'answered') return known(call) ? 'unknown' : null;
  return disposition === 'canceled' && known(spoke) ? 'unknown' : null;
}

const COSTS = ['agent_cost_usd', 'line_cost_usd', 'cost_usd'] as const;

function messageNow(message: unknown): unknown {
  return typeof message === 'string'
    ? message.replace(/^(rang twice.*: )?answered$/, '$&, person or machine unknown')
    : message;
}

const CONSENT = ['consent', 'consent_at', 'consent_source'];

/** Columns came since, after the message: nothing in those ledgers has an outcome or a price, or says a consent. */
function csvNow([header = [], ...rows]: readonly (readonly string[])[]): readonly (readonly unknown[])[] {
  const at = header.indexOf('message');
  const now = (cells: readonly unknown[], message: unknown, since: readonly unknown[]): readonly unknown[] => [
    ...cells.slice(0, at),
    message,
    ...since,
    ...cells.slice(at + 1),
  ];
  return [
    now(header, 'message', ['outcome', 'answered_by', ...COSTS, ...CONSENT]),
    ...rows.map((cells) => {
      const row = Object.fromEntries(header.map((name, column) => [name, cells[column]]));
      return now(cells, messageNow(cells[at]), ['', answeredBy(row) ?? '', ...[...COSTS, ...CONSENT].map(() => '')]);
    }),
  ];
}

function jsonlNow(printed: string): string {
  return printed.replace(/.+/g, (line) => {
    const row = JSON.parse(line) as Cells;
    const now = Object.entries(row).flatMap(([key, cell]) =>
      key === 'message'
        ? [
            [key, messageNow(cell)],
            ['outcome', null],
            ['answered_by', answeredBy(row)],
            ...[...COSTS, ...CONSENT].map((name) => [name, null]),
          ]
        : [[key, cell]],
    );
    return JSON.stringify(Object.fromEntries(now) as Cells);
  });
}

function tableOf(out: string): readonly Readonly<Record<string, string>>[] {
  const [head = [], ...rows] = out
    .split('\n')
    .filter((line) => / {2,}/.test(line))
    .map((line) => line.split(/ {2,}/));
  return rows.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ''])));
}

/** The campaign goes on to its end: only who was waiting is called, and nobody again who was done. */
async function goesOn({ campaign, goesOn: how }: Older, folder: string, env: Env, alone: boolean): Promise<void> {
  const before = await rowsOf(folder, env, campaign);
  const waiting = new Set(before.filter(({ status }) => status === 'ready').map((row) => row.to_number));
  const provider = await startSandbox({ clock: systemClock(), speed: 60 });
  const dialing = {
    ...env,
    CARTESIA_BASE_URL: provider.url,
    CARTESIA_API_KEY: 'sk_car_sandbox',
    OUTDIAL_POLL_INTERVAL: '100ms',
  };
  const worker = alone ? null : command(folder, dialing, ['worker']);
  // Killed once its campaign is over: it would follow calls of other campaigns that this sandbox has never heard of.
  const dialer = command(folder, dialing, how);
  try {
    while ((await stateOf(folder, env, campaign)) !== 'finished') {
      await new Promise((fulfil) => setTimeout(fulfil, 50));
    }
    const called = provider.record().map(({ to }) => to);
    expect(called.filter((to) => !waiting.has(to))).toEqual([]);
    expect([...waiting].filter((to) => !called.includes(to ?? ''))).toEqual([]);
    const open = (await rowsOf(folder, env, campaign)).filter(({ status }) =>
      ['ready', 'in_progress', 'in_doubt'].includes(status),
    );
    expect(open).toEqual([]);
    expect((await run(folder, env, 'verify')).exit).toBe(0);
  } finally {
    dialer.child.kill('SIGKILL');
    worker?.child.kill('SIGKILL');
    await Promise.all([dialer.ended, worker?.ended]);
    await provider.close();
  }
}

// As it was printed then; the process of a command would have it in its environment.
const zone = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'UTC';
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe.each(OLDER)('a ledger in a file, of schema $schema', (older) => {
  let folder = '';
  beforeAll(() => {
    folder = folderFor(older, 'sqlite');
    writeFileSync(
      join(folder, 'ledger.sqlite'),
      gunzipSync(readFileSync(join(older.fixture, 'sqlite/ledger.sqlite.gz'))),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(printedBy(older, 'sqlite'))('prints for $args what it printed then', async ({ args, file, exit }) => {
    const ran = await run(folder, {}, ...args);
    expect(said(file, ran.out)).toEqual(expected(file, saidNow(older, 'sqlite', file)));
    expect(ran.exit).toBe(exit);
  });

  it('goes on with a run', () => goesOn(older, folder, {}, true), HANGS);
});

describeWith('PostgreSQL').each(OLDER)('a ledger in PostgreSQL, of schema $schema', (older) => {
  let folder = '';
  let database: TestDatabase | undefined;
  const env = (): Env => ({ DATABASE_URL: database?.url ?? '' });
  beforeAll(async () => {
    folder = folderFor(older, 'postgres');
    database = await freshDatabase();
    await query(database.url, gunzipSync(readFileSync(join(older.fixture, 'postgres/ledger.sql.gz'))).toString());
    expect(await run(folder, env(), 'migrate')).toMatchObject({ exit: 0 });
  });
  afterAll(async () => {
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(printedBy(older, 'postgres'))('prints for $args what it printed then', async ({ args, file, exit }) => {
    const ran = await run(folder, env(), ...args);
    expect(said(file, ran.out)).toEqual(expected(file, saidNow(older, 'postgres', file)));
    expect(ran.exit).toBe(exit);
  });

  it('goes on with a run', () => goesOn(older, folder, env(), false), HANGS);
});
