/** The estimate against the simulation: the flow of shares must come to what the real engine comes to, call by call. */
import { expect, it } from 'vitest';
import type { Simulation } from '../../src/app/simulate.ts';
import { USUAL_ANSWERS } from '../../src/model/answer-model.ts';
import type { Plan } from '../../src/model/campaign.ts';
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { estimate } from '../../src/report/estimate.ts';
import { makePlan } from '../support/fixtures.ts';
import { answering, lines, MONDAY, OFFICE, people, play } from './people.ts';

const FAR_APART = ['America/New_York', 'America/Los_Angeles', 'America/Chicago,America/Denver', 'Pacific/Honolulu'];
const once = { maxAttempts: 1, after: {} };
const many = { maxAttempts: 6, after: { no_answer: 30 * MINUTE, busy: 5 * MINUTE, voicemail: 4 * HOUR } };
const tomorrow = { maxAttempts: 3, after: { no_answer: DAY, voicemail: DAY, busy: HOUR } };
const soon = { maxAttempts: 3, after: { no_answer: MINUTE, busy: MINUTE } };
const berlin = { ...OFFICE, timezone: 'Europe/Berlin' };

const CASES: readonly (readonly [string, Partial<Plan>, Partial<Simulation>])[] = [
  ['three tries within a day', {}, {}],
  ['one try, at any hour', { retry: once, window: null }, {}],
  ['four zones, two lines', { lines: lines(2), maxConcurrentCalls: 12 }, { people: people(200, FAR_APART) }],
  ['two slots', { maxConcurrentCalls: 2 }, { people: people(150, FAR_APART) }],
  ['one slot, one try', { maxConcurrentCalls: 1, retry: once, window: null }, { people: people(100) }],
  ['one slot, more than a day of it', { maxConcurrentCalls: 1 }, { people: people(600) }],
  ['as fast as the line goes', { maxConcurrentCalls: 500, window: null, retry: once }, { people: people(200) }],
  ['nobody answers', { window: null }, { model: answering(0) }],
  ['everybody answers', { window: null, maxConcurrentCalls: 4 }, { model: answering(1) }],
  ['six tries', { retry: many }, { people: people(100) }],
  ['tries on the next days', { retry: tomorrow }, { people: people(60, FAR_APART) }],
  ['hours of one zone', { window: berlin }, { people: people(60, FAR_APART) }],
  ['ten people, a minute between tries', { window: null, retry: soon }, { people: people(10) }],
  ['on the other side of the earth', {}, { people: people(40, ['Asia/Tokyo']) }],
];
const SEEDS = 5;

it.each(CASES)('%s', { timeout: 120_000 }, async (_, plan, over) => {
  const everyone = over.people ?? people(60);
  const played = [];
  for (let seed = 1; seed <= SEEDS; seed++) played.push(await play(plan, { ...over, people: everyone, seed }));
  const ends = played.map(({ endedAt }) => (endedAt ?? Infinity) - MONDAY).sort((a, b) => a - b);
  const dials = played.reduce((sum, one) => sum + one.dials.length, 0) / SEEDS;

  const places = new Map<string, number>();
  for (const { contact } of everyone) places.set(contact.place, (places.get(contact.place) ?? 0) + 1);
  const groups = [...places].map(([place, count]) => ({ place, count, from: MONDAY, to: MONDAY }));
  const load = { waiting: { groups, triedBefore: 0 }, open: 0, model: over.model ?? USUAL_ANSWERS };
  const { end, calls } = estimate(makePlan({ window: OFFICE, ...plan }), load, MONDAY, makeHours());

  const ratio = ((end ?? NaN) - MONDAY) / (ends[Math.floor(SEEDS / 2)] ?? NaN);
  // Measured: 0.88 to 1.08.
  expect(ratio, `estimate over the simulation's P50`).toBeGreaterThan(0.7);
  expect(ratio).toBeLessThan(1.4);
  expect(Math.abs(calls - dials) / dials).toBeLessThan(0.15);
});
