/** outdial.json from the command line: it holds for check, run and simulate alike, and doctor says which file says what. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openSandbox } from '../../src/app/open-provider.ts';
import { aDesk, type Desk, type Ran } from './harness.ts';

let sandbox: Awaited<ReturnType<typeof openSandbox>>;
let desk: Desk;
beforeAll(async () => {
  sandbox = await openSandbox({ clock: systemClock(), speed: 100, apiKey: 'sk_car_sandbox' });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  desk = aDesk({ CARTESIA_BASE_URL: sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox' });
  mkdirSync(join(desk.dir, 'data'), { mode: 0o700 });
  put('contacts.csv', 'phone\n+14155550101\n+14155550102\n');
});
afterEach(() => desk.remove());

const put = (name: string, value: unknown): void =>
  writeFileSync(join(desk.dir, name), typeof value === 'string' ? value : JSON.stringify(value));
const WHO = { agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio' };
const findings = ({ out }: Ran): string[] =>
  (JSON.parse(out) as { findings: { check: string; is: string; message: string }[] }).findings.map(
    ({ check, is, message }) => `${is} ${check}: ${message}`,
  );

it('lets a bare list be dialed with who calls by default, at the pace of its line, with the slots that are left', async () => {
  put('data/outdial.json', {
    account: { slots: 6, inbound_reserve: 2 },
    lines: { '+1 212 555 0100': { calls_per_second: 5 } },
    defaults: WHO,
  });
  const ran = await desk.run(['run', 'contacts.csv', '--yes']);
  expect(ran.exit, ran.err).toBe(0);
  expect(ran.err).toContain('+12125550100 (ap_sandbox_twilio)');
  expect(ran.err).toMatch(/pace {8}5 calls a second, 4 at once/);
  const check = await desk.run(['check', 'contacts.csv', '--json']);
  expect(check.exit, check.err).toBe(0);
});

it('refuses what is more, by the line and by the account, on the command line too', async () => {
  put('mine.json', { account: { slots: 6 }, lines: { ap_sandbox_twilio: { calls_per_second: 2 } }, defaults: WHO });
  const fast = await desk.run(['run', 'contacts.csv', '--config', 'mine.json', '--calls-per-second', '3', '--yes']);
  expect(fast).toMatchObject({ exit: 2 });
  expect(fast.err).toContain('3 calls a second are more than');
  expect(fast.err).toContain('mine.json gives to +12125550100: 2 (lines.ap_sandbox_twilio)');
  const many = await desk.run(['check', 'contacts.csv', '--config', 'mine.json', '--max-concurrent-calls', '7']);
  expect(many).toMatchObject({ exit: 2, err: expect.stringMatching(/7 calls at once are more than there are/) });
  const slow = await desk.run([
    'run',
    'contacts.csv',
    '--config',
    'mine.json',
    '--calls-per-second',
    '1',
    '--load-only',
  ]);
  expect(slow.exit, slow.err).toBe(0);
  // Without it the next command would be dialed by other limits.
  expect(slow.err).toMatch(/next: outdial run contacts\.csv --calls-per-second 1 --config mine\.json\n$/);
});

it('a Cartesia number is not made faster by it', async () => {
  put('mine.json', { lines: { ap_sandbox: { calls_per_second: 5 } } });
  const who = ['--agent-id', 'agent_sandbox', '--from-number-id', 'ap_sandbox'];
  const ran = await desk.run(['run', 'contacts.csv', ...who, '--config', 'mine.json', '--load-only']);
  expect(ran).toMatchObject({ exit: 2 });
  expect(ran.err).toContain('lines.ap_sandbox.calls_per_second: 5 calls a second are more than +14155550100');
});

it('one that merely lies here is not read, and that is said', async () => {
  put('outdial.json', { defaults: { ...WHO, agent_id: 'agent_stranger' }, suppression: ['/etc/passwd'] });
  const who = ['--agent-id', 'agent_sandbox', '--from-number-id', 'ap_sandbox'];
  const ran = await desk.run(['run', 'contacts.csv', ...who, '--load-only']);
  expect(ran.exit, ran.err).toBe(0);
  expect(ran.err).toMatch(/note: \S+outdial\.json is not read\. If it is your account's: --config /);
  expect(findings(await desk.run(['doctor', '--json'])).join('\n')).toMatch(/warning account_file: \S+ is not read/);
});

it('beside a campaign file it holds for that campaign, key by key, and that is said', async () => {
  put('data/outdial.json', { prices: { agent_per_minute: 0.05 }, defaults: { default_country: 'US' } });
  put('outdial.json', { prices: { line_per_minute: { twilio: 0.25 } }, limits: { budget_usd: 20 } });
  put('campaign.json', { ...WHO, contacts: 'contacts.csv' });
  const [own, near] = [join(desk.dir, 'data', 'outdial.json'), join(desk.dir, 'outdial.json')];
  const says = `${near}, beside the campaign, says prices.line_per_minute, limits.budget_usd`;
  const ran = await desk.run(['run', 'campaign.json', '--load-only']);
  expect(ran.exit, ran.err).toBe(0);
  const lines = ran.err.replace(/\n {14}/g, ' ');
  expect(lines).toContain(`account     ${own}\n`);
  expect(lines).toContain(`account     ${says}\n`);
  expect(lines).toMatch(/\$0\.05 agent \+ \$0\.25 Twilio/);
  expect((await desk.run(['check', 'campaign.json'])).err).toContain(`note: ${says}.`);
  const doctor = findings(await desk.run(['doctor', '--json'])).join('\n');
  expect(doctor).toContain(`ok setting: prices of the account (prices of ${own})`);
  expect(doctor).toContain(`ok setting: campaign files of this folder have limits.budget_usd of ${near}`);
  // What it cost is told by what it was run with.
  const { out } = await desk.run(['status', 'campaign', '--json']);
  const { limits } = JSON.parse(out) as { limits: object };
  expect(limits).toMatchObject({ budget_usd: 20 });

  put('outdial.json', { before_dial: { command: ['true'] } });
  for (const words of [
    ['run', 'campaign.json', '--load-only'],
    ['check', 'campaign.json'],
  ])
    expect(await desk.run(words)).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/before_dial: is not taken from a file beside a campaign/),
    });
  expect(findings(await desk.run(['doctor', '--json'])).join('\n')).toMatch(/fails account_file: is not taken/);
});

it('a secret in it is refused, and not repeated; pausing needs none of it', async () => {
  put('data/outdial.json', { api_key: 'sk_car_0123456789' });
  for (const words of [
    ['run', 'contacts.csv'],
    ['check', 'contacts.csv'],
    ['simulate', 'contacts.csv'],
  ]) {
    const ran = await desk.run(words);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(/api_key: is called like a secret/) });
    expect(ran.err + ran.out).not.toContain('0123456789');
  }
  const doctor = await desk.run(['doctor', '--json']);
  expect(findings(doctor).join('\n')).toMatch(/fails account_file: is called like a secret/);
  expect(doctor.out).not.toContain('0123456789');
  expect((await desk.run(['status'])).err).not.toContain('api_key');
});

it('doctor says which file says what, and which line is nobody’s', async () => {
  put('data/dnc.txt', '+14155550109\n');
  put('data/outdial.json', {
    account: { slots: 6 },
    lines: { '+14155550199': { calls_per_second: 1 } },
    suppression: ['dnc.txt', 'gone.txt'],
    defaults: { default_country: 'US' },
  });
  const file = join(desk.dir, 'data', 'outdial.json');
  const said = findings(await desk.run(['doctor', '--json']));
  expect(said).toEqual(
    expect.arrayContaining([
      `ok setting: 6 calls at once (account.slots of ${file})`,
      `ok setting: 2 do-not-call files for every campaign (suppression of ${file})`,
      `ok setting: campaigns begin with default_country (defaults of ${file})`,
      'ok setting: looks at calls every 50ms at most (OUTDIAL_POLL_INTERVAL)',
      `fails account_file: the do-not-call file ${join(desk.dir, 'data', 'gone.txt')} is not there`,
      `warning account_file: lines.+14155550199 of ${file} is no number of this account: what it says holds for nothing`,
    ]),
  );
});

it('doctor fails the key that is not accepted, and says where it is from', async () => {
  const ran = await desk.run(['doctor'], { env: { CARTESIA_API_KEY: 'sk_car_wrong' } });
  expect(ran.exit).toBe(1);
  expect(ran.out).toMatch(/FAILS {2}key +127\.0\.0\.1:\d+ does not accept it \(401\): CARTESIA_API_KEY\n/);
  expect(ran.out).toMatch(/\? {6}numbers +not looked at: the key is not accepted/);
  expect(ran.out).not.toContain('sk_car_wrong');
});

it('doctor proposes nothing about a file that is not there', async () => {
  const next = async (): Promise<string | undefined> => /^next: (.*)$/m.exec((await desk.run(['doctor'])).err)?.[1];
  expect(await next()).toBe('outdial init contacts.csv');
  put('package.json', { name: 'x' });
  put('spring term.json', { ...WHO, contacts: 'contacts.csv' });
  expect(await next()).toBe('outdial check "spring term.json"');
  put('campaign.json', { ...WHO, contacts: 'contacts.csv' });
  expect(await next()).toBe('outdial check campaign.json');
  const { rmSync } = await import('node:fs');
  for (const name of ['contacts.csv', 'spring term.json', 'campaign.json']) rmSync(join(desk.dir, name));
  expect(await next()).toBe('outdial demo');
});
