/** The other keys by which a ledger may know the phones of a batch: one from before spellings were one has keys of each. */
import type { DestinationKey } from '../../model/ids.ts';
import { spellingsOf, type Spellings } from '../../model/one-phone.ts';
import type { Core } from '../core.ts';
import type { Placing } from './prepare.ts';

/** What was said under one of them, or is open on it, counts for all: the commit asks each. Nearly no number has a second. */
export function spellingsIn(core: Pick<Core, 'destinationOf'>, placings: readonly Placing[]): Spellings {
  return new Map(
    placings.flatMap(({ attempt: { destination }, item: { to } }): [DestinationKey, DestinationKey[]][] => {
      const others = otherKeys(core, destination, to);
      return others.length === 0 ? [] : [[destination, others]];
    }),
  );
}

export function otherKeys(
  { destinationOf }: Pick<Core, 'destinationOf'>,
  destination: DestinationKey,
  number: string,
): DestinationKey[] {
  if (destinationOf === undefined) return [];
  return [...new Set(spellingsOf(number).map(destinationOf))].filter((key) => key !== destination);
}
