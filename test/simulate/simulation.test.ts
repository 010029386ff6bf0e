/** A simulated campaign is the real engine: what it may not do to people it does not do here either. */
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/model/time.ts';
import { makeLocalTime } from '../../src/report/local-time.ts';
import type { Dial, Limit, Played } from '../../src/report/sim-types.ts';
import { answering, lines, model, MONDAY, OFFICE, people, play } from './people.ts';

const FAR_APART = ['America/New_York', 'America/Los_Angeles', 'America/Chicago,America/Denver', 'Pacific/Honolulu'];

const byNumber = (dials: readonly Dial[]): Dial[][] => {
  const found = new Map<string, Dial[]>();
  for (const dial of dials) found.set(dial.to, [...(found.get(dial.to) ?? []), dial]);
  return [...found.values()];
};
const binding = ({ spent }: Played): Limit | undefined =>
  (['hours', 'slots', 'calls_per_second', 'retry_delays'] as const).toSorted((a, b) => spent[b] - spent[a])[0];

describe('a simulated campaign', () => {
  it('keeps hours, pace, slots, tries and delays', async () => {
    const everyone = people(400, FAR_APART);
    const { dials, end } = await play({ lines: lines(2), maxConcurrentCalls: 12 }, { people: everyone });
    expect(end).toEqual({ is: 'finished', needsReview: 0 });
    expect(byNumber(dials)).toHaveLength(400);
    const keys = new Map(everyone.map(({ to, contact }) => [to, contact.place]));
    const localTime = makeLocalTime();
    for (const [at, dial] of dials.entries()) {
      for (const zone of keys.get(dial.to)?.split(',') ?? []) {
        const wall = localTime(zone, dial.at).text.slice(11, 16);
        expect(wall >= '09:00' && wall < '18:00', `${dial.to} rung at ${wall} in ${zone}`).toBe(true);
        expect(localTime(zone, dial.at + 30 * SECOND).text.slice(11, 16) < '18:00').toBe(true);
      }
      const since = dials.slice(Math.max(0, at - 5), at + 1).filter((one) => one.line === dial.line);
      expect(since.filter((one) => one.at > dial.at - SECOND)).toHaveLength(1);
    }
    for (const { at } of dials) {
      expect(dials.filter((one) => one.at <= at && at < one.endedAt).length).toBeLessThanOrEqual(12);
    }
    for (const tries of byNumber(dials)) {
      expect(tries.map(({ attempt }) => attempt)).toEqual(tries.map((_, nth) => nth + 1));
      expect(tries.length).toBeLessThanOrEqual(3);
      for (const [nth, one] of tries.slice(0, -1).entries()) {
        const wait = one.endReason === 'dial_busy' ? 15 * MINUTE : 2 * HOUR;
        expect(['dial_no_answer', 'dial_busy']).toContain(one.endReason);
        expect((tries[nth + 1]?.at ?? 0) - one.endedAt).toBeGreaterThanOrEqual(wait);
      }
    }
  });

  it('is the same for the same seed, and another for another', async () => {
    const first = await play({});
    expect(await play({})).toEqual(first);
    expect((await play({}, { seed: 2 })).dials).not.toEqual(first.dials);
  });

  it('comes to the same by leaping as by living through every second', async () => {
    const setting = { people: people(250, FAR_APART) };
    const leapt = await play({ maxConcurrentCalls: 4 }, setting);
    const lived = await play({ maxConcurrentCalls: 4 }, { ...setting, everyHeartbeat: true });
    expect(leapt.counts.dispositions).toEqual(lived.counts.dispositions);
    expect(leapt.dials.length).toBe(lived.dials.length);
    const took = (lived.endedAt ?? 0) - MONDAY;
    expect(Math.abs((leapt.endedAt ?? 0) - (lived.endedAt ?? 0))).toBeLessThan(took * 0.01);
    for (const limit of ['hours', 'slots', 'retry_delays'] as const) {
      expect(Math.abs(leapt.spent[limit] - lived.spent[limit]), limit).toBeLessThan(took * 0.02);
    }
  });

  it('says so when nobody who is left can ever be rung', async () => {
    const never = people(3, ['America/New_York,Pacific/Honolulu']);
    const window = { ...OFFICE, from: 540, to: 600 };
    const { end, dials, endedAt } = await play({ window }, { people: never });
    expect({ end, dials, endedAt }).toEqual({ end: null, dials: [], endedAt: null });
  });

  it('ends when the campaign ends', async () => {
    const endAt = MONDAY + 2 * MINUTE;
    const { dials, end, counts } = await play({ endAt, maxConcurrentCalls: 1 });
    expect(end).toEqual({ is: 'finished', needsReview: 0 });
    expect(dials.length).toBeGreaterThan(0);
    expect(dials.every(({ at }) => at < endAt)).toBe(true);
    expect(counts.states.ready).toBe(0);
    expect(counts.states.exhausted).toBeGreaterThan(60 - dials.length - 1);
  });
});

describe('what binds', () => {
  it('is the slots when every slot is taken and somebody waits', async () => {
    expect(binding(await play({ maxConcurrentCalls: 1, window: null }, { model: answering(1) }))).toBe('slots');
  });

  it('is the pace when slots are free', async () => {
    const played = await play({ maxConcurrentCalls: 500, window: null }, { model: answering(1) });
    expect(binding(played)).toBe('calls_per_second');
    expect(played.spent.slots).toBe(0);
  });

  it('is the hours when whoever is due sleeps', async () => {
    const played = await play({}, { people: people(5, ['Asia/Tokyo']) });
    expect(binding(played)).toBe('hours');
    // 09:00 in New York is 23:00 in Tokyo.
    expect(played.spent.hours).toBeGreaterThanOrEqual(10 * HOUR);
  });

  it('is the delay when everybody left waits for the next try', async () => {
    const played = await play({ window: null }, { model: answering(0) });
    expect(binding(played)).toBe('retry_delays');
    expect(played.spent.retry_delays).toBeGreaterThan(3 * HOUR);
  });

  it('is one limit at a time: the times add up to the time it took', async () => {
    const played = await play({ maxConcurrentCalls: 2 }, { people: people(300, FAR_APART) });
    const total = Object.values(played.spent).reduce((sum, spent) => sum + spent, 0);
    const took = (played.endedAt ?? 0) - MONDAY;
    expect(Math.abs(total - took)).toBeLessThan(30 * SECOND);
    expect(took).toBeLessThan(3 * DAY);
  });
});

it('a longer ring timeout than anybody waits costs time, not calls', async () => {
  const short = await play({ ringingTimeoutSeconds: 10 }, { model: model({ ring: { is: 'one_of', values: [25] } }) });
  expect(Math.max(...short.dials.map(({ at, endedAt, talked }) => endedAt - at - talked))).toBe(10 * SECOND);
});
