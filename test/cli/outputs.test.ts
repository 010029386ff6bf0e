/** Options that name a file to be written: what is there is kept, whatever it is, unless somebody says otherwise. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk } from './harness.ts';

const LIST = 'phone,name\n+14155550101,Ada\n+1,Nobody\n';
const posix = process.platform !== 'win32';
let sandbox: Sandbox;
let desk: Desk;
const at = (name: string): string => join(desk.dir, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');

beforeEach(async () => {
  sandbox = await startSandbox({ clock: systemClock(), speed: 500 });
  desk = aDesk({ CARTESIA_BASE_URL: sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox' });
  writeFileSync(at('list.csv'), LIST);
  const spec = { name: 'spring', agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio', contacts: 'list.csv' };
  writeFileSync(at('campaign.json'), JSON.stringify(spec));
});
afterEach(async () => {
  await sandbox.close();
  desk.remove();
});

describe.each<[string, (file: string) => string[]]>([
  ['export --out', (file) => ['export', 'spring', '--out', file]],
  ['export --log --out', (file) => ['export', '--log', '--out', file]],
  ['check --rejects', (file) => ['check', 'campaign.json', '--rejects', file]],
  ['run --rejects', (file) => ['run', 'campaign.json', '--yes', '--rejects', file]],
  ['run --results', (file) => ['run', 'campaign.json', '--yes', '--results', file]],
  ['simulate --dials', (file) => ['simulate', 'campaign.json', '--seeds', '1', '--dials', file]],
  ['simulate --rejects', (file) => ['simulate', 'campaign.json', '--seeds', '1', '--rejects', file]],
])('%s', (_, command) => {
  beforeEach(async () => {
    await desk.run(['run', 'campaign.json', '--load-only']);
  });

  it('keeps a file that is there, and replaces it with --force', async () => {
    writeFileSync(at('mine.csv'), 'mine');
    const kept = await desk.run(command('mine.csv'));
    expect(kept).toMatchObject({ exit: 2, err: expect.stringContaining('exists already') });
    expect(kept.err).toContain('--force');
    expect(read('mine.csv')).toBe('mine');
    expect(sandbox.record()).toEqual([]);
    const replaced = await desk.run([...command('mine.csv'), '--force']);
    expect(replaced.exit, replaced.err).toBeLessThan(2);
    expect(read('mine.csv')).not.toBe('mine');
  });

  it.runIf(posix)('keeps what a link leads to, the list itself, a folder and a device', async () => {
    symlinkSync(at('list.csv'), at('link.csv'));
    symlinkSync(at('nothing'), at('dangling.csv'));
    symlinkSync('/dev/null', at('device.csv'));
    mkdirSync(at('folder'));
    for (const name of ['list.csv', 'link.csv', 'campaign.json', 'dangling.csv', 'folder', 'device.csv']) {
      const ran = await desk.run(command(name));
      expect(ran, name).toMatchObject({ exit: 2 });
      expect(ran.err, name).not.toContain('bug in outdial');
    }
    for (const name of ['folder', 'device.csv']) expect((await desk.run([...command(name), '--force'])).exit).toBe(2);
    expect(read('list.csv')).toBe(LIST);
    expect(lstatSync(at('device.csv')).isSymbolicLink()).toBe(true);
    expect(existsSync(at('nothing'))).toBe(false);
    expect(readdirSync(desk.dir).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('never takes the ledger or its companions', async () => {
    for (const name of ['ledger.sqlite', 'ledger.sqlite-wal', 'ledger.sqlite.engine', 'ledger.sqlite.engine.json']) {
      const ran = await desk.run([...command(join('data', name)), '--force']);
      expect(ran, name).toMatchObject({ exit: 2, err: expect.stringContaining('overwrite the ledger') });
    }
    expect((await desk.run(['verify'])).exit).toBe(0);
  });
});

it('with --force too nothing takes the place of what is being read', async () => {
  for (const option of ['--rejects', '--results']) {
    for (const name of ['list.csv', 'campaign.json']) {
      const ran = await desk.run(['run', 'campaign.json', '--yes', option, name, '--force']);
      expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining(`${option} would overwrite the`) });
    }
  }
  expect(read('list.csv')).toBe(LIST);
});

it('two options do not share a file', async () => {
  const ran = await desk.run(['run', 'campaign.json', '--yes', '--results', 'a.csv', '--rejects', './a.csv']);
  expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('--results and --rejects name the same file') });
});

it('results of several campaigns: each file in the folder is kept', async () => {
  const spec = JSON.parse(read('campaign.json')) as object;
  writeFileSync(at('other.json'), JSON.stringify({ ...spec, name: 'autumn' }));
  mkdirSync(at('results'));
  writeFileSync(at('results/autumn.csv'), 'mine');
  const ran = await desk.run(['run', 'campaign.json', 'other.json', '--yes', '--results', 'results']);
  expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('autumn.csv') });
  expect(sandbox.record()).toEqual([]);
  expect(read('results/autumn.csv')).toBe('mine');
});

it.runIf(posix)('a data folder that others may write to is refused by run and named by doctor', async () => {
  mkdirSync(at('data'));
  chmodSync(at('data'), 0o777);
  const ran = await desk.run(['run', 'campaign.json', '--yes']);
  expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining(`chmod 700 ${at('data')}`) });
  expect(readdirSync(at('data'))).toEqual([]);
  const doctor = await desk.run(['doctor']);
  expect(doctor.exit).toBe(1);
  expect(`${doctor.out}${doctor.err}`).toContain(`chmod 700 ${at('data')}`);
});

it('candidates of forget are listed without their numbers', async () => {
  writeFileSync(
    at('list.csv'),
    'phone,name\n+14155550101,Ada One\n+14155550102,Ada Two\n415 555 0103 or 0104,Ada Three\n',
  );
  await desk.run(['run', 'campaign.json', '--load-only']);
  const ran = await desk.run(['forget', 'Ada', '--yes']);
  expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('row:2 --campaign spring (+1415•••0101)') });
  expect(ran.err).toContain('row:4');
  expect(ran.err).not.toMatch(/555|\d{7}/);
});
