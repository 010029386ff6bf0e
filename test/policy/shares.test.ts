/** Shares of campaigns that dial at once: equal or by weight, of whatever is scarce, and nobody waits for another's past. */
import { describe, expect, it } from 'vitest';
import { Turns } from '../../src/engine/dial/turns.ts';
import type { Campaign } from '../../src/model/campaign.ts';
import type { CampaignId } from '../../src/model/ids.ts';
import { SECOND, type Duration, type Instant } from '../../src/model/time.ts';
import { makeCampaign, makeLine, makePlan, NOW } from '../support/fixtures.ts';

type Setting = {
  readonly cps: number;
  readonly slots: number;
  /** How long each campaign's calls last, its weight, and when it joins. */
  readonly campaigns: readonly { readonly call: Duration; readonly weight?: number; readonly joins?: Duration }[];
  readonly lasts: Duration;
};
type Had = { readonly starts: number; readonly slotTime: number };

/** Everybody has people to dial at any moment; the line starts one each 1/cps, where a slot is free. */
function play({ cps, slots, campaigns, lasts }: Setting): readonly Had[] {
  const line = makeLine({ callsPerSecond: cps });
  const all = campaigns.map(({ weight = 1 }, n): Campaign => {
    const plan = makePlan({ lines: [line], weight });
    return makeCampaign({ id: `c${n}` as CampaignId, plan });
  });
  const turns = new Turns();
  const open: { of: number; ends: Instant }[] = [];
  const had = campaigns.map(() => ({ starts: 0, slotTime: 0 }));
  // Measured from when the last of them has joined and the shares have had a minute to settle.
  const from = Math.max(...campaigns.map(({ joins = 0 }) => joins)) + 60 * SECOND;
  const step = SECOND / cps;
  for (let at = 0; at < from + lasts; at += step) {
    const now = NOW + at;
    for (let n = open.length - 1; n >= 0; n--) if ((open[n]?.ends ?? 0) <= now) open.splice(n, 1);
    if (at >= from) for (const { of } of open) (had[of] ?? had[0]!).slotTime += step;
    if (open.length >= slots) continue;
    const counts = new Map(all.map(({ id }, n) => [id, open.filter(({ of }) => of === n).length]));
    const here = all.filter((_, n) => (campaigns[n]?.joins ?? 0) <= at);
    const [first] = turns.inOrder(here, line, slots, counts, now);
    const of = all.findIndex(({ id }) => id === first?.id);
    if (first === undefined) continue;
    turns.took(first.id, line.id, 1, now);
    open.push({ of, ends: now + (campaigns[of]?.call ?? 0) });
    if (at >= from) (had[of] ?? had[0]!).starts += 1;
  }
  return had;
}

const shares = (had: readonly number[]): readonly number[] => {
  const sum = had.reduce((a, b) => a + b, 0);
  return had.map((one) => one / sum);
};
const MINUTES = 60 * SECOND;

describe('slots that are scarce are shared within a tenth', () => {
  it.each([
    ['short and long calls', 8, [{ call: 60 * SECOND }, { call: 5 * SECOND }], [0.5, 0.5]],
    ['three slots of two', 3, [{ call: 40 * SECOND }, { call: 40 * SECOND }], [0.5, 0.5]],
    ['one slot of two', 1, [{ call: 30 * SECOND }, { call: 30 * SECOND }], [0.5, 0.5]],
    ['by weight', 8, [{ call: 45 * SECOND, weight: 2 }, { call: 20 * SECOND }], [2 / 3, 1 / 3]],
    ['of three', 8, [{ call: 45 * SECOND }, { call: 20 * SECOND }, { call: 90 * SECOND }], [1 / 3, 1 / 3, 1 / 3]],
    ['by a small weight', 20, [{ call: 45 * SECOND }, { call: 45 * SECOND, weight: 0.25 }], [0.8, 0.2]],
    ['of one that joins later', 8, [{ call: 45 * SECOND }, { call: 45 * SECOND, joins: 20 * MINUTES }], [0.5, 0.5]],
  ])('%s', (_, slots, campaigns, right) => {
    const had = play({ cps: 10, slots, campaigns, lasts: 120 * MINUTES });
    const got = shares(had.map(({ slotTime }) => slotTime));
    for (const [n, share] of got.entries()) {
      expect(Math.abs(share / (right[n] ?? 0) - 1), `${n}: ${share}`).toBeLessThan(0.1);
    }
  });
});

describe('starts that are scarce are shared within a tenth', () => {
  it.each([
    ['long and short calls', [{ call: 60 * SECOND }, { call: 5 * SECOND }], [0.5, 0.5]],
    ['by weight', [{ call: 30 * SECOND, weight: 3 }, { call: 30 * SECOND }], [0.75, 0.25]],
    ['of one that joins later', [{ call: 5 * SECOND }, { call: 5 * SECOND, joins: 20 * MINUTES }], [0.5, 0.5]],
  ])('%s', (_, campaigns, right) => {
    const had = play({ cps: 1, slots: 200, campaigns, lasts: 60 * MINUTES });
    const got = shares(had.map(({ starts }) => starts));
    for (const [n, share] of got.entries()) {
      expect(Math.abs(share / (right[n] ?? 0) - 1), `${n}: ${share}`).toBeLessThan(0.1);
    }
  });
});

it('who joins has its share within seconds, and does not shut the other out', () => {
  const line = makeLine({ callsPerSecond: 1 });
  const of = (id: string): Campaign => makeCampaign({ id: id as CampaignId, plan: makePlan({ lines: [line] }) });
  const [a, b] = [of('a'), of('b')];
  const turns = new Turns();
  for (let second = 0; second < 600; second++) turns.took(a.id, line.id, 1, NOW + second * SECOND);
  let alone = 0;
  for (let second = 600; ; second++) {
    const now = NOW + second * SECOND;
    const [first = a] = turns.inOrder([a, b], line, 100, new Map(), now);
    turns.took(first.id, line.id, 1, now);
    if (first.id === a.id) break;
    alone += 1;
  }
  expect(alone).toBeGreaterThan(1);
  expect(alone).toBeLessThan(15);
});
