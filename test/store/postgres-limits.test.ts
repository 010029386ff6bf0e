/** Several machines on one PostgreSQL ledger: a budget and a ramp are never overshot, though each reads its own moment. */
import { expect } from 'vitest';
import { chance, stream } from '../../src/simulate/random.ts';
import { isBusy } from '../../src/store/failure.ts';
import type { Store } from '../../src/store/port.ts';
import { CAMPAIGN, accepted, contact, load, loaded, placing } from '../contract/store/given.ts';
import { LIMITED, limited, moneyOf } from '../contract/store/limits.ts';
import { anything, recounted } from '../contract/store/spent.ts';
import { itWith } from '../support/needs.ts';
import { testDatabase } from './postgres-database.ts';

const test = itWith('PostgreSQL');
const { open } = testDatabase();
const MACHINES = 4;
const TEN = 10_000_000;

const cases = [
  ['a budget', { money: moneyOf(7 * TEN) }, 'budget'],
  ['a ramp', { ramp: { steps: [7], goOnIf: null } }, 'ramp'],
] as const;
for (const [what, plan, because] of cases)
  test(`${what} is not overshot by machines that race for it`, async () => {
    const stores: Store[] = [];
    for (let n = 0; n < MACHINES; n++) stores.push(await open({ poolSize: 4 }));
    const [first] = stores;
    const people = await loaded(
      first!,
      Array.from({ length: 40 }, (_, n) => contact(`p${n}`, { row: n + 3 })),
    );
    await load(first!, [accepted(contact('other'))], 'other.csv');
    await limited(first!, plan);
    const results = await Promise.all(
      people.map((one, n) => stores[n % MACHINES]!.commit([placing(one, { reserved: TEN })], LIMITED)),
    );
    const all = results.flat();
    expect(all.filter(({ is }) => is === 'done')).toHaveLength(7);
    expect(all.filter((result) => result.is === 'lost' && result.because === because)).toHaveLength(33);
    expect(await first!.spent(CAMPAIGN)).toMatchObject({ reserved: 7 * TEN, people: 7 });
  });

test('the sums are exact, though machines write evidence and dial beside each other', async () => {
  const stores: Store[] = [];
  for (let n = 0; n < MACHINES; n++) stores.push(await open({ poolSize: 4 }));
  const [first] = stores;
  const people = await loaded(
    first!,
    Array.from({ length: 12 }, (_, n) => contact(`p${n}`, { row: n + 3 })),
  );
  await limited(first!, { money: moneyOf(null), ramp: { steps: [1000], goOnIf: null } });
  const guards = { limits: { campaign: CAMPAIGN } };
  await Promise.all(
    stores.map(async (store, machine) => {
      const luck = stream(machine, 'sums');
      for (let nth = 0; nth < 15; nth++) {
        const some = people.filter(() => chance(luck, 0.3));
        const changes = await Promise.all(some.map((one) => anything(store, one, luck)));
        // On a machine with much else to do one of them may give up waiting for a lock: nothing of it is written then.
        await store.commit(changes, nth % 2 === 0 ? guards : {}).catch((error: unknown) => {
          if (!isBusy(error)) throw error;
        });
      }
    }),
  );
  expect(await first!.spent(CAMPAIGN)).toEqual(await recounted(first!, people, CAMPAIGN));
});
