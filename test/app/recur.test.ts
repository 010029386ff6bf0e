/** A recurring campaign over days, on a clock that only moves: each firing once, whoever asks and whatever was killed. */
import { expect, it } from 'vitest';
import { recur, type RecurEvent } from '../../src/app/campaign/recur.ts';
import { instanceName, type Series } from '../../src/app/campaign/firings.ts';
import type { Clock } from '../../src/clock.ts';
import type { CampaignState } from '../../src/model/campaign.ts';
import { readEvery } from '../../src/model/recurring.ts';
import { HOUR, MINUTE, parseInstant, type Instant } from '../../src/model/time.ts';

const at = (text: string): Instant => parseInstant(text) ?? NaN;
const every = readEvery('weekday 09:00') ?? expect.fail();
const series: Series = {
  name: 'calls',
  startAt: null,
  endAt: at('2026-12-03T00:00:00Z'),
  startLatest: { is: 'within', duration: HOUR },
  recurring: { every, zone: 'UTC' },
};

/** `until`: Ctrl-C then. `asleep`: the machine sleeps from one instant to another. */
async function played(
  from: string,
  options: { until?: string; asleep?: [string, string]; ledger?: Map<string, CampaignState>; fails?: number } = {},
): Promise<{ fired: string[]; events: RecurEvent[] }> {
  let now = at(from);
  let fails = options.fails ?? 0;
  const { ledger = new Map<string, CampaignState>(), until, asleep } = options;
  const stop = new AbortController();
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    sleep: (to) => {
      now = Math.max(now, to);
      if (asleep !== undefined && now >= at(asleep[0]) && now < at(asleep[1])) now = at(asleep[1]);
      if (until !== undefined && now >= at(until)) stop.abort();
      return Promise.resolve();
    },
  };
  const events: RecurEvent[] = [];
  const fired: string[] = [];
  await recur(
    {
      series,
      machine: 'UTC',
      known: (name) => Promise.resolve(ledger.get(name) ?? null),
      fire: (firing) => {
        if (fails-- > 0) return Promise.reject(new Error('the list is away'));
        const name = instanceName(series.name, firing);
        fired.push(name);
        ledger.set(name, { is: 'running' });
        return Promise.resolve();
      },
      signal: stop.signal,
      onEvent: (event) => events.push(event),
    },
    clock,
  );
  return { fired, events };
}

it('fires each once, until the series is over', async () => {
  const { fired, events } = await played('2026-11-27T12:00:00Z');
  expect(fired).toEqual(['calls-2026-11-30', 'calls-2026-12-01', 'calls-2026-12-02']);
  // One line for each wait, however often it looks at the clock.
  expect(events.filter(({ is }) => is === 'waits')).toHaveLength(3);
});

it('what the ledger has is not fired again; what died while it was loaded is', async () => {
  const ledger = new Map<string, CampaignState>([
    ['calls-2026-12-01', { is: 'finished', at: 0 }],
    ['calls-2026-12-02', { is: 'scheduled' }],
  ]);
  const { fired } = await played('2026-12-01T09:10:00Z', { ledger });
  expect(fired).toEqual(['calls-2026-12-02']);
});

it('after a sleep the last that was missed, and only while it is not too late', async () => {
  const soon = await played('2026-11-29T12:00:00Z', { asleep: ['2026-11-30T08:00:00Z', '2026-12-01T09:59:00Z'] });
  expect(soon.fired).toEqual(['calls-2026-12-01', 'calls-2026-12-02']);
  const late = await played('2026-11-29T12:00:00Z', { asleep: ['2026-11-30T08:00:00Z', '2026-12-01T10:01:00Z'] });
  expect(late.fired).toEqual(['calls-2026-12-02']);
  expect(late.events).toContainEqual({
    is: 'missed',
    name: 'calls-2026-12-01',
    at: at('2026-12-01T09:00:00Z'),
    late: HOUR + MINUTE,
  });
});

it('what fails is tried again each minute, and a stop ends it', async () => {
  const { fired, events } = await played('2026-11-30T08:59:00Z', { fails: 3, until: '2026-11-30T12:00:00Z' });
  expect(fired).toEqual(['calls-2026-11-30']);
  expect(events.filter(({ is }) => is === 'failed')).toHaveLength(3);
});

it('the last one too, which nothing comes after', async () => {
  const { fired, events } = await played('2026-12-02T08:59:00Z', { fails: 2 });
  expect(fired).toEqual(['calls-2026-12-02']);
  expect(events.filter(({ is }) => is === 'failed')).toHaveLength(2);
});
