/** Queries of lists: known parameters only, cursors, a `limit`, and one page of what they ask for. */
import { parseInstant } from '../../model/time.ts';
import type { Checked } from './contract.ts';
import type { Faults } from './faults.ts';

export type Query = ReadonlyMap<string, string>;

const CURSORS = ['limit', 'starting_after', 'ending_before'];

/** The parameters of a list, cursors included; unknown or repeated ones are refused. */
export function checkQuery(search: URLSearchParams, names: readonly string[]): Checked<Query> {
  const query = new Map<string, string>();
  for (const [name, value] of search) {
    if (![...names, ...CURSORS].includes(name)) return bad(`${name} is not a parameter.`);
    if (query.has(name)) return bad(`${name} is given twice.`);
    query.set(name, value);
  }
  const limit = query.get('limit');
  if (limit !== undefined && !/^(?:[1-9]\d?|100)$/.test(limit)) {
    return bad('limit must be a whole number from 1 to 100.');
  }
  if (query.has('starting_after') && query.has('ending_before')) {
    return bad('starting_after and ending_before exclude each other.');
  }
  for (const name of ['start_time_gte', 'start_time_lte']) {
    const time = query.get(name);
    if (time !== undefined && parseInstant(time) === undefined) return bad(`${name} must be an RFC 3339 time.`);
  }
  const [from, to] = [query.get('start_time_gte'), query.get('start_time_lte')];
  if (from !== undefined && to !== undefined && (parseInstant(from) ?? 0) > (parseInstant(to) ?? 0)) {
    return bad('start_time_gte is later than start_time_lte.');
  }
  return { is: 'good', value: query };
}

export type Page<T> = { readonly items: readonly T[]; readonly hasMore: boolean };

/**
 * The page of `all` that the cursors name. A cursor counts from where its item stands among everything there is, so a
 * list that grows in front, or hides its newest items for a while, still pages on without a gap.
 */
export function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  shows: (item: T) => boolean,
  query: Query,
): Checked<Page<T>> {
  // Ten is the default of the older documents; the newer ones name none.
  const limit = Number(query.get('limit') ?? '10');
  const after = query.get('starting_after');
  const before = query.get('ending_before');
  const at = all.findIndex((item) => item.id === (after ?? before));
  if ((after ?? before) !== undefined && at < 0) return bad('The cursor names nothing that exists.');
  if (before !== undefined) {
    const ahead = all.slice(0, at).filter(shows);
    return { is: 'good', value: { items: ahead.slice(-limit), hasMore: ahead.length > limit } };
  }
  const rest = all.slice(at + 1).filter(shows);
  return { is: 'good', value: { items: rest.slice(0, limit), hasMore: rest.length > limit } };
}

/**
 * `oldest_first` turned as asked. Shuffled, each item has a place of its own, so that pages go on without a gap: a new one
 * may come to stand on a page that was read before.
 */
export function inOrder<T extends { readonly id: string }>(
  oldestFirst: readonly T[],
  order: Faults['listOrder'],
): readonly T[] {
  switch (order) {
    case 'oldest_first':
      return oldestFirst;
    case 'shuffled':
      return oldestFirst
        .map((item) => ({ item, place: placeOf(item.id) }))
        .sort((a, b) => a.place - b.place)
        .map(({ item }) => item);
    case 'newest_first':
    case undefined:
      return [...oldestFirst].reverse();
  }
}

/** FNV-1a, with its bits mixed once more: ids that differ in the last letter alone are far apart. */
function placeOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function bad(message: string): { readonly is: 'bad'; readonly message: string } {
  return { is: 'bad', message };
}
