/** `outdial call`: one test call by the same guards as any call, followed to its end, with what was said. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk, type Ran } from './harness.ts';

let sandbox: Sandbox;
let desk: Desk;
beforeEach(async () => {
  sandbox = await startSandbox({ clock: systemClock(), speed: 200 });
  desk = aDesk({ CARTESIA_BASE_URL: sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox' });
});
afterEach(async () => {
  await sandbox.close();
  desk.remove();
});

const SPEC = {
  name: 'spring',
  agent_id: 'agent_greets_sandbox',
  from_number_id: 'ap_sandbox_twilio',
  contacts: 'contacts.csv',
};
const CALLER = ['--agent-id', 'agent_sandbox', '--from-number-id', 'ap_sandbox'];
/** What becomes of a call in the sandbox is in the last two digits: 88 is answered. */
const MINE = '+14155550188';

function write(spec: Record<string, unknown> = {}): void {
  const rows = ['555,Nobody,1', '+14155550101,Maria,2', '+14155550102,Grace,3'];
  writeFileSync(join(desk.dir, 'contacts.csv'), `Phone,First Name,Time Zone Number\n${rows.join('\n')}\n`);
  writeFileSync(join(desk.dir, 'campaign.json'), JSON.stringify({ ...SPEC, ...spec }));
}
const call = (...words: readonly string[]): Promise<Ran> => desk.run(['call', ...words]);
const rung = (): readonly string[] => sandbox.record().map(({ to }) => to);

describe('a test call', () => {
  it('carries the first row that can be dialed, is followed, and shows what was said', async () => {
    write();
    const ran = await call('+1', '415', '555', '0188', '--campaign', 'campaign.json');
    expect(ran.err).toMatch(/those of row 3\n[^]*the provider is asked[^]*answered, talking[^]*ended: answered/);
    expect(ran).toMatchObject({
      exit: 0,
      out: expect.stringContaining('agent   Hello Maria, this is the sandbox calling.'),
    });
    expect(ran.err).toMatch(/The attempt id came back with the call/);
    expect(ran.err).toMatch(/\nnext: outdial run campaign.json\n$/);
    expect(ran.err).not.toContain('4155550188');
    expect(ran.err).not.toContain('Maria');
    expect(rung()).toEqual([MINE]);
  });

  it('carries the row that is named, and what is given by hand over it', async () => {
    write();
    expect((await call(MINE, '--campaign', 'campaign.json', '--like', '4')).out).toContain('Hello Grace,');
    const ran = await call(MINE, '--campaign', 'campaign.json', '--like', '4', '--set', 'first_name=Zoë');
    expect(ran.out).toContain('Hello Zoë,');
    expect(ran.err).toMatch(/those of row 4 but for first_name/);
    expect(sandbox.record().at(-1)?.variables).toMatchObject({ first_name: 'Zoë' });
  });

  it('needs neither list nor file, and remembers for machines what it proved', async () => {
    const ran = await call(MINE, ...CALLER, '--json');
    expect(JSON.parse(ran.out)).toMatchObject({
      disposition: 'answered',
      attempt_id_came_back: true,
      said: [{ by: 'agent' }, { by: 'person' }],
    });
    const why = /next: (outdial why .*)$/m.exec(ran.err)?.[1]?.split(' ').slice(1) ?? [];
    expect((await desk.run(why)).out).toContain('its call was read back, and carries the id of this try');
    expect((await desk.run(['doctor'])).out).toMatch(
      /^ok {5}attempt ids {3}came back with a test call to a managed agent, /m,
    );
  });

  it('stands behind the campaigns in status: one that is over is counted, for machines it is one as any other', async () => {
    write();
    expect((await desk.run(['run', 'campaign.json', '--load-only', '--yes'])).exit).toBe(0);
    expect((await desk.run(['doctor'])).out).toMatch(
      /^\? {6}attempt ids {3}whether they come back .*not proven yet\n.*outdial call NUMBER/m,
    );
    await call(MINE, ...CALLER);
    await call(MINE, ...CALLER);
    const { out } = await desk.run(['status']);
    expect(out).toMatch(/^spring .*\nand 2 test calls, over; the last: outdial status test-call-\d{8}-x.....\n/m);
    const records = JSON.parse((await desk.run(['status', '--json'])).out) as { name: string }[];
    expect(records.map(({ name }) => name.replace(/-call-.*/, ''))).toEqual(['spring', 'test', 'test']);
  });

  it.each([
    ['54', /The call ended: busy\./],
    ['45', /The call ended: no answer\./],
    ['67', /It rang nobody: /],
  ])('one that ends in %s is no call that was taken: exit 1', async (digits, words) => {
    const ran = await call(`+141555501${digits}`, ...CALLER);
    expect(ran.err).toMatch(words);
    expect(ran.exit).toBe(1);
  });
});

