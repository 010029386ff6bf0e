/** What a list loaded again does to a contact that is known already. */
import type { Contact } from '../model/contact.ts';
import { newDataOf, readNewData, type NewData } from '../model/stored.ts';
import { reading } from './failure.ts';

/** Only before the first attempt, and not once it was ended or left out: what happened must stay told of the same data. */
export function mayTakeNewData(contact: Contact): boolean {
  return contact.seq === 0 && contact.state.is === 'ready';
}

/** Where the personal data of a changed row waits for the load's publication. */
export function stagedOwner(load: number, contact: string): string {
  return `load/${load}/${contact}`;
}

/** What a row says of a contact that is known, as it waits for its load to be published. */
export function stagedData(data: NewData): string {
  return JSON.stringify(newDataOf(data));
}

export function stagedDataOf(contact: string, body: string): NewData {
  return reading(`what a list says of contact ${contact}`, () => readNewData(body));
}

/** The known contact with what the new row says of it. Its identity, its state and its alarm stay. */
export function withNewData(known: Contact, data: NewData, list: string, row: number): Contact {
  const taken = newDataOf(data);
  const moved = { ...known, ...taken, list, row, version: known.version + 1 };
  // Whoever asked to be called back stays ahead, until then.
  if (known.callback === undefined) return moved;
  return { ...moved, priority: known.priority, callback: { ...known.callback, priority: taken.priority } };
}

/** A contact belongs to the list that named it last, and has its row there. */
export function atRow(known: Contact, list: string, row: number): Contact {
  return known.list === list && known.row === row ? known : { ...known, list, row, version: known.version + 1 };
}
