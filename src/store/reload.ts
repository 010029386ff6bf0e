/** What a list loaded again does to a contact that is known already. */
import type { Contact } from '../model/contact.ts';

/** Only before the first attempt, and not once it was ended or left out: what happened must stay told of the same data. */
export function mayTakeNewData(contact: Contact): boolean {
  return contact.seq === 0 && contact.state.is === 'ready';
}

/** Where the personal data of a changed row waits for the load's publication. */
export function stagedOwner(load: number, contact: string): string {
  return `load/${load}/${contact}`;
}

/** What a row says of a contact that known contacts may still take from it. */
export type NewData = Pick<Contact, 'destination' | 'place' | 'cartesiaDialable' | 'priority'>;

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

/** As it was staged, by this version or one before. */
export function readNewData(body: string): NewData {
  const { windowKey, domestic, ...rest } = JSON.parse(body) as NewData & {
    readonly windowKey?: string;
    readonly domestic?: boolean;
  };
  return {
    ...rest,
    ...(windowKey === undefined ? {} : { place: windowKey }),
    ...(domestic === undefined ? {} : { cartesiaDialable: domestic }),
  };
}
