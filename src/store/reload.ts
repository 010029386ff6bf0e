/** What a list loaded again does to a contact that is known already. */
import type { Contact } from '../model/contact.ts';
import { readNewData, type NewData } from '../model/stored.ts';
import { reading } from './failure.ts';

/** Only before the first attempt, and not once it was ended or left out: what happened must stay told of the same data. */
export function mayTakeNewData(contact: Contact): boolean {
  return contact.seq === 0 && contact.state.is === 'ready';
}

/** Where the personal data of a changed row waits for the load's publication. */
export function stagedOwner(load: number, contact: string): string {
  return `load/${load}/${contact}`;
}

/** What a row says of a contact that known contacts may still take from it, as it waits for its load to be published. */
export function stagedData({ destination, place, cartesiaDialable, priority }: NewData): string {
  const data: NewData = { destination, place, cartesiaDialable, priority };
  return JSON.stringify(data);
}

export function stagedDataOf(contact: string, body: string): NewData {
  return reading(`what a list says of contact ${contact}`, () => readNewData(body));
}

/** The known contact with what the new row says of it. Its identity, its state and its alarm stay. */
export function withNewData(
  known: Contact,
  { destination, place, cartesiaDialable, priority }: NewData,
  list: string,
  row: number,
): Contact {
  return { ...known, destination, place, cartesiaDialable, priority, list, row, version: known.version + 1 };
}

/** A contact belongs to the list that named it last, and has its row there. */
export function atRow(known: Contact, list: string, row: number): Contact {
  return known.list === list && known.row === row ? known : { ...known, list, row, version: known.version + 1 };
}
