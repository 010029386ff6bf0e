/** The store's contract: one suite that every ledger passes. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AttemptState } from '../../src/model/attempt.ts';
import { DISPOSITIONS } from '../../src/model/disposition.ts';
import type { Store } from '../../src/store/port.ts';
import { ageContract } from './store/age.ts';
import { commitContract } from './store/commit.ts';
import { eraseContract } from './store/erase.ts';
import { CAMPAIGN, accepted, callId, campaign, contact, evidence, load, now, placing } from './store/given.ts';
import { limitsContract } from './store/limits.ts';
import { spentContract } from './store/spent.ts';
import { loadsContract } from './store/loads.ts';
import { numbersContract } from './store/numbers.ts';
import { pagesContract } from './store/pages.ts';
import { readsContract } from './store/reads.ts';
import { standingContract } from './store/standing.ts';
import { suppressionContract } from './store/suppression.ts';
import { tasksContract } from './store/tasks.ts';
import { reloadsContract } from './store/reloads.ts';

export type Opened = {
  readonly store: Store;
  /** Closes it and opens the same ledger again; for ledgers that outlive their process. */
  readonly reopen?: () => Promise<Store>;
  readonly dispose: () => Promise<void>;
};

/** `open` gives an empty ledger made at `T` of `given.ts`. */
export function storeContract(name: string, open: () => Promise<Opened>, suite = describe): void {
  suite(`store: ${name}`, () => {
    let opened: Opened;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.dispose());
    const store = (): Store => opened.store;

    describe('commit', () => commitContract(store));
    describe('limits', () => limitsContract(store));
    describe('sums', () => spentContract(store));
    describe('loads', () => loadsContract(store));
    describe('numbers', () => numbersContract(store));
    describe('a list again', () => reloadsContract(store));
    describe('erase', () => eraseContract(store));
    describe('reads', () => readsContract(store));
    describe('pages', () => pagesContract(store));
    describe('age', () => ageContract(store));
    describe('standing', () => standingContract(store));
    describe('suppression', () => suppressionContract(store));
    describe('tasks', () => tasksContract(store));

    test('gives back exactly what was put', async () => {
      await store().putCampaign('new', campaign(), []);
      let n = 0;
      await fc.assert(
        fc.asyncProperty(anyContact, anyEnd, anyJson, async (over, state, own) => {
          const key = `p${(n += 1)}`;
          const put = contact(key, { ...over, row: n });
          await load(store(), [accepted(put, { own })], `list ${n}`);
          const got = (await store().contact(put.id))!;
          expect(got).toEqual({ ...put, load: got.load, list: `list ${n}` });
          expect((await store().personal([put.id], 'row')).get(put.id)).toEqual({ own });
          await store().commit([placing(got)], {});
          const held = await now(store(), got);
          const change = evidence(held.contact, held.attempt, state, held.contact.state, { rangTwice: true });
          await store().commit([change], {});
          expect(await now(store(), got)).toEqual({ contact: change.contact.to, attempt: change.attempt!.to });
        }),
        { numRuns: 40 },
      );
      expect((await store().counts(CAMPAIGN)).rows).toBe(n);
    });

    test('a ledger opened again is the same ledger', async () => {
      if (opened.reopen === undefined) return;
      await store().putCampaign('new', campaign(), []);
      await load(store(), [accepted(contact('a')), accepted(contact('b', { row: 3 }))]);
      await store().commit([placing((await store().contact(contact('a').id))!)], {});
      const before = await everything(store());
      expect(await everything(await opened.reopen())).toEqual(before);
    });

    test('closing twice is closing once', async () => {
      await store().close();
      await store().close();
    });
  });
}

async function everything(store: Store): Promise<unknown> {
  return {
    info: await store.info(),
    campaigns: await store.campaigns(),
    rows: await store.rows(CAMPAIGN, null, 99),
    attempts: await store.attemptsOf(contact('a').id),
    personal: await store.personalOf(contact('a').id),
    log: await store.log({}, 0, 99),
  };
}

const instant = fc.integer({ min: 0, max: 4e12 });
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((value) => !value.includes('\0'));
const anyContact = fc.record({
  place: text,
  cartesiaDialable: fc.boolean(),
  priority: fc.integer(),
  attempts: fc.nat(9),
  seq: fc.nat(9),
  uncounted: fc.record({ unsent: fc.nat(), refused: fc.nat(), throttled: fc.nat() }),
  lastAttemptAt: fc.option(instant, { nil: null }),
  disposition: fc.option(fc.constantFrom(...DISPOSITIONS)),
  version: fc.integer({ min: 1, max: 2 ** 40 }),
  state: fc.oneof(
    instant.map((dueAt) => ({ is: 'ready' as const, dueAt })),
    text.map((reason) => ({ is: 'skipped' as const, reason })),
  ),
});
const anyEnd: fc.Arbitrary<AttemptState> = fc.oneof(
  fc.record({
    is: fc.constant('ended' as const),
    callId: fc.option(text.map(callId)),
    disposition: fc.constantFrom(...DISPOSITIONS),
    startedAt: fc.option(instant),
    endedAt: instant,
    endReason: fc.option(text),
  }),
  fc.record({
    is: fc.constant('not_placed' as const),
    why: fc.constantFrom('unsent' as const, 'refused' as const, 'throttled' as const),
    at: instant,
    code: fc.option(text),
  }),
);
// JSON has no -0: what a row holds was JSON before.
const anyJson = fc.jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value)));
