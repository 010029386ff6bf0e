/** Changes many contacts beside a running engine, chunk by chunk: each as it stands then, and again where it moved meanwhile. */
import type { Contact } from '../../model/contact.ts';
import type { ContactId } from '../../model/ids.ts';
import type { Change, Store } from '../../store/port.ts';

/** The engine next door never waits for longer than a commit of so many. */
const CHUNK = 100;

/**
 * How many were changed. Undefined: that one stays as it is. A process that dies between two chunks leaves whole ones; asked
 * again, whoever is changed already is not to be changed.
 */
export async function changeContacts(
  store: Store,
  ids: readonly ContactId[],
  changeOf: (contact: Contact) => Promise<Change | undefined>,
): Promise<number> {
  let changed = 0;
  let left = [...ids];
  while (left.length > 0) {
    const looked = await Promise.all(left.slice(0, CHUNK).map((id) => look(store, id, changeOf)));
    const changes = looked.filter((one) => one !== undefined);
    const results = await store.commit(
      changes.map(({ change }) => change),
      {},
    );
    const lost = changes.filter((_, index) => results[index]?.is !== 'done').map(({ id }) => id);
    changed += changes.length - lost.length;
    left = [...lost, ...left.slice(CHUNK)];
  }
  return changed;
}

async function look(
  store: Store,
  id: ContactId,
  changeOf: (contact: Contact) => Promise<Change | undefined>,
): Promise<{ readonly id: ContactId; readonly change: Change } | undefined> {
  const contact = await store.contact(id);
  const change = contact && (await changeOf(contact));
  return change && { id, change };
}