describe('is refused, and rings nobody', () => {
  afterEach(async () => {
    expect(rung()).toEqual([]);
    expect((await desk.run(['status'])).out).not.toContain('test-call');
  });
  it('on a do-not-call list', async () => {
    write({ suppression: ['stop.txt'] });
    writeFileSync(join(desk.dir, 'stop.txt'), `${MINE}\n`);
    const ran = await call(MINE, '--campaign', 'campaign.json');
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(/asked not to be called \(stop\.txt\)/) });
  });
  it('outside the hours of its campaign, with the hour at which it may be rung', async () => {
    const day = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][(new Date().getUTCDay() + 3) % 7];
    write({ window: { days: [day], from: '09:00', to: '10:00' } });
    const ran = await call(MINE, '--campaign', 'campaign.json');
    expect(ran.err).toMatch(/outside the hours .*09:00–10:00.*: it may be, from \w\w\w \d\d:\d\d on, by your clock/);
    expect(ran.exit).toBe(2);
  });
  it.each([
    [['555', ...CALLER], /"555" has no country code/],
    [[MINE, '--like', '3'], /no list was named/],
    [[MINE], /this account has 3: ap_sandbox/],
    [[MINE, '--agent-id', 'agent_greets_sandbox', '--from-number-id', 'ap_sandbox'], /--set first_name=…/],
    [[MINE, '--set', 'first name'], /first_name=Maria/],
    [[MINE, ...CALLER, '--set', 'system__x=1'], /cannot be a variable/],
  ])('%j', async (words, message) => {
    expect(await call(...words)).toMatchObject({ exit: 2, out: '', err: expect.stringMatching(message) });
  });
  it.each([
    ['2', /Row 2 of contacts\.csv would not be called.*"555"/],
    ['9', /no row 9: its rows are 2 to 4/],
  ])('like row %s', async (row, message) => {
    write();
    const ran = await call(MINE, '--campaign', 'campaign.json', '--like', row);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(message) });
  });
});

describe('with others', () => {
  it('twice at once: one rings, the other is refused with words', async () => {
    const both = await Promise.all([call(MINE, ...CALLER), call(MINE, ...CALLER)]);
    expect(both.map(({ exit }) => exit).sort()).toEqual([0, 2]);
    expect(both.find(({ exit }) => exit === 2)?.err).toMatch(/one call at a time/);
    expect(rung()).toEqual([MINE]);
  });

  it('is handed to the outdial that dials with the ledger, and followed all the same', async () => {
    // 81 talks until it is hung up: the first has the ledger while the second asks.
    const slow = await startSandbox({ clock: systemClock(), speed: 4 });
    try {
      const env = { CARTESIA_BASE_URL: slow.url };
      const first = desk.start(['call', '+14155550101', ...CALLER], { env });
      await first.says(/answered, talking|has the call/);
      const second = await desk.run(
        ['call', '+12125550102', '--agent-id', 'agent_sandbox', '--from-number-id', 'ap_sandbox_twilio'],
        { env },
      );
      expect(second.err).toMatch(/dials with this ledger and has been handed 1 campaign/);
      expect(second.err).toMatch(/ended: answered/);
      await first.done;
    } finally {
      await slow.close();
    }
  });

  it('one that was stopped before it began rings nobody later, and is no campaign that goes on', async () => {
    sandbox.set({ throttle: { probability: 1 } });
    const going = desk.start(['call', MINE, ...CALLER]);
    await going.says(/rang nobody/);
    going.interrupt();
    expect((await going.done).exit).toBe(3);
    sandbox.set({});
    expect((await desk.run(['status'])).out).toMatch(/test-call\S+ +canceled/);
    expect(rung()).toEqual([]);
  });
});

describe('what the account does', () => {
  it('pauses it, in the words of the rule: exit 4, and it is given up', async () => {
    sandbox.set({ usageLimit: { probability: 1 } });
    const ran = await call(MINE, ...CALLER);
    expect(ran.err).toMatch(/^Paused: /m);
    expect(ran.exit).toBe(4);
    expect((await desk.run(['status'])).out).toMatch(/test-call\S+ +canceled/);
  });
  it('keeps no data: the id does not come back, and that is said', async () => {
    sandbox.set({ zdr: true });
    const ran = await call(MINE, ...CALLER);
    expect(ran.err).toMatch(/The attempt id did NOT come back/);
    expect(ran.exit).toBe(0);
    const looked = await desk.run(['doctor']);
    expect(looked.out).toMatch(/^warn {3}attempt ids {3}did not come back with a test call .*number and time$/m);
    // It works, but not as it should: nothing fails.
    expect(looked.exit).toBe(0);
  });
});
