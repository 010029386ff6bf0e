/** Nobody calls these people any more: at once, whoever dials, for a number in no list too. */
import type { Config } from '../../config/environment.ts';
import { digestOf } from '../account.ts';
import type { DestinationKey } from '../../model/ids.ts';
import { destinationKeys, spellingsOf } from '../../model/one-phone.ts';
import { undecidedOn } from '../../model/heard.ts';
import { EVERYWHERE, suppressionOwner, type Scope, type Suppression } from '../../model/suppression.ts';
import type { Instant } from '../../model/time.ts';
import type { Contact } from '../../model/contact.ts';
import type { LogLine, Personal, Store } from '../../store/port.ts';
import type { Caller } from '../runtime.ts';
import { lastRing, lastRingElsewhere, leaveOut } from './leave-out.ts';
import { teamOf, withTeam, wordsForTeam, type Heard, type OpenTeam } from './team.ts';

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
  /** Numbers that are newly in force here, a phone of several spellings once. */
  readonly added: number;
  /** What the list of the team made of it; null: there is none. */
  readonly team: Heard | null;
};

/** Resolves when no ring to them can begin any more, by any ledger of the team that has heard it. */
export async function addSuppression(
  store: Store,
  { numbers, scope, reason, source, until }: NewSuppression,
  config: Config,
  caller: Caller,
  openTeam: OpenTeam = teamOf(config, caller),
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
  await store.suppress(entries, notes);
  // What they may have said is decided by that, where it holds for everybody.
  if (scope === EVERYWHERE && until === null) for (const key of all) await store.dropTask(undecidedOn(key));
  await store.append([addedLine({ by, scope, numbers: people.length, until }, at)]);
  const { waited, open } = await leaveOut(store, all, [scope], caller);
  const forTeam = people.map(({ number }) => ({
    ...{ number, scope, at, until, reason: wordsForTeam(reason ?? ASKED), source: wordsForTeam(source ?? by) },
  }));
  const team = await withTeam(openTeam, clock, async (tell) =>
    tell === null ? null : tell((list) => list.add(forTeam)),
  );
  await Promise.all([lastRing(config, store, caller), team?.is === 'heard' ? lastRingElsewhere(caller) : null]);
  const now = await store.suppressed(all, [scope], clock.now());
  const on = (contacts: readonly Contact[], keys: readonly DestinationKey[]): readonly Contact[] =>
    contacts.filter(({ destination }) => keys.includes(destination));
  const stood = (keys: readonly DestinationKey[]): Suppression | null =>
    keys.map((key) => before.get(key)).find((one) => one !== undefined) ?? null;
  return {
    team,
    added: new Set(people.filter(({ keys }) => stood(keys) === null).map(({ keys: [key] }) => key)).size,
    numbers: people.map(({ number, keys }) => ({
      number,
      before: stood(keys),
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
