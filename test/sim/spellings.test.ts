/** A ledger from before the spellings of a phone were one: what was said under either of them still holds at the dial. */
import { onDoNotCall } from '../../src/model/suppression.ts';
import { describe, expect, it } from 'vitest';
import type { ContactId, ContactKey, DestinationKey } from '../../src/model/ids.ts';
import type { Store } from '../../src/store/port.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import { CAMPAIGN, makeCampaign, makeContact, NOW } from '../support/fixtures.ts';
import { Bench, states } from './bench.ts';

const destinationOf = (to: string): DestinationKey => `d:${to}` as DestinationKey;

async function ledgerOf(bench: Bench, numbers: readonly string[], prefix = 'c'): Promise<Store> {
  const store = openMemoryStore({ makeId: () => 'L', now: NOW });
  await store.putCampaign('new', makeCampaign({ plan: bench.plan }), []);
  const load = await store.beginLoad(CAMPAIGN, 'list.csv', NOW);
  const rows = numbers.map((to, n) => {
    const id = `${prefix}${n}` as ContactId;
    const keys = { key: `k:${to}` as ContactKey, destination: destinationOf(to) };
    const contact = makeContact({ id, ...keys, row: n + 2, load });
    const personal = { owner: id, key: 'row', body: { to_number: to, variables: {} } };
    return { row: n + 2, personal, digest: to, outcome: { is: 'accepted', contact } as const };
  });
  await store.addRows(load, rows);
  await store.publishLoad(load, []);
  return store;
}

describe('an older ledger', () => {
  it('does not dial whom a do-not-call entry names by another spelling', async () => {
    const bench = new Bench();
    const ledger = await ledgerOf(bench, ['+541155500123', '+5491155500124', '+14155550101']);
    await ledger.suppress(onDoNotCall(['+5491155500123', '+541155500124'].map(destinationOf), 'old.txt', NOW));
    expect(await bench.play(ledger, bench.voice(), { destinationOf })).toEqual({ is: 'finished', needsReview: 0 });
    expect(Object.keys(bench.rings()).map((to) => to.replace('+', ''))).toEqual(['14155550101']);
    expect(await states(ledger)).toEqual(['skipped: suppressed', 'skipped: suppressed', 'completed: answered']);
  });

  it('knows whom it called by the other spelling', async () => {
    const bench = new Bench();
    await bench.play(await ledgerOf(bench, ['+541155500123']));
    const restored = await ledgerOf(bench, ['+5491155500123'], 'other');
    expect(await bench.play(restored, bench.voice(), { destinationOf })).toEqual({ is: 'finished', needsReview: 0 });
    expect(Object.values(bench.rings())).toEqual([1]);
  });
});
