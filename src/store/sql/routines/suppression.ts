/** Whom nobody dials: asked without a lock, and what of it a new no changes. */
import type { DestinationKey } from '../../../model/ids.ts';
import {
  inForce,
  longest,
  suppressionOwner,
  withSuppression,
  type Scope,
  type Suppression,
} from '../../../model/suppression.ts';
import type { Instant } from '../../../model/time.ts';
import type { Personal } from '../../port.ts';
import type { Dialect } from '../dialect.ts';
import { all, clampLimit, run, type Routine } from '../routine.ts';

const COLUMNS = 'destination, scope, reason, source, at, until';

/** All that stands of these numbers, whatever its scope, in force or over. */
export function* standing(d: Dialect, destinations: readonly DestinationKey[]): Routine<readonly Suppression[]> {
  if (destinations.length === 0) return [];
  return yield* all<Suppression>(
    `SELECT ${COLUMNS} FROM suppression WHERE ${d.among('destination', '$1')} ORDER BY destination, scope`,
    destinations,
  );
}

export function* suppressed(
  d: Dialect,
  destinations: readonly DestinationKey[],
  scopes: readonly Scope[],
  now: Instant,
): Routine<ReadonlyMap<DestinationKey, Suppression>> {
  const found = new Map<DestinationKey, Suppression[]>();
  for (const one of yield* standing(d, destinations)) {
    if (!scopes.includes(one.scope) || !inForce(one, now)) continue;
    const those = found.get(one.destination);
    if (those === undefined) found.set(one.destination, [one]);
    else those.push(one);
  }
  const order = ({ scope }: Suppression): number => scopes.indexOf(scope);
  const most = new Map<DestinationKey, Suppression>();
  for (const [destination, those] of found) {
    const one = longest(those.sort((a, b) => order(a) - order(b)));
    if (one !== undefined) most.set(destination, one);
  }
  return most;
}

export function* suppressions(
  after: Pick<Suppression, 'destination' | 'scope'> | null,
  limit: number,
): Routine<readonly Suppression[]> {
  return yield* all<Suppression>(
    `SELECT ${COLUMNS} FROM suppression WHERE (destination, scope) > ($1, $2) ORDER BY destination, scope LIMIT $3`,
    ...[after?.destination ?? '', after?.scope ?? '', clampLimit(limit)],
  );
}

export type Changed = {
  /** To be written as they are here. */
  readonly rows: readonly Suppression[];
  /** Those that take the place of what is known. */
  readonly fresh: readonly Personal[];
  /** Only where nothing is known yet. */
  readonly more: readonly Personal[];
  /** Newly in force. */
  readonly added: number;
};

/** What of these entries is more than what stands. Asked under the lock in which it is written. */
export function changedBy(
  standing: readonly Suppression[],
  entries: readonly Suppression[],
  notes: readonly Personal[],
): Changed {
  const known = new Map(standing.map((one) => [nameOf(one.destination, one.scope), one]));
  const rows = new Map<string, Suppression>();
  const fresh = new Set<string>();
  let added = 0;
  for (const next of entries) {
    const name = nameOf(next.destination, next.scope);
    const before = known.get(name);
    const after = withSuppression(before, next);
    if (after === before) continue;
    known.set(name, after);
    rows.set(name, after);
    if (after !== next) continue;
    fresh.add(nameOf(suppressionOwner(next.destination), next.scope));
    if (inForce(next, next.at)) added += 1;
  }
  const isFresh = ({ owner, key }: Personal): boolean => fresh.has(nameOf(owner, key));
  return {
    rows: [...rows.values()],
    fresh: notes.filter(isFresh),
    more: notes.filter((note) => !isFresh(note)),
    added,
  };
}

/** Rows a transaction: some 10 ms, for which whoever dials may have to wait. */
const CHUNK = 2_500;

type Chunk = { readonly entries: readonly Suppression[]; readonly notes: readonly Personal[] };

/** Each note with the entries of its number. */
export function* chunksOf(entries: readonly Suppression[], notes: readonly Personal[]): Generator<Chunk> {
  const byOwner = new Map<string, Personal[]>();
  for (const note of notes) {
    const those = byOwner.get(note.owner);
    if (those === undefined) byOwner.set(note.owner, [note]);
    else those.push(note);
  }
  for (let from = 0; from < entries.length; from += CHUNK) {
    const some = entries.slice(from, from + CHUNK);
    const owners = notes.length === 0 ? [] : [...new Set(some.map(({ destination }) => suppressionOwner(destination)))];
    yield { entries: some, notes: owners.flatMap((owner) => byOwner.get(owner) ?? []) };
  }
}

function nameOf(owner: string, key: string): string {
  return `${owner} ${key}`;
}

/** Within a write. Answers how many there were. */
export function* unsuppress(
  d: Dialect,
  destinations: readonly DestinationKey[],
  scope: Scope | 'all',
): Routine<number> {
  const owners = destinations.map(suppressionOwner);
  // What was said when one of them was taken back stays.
  yield* run(
    `DELETE FROM personal WHERE ${d.among('owner', '$1')} AND ($2 = 'all' OR key = $2) AND key NOT LIKE 'removed/%'`,
    ...[owners, scope],
  );
  return yield* run(
    `DELETE FROM suppression WHERE ${d.among('destination', '$1')} AND ($2 = 'all' OR scope = $2)`,
    ...[destinations, scope],
  );
}
