/** Who is not called: all of them, a page at a time, with the words that were said. */
import { digestOf } from '../account.ts';
import { destinationKey } from '../../model/one-phone.ts';
import { own } from '../../model/own.ts';
import { inForce, suppressionOwner, type Scope, type Suppression } from '../../model/suppression.ts';
import type { Instant } from '../../model/time.ts';
import type { Personal, Store } from '../../store/port.ts';

/** One opt-out, with what was said of it. */
export type ListedSuppression = {
  /** Null where the ledger knows a digest of it alone: from a do-not-call file, or of somebody who was forgotten. */
  readonly number: string | null;
  readonly scope: Scope;
  /** A person's words, else a code. */
  readonly reason: string;
  readonly source: string;
  /** Who said it here; null for a file. */
  readonly by: string | null;
  readonly at: Instant;
  readonly until: Instant | null;
  readonly inForce: boolean;
};

const PAGE = 1_000;

/** In no order that says anything. Several spellings of a phone are told once. */
export async function* listSuppression(
  store: Store,
  { scope }: { readonly scope?: Scope },
  now: Instant,
): AsyncGenerator<ListedSuppression> {
  const digest = digestOf(await store.info());
  for (let after: Suppression | null = null; ;) {
    const page: readonly Suppression[] = await store.suppressions(after, PAGE);
    const wanted = page.filter((one) => scope === undefined || one.scope === scope);
    const notes = await notesOf(store, wanted);
    for (const one of wanted) {
      const note = notes.get(`${one.destination} ${one.scope}`);
      const number = textIn(note, 'number');
      if (number !== null && destinationKey(digest, number) !== one.destination) continue;
      const { at, until } = one;
      yield {
        ...{ number, scope: one.scope, at, until, inForce: inForce(one, now), by: textIn(note, 'by') },
        reason: textIn(note, 'reason') ?? one.reason,
        source: textIn(note, 'source') ?? one.source,
      };
    }
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return;
  }
}

async function notesOf(store: Store, those: readonly Suppression[]): Promise<ReadonlyMap<string, Personal['body']>> {
  const found = new Map<string, Personal['body']>();
  for (const scope of new Set(those.map((one) => one.scope))) {
    const keys = those.filter((one) => one.scope === scope).map(({ destination }) => destination);
    const bodies = await store.personal(keys.map(suppressionOwner), scope);
    for (const key of keys) {
      const body = bodies.get(suppressionOwner(key));
      if (body !== undefined) found.set(`${key} ${scope}`, body);
    }
  }
  return found;
}

function textIn(note: Personal['body'] | undefined, name: string): string | null {
  const value = note === undefined ? undefined : own(note, name);
  return typeof value === 'string' ? value : null;
}
