/** Two terminals: one dials, the other pauses, resumes, cancels; and `resume` where nobody dials is the run. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk } from './harness.ts';

let sandbox: Sandbox;
let desk: Desk;
beforeAll(async () => {
  // Slow enough that somebody talks while the other terminal is typed at.
  sandbox = await startSandbox({ clock: systemClock(), speed: 4 });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  desk = aDesk({ CARTESIA_API_KEY: 'sk_car_sandbox', CARTESIA_BASE_URL: sandbox.url });
  const contacts = Array.from({ length: 6 }, (_, n) => ({ name: `P${n}`, phone: `+1212555010${n}` }));
  const pacing = { calls_per_second: 1, max_concurrent_calls: 2 };
  const spec = { name: 'spring', agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio', contacts, pacing };
  writeFileSync(join(desk.dir, 'spring.json'), JSON.stringify(spec));
});
afterEach(() => desk.remove());

describe('a run that somebody pauses', () => {
  it('waits, is ended by Ctrl-C with exit 3, stays paused for a run with --yes, and is gone on with by resume', async () => {
    const going = desk.start(['run', 'spring.json', '--yes']);
    await going.says(/1\.0 of 2 slots|[12] of 2 slots/);
    expect((await desk.run(['pause', 'spring'])).err).toMatch(
      /1 campaign paused: no new call begins\.\nnext: outdial resume spring/,
    );
    await going.says(/"spring" is paused by robin .* This run waits; to go on: outdial resume spring/);
    const again = await desk.run(['pause', 'spring']);
    expect(again.err).toMatch(/"spring" is paused by robin \(since .*\): nothing was changed\./);
    going.interrupt();
    const ended = await going.done;
    expect([ended.exit, ended.err]).toEqual([
      3,
      expect.stringMatching(/Stopped with [1-6] contacts left\.\nnext: outdial resume spring$/m),
    ]);

    // A machine that starts it again undoes nothing of what a person asked for.
    const kept = desk.start(['run', 'spring.json', '--yes']);
    await kept.says(/This run waits; to go on: outdial resume spring/);
    const until = await desk.run(['pause', 'spring', '--until', '2020-01-01T00:00:00Z']);
    expect([until.exit, until.err]).toEqual([2, expect.stringMatching(/would be over already/)]);
    expect((await desk.run(['resume', 'spring'])).err).toMatch(/1 campaign resumed\./);
    await kept.says(/"spring" goes on: resumed by robin\./);
    const canceled = await desk.run(['cancel', 'spring', '--hang-up', '--json']);
    expect(JSON.parse(canceled.out)).toMatchObject({ canceled: true, id: 'spring', state: 'canceled', by: 'robin' });
    expect(canceled.err).toMatch(/This cannot be undone\./);
    expect(await kept.done).toMatchObject({
      exit: 3,
      err: expect.stringMatching(/"spring" was canceled by robin[^]*Canceled\./),
    });
    const counts = JSON.parse((await desk.run(['status', 'spring', '--json'])).out) as {
      counts: Record<string, number>;
    };
    expect(counts.counts).toMatchObject({ ready: 0, in_progress: 0 });
    expect((await desk.run(['cancel', 'spring'])).err).toMatch(
      /"spring" was canceled by robin \(.*\): nothing was changed\./,
    );
    expect((await desk.run(['resume', 'spring'])).err).toMatch(/"spring" was canceled by robin/);
  }, 120_000);
});

describe('resume where nobody dials', () => {
  it('asks as a run does, dials by what is stored, and ends as a run does', async () => {
    const fast = await startSandbox({ clock: systemClock(), speed: 200 });
    const run = (...words: readonly string[]) => desk.run(words, { env: { CARTESIA_BASE_URL: fast.url } });
    expect((await run('run', 'spring.json', '--yes', '--limit', '1')).exit).toBe(3);
    const unasked = await run('resume', 'spring');
    expect([unasked.exit, unasked.err]).toEqual([2, expect.stringMatching(/to dial +5 contacts[^]*Add --yes/)]);
    const limited = await run('resume', 'spring', '--yes', '--limit', '1');
    expect([limited.exit, limited.err]).toEqual([
      3,
      expect.stringMatching(/4 contacts left\.\nnext: outdial resume spring$/m),
    ]);
    const ended = await run('resume', '--all', '--yes');
    expect([ended.exit, ended.err]).toEqual([
      0,
      expect.stringMatching(/spring: 6 rows, 6 calls, 4 of them now, in[^]*Finished\./),
    ]);
    expect((await run('resume', 'spring')).err).toMatch(/"spring" is finished \(.*\): nothing was changed\./);
    await fast.close();
  }, 120_000);
});
