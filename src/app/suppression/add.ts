/** Nobody calls these people any more: at once, whoever dials, for a number in no list too. */
import type { Config } from '../../config/environment.ts';
import { digestOf } from '../account.ts';
import type { DestinationKey } from '../../model/ids.ts';
import { destinationKeys, spellingsOf } from '../../model/one-phone.ts';
import { suppressionOwner, type Scope, type Suppression } from '../../model/suppression.ts';
import type { Instant } from '../../model/time.ts';
import type { Contact } from '../../model/contact.ts';
import type { LogLine, Personal, Store } from '../../store/port.ts';
import type { Caller } from '../runtime.ts';
import { lastRing, leaveOut } from './leave-out.ts';

export type NewSuppression = {
  /** E.164. */
  readonly numbers: readonly string[];
  readonly scope: Scope;
  /** A person's own words; kept with the personal data. */
  readonly reason: string | null;
  readonly source: string | null;
  /** Null for good. */
  readonly until: Instant | null;
};

/** Codes of what was said by hand. */
export const ASKED = 'asked';
export const OPERATOR = 'operator';

export type AddedNumber = {
  readonly number: string;
  /** What stood under this scope before, in force; null: it is new. */
  readonly before: Suppression | null;
  /** What stands now: the longer `until` holds. */
  readonly now: Suppression | null;
  readonly waited: readonly Contact[];
  readonly open: readonly Contact[];
};

export type AddedSuppression = {
  readonly numbers: readonly AddedNumber[];
  /** Newly in force. */
  readonly added: number;
};

/** Resolves when no ring to them can begin any more. */
export async function addSuppression(
  store: Store,
  { numbers, scope, reason, source, until }: NewSuppression,
  config: Config,
  caller: Caller,
): Promise<AddedSuppression> {
  const { clock, operator: by } = caller;
  const digest = digestOf(await store.info());
  const at = clock.now();
  const people = [...new Set(numbers)].map((number) => ({ number, keys: destinationKeys(digest, number) }));
  const all = [...new Set(people.flatMap(({ keys }) => keys))].sort();
  const before = await store.suppressed(all, [scope], at);
  const entries = all.map((destination): Suppression => {
    return { destination, scope, reason: ASKED, source: OPERATOR, at, until };
  });
  const notes = people.flatMap(({ number, keys }) => keys.map((key, nth) => noteOf(key, scope, number, nth)));
  function noteOf(key: DestinationKey, key_: Scope, number: string, nth: number): Personal {
    const spelled = spellingsOf(number)[nth] ?? number;
    return { owner: suppressionOwner(key), key: key_, body: { number: spelled, reason, source, by } };
  }
  const added = await store.suppress(entries, notes);
  await store.append([addedLine({ by, scope, numbers: people.length, until }, at)]);
  const { waited, open } = await leaveOut(store, all, [scope], caller);
  await lastRing(config, store, caller);
  const now = await store.suppressed(all, [scope], clock.now());
  const on = (contacts: readonly Contact[], keys: readonly DestinationKey[]): readonly Contact[] =>
    contacts.filter(({ destination }) => keys.includes(destination));
  return {
    added,
    numbers: people.map(({ number, keys }) => ({
      number,
      before: keys.map((key) => before.get(key)).find((one) => one !== undefined) ?? null,
      now: keys.map((key) => now.get(key)).find((one) => one !== undefined) ?? null,
      waited: on(waited, keys),
      open: on(open, keys),
    })),
  };
}

type Added = { readonly by: string; readonly scope: string; readonly numbers: number; readonly until: Instant | null };

export function addedLine(evidence: Added, at: Instant): LogLine {
  const nobody = { campaign: null, contact: null, attempt: null, from: null, to: null, cause: null };
  return { at, actor: 'operator', ...nobody, event: 'suppression_added', evidence };
}
