/** What stands in the place of digests that were cut: names made of ids, which say nothing about a person. */
// Whoever has the ledger has its key, and there are few enough numbers to try them all: a digest that stays is the number.
import type { ContactKey, DestinationKey } from '../model/ids.ts';

const PREFIX = 'forgotten/';

export type StoredDigest = { readonly id: string; readonly destination: string };
export type Cut = { readonly id: string; readonly key: ContactKey; readonly destination: DestinationKey };

/** Rows of one number stay together, so that they are found by any of them. `held`: in the order of their ids. */
export function cutsOf(held: readonly StoredDigest[]): readonly Cut[] {
  const names = new Map<string, string>();
  return held.map(({ id, destination }) => {
    const known = destination.startsWith(PREFIX) ? destination : names.get(destination);
    const name = known ?? `${PREFIX}${id}`;
    names.set(destination, name);
    return { id, key: `${PREFIX}${id}` as ContactKey, destination: name as DestinationKey };
  });
}

/** The digests that were cut: nothing else may hold them, but an opt-out. */
export function digestsOf(held: readonly StoredDigest[]): readonly string[] {
  return [...new Set(held.map(({ destination }) => destination))].filter((key) => !key.startsWith(PREFIX)).sort();
}
