/** What begins by the clock, in real processes that are killed around it: each instance once, and none that is too late. */
import { describe, expect, type TestContext } from 'vitest';
import { it, itLong } from '../support/long.ts';
import { campaignId } from '../../src/model/ids.ts';
import { childScript } from '../support/child.ts';
import { ownDay, type Moment, type OwnDay } from './firings.ts';
import { posix, rings, rungTwice, stage, type Ended, type Running, type Stage } from './stage.ts';

const skewed = childScript('test/real/skewed.ts');
const fault = childScript('test/real/fault.ts');
const PAUSED = 4;
const PEOPLE = 6;

async function dayOf(test: TestContext, now: string): Promise<{ readonly on: Stage; readonly day: OwnDay }> {
  const day = ownDay(now, { skewed: skewed(), fault: fault() });
  return { on: await stage(test, { people: PEOPLE, sandbox: { clock: day.clock } }), day };
}

async function killed(running: Running): Promise<void> {
  const { signal, err } = await running.ended;
  expect(signal, err).toBe('SIGKILL');
}

/** Those of whom it is not known whether they rang were killed between their commit and their request. */
async function expectOnce(on: Stage, people: readonly string[], campaigns: readonly string[]): Promise<void> {
  expect(rungTwice(on.sandbox)).toEqual([]);
  const rung = rings(on.sandbox);
  const { names, unsure, left } = await on.ledger(async (store) => {
    const all = await store.campaigns();
    const counts = await Promise.all(all.map(({ id }) => store.counts(id)));
    return {
      names: all.map(({ name }) => name),
      unsure: counts.reduce((sum, { states }) => sum + states.needs_review, 0),
      left: counts.reduce((sum, { states }) => sum + states.ready + states.in_progress + states.in_doubt, 0),
    };
  });
  expect(names.sort()).toEqual([...campaigns].sort());
  expect(left).toBe(0);
  expect(people.filter((number) => !rung.has(number))).toHaveLength(unsure);
  expect([...rung.keys()].filter((number) => !people.includes(number))).toEqual([]);
}

const ended = (end: Ended): void => expect([0, 1], end.err).toContain(end.code);

/** Of two that load the same list at one moment one may be told that the other was quicker: it has changed nothing. */
async function bothEnded(both: readonly Running[]): Promise<void> {
  const ends = await Promise.all(both.map((one) => one.ended));
  const ran = ends.filter(({ err }) => !/load was given up|was changed by another outdial/.test(err));
  expect(ran.length).toBeGreaterThan(0);
  for (const end of ran) ended(end);
}

describe.runIf(posix)('a process killed around', () => {
  const AROUND: readonly Moment[] = [
    // Before the instance is there; there, and its list not; its list there, and not begun; begun, and nobody dialed.
    { on: 'campaign', nth: 1, when: 'before' },
    { on: 'campaign', nth: 1, when: 'after' },
    { on: 'campaign', nth: 2, when: 'before' },
    { on: 'campaign', nth: 1, when: 'after' },
    { on: 'placing', nth: 1, when: 'after' },
  ];

  it('a firing: its instance is dialed once, by two runs that begin at once afterwards', async (test) => {
    const { on, day } = await dayOf(test, '2026-12-01T09:00:01Z');
    const schedule = { every: 'day 09:00', timezone: 'UTC', end_at: '2026-12-01T20:00:00Z' };
    const people = on.campaign('series', PEOPLE, { schedule });
    for (const at of AROUND) await killed(on.start(day.dies(at, { campaign: 'series' })));
    const both = [on.start(day.lives({ campaign: 'series' })), on.start(day.lives({ campaign: 'series' }))];
    await bothEnded(both);
    await expectOnce(on, people, ['series-2026-12-01']);
  });

  itLong('a firing, before anybody is dialed: too late it begins for nobody but a person', async (test) => {
    const { on, day } = await dayOf(test, '2026-12-01T09:00:01Z');
    const schedule = { every: 'day 09:00', timezone: 'UTC', end_at: '2026-12-01T20:00:00Z' };
    const people = on.campaign('series', PEOPLE, { schedule });
    await killed(on.start(day.dies({ on: 'placing', nth: 1, when: 'before' }, { campaign: 'series' })));
    day.at('2026-12-01T15:00:00Z');
    const late = await on.start(day.lives({ campaign: 'series' })).ended;
    expect(late.code, late.err).toBe(PAUSED);
    expect(late.err).toContain('its start was missed by 6h');
    expect(rings(on.sandbox).size).toBe(0);
    ended(await on.start(day.lives({ command: ['resume', 'series-2026-12-01', '--yes'] })).ended);
    await expectOnce(on, people, ['series-2026-12-01']);
  });

  itLong('a start: in time it begins by itself, too late for nobody, and what has begun goes on', async (test) => {
    const { on, day } = await dayOf(test, '2026-12-01T09:00:01Z');
    const schedule = { start_at: '2026-12-01T09:00:00Z', start_latest: '5m' };
    const people = on.campaign('once', PEOPLE, { schedule });
    await killed(on.start(day.dies({ on: 'placing', nth: 1, when: 'before' }, { campaign: 'once' })));
    day.at('2026-12-01T09:05:30Z');
    const late = await on.start(day.lives({ campaign: 'once' })).ended;
    expect(late.code, late.err).toBe(PAUSED);
    expect(rings(on.sandbox).size).toBe(0);
    // A person says so, and dies with the first of them under way.
    const resume = { command: ['resume', 'once', '--yes'] };
    await killed(on.start(day.dies({ on: 'placing', nth: 2, when: 'after' }, resume)));
    const both = [on.start(day.lives({ campaign: 'once' })), on.start(day.lives({ campaign: 'once' }))];
    await bothEnded(both);
    await expectOnce(on, people, ['once']);
  });

  itLong('the end of the campaign that comes first: the other begins after it, and once', async (test) => {
    const { on, day } = await dayOf(test, '2026-12-01T09:00:01Z');
    const first = on.campaign('first', PEOPLE);
    const second = on.campaign('second', PEOPLE, { schedule: { after: 'first' } });
    const both = { campaign: 'first', beside: ['second'] };
    // Both are made, published and begun (six); the seventh is the end of the first.
    for (const when of ['before', 'after'] as const) {
      await killed(on.start(day.dies({ on: 'campaign', nth: when === 'before' ? 7 : 1, when }, both)));
    }
    await killed(on.start(day.dies({ on: 'placing', nth: 1, when: 'after' }, both)));
    const two = [on.start(day.lives({ campaign: 'second' })), on.start(day.lives({ campaign: 'first' }))];
    await bothEnded(two);
    await expectOnce(on, [...first, ...second], ['first', 'second']);
    const calls = on.sandbox.record();
    const last = Math.max(...calls.filter(({ to }) => first.includes(to)).map(({ at }) => at));
    expect(calls.filter(({ to, at }) => second.includes(to) && at < last)).toEqual([]);
    expect(await on.ledger(async (store) => (await store.campaign(campaignId('second')))?.state.is)).toBe('finished');
  });
});
