/** Pages of anything, `{data: […], has_more, next_page?}`: each bounded, and a list that does not end is a failed read, never "all". */
import type { Clock } from '../../clock.ts';
import { SECOND, type Duration } from '../../model/time.ts';
import type { Read, ReadFailure } from '../port.ts';
import { garbled } from './failure.ts';
import { asList, asObject, asText } from './fields.ts';

/** The most the API gives on a page. */
export const PAGE_SIZE = '100';
/** The most that is taken for a page: a host that knows no `limit` shows a small account's list whole. */
const LONGEST_PAGE = 10_000;
/** Of a list that is read to its end. */
const MOST_PAGES = 200;
const MOST_ITEMS = 10_000;
const LONGEST: Duration = 120 * SECOND;

export type Page<T> = {
  readonly items: readonly T[];
  /** The cursor of the page after this one; null on the last. */
  readonly next: string | null;
  /** Entries that did not parse, as they came. */
  readonly unread: readonly unknown[];
};

/**
 * What does not parse is apart from the items; undefined when it is no page at all. One that says that there is more and
 * not where is no page either: taken for the last it would be "all", and somebody would count on who is not in it.
 */
export function readPage<T>(
  value: unknown,
  read: (entry: unknown) => T | undefined,
  after: string | null,
): Page<T> | undefined {
  const object = asObject(value);
  const data = asList(object?.['data']);
  if (object === undefined || data === undefined || data.length > LONGEST_PAGE) return undefined;
  const items: T[] = [];
  const unread: unknown[] = [];
  for (const entry of data) {
    const item = read(entry);
    if (item === undefined) unread.push(entry);
    else items.push(item);
  }
  if (object['has_more'] !== true) return { items, next: null, unread };
  // Phone numbers have no `next_page`: the last id is the cursor, of an entry that did not parse too.
  const next = asText(object['next_page']) ?? asText(asObject(data.at(-1))?.['id']);
  return next === null || next === after ? undefined : { items, next, unread };
}

/** Every page of a list, each item once by its id. `what` is being read, in the plural: `the phone numbers`. */
export async function readAll<T extends { readonly id: string }>(
  host: string,
  what: string,
  clock: Clock,
  ask: (after: string | null) => Promise<Read<Page<T>>>,
): Promise<Read<readonly T[]>> {
  const all = new Map<string, T>();
  const cursors = new Set<string>();
  const began = clock.monotonic();
  let after: string | null = null;
  for (;;) {
    const page: Read<Page<T>> = await ask(after);
    if (page.is === 'failed') return page;
    for (const item of page.value.items) all.set(item.id, item);
    after = page.value.next;
    if (after === null) return { is: 'ok', value: [...all.values()] };
    if (cursors.has(after)) return stop('pages that go round in a circle');
    cursors.add(after);
    if (cursors.size >= MOST_PAGES) return stop(`more than ${MOST_PAGES} pages`);
    if (all.size >= MOST_ITEMS) return stop(`more than ${MOST_ITEMS} of them`);
    if (clock.monotonic() - began > LONGEST) return stop(`pages that did not end within ${LONGEST / SECOND} s`);
  }

  function stop(how: string): ReadFailure {
    return garbled(host, what, 200, how);
  }
}
