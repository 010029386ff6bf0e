/** `export --transcripts`: what was said in each call, whole files for their owner only, and two more columns. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { transcriptName } from '../../src/app/results/transcripts.ts';
import { systemClock } from '../../src/clock.ts';
import type { CallId } from '../../src/model/ids.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk, type Ran } from './harness.ts';

let sandbox: Sandbox;
let desk: Desk;
beforeEach(async () => {
  sandbox = await startSandbox({ clock: systemClock(), speed: 500 });
  desk = aDesk({ CARTESIA_BASE_URL: sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox' });
  // What becomes of a call in the sandbox is in the last two digits: 45 takes no call.
  writeFileSync(
    at('list.csv'),
    'Phone,Full Name\n+14155550101,Ada\n+14155550145,Grace\n+1,Nobody\n+14155550103,Joan\n',
  );
  const spec = { name: 'spring', agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio', contacts: 'list.csv' };
  const pacing = { calls_per_second: 20, batch_window: '0' };
  writeFileSync(at('campaign.json'), JSON.stringify({ ...spec, pacing, retry: { max_attempts: 1 } }));
  expect((await desk.run(['run', 'campaign.json', '--yes'])).exit).toBe(0);
});
afterEach(async () => {
  await sandbox.close();
  desk.remove();
});

const at = (name: string): string => join(desk.dir, name);
const exported = (...more: readonly string[]): Promise<Ran> =>
  desk.run(['export', 'spring', '--transcripts', 'said', ...more]);
type Row = { row: number; agent_call_id: string | null; transcript: string | null; recording: string | null };
const rowsOf = (text: string): Row[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
const names = (): string[] => readdirSync(at('said')).sort();

it('a file a call that was taken, in the order of the rows, kept the second time; every format names them', async () => {
  const ran = await exported('--format', 'jsonl');
  expect(ran.exit).toBe(0);
  const rows = rowsOf(ran.out);
  expect(rows.map(({ row }) => row)).toEqual([2, 3, 4, 5]);
  const [ada, grace, nobody, joan] = rows as [Row, Row, Row, Row];
  const file = `2-${ada.agent_call_id}.txt`;
  expect(ada).toMatchObject({
    transcript: file,
    recording: `${sandbox.url}/agents/calls/${ada.agent_call_id}/audio`,
  });
  for (const none of [grace, nobody]) expect(none).toMatchObject({ transcript: null, recording: null });
  expect(names()).toEqual([ada.transcript, joan.transcript]);
  const said = readFileSync(join(at('said'), file), 'utf8');
  expect(said).toMatch(/^0:0\d {2}agent {3}\S/);
  expect(said).toMatch(/^0:\d\d {2}person {2}\S/m);
  if (process.platform !== 'win32') {
    expect(statSync(at('said')).mode & 0o777).toBe(0o700);
    expect(statSync(join(at('said'), file)).mode & 0o777).toBe(0o600);
  }
  expect(ran.err).toMatch(
    /^2 conversations written to .*said\n2 conversations of them from the ledger, .*\nNothing that was said is shown of 1 call:/m,
  );

  writeFileSync(join(at('said'), file), 'mine');
  const again = await exported('--out', 'r.csv');
  expect(again.err).toMatch(/^0 conversations written .*\n2 files of earlier stayed as they were/m);
  const [header = '', first = ''] = readFileSync(at('r.csv'), 'utf8').split('\r\n');
  expect(header).toMatch(
    /,message,outcome,answered_by,agent_cost_usd,line_cost_usd,cost_usd,consent,consent_at,consent_source,transcript,recording,Phone,Full Name$/,
  );
  expect(first).toContain(`,${file},`);
  expect(readFileSync(join(at('said'), file), 'utf8')).toBe('mine');
  await exported('--out', 'r.xlsx', '--force', '--only', 'answered');
  expect(readFileSync(join(at('said'), file), 'utf8')).toBe(said);
  expect(existsSync(at('r.xlsx'))).toBe(true);
  // Loaded again, what is ours is left out.
  const checked = await desk.run(['check', 'r.xlsx', '--offline', '--json']);
  expect(checked.out).not.toMatch(/transcript|recording/);
});

it('asks nothing of people who were forgotten, and counts the calls that the provider has no more', async () => {
  const [ada] = rowsOf((await desk.run(['export', 'spring', '--format', 'jsonl'])).out) as [Row];
  expect((await desk.run(['forget', '+14155550101', '--yes'])).exit).toBe(0);
  const ran = await exported('--format', 'jsonl');
  expect(rowsOf(ran.out)[0]).toMatchObject({ agent_call_id: ada.agent_call_id, transcript: null, recording: null });
  expect(ran.err).toContain('Of people who were forgotten, and not asked for: 1 call.');
  await sandbox.close();
  // Another sandbox at the same address knows nothing of them.
  sandbox = await startSandbox({ clock: systemClock(), port: Number(new URL(sandbox.url).port) });
  const gone = await exported('--format', 'jsonl', '--force');
  expect(gone.exit).toBe(0);
  // What was read once is in the ledger, whoever has it no more.
  expect(gone.err).toContain('1 conversation written');
  expect(gone.err).toContain('1 conversation of them from the ledger');
  expect(gone.err).toContain('The provider has nothing any more of 1 call.');
});

it('says once why it cannot, and leaves nothing half', async () => {
  const keyless = await desk.run(['export', 'spring', '--transcripts', 'said', '--out', 'r.csv'], {
    env: { CARTESIA_API_KEY: '' },
  });
  expect(keyless.exit).toBe(2);
  expect(keyless.err).toMatch(/key/i);
  expect(existsSync(at('said'))).toBe(false);
  const elsewhere = await desk.run(['export', 'spring', '--transcripts', 'said'], {
    env: { CARTESIA_BASE_URL: 'https://api.example.com' },
  });
  expect(elsewhere).toMatchObject({ exit: 2, err: expect.stringContaining('made at another host') as string });
  writeFileSync(at('taken'), '');
  const file = await desk.run(['export', 'spring', '--transcripts', 'taken']);
  expect(file).toMatchObject({ exit: 2, err: expect.stringContaining('is a file, not a folder') as string });
  expect((await desk.run(['export', '--log', '--transcripts', 'said'])).err).toContain('--transcripts chooses among');
  await sandbox.close();
  const away = await exported('--out', 'r.csv');
  expect(away.exit).toBe(2);
  expect(away.err.match(/outdial doctor looks closer/g)).toHaveLength(1);
  expect(existsSync(at('r.csv'))).toBe(false);
  // What the ledger has is written whole; the call it knows nothing of ended the rest.
  expect(names()).toHaveLength(2);
  for (const name of names()) expect(readFileSync(join(at('said'), name), 'utf8')).toMatch(/^0:0\d {2}agent .*\n0:/);
  expect(readdirSync(desk.dir).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

it('Ctrl-C: no half file, and no results', async () => {
  sandbox.set({ slow: { count: 100, ms: 500 } });
  const going = desk.start(['export', 'spring', '--transcripts', 'said', '--out', 'r.csv']);
  while (!existsSync(at('said'))) await new Promise((resolve) => setImmediate(resolve));
  going.interrupt();
  const ran = await going.done;
  expect(ran).toMatchObject({ exit: 3, err: expect.stringContaining('Stopped:') as string });
  expect(names()).toEqual([]);
  expect(existsSync(at('r.csv'))).toBe(false);
  expect(readdirSync(desk.dir).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

it('names of files are plain, whatever an id is, and no two calls have one', () => {
  const name = (id: string): string => transcriptName(2, id as CallId);
  expect(name('ac_1')).toBe('2-ac_1.txt');
  const odd = ['../../x', '..', 'a/b', 'a\\b', 'a:b', 'a b', 'a\u0000b', 'é', 'x'.repeat(300), ''];
  expect(new Set(odd.map(name)).size).toBe(odd.length);
  for (const one of odd.map(name)) expect(one).toMatch(/^2-[\w-]{0,32}-[0-9a-f]{12}\.txt$/);
});

it('why --transcript tells it as a talk, from the ledger once it was read; outdial.json may say that nothing is kept', async () => {
  const first = await desk.run(['why', 'Ada', '--transcript']);
  expect(first.exit).toBe(0);
  expect(first.out).toMatch(/what was said in \S+ \(.*\), as the provider wrote it down; nobody has checked it:/);
  expect(first.out).toMatch(/^ {4}0:0\d {2}agent {3}\S/m);
  await sandbox.close();
  // Nobody is there to be asked any more.
  const again = await desk.run(['why', 'Ada', '--transcript', '--json'], { env: { CARTESIA_API_KEY: '' } });
  const told = JSON.parse(again.out) as { transcripts: { from: string; untrusted: boolean; said: unknown[] }[] };
  expect(told.transcripts).toMatchObject([{ from: 'ledger', untrusted: true, missing: null }]);
  expect(told.transcripts[0]?.said.length).toBeGreaterThan(1);
  expect((await desk.run(['why', 'Grace', '--transcript'])).out).toContain('what was said: nobody took a call');
  // Without the flag nothing of it is shown.
  expect((await desk.run(['why', 'Ada'])).out).not.toContain('what was said');

  writeFileSync(at('outdial.json'), '{"retention": {"transcripts": "none"}}');
  const purged = await desk.run(['--config', 'outdial.json', 'purge', '--json'], { env: { CARTESIA_API_KEY: '' } });
  expect(JSON.parse(purged.out)).toMatchObject({ dry_run: false, transcripts: 2, personal: { rows: 0 }, gone: true });
  const gone = await desk.run(['--config', 'outdial.json', 'why', 'Ada', '--transcript'], {
    env: { CARTESIA_API_KEY: '' },
  });
  expect(gone.out).toContain('it is not in the ledger');
  // Whoever keeps nothing asks the provider each time.
  const joan = await desk.run(['why', 'Joan', '--transcript'], { env: { CARTESIA_API_KEY: '' } });
  expect(joan.out).toContain('no API key is set');
  expect((await desk.run(['why', 'Joan', '--transcript'])).out).toContain('the provider cannot be asked just now');
});

it('purge says what holds, what would go, and where nothing ages', async () => {
  const none = await desk.run(['purge', '--dry-run']);
  expect(none).toMatchObject({ exit: 0, out: expect.stringContaining('Nothing ages') as string });
  writeFileSync(at('outdial.json'), '{"retention": {"personal": "90d", "log": "365d"}}');
  const dry = await desk.run(['--config', 'outdial.json', 'purge', '--dry-run']);
  expect(dry.err).toContain('names and numbers: erased 90d after the end of their campaign');
  expect(dry.out).toContain('0 rows: name, number and columns would be erased; ids, counts and opt-outs stay');
  expect(dry.err).toMatch(/^next: .*purge/m);
});
