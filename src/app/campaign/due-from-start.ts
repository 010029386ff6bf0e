/** Brings forward whoever waits for a beginning of the campaign that is earlier now: lists say "due" by it as they are loaded. */
import type { Campaign } from '../../model/campaign.ts';
import type { ContactId } from '../../model/ids.ts';
import type { RowRecord, Store } from '../../store/port.ts';
import type { Runtime } from '../runtime.ts';
import { changeContacts } from './change-contacts.ts';

const PAGE = 500;

/** How many. Those who were tried already wait for their own delay, and those who asked for an hour for that. */
export async function dueFromStart(
  store: Store,
  { id, plan }: Pick<Campaign, 'id' | 'plan'>,
  { clock }: Pick<Runtime, 'clock'>,
): Promise<number> {
  const begins = Math.max(plan.startAt ?? 0, clock.now());
  let sooner = 0;
  for (let after: RowRecord | null = null; ;) {
    const page: readonly RowRecord[] = await store.rows(id, after, PAGE);
    const waiting = page.flatMap(({ outcome }): ContactId[] => (outcome.is === 'accepted' ? [outcome.contact.id] : []));
    sooner += await changeContacts(store, waiting, (contact) => {
      const { state, seq, callback, notBefore = 0 } = contact;
      const dueAt = Math.max(begins, notBefore);
      if (state.is !== 'ready' || seq > 0 || callback !== undefined || state.dueAt <= dueAt)
        return Promise.resolve(undefined);
      const to = { ...contact, state: { is: 'ready', dueAt } as const, version: contact.version + 1 };
      return Promise.resolve({ contact: { from: contact.version, to }, log: [] });
    });
    after = page.at(-1) ?? null;
    if (after === null || page.length < PAGE) return sooner;
  }
}
