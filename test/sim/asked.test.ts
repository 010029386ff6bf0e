/** Consent that runs out, a registry that changes its mind, a no that is heard late: with every fault, and the judge of each bites. */
import { describe, expect, it } from 'vitest';
import { FIRST_LOOK } from '../../src/model/conversation.ts';
import { UNHEARD_TASK } from '../../src/model/heard.ts';
import type { DestinationKey } from '../../src/model/ids.ts';
import { MINUTE } from '../../src/model/time.ts';
import { NOW } from '../support/fixtures.ts';
import { askedSettingOf, consentRule } from './asked-setting.ts';
import { Bench, Mirrored } from './bench.ts';
import { fuzz } from './fuzz.ts';
import { contactOf } from './judge.ts';
import { play } from './play.ts';
import { BASE, QUICK, type Setting } from './setting.ts';
import { talksOf } from './talks.ts';
import { wishes, wishIn } from './wishes.ts';

// More of them: npm run fuzz -- --terms --seeds N --from S
it('keeps every invariant for forty seeds', async () => {
  expect((await fuzz(1, 40, askedSettingOf))?.text ?? null).toBeNull();
}, 120_000);

describe('the judge bites where the engine does not know of', () => {
  const people = Array.from({ length: 12 }, (_, n) => ({
    place: 'America/New_York|US-NY',
    consent: { level: 'written', at: NOW - (n % 2 === 0 ? 30 : 5) * MINUTE } as const,
  }));
  const small: Setting = { ...BASE, contacts: 12, people };

  it('a consent that has run out', async () => {
    const judges = { rules: consentRule(30) };
    const broken = await play({ ...small, judges });
    expect(broken.violations.map((one) => one.says).join('\n')).toMatch(/without the consent of own/);
    const kept = await play({ ...small, plan: { ...QUICK, ...judges } });
    expect(kept.violations).toEqual([]);
    expect(kept.calls.length).toBeGreaterThan(0);
    expect(
      kept.contacts.filter(({ state }) => 'reason' in state && /consent/.test(state.reason)).length,
    ).toBeGreaterThan(0);
  });

  it('a registry that was asked too long ago, and one that lists somebody since', async () => {
    const registry = { name: 'dnc', oldest: MINUTE, lists: [{ contact: 11, at: 1 }], fails: 0, unsure: 0 };
    const broken = await play({ ...small, judges: { registry } });
    expect(broken.violations.map((one) => one.says).join('\n')).toMatch(/registry was not asked/);
    const kept = await play({ ...small, registry });
    expect(kept.violations).toEqual([]);
    expect(kept.calls.map(({ to }) => contactOf(to))).not.toContain('c11');
    expect(kept.calls.length).toBeGreaterThanOrEqual(11);
  });
});

it('a restored backup does not erase a no: it is heard again, before anybody is rung', async () => {
  const bench = new Bench();
  const listening = (store: Parameters<typeof talksOf>[1], seed: number) => ({
    listens: { firstLook: FIRST_LOOK },
    later: talksOf(bench.world, store, bench.world.clock(), seed, true, wishes),
    destinationOf: (to: string) => `d:${to}` as DestinationKey,
  });
  const mirrored = new Mirrored(await bench.ledger(16), await bench.ledger(16));
  const run = await bench.start(mirrored.store, bench.voice(), listening(mirrored.store, 1));
  await bench.until(() => bench.provider.calls.length === 2);
  mirrored.cut();
  await bench.until(() => bench.provider.calls.length === 10);
  run.engine.abort();
  await bench.finish(run);
  const before = bench.provider.calls.map(({ id, to }) => ({ id, to }));
  const said = before.filter(({ id }) => wishIn(id) === 'no').map(({ to }) => to);
  expect(said.length).toBeGreaterThan(1);
  await bench.play(mirrored.copy, bench.voice(), listening(mirrored.copy, 2));
  expect(Object.values(bench.rings()).every((rings) => rings === 1)).toBe(true);
  let heard = 0;
  for (const to of said) {
    const key = `d:${to}` as DestinationKey;
    const held = (await mirrored.copy.suppressed([key], ['everywhere'], Infinity)).size === 1;
    // What was said last may be heard by the next run only: its number waits for that.
    expect(held || (await mirrored.copy.task(UNHEARD_TASK, key)) !== undefined, to).toBe(true);
    heard += Number(held);
  }
  expect(heard).toBeGreaterThan(0);
});
