/** Commands on a ledger that several machines share, and those that steer whoever dials. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { freshDatabase, query, type TestDatabase } from '../support/postgres.ts';
import { SHARED_REDIS } from '../support/redis.ts';
import { aDesk, type Desk } from './harness.ts';
import { describeWith } from '../support/needs.ts';

const describe = describeWith('PostgreSQL', 'Redis');

let sandbox: Sandbox;
let database: TestDatabase;
let desk: Desk;

beforeAll(async () => {
  sandbox = await startSandbox({ clock: systemClock(), speed: 60 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  database = await freshDatabase();
  desk = aDesk({
    CARTESIA_BASE_URL: sandbox.url,
    CARTESIA_API_KEY: 'sk_car_sandbox',
    DATABASE_URL: database.url,
    REDIS_URL: SHARED_REDIS,
  });
  const contacts = ['+12125550101', '+14155550102', '+13125550103'].map((phone, n) => ({ name: `N${n}`, phone }));
  const spec = { name: 'spring', agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio', contacts };
  writeFileSync(join(desk.dir, 'spring.json'), JSON.stringify(spec));
});
afterEach(async () => {
  desk.remove();
  await database.drop();
});

const tables = async (): Promise<number> => {
  const sql = `SELECT count(*)::int AS n FROM information_schema.tables WHERE table_schema = 'outdial'`;
  return ((await query(database.url, sql)).rows[0] as { n: number }).n;
};

describe('migrate', () => {
  it('shows what it would do, does it, and has nothing to do then', async () => {
    const dry = await desk.run(['migrate', '--dry-run', '--json']);
    expect(JSON.parse(dry.out)).toMatchObject({ from: 0, dry_run: true });
    expect(await tables()).toBe(0);
    expect(await desk.run(['migrate'])).toMatchObject({ exit: 0, err: expect.stringMatching(/Brought the ledger/) });
    expect(await tables()).toBeGreaterThan(5);
    expect((await desk.run(['migrate'])).err).toMatch(/nothing to do/);
  });

  it('needs a database to be named', async () => {
    const ran = await desk.run(['migrate'], { env: { DATABASE_URL: '' } });
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(/DATABASE_URL is not set/) });
  });
});

describe('doctor', () => {
  it('looks at both servers and makes nothing', async () => {
    const ran = await desk.run(['doctor', '--json']);
    const { findings } = JSON.parse(ran.out) as { findings: { check: string; is: string }[] };
    expect(findings.find(({ check }) => check === 'ledger')).toMatchObject({ is: 'warning' });
    expect(findings.find(({ check }) => check === 'hand_over')).toMatchObject({ is: 'ok' });
    expect(await tables()).toBe(0);
    await desk.run(['migrate']);
    const after = JSON.parse((await desk.run(['doctor', '--json'])).out) as {
      findings: { check: string; is: string }[];
    };
    expect(after.findings.find(({ check }) => check === 'ledger')).toMatchObject({ is: 'ok' });
    expect(after.findings.find(({ check }) => check === 'workers')).toMatchObject({ is: 'warning' });
  });

  it('says which server fails, and of the other that it does not', async () => {
    await desk.run(['migrate']);
    const ran = await desk.run(['doctor', '--json'], { env: { REDIS_URL: 'redis://127.0.0.1:1' } });
    const { findings } = JSON.parse(ran.out) as { findings: { check: string; is: string }[] };
    expect(ran.exit).toBe(1);
    expect(findings.find(({ check }) => check === 'ledger')).toMatchObject({ is: 'ok' });
    expect(findings.find(({ check }) => check === 'hand_over')).toMatchObject({ is: 'fails' });
  });
});

describe('run', () => {
  it('hands over and says that no worker is there; Ctrl-C detaches', async () => {
    const going = desk.start(['run', 'spring.json', '--yes']);
    await going.says(/No worker dials for this account now: start one with outdial worker\./);
    going.interrupt();
    expect(await going.done).toMatchObject({ exit: 3, err: expect.stringMatching(/Detached; whoever dials goes on/) });
    expect(JSON.parse((await desk.run(['status', 'spring', '--json'])).out)).toMatchObject({ state: 'running' });
  });

  it('says which ledger it means before it asks', async () => {
    const ran = await desk.run(['run', 'spring.json', '--load-only']);
    expect(ran.err).toMatch(/ledger {6}PostgreSQL, \S+ \(DATABASE_URL\): its workers dial/);
  });

  it('refuses a limit before anything is loaded', async () => {
    const ran = await desk.run(['run', 'spring.json', '--yes', '--limit', '1']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(/a --limit cannot be handed over/) });
    expect(await tables()).toBe(0);
  });

  it('refuses a Redis without a shared ledger: that machine would dial beside the workers', async () => {
    const ran = await desk.run(['run', 'spring.json', '--yes'], { env: { DATABASE_URL: '' } });
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(/REDIS_URL is set and DATABASE_URL is not/) });
    expect(sandbox.record()).toEqual([]);
  });
});

describe('pause and resume', () => {
  it('steer a campaign that workers may dial, and say where there is nothing to do', async () => {
    const going = desk.start(['run', 'spring.json', '--yes']);
    await going.says(/No worker dials/);
    expect((await desk.run(['pause', 'spring'])).err).toMatch(/1 campaign paused: no new call begins\./);
    // The run that watches waits with it.
    await going.says(/"spring" is paused by robin .*outdial resume spring/);
    expect((await desk.run(['pause', 'spring'])).err).toMatch(/"spring" is paused by robin .*: nothing was changed\./);
    expect((await desk.run(['resume', '--all'])).err).toMatch(/1 campaign resumed\./);
    expect((await desk.run(['resume', 'spring'])).err).toMatch(/"spring" is running \(resumed by robin, /);
    expect((await desk.run(['cancel', 'spring'])).err).toMatch(/"spring" is canceled: no new call begins\./);
    expect(await going.done).toMatchObject({
      exit: 3,
      err: expect.stringMatching(/was canceled by robin[^]*Canceled\./),
    });
    const log = await desk.run(['verify']);
    expect(log.exit).toBe(0);
  });

  it('need a name, or --all, and not both', async () => {
    await desk.run(['run', 'spring.json', '--load-only']);
    expect((await desk.run(['pause'])).err).toMatch(/No campaign was named/);
    expect((await desk.run(['pause', 'spring', '--all'])).err).toMatch(/both given/);
    expect((await desk.run(['pause', 'sprung'])).err).toMatch(/Did you mean spring\?/);
  });

  it('on one machine: nobody dials, so nothing would go on', async () => {
    const alone = { env: { DATABASE_URL: '', REDIS_URL: '' } };
    await desk.run(['run', 'spring.json', '--load-only'], alone);
    const ran = await desk.run(['resume', 'spring'], alone);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(/nobody dials with this ledger now/) });
  });
});

describe('what PostgreSQL does better', () => {
  it('backup names its own way', async () => {
    expect((await desk.run(['backup', 'x.sqlite'])).err).toMatch(/pg_dump --format=custom --schema=outdial/);
  });

  it('worker says what it needs', async () => {
    expect((await desk.run(['worker'], { env: { DATABASE_URL: '' } })).err).toMatch(/DATABASE_URL is not set/);
    expect((await desk.run(['worker'], { env: { CARTESIA_API_KEY: '' } })).err).toMatch(/No API key is set/);
    const away = await desk.run(['worker'], { env: { DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/x' } });
    expect(away.exit).toBe(2);
    expect(away.err).toMatch(/cannot be reached/);
    expect(away.err).not.toContain('secret');
    const nowhere = await desk.run(['worker'], { env: { REDIS_URL: `${SHARED_REDIS}/9999` } });
    expect(nowhere).toMatchObject({ exit: 2, err: expect.stringMatching(/DB index is out of range/) });
  });
});
