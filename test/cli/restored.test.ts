/** A backup that is put back: what was said in calls that it does not know is listened to before anybody is dialed. */
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk, type Ran } from './harness.ts';

/** In the sandbox the last two digits say what becomes of a call: 74 says "Please stop calling me." */
const [ADA, SHE, JOAN, GRACE, MARY] = ['+14155550101', '+14155550174', '+14155550103', '+14155550104', '+14155550105'];

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

const at = (name: string): string => join(desk.dir, name);
async function done(...args: readonly string[]): Promise<Ran> {
  const ran = await desk.run(args);
  expect(ran.exit, ran.err).toBe(0);
  return ran;
}

function campaign(name: string, people: readonly string[]): string {
  const spec = { name, agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio' };
  const contacts = people.map((phone) => ({ phone }));
  const pacing = { calls_per_second: 20, batch_window: '0' };
  writeFileSync(at(`${name}.json`), JSON.stringify({ ...spec, contacts, pacing, retry: { max_attempts: 1 } }));
  return `${name}.json`;
}

/** As docs/deploy.md says it: the copy in the ledger's place, and nothing of the ledger beside it. */
function putBack(copy: string): void {
  const ledger = join(desk.env['OUTDIAL_DATA_DIR'] ?? '', 'ledger.sqlite');
  for (const part of ['', '-wal', '-shm']) rmSync(`${ledger}${part}`, { force: true });
  copyFileSync(copy, ledger);
}

function rings(): Record<string, number> {
  const rings: Record<string, number> = {};
  for (const { to } of sandbox.record()) rings[to] = (rings[to] ?? 0) + 1;
  return rings;
}

const optOuts = async (): Promise<string> => (await done('suppress', 'ls', '--json')).out;

describe('a restored backup', () => {
  it('hears who asked not to be called since, before another campaign rings them; nobody is rung twice', async () => {
    const spring = campaign('spring', [ADA, SHE, JOAN]);
    const autumn = campaign('autumn', [SHE, GRACE, MARY]);
    await done('run', spring, '--load-only', '--yes');
    await done('run', autumn, '--load-only', '--yes');
    await done('backup', 'copy.sqlite');
    await done('run', spring, '--yes');
    expect(rings()).toEqual({ [ADA]: 1, [SHE]: 1, [JOAN]: 1 });
    putBack(at('copy.sqlite'));

    const ran = await done('run', autumn, '--yes');
    expect(ran.err).toContain('3 calls of this ledger that it does not know');
    expect(ran.err).toContain('left out: 1 asked not to be called');
    await done('run', spring, '--yes');
    expect(rings()).toEqual({ [ADA]: 1, [SHE]: 1, [JOAN]: 1, [GRACE]: 1, [MARY]: 1 });
    expect(await optOuts()).toContain('Please stop calling me.');
  });

  it('hears it of people whom it does not know: their list was loaded after it was made', async () => {
    const [spring, autumn] = [campaign('spring', [ADA, SHE]), campaign('autumn', [SHE, GRACE])];
    await done('run', campaign('winter', [MARY]), '--load-only', '--yes');
    await done('backup', 'copy.sqlite');
    await done('run', spring, '--yes');
    putBack(at('copy.sqlite'));
    await done('run', autumn, '--yes');
    expect(rings()).toEqual({ [ADA]: 1, [SHE]: 1, [GRACE]: 1 });
    expect(await optOuts()).toContain('Please stop calling me.');
  });
});
