/**
 * What makes the contract enough: a giver that gives again whatever should exist and does not, and a consumer that asks
 * the ledger before it acts. Then no loss is for ever, and no repetition does anything twice.
 */
import { expect, it } from 'vitest';
import type { ContactId } from '../../../src/model/ids.ts';
import { between, stream } from '../../../src/simulate/random.ts';
import type { OpenQueue } from '../queue.ts';
import { faulty } from './faulty.ts';
import { dial, pause, until } from './given.ts';

const UNITS = 60;

/** The smallest ledger: who leads, and whose each unit is. */
class Ledger {
  epoch = 1;
  readonly taken = new Set<ContactId>();
  /** True for the one who may act on it. */
  take(unit: ContactId, epoch: number): boolean {
    if (epoch !== this.epoch || this.taken.has(unit)) return false;
    this.taken.add(unit);
    return true;
  }
}

export function idempotentConsumer(open: OpenQueue): void {
  for (const seed of [1, 2, 3]) {
    it(`each unit of work is done exactly once over a queue with faults (seed ${seed})`, async () => {
      const { queue, end } = await open();
      try {
        const ledger = new Ledger();
        const random = stream(seed, 'consumer');
        const done = new Map<ContactId, number>();
        let outdated = 0;
        for (let count = 0; count < 3; count += 1) {
          await (
            await queue()
          ).work(2, async (job) => {
            if (job.is !== 'dial') return;
            if (job.epoch !== ledger.epoch) outdated += 1;
            await pause(between(random, 0, 5));
            for (const unit of job.contacts) {
              if (ledger.take(unit, job.epoch)) done.set(unit, (done.get(unit) ?? 0) + 1);
            }
          });
        }
        const sick = faulty(await queue(), seed);
        const units = Array.from({ length: UNITS }, (_, index) => `c-${index}` as ContactId);
        for (let round = 0; ledger.taken.size < UNITS; round += 1) {
          expect(round).toBeLessThan(100);
          // The leader changes while jobs of the last one are on their way.
          if (round === 2) ledger.epoch += 1;
          const open = units.filter((unit) => !ledger.taken.has(unit));
          for (let at = 0; at < open.length; at += 4) {
            await sick.give(dial(`${round}.${at}`, open.slice(at, at + 4), ledger.epoch));
          }
          await until(() => ledger.taken.size === UNITS, 40).catch(() => undefined);
        }
        await sick.calm();
        await pause(50);
        expect([...done.keys()].sort()).toEqual([...units].sort());
        expect(new Set(done.values())).toEqual(new Set([1]));
        expect(sick.did.lost * sick.did.repeated * sick.did.late).toBeGreaterThan(0);
        expect(outdated).toBeGreaterThanOrEqual(0);
      } finally {
        await end();
      }
    });
  }
}
