/** Money and caps as the sandbox's own record shows them: what was rung, what it cost, what may have been going on at each ring. */
import { expect } from 'vitest';
import type { Sandbox } from '../../src/voice/sandbox/server.ts';
import { rings } from './stage.ts';

type SandboxCall = ReturnType<Sandbox['record']>[number];

/** Cents of a minute begun, which is as long as a call may be here: what any call that is answered costs, and nothing less. */
const CALL = 7;
/** So many calls are paid for. */
export const PAID = 10;

const MINUTES = { max_call_duration_minutes: 1, ringing_timeout_seconds: 30 };
export const BUDGET = {
  numbers: numbers(24, (n) => (n % 4 === 3 ? '54' : '08')),
  keys: { ...MINUTES, limits: { budget_usd: (PAID * CALL) / 100 } },
  account: { prices: { agent_per_minute: 0.06, line_per_minute: { twilio: 0.01 } } },
} as const;

/** Rung no more often, ever, in whichever campaign. */
const RINGS = 3;
export const CAPPED = {
  numbers: numbers(8, () => '54'),
  keys: {
    limits: { per_number: [{ calls: RINGS, per: 'lifetime' }] },
    retry: { max_attempts: 5, busy: { after: '1s' } },
  },
} as const;

/** `last`: the two digits that say what becomes of the call. */
function numbers(count: number, last: (n: number) => string): readonly string[] {
  const area = (n: number): string => ['212', '415', '312'][n % 3] ?? '';
  return Array.from({ length: count }, (_, n) => `+1${area(n)}${220 + Math.floor(n / 3)}01${last(n)}`);
}

/**
 * At no ring was more bound than there was, calls that went on counted at the most that they might come to; and it ended for
 * want of one call, not of more. `unsure`: calls that nobody can tell whether they rang, and which bind all the same.
 */
export function expectBudgetKept(sandbox: Sandbox, unsure: number): void {
  const calls = sandbox.record();
  for (const { at } of calls) {
    const bound = calls.filter((call) => call.at <= at).reduce((sum, call) => sum + costOf(call, at), 0);
    expect(bound).toBeLessThanOrEqual(PAID * CALL);
  }
  const answered = calls.filter((call) => startOf(call) !== undefined).length;
  expect(answered + unsure).toBe(PAID);
}

function costOf(call: SandboxCall, now: number): number {
  const end = call.history.find(({ status }) => status === 'completed' || status === 'failed')?.at ?? Infinity;
  return end > now || startOf(call) !== undefined ? CALL : 0;
}

function startOf({ history }: SandboxCall): number | undefined {
  return history.find(({ status }) => status === 'started')?.at;
}

/** As often as the limit allows, by both campaigns together; less where nobody can tell whether a call rang. */
export function expectCapKept(sandbox: Sandbox, unsure: number): void {
  const times = CAPPED.numbers.map((number) => rings(sandbox).get(number) ?? 0);
  expect(Math.max(...times)).toBeLessThanOrEqual(RINGS);
  const missing = times.reduce((sum, rung) => sum + RINGS - rung, 0);
  expect(missing).toBeLessThanOrEqual(unsure);
}
