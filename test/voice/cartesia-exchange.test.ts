/** The guarantee that rests on no library: whatever lies beneath, a request is allowed out once. */
import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { exchange } from '../../src/voice/cartesia/exchange.ts';
import type { Lane } from '../../src/voice/cartesia/lane.ts';

type Handler = Parameters<Lane['client']['dispatch']>[1];
type Controller = Parameters<NonNullable<Handler['onRequestStart']>>[0];

const OUT = { method: 'POST', path: '/agents/calls', headers: {}, body: '{}' } as const;
const LIMITS = { timeouts: { connect: 1_000, headers: 1_000, body: 1_000 }, bodyBytes: 1_000 };

function laneOf(dispatch: (handler: Handler) => void): { lane: Lane; cuts: () => number } {
  let cuts = 0;
  const client = { dispatch: (_: unknown, handler: Handler) => (dispatch(handler), true) };
  return { lane: { client: client as unknown as Lane['client'], cut: () => void (cuts += 1) }, cuts: () => cuts };
}

it('refuses a second start, as a client that puts a request back in its queue would make', async () => {
  let aborts = 0;
  let asked = 0;
  const controller = { abort: () => void (aborts += 1) } as unknown as Controller;
  const { lane, cuts } = laneOf((handler) => {
    handler.onRequestStart?.(controller, {});
    expect(aborts).toBe(0);
    handler.onRequestStart?.(controller, {});
    handler.onResponseStart?.(controller, 200, {});
    handler.onResponseEnd?.(controller, {});
  });
  const result = await exchange(lane, OUT, () => (asked += 1) > 0, LIMITS, systemClock());
  expect(result).toEqual({ is: 'lost', cause: 'connection_lost', code: null });
  expect({ aborts, asked, cuts: cuts() }).toEqual({ aborts: 1, asked: 1, cuts: 1 });
});

it('refuses a start that comes after the connection was given up', async () => {
  let aborts = 0;
  const controller = { abort: () => void (aborts += 1) } as unknown as Controller;
  const { lane } = laneOf((handler) => {
    handler.onResponseError?.(controller, Object.assign(new Error('x'), { code: 'ECONNREFUSED' }));
    handler.onRequestStart?.(controller, {});
  });
  const result = await exchange(lane, OUT, () => true, LIMITS, systemClock());
  expect(result).toEqual({ is: 'unsent', cause: 'connect_failed', code: 'ECONNREFUSED' });
  expect(aborts).toBe(1);
});

it('gives up a connection that never comes, and lets the lane go', async () => {
  const { lane, cuts } = laneOf(() => undefined);
  const limits = { ...LIMITS, timeouts: { ...LIMITS.timeouts, connect: 20 } };
  const result = await exchange(lane, OUT, () => true, limits, systemClock());
  expect(result).toEqual({ is: 'unsent', cause: 'connect_timeout', code: null });
  expect(cuts()).toBe(1);
});
