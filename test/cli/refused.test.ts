/** A list that the provider refuses inside its 200s: what a person sees, what a script gets, and how it goes on. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { Faults } from '../../src/voice/sandbox/faults.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk } from './harness.ts';

let sandbox: Sandbox;
let desk: Desk;

afterEach(async () => {
  await sandbox.close();
  desk.remove();
});

/** People who all answer, at a provider with these faults. */
async function begin(people: number, faults: Faults): Promise<void> {
  sandbox = await startSandbox({ clock: systemClock(), speed: 500, faults });
  desk = aDesk({ CARTESIA_BASE_URL: sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox' });
  const rows = Array.from({ length: people }, (_, n) => `+1415555${String(100 * n + 101).padStart(4, '0')},Maria${n}`);
  writeFileSync(join(desk.dir, 'contacts.csv'), `Phone,First Name\n${rows.join('\n')}\n`);
  const spec = {
    name: 'spring',
    agent_id: 'agent_sandbox',
    from_number_id: 'ap_sandbox_twilio',
    contacts: 'contacts.csv',
    pacing: { calls_per_second: 20 },
  };
  writeFileSync(join(desk.dir, 'campaign.json'), JSON.stringify(spec));
}

const RUN = ['run', 'campaign.json', '--yes'];

type Counts = { state: string; counts: Record<string, number>; dispositions: Record<string, number> };
async function status(): Promise<Counts> {
  return JSON.parse((await desk.run(['status', 'spring', '--json'])).out) as Counts;
}

describe('an error in each item', () => {
  it.each([
    {
      code: 'invalid_request',
      title: 'Invalid dynamic variables',
      message: 'customer_name is required by the welcome message.',
    },
    { code: 'dialing_error', title: '', message: 'Twilio rejected the request: invalid credentials' },
    { code: 'dialing_error', title: '', message: 'Outbound calling is not supported by this SIP trunk' },
  ])('$message: paused at the first, exit 4, nobody burned', async (error) => {
    await begin(40, { itemError: { probability: 1, ...error } });
    const ran = await desk.run(RUN);
    expect(ran.exit).toBe(4);
    expect(ran.err).toContain(error.message);
    expect(await status()).toMatchObject({ state: 'paused', counts: { ready: 40, exhausted: 0 } });
    expect((await desk.run(['status', 'spring'])).out).toContain(error.message);
    sandbox.set({});
    const again = await desk.run(RUN);
    expect(again.exit).toBe(0);
    expect(await status()).toMatchObject({ state: 'finished', counts: { completed: 40 } });
  });

  it('in words nobody can place: paused after five, all of whom are dialed once it is over', async () => {
    await begin(12, { itemError: { probability: 1, code: 'odd', title: 'Oops', message: 'It went wrong (42)' } });
    const ran = await desk.run(RUN);
    expect(ran).toMatchObject({ exit: 4, err: expect.stringContaining('It went wrong (42)') });
    expect(await status()).toMatchObject({ state: 'paused', counts: { ready: 12 } });
    sandbox.set({});
    expect((await desk.run(RUN)).exit).toBe(0);
    expect((await status()).counts['completed']).toBe(12);
    const why = await desk.run(['why', '+14155550101']);
    expect(why.out).toContain('given back: too many were refused in the same words');
  });
});

describe('everybody refused', () => {
  it('is never exit 0, and the command that is printed dials them again', async () => {
    await begin(3, { itemError: { probability: 1, code: 'destination_blocked', message: 'The number is blocked' } });
    const ran = await desk.run(RUN);
    expect(ran.exit).toBe(1);
    expect(ran.err).toContain('Everybody was refused');
    const [, typed] = /next: outdial (retry spring --refused.*)$/m.exec(ran.err) ?? [];
    expect(typed).toBeDefined();
    expect(await status()).toMatchObject({ counts: { exhausted: 3 }, dispositions: { refused: 3 } });
    sandbox.set({});
    const words = typed!.split(' ');
    expect(await desk.run(words)).toMatchObject({ exit: 2, err: expect.stringContaining('--yes') });
    expect(await desk.run([...words, '--yes'])).toMatchObject({ exit: 0, err: expect.stringContaining('3 contacts') });
    expect(await status()).toMatchObject({ state: 'paused', counts: { ready: 3 }, dispositions: {} });
    expect((await desk.run(RUN)).exit).toBe(0);
    expect(await status()).toMatchObject({ state: 'finished', counts: { completed: 3 } });
    expect(await desk.run(words)).toMatchObject({ exit: 0, err: expect.stringContaining('Nobody was refused') });
  });

  it('some refused is exit 0, with the command in a line of its own', async () => {
    await begin(4, { itemError: { count: 1, code: 'destination_blocked', message: 'The number is blocked' } });
    const ran = await desk.run(RUN);
    expect(ran.exit).toBe(0);
    expect(ran.err).toMatch(/can be dialed again:\n {2}outdial retry spring --refused/);
    expect(await desk.run(['retry', 'spring'])).toMatchObject({ exit: 2, err: expect.stringContaining('--refused') });
  });
});

describe('who was refused and forgotten', () => {
  it('leaves no word of the provider about them in the ledger’s campaign, nor on a screen', async () => {
    await begin(6, { itemError: { probability: 1, code: 'agent_error', message: 'Agent may not call Maria0 Lopez' } });
    expect((await desk.run(RUN)).exit).toBe(4);
    const refused = (await desk.run(['status', 'spring'])).out;
    expect(refused).toContain('Maria0 Lopez');
    await desk.run(['forget', 'row:2', '--campaign', 'spring', '--yes']);
    expect((await desk.run(['status', 'spring'])).out).not.toContain('Lopez');
    expect((await desk.run(['status', 'spring'])).out).toContain('paused (account): the provider refused a call');
  });
});
