/** Gives up whoever waits without a try left, once a plan allows fewer: whom it misses the engine gives up when it is their turn. */
import { giveUpSpent } from '../../engine/settle/give-up-spent.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Instant } from '../../model/time.ts';
import type { RowRecord, Store } from '../../store/port.ts';

/** The engine next door never waits for longer than a commit of so many. */
const PAGE = 200;

export async function sweepSpent(store: Store, { id, plan }: Campaign, now: Instant): Promise<void> {
  for (let after: RowRecord | null = null; ;) {
    const page: readonly RowRecord[] = await store.rows(id, after, PAGE);
    const contacts = page.flatMap(({ outcome }) => (outcome.is === 'accepted' ? [outcome.contact] : []));
    await giveUpSpent(store, contacts, plan, now);
    after = page.at(-1) ?? null;
    if (after === null || page.length < PAGE) return;
  }
}
