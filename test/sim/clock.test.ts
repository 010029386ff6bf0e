/** A wall clock that is set while calls are on: no deadline jumps with it, and nothing is dialed until it is right. */
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, SECOND, type Duration } from '../../src/model/time.ts';
import { NOW } from '../support/fixtures.ts';
import { play } from './play.ts';
import { BASE, NO_FAULTS } from './setting.ts';

async function jumping(by: Duration, at: Duration) {
  const clockJumps = [{ at, by, for: 60 * SECOND }];
  const played = await play({ ...BASE, contacts: 20, faults: { ...NO_FAULTS, clockJumps } });
  const during = played.calls.filter(({ placedAt }) => placedAt > NOW + at && placedAt < NOW + at + 60 * SECOND);
  const events = (await played.store.log({}, 0, 10_000)).map(({ event, cause }) => cause ?? event);
  return { ...played, during, events };
}

describe('a clock', () => {
  it.each([
    ['back an hour', -HOUR],
    ['forward a day', DAY],
  ])('that is set %s stops the dialing, ends nobody’s call, and is said', async (_, by) => {
    const { violations, during, events, said, calls } = await jumping(by, 8 * SECOND);
    expect(violations).toEqual([]);
    expect(during).toEqual([]);
    expect(calls.length).toBeGreaterThanOrEqual(20);
    expect(events).toContain('clock_jumped');
    expect(events).not.toContain('end_unknown');
    expect(events).not.toContain('silence');
    expect(said.join('\n')).toMatch(/nothing is dialed until it agrees with the provider's/);
    expect(said.join('\n')).toMatch(/dialing goes on/);
  });

  it('that was wrong from the start waits until somebody sets it right; deadlines move with it', async () => {
    const { violations, calls, events, store } = await jumping(-DAY, 0);
    expect(violations).toEqual([]);
    expect(calls[0]?.placedAt).toBeGreaterThan(NOW + 60 * SECOND);
    expect(events).not.toContain('end_unknown');
    const attempt = await store.attempt(calls[0]!.attempt);
    expect(Math.abs((attempt?.sendAt ?? 0) - calls[0]!.placedAt)).toBeLessThan(2 * SECOND);
  });

  it('that the provider confirms is followed, and the deadlines of open calls with it', async () => {
    // Less than the provider's answer can tell apart, and never set back.
    const clockJumps = [{ at: 8 * SECOND, by: 50 * SECOND, for: HOUR }];
    const { violations, calls, store, said } = await play({ ...BASE, faults: { ...NO_FAULTS, clockJumps } });
    expect(violations).toEqual([]);
    expect(said.join('\n')).toMatch(/dialing goes on/);
    const moved: Duration[] = [];
    for (const { attempt, placedAt } of calls.filter((call) => call.placedAt < NOW + 8 * SECOND)) {
      moved.push(Math.round((((await store.attempt(attempt))?.sendAt ?? 0) - placedAt) / SECOND));
    }
    // Those that had ended by then are left as they are; the open ones have moved by what the clock did.
    expect(moved).toContain(50);
    expect(moved.filter((by) => Math.abs(by) > 1 && by !== 50)).toEqual([]);
  });
});
