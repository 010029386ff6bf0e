/** Where a contact stands in the order in which a campaign's people are dialed. */
import { dueAtOf, type Contact } from './contact.ts';
import type { Instant } from './time.ts';

export type DueKey = Pick<Contact, 'priority' | 'row' | 'list' | 'id'> & { readonly dueAt: Instant };

export function dueKeyOf(contact: Contact): DueKey {
  const { priority, row, list, id } = contact;
  return { priority, row, list, id, dueAt: dueAtOf(contact) ?? Number.MAX_SAFE_INTEGER };
}
