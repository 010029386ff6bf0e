/** One engine a ledger: a second run hands its campaign over and watches, and takes over when the first one ends. */
import { hostname } from 'node:os';
import { describe, expect } from 'vitest';
import { it, itLong } from '../support/long.ts';
import { childScript } from '../support/child.ts';
import { contacts, expectEverybodyOnce, posix, rings, rungTwice, stage, type Running, type Stage } from './stage.ts';

const script = childScript('test/real/fault.ts');
const CANNOT = 2;
const STOPPED = 3;

/** Stands still with calls open, so that the second comes in time however busy the machine is; SIGCONT lets it go on. */
async function holderOf(on: Stage, args: readonly string[] = []): Promise<Running> {
  const faults = [{ on: 'placing', nth: 2, when: 'after', do: { is: 'SIGSTOP' } }] as const;
  const running = on.start({ args, fault: { script: script(), faults } });
  await running.frozen();
  return running;
}

describe.runIf(posix).concurrent('a second run on the same ledger', () => {
  it('hands its campaign to the first, which dials it; both end well', async (test) => {
    const on = await stage(test, { people: 20 });
    const others = on.campaign('other', 10);
    const first = await holderOf(on);
    const second = on.start({ campaign: 'other' });
    await second.says(
      new RegExp(`process ${first.child.pid} on ${hostname()}, since \\d\\d:\\d\\d:\\d\\d\\) dials with this ledger`),
    );
    first.child.kill('SIGCONT');
    const [one, two] = await Promise.all([first.ended, second.ended]);
    expect([one.code, two.code], one.err + two.err).toEqual([0, 0]);
    const rung = rings(on.sandbox);
    expect(rungTwice(on.sandbox)).toEqual([]);
    expect([...rung.keys()].sort()).toEqual([...on.people, ...others].sort());
  });

  itLong('of the same campaign only watches it', async (test) => {
    const on = await stage(test, { people: 20 });
    const first = await holderOf(on);
    const second = on.start();
    await second.says(/has been handed 1 campaign/);
    first.child.kill('SIGCONT');
    expect((await first.ended).code).toBe(0);
    await expectEverybodyOnce(on, await second.ended);
  });

  it('takes over when the first is killed', async (test) => {
    const on = await stage(test, { people: 40, cps: 10 });
    const first = await holderOf(on);
    const second = on.start();
    await second.says(/takes over when that one ends/);
    first.child.kill('SIGKILL');
    await expectEverybodyOnce(on, await second.ended);
    // It was the second who went on: the first had not come to the end.
    expect((await first.ended).signal).toBe('SIGKILL');
  });

  itLong(
    'takes over nothing that was dialed on the terms of the first: of a limit nobody is dialed beyond it',
    async (test) => {
      const on = await stage(test, { people: 40, cps: 10 });
      const others = on.campaign('other', 10);
      const first = await holderOf(on, ['--limit', '6']);
      const second = on.start({ campaign: 'other' });
      await second.says(/takes over when that one ends/);
      first.child.kill('SIGKILL');
      const end = await second.ended;
      expect(end.code, end.err).toBe(0);
      const rung = [...rings(on.sandbox).keys()];
      expect(rung.filter((one) => on.people.includes(one)).length).toBeLessThanOrEqual(6);
      expect(rung.filter((one) => others.includes(one))).toHaveLength(10);
    },
  );

  itLong.for([
    ['is killed', 'SIGKILL'],
    ['loses its terminal', 'SIGHUP'],
  ] as const)('takes over the campaigns of both when the first %s', async ([, signal], test) => {
    const on = await stage(test, { people: 40, cps: 10 });
    const others = on.campaign('other', 10);
    const first = await holderOf(on);
    const second = on.start({ campaign: 'other' });
    await second.says(/takes over when that one ends/);
    first.child.kill(signal);
    first.child.kill('SIGCONT');
    await first.ended;
    const end = await second.ended;
    expect(end.code, end.err).toBe(0);
    expect(end.err).toMatch(/Whoever dialed is gone: this one dials now/);
    expect(rungTwice(on.sandbox)).toEqual([]);
    // Whoever was being placed when it was killed may have been rung, for all that anybody knows.
    const states = [...(await contacts(on)).values()].map(({ is }) => is);
    const unsure = states.filter((is) => is === 'needs_review').length;
    expect(unsure).toBeLessThan(signal === 'SIGKILL' ? 5 : 1);
    expect(rings(on.sandbox).size).toBe(on.people.length + others.length - unsure);
    expect(states.filter((is) => is === 'ready')).toEqual([]);
  });

  itLong('takes over when the first drains', async (test) => {
    const on = await stage(test, { people: 40, cps: 10 });
    const first = await holderOf(on);
    const second = on.start();
    await second.says(/takes over when that one ends/);
    first.child.kill('SIGINT');
    first.child.kill('SIGCONT');
    await expectEverybodyOnce(on, await second.ended);
    expect((await first.ended).code).toBe(STOPPED);
  });

  it('Ctrl-C detaches it, and the first goes on', async (test) => {
    const on = await stage(test, { people: 40, cps: 10 });
    const first = await holderOf(on);
    const second = on.start();
    await second.says(/Ctrl-C detaches/);
    second.child.kill('SIGINT');
    const detached = await second.ended;
    expect(detached.code, detached.err).toBe(STOPPED);
    expect(detached.err).toMatch(/Detached; whoever dials goes on with \d+ contacts? left\./);
    expect(on.sandbox.record().length).toBeLessThan(40);
    first.child.kill('SIGCONT');
    await expectEverybodyOnce(on, await first.ended);
  });

  itLong('with a --limit dials nobody: the first would not keep to it', async (test) => {
    const on = await stage(test, { people: 20 });
    const others = on.campaign('other', 5);
    const first = await holderOf(on);
    const second = await on.start({ campaign: 'other', args: ['--limit', '1'] }).ended;
    expect(second.code, second.err).toBe(CANNOT);
    first.child.kill('SIGCONT');
    expect(second.err).toMatch(/a --limit cannot be handed over/);
    await expectEverybodyOnce(on, await first.ended);
    expect(others.filter((number) => rings(on.sandbox).has(number))).toEqual([]);
  });

  itLong('the limit of the first is not the limit of what it was handed', async (test) => {
    const on = await stage(test, { people: 30, cps: 10 });
    const others = on.campaign('other', 12);
    const first = await holderOf(on, ['--limit', '12']);
    const second = on.start({ campaign: 'other' });
    await second.says(/has been handed/);
    first.child.kill('SIGCONT');
    expect((await first.ended).code).toBe(STOPPED);
    const end = await second.ended;
    expect(end.code, end.err).toBe(0);
    expect(others.filter((number) => !rings(on.sandbox).has(number))).toEqual([]);
    expect(rungTwice(on.sandbox)).toEqual([]);
    const waiting = [...(await contacts(on)).values()].filter(({ is }) => is === 'ready');
    expect(waiting.length).toBeGreaterThan(0);
  });
});
