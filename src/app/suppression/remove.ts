/** Takes an opt-out back, the only way there is: with who did it and why. Who was left out by it is not dialed for that alone. */
import type { Config } from '../../config/environment.ts';
import { digestOf } from '../account.ts';
import type { Contact } from '../../model/contact.ts';
import { userError } from '../../model/errors.ts';
import { destinationKeys, spellingsOf } from '../../model/one-phone.ts';
import { EVERYWHERE, inForce, suppressionOwner, type Scope, type Suppression } from '../../model/suppression.ts';
import type { Instant } from '../../model/time.ts';
import type { LogLine, Personal, Store } from '../../store/port.ts';
import type { Caller } from '../runtime.ts';
import { standingInFiles, type InFile } from './in-files.ts';
import { refuseUnheard, teamOf, withTeam, wordsForTeam, type OpenTeam, type Say } from './team.ts';

export type Removal = {
  /** E.164. */
  readonly numbers: readonly string[];
  readonly scope: Scope | 'all';
  readonly why: string;
};

export type RemovedNumber = {
  readonly number: string;
  /** What was taken back. */
  readonly were: readonly Suppression[];
  /** What still keeps them from being called, under another scope. */
  readonly left: readonly Suppression[];
  /** Contacts who had been left out for it: they stay left out. */
  readonly leftOut: readonly Contact[];
  /** Of the list of the team; null: there is none. */
  readonly team: OfTeam | null;
  /** Do-not-call files of campaigns that hold it, or cannot be read: it comes back by them. */
  readonly files: readonly InFile[];
};

type OfTeam = {
  readonly place: string;
  /** How many of its entries were taken off. */
  readonly removed: number;
  /** Scopes under which it still stands there. */
  readonly left: readonly string[];
};

export async function removeSuppression(
  store: Store,
  { numbers, scope, why }: Removal,
  config: Config,
  caller: Caller,
  openTeam: OpenTeam = teamOf(config, caller),
): Promise<readonly RemovedNumber[]> {
  if (why.trim() === '') throw noWhy();
  return withTeam(openTeam, caller.clock, (tell) => removeAll(store, { numbers, scope, why }, caller, tell));
}

async function removeAll(
  store: Store,
  { numbers, scope, why }: Removal,
  { clock, operator: by, makeId }: Caller,
  tell: Say | null,
): Promise<readonly RemovedNumber[]> {
  const digest = digestOf(await store.info());
  const done: RemovedNumber[] = [];
  const all = [...new Set(numbers)];
  const everywhere = scope === 'all' || scope === EVERYWHERE;
  const inFiles = everywhere ? await standingInFiles(store, all) : new Map<string, readonly InFile[]>();
  for (const number of all) {
    const team = await removedFromTeam(number, { scope, why }, { by, at: clock.now() }, tell);
    const keys = destinationKeys(digest, number);
    const known = await standing(store, keys);
    const isMeant = (one: Suppression): boolean => scope === 'all' || one.scope === scope;
    const were = known.filter(isMeant);
    const left = known.filter((one) => !isMeant(one) && inForce(one, clock.now()));
    const contacts = await store.contactsOn(keys);
    const leftOut = contacts.filter(({ state }) => state.is === 'skipped' && state.reason === 'suppressed');
    if (were.length > 0) {
      // The words may name somebody, so they are with the people; by a name of luck, so that the log says no number (I8).
      const note = `removed/${makeId(12)}`;
      const notes = keys.map((key): Personal => ({ owner: suppressionOwner(key), key: note, body: { why, by } }));
      const at = clock.now();
      const line: LogLine = {
        ...{ at, actor: 'operator', campaign: null, contact: null, attempt: null, from: null, to: null, cause: null },
        event: 'suppression_removed',
        evidence: { by, scope, why: note },
      };
      const [first] = contacts;
      const about = first === undefined ? line : { ...line, campaign: first.campaign, contact: first.id };
      await store.unsuppress(keys, scope, [about], notes.slice(0, 1));
    }
    done.push({ number, were, left, leftOut, team, files: inFiles.get(number) ?? [] });
  }
  return done;
}

/** The list of the team first: what is gone here alone would be heard again at the next dial. */
async function removedFromTeam(
  number: string,
  { scope, why }: Omit<Removal, 'numbers'>,
  { by, at }: { readonly by: string; readonly at: Instant },
  tell: Say | null,
): Promise<OfTeam | null> {
  if (tell === null) return null;
  const spellings = spellingsOf(number);
  const left = new Set<string>();
  const heard = await tell(async (list) => {
    const removed = await list.remove(spellings, scope, wordsForTeam(why), wordsForTeam(by), at);
    for (const entry of await list.find(spellings, at)) left.add(entry.scope);
    return removed;
  });
  if (heard.is === 'unheard') throw refuseUnheard(heard);
  return { place: heard.place, removed: heard.changed, left: [...left] };
}

function noWhy(): Error {
  const message = 'An opt-out is taken back only with the reason for it.';
  return userError('no_why', message, 'Say it: --why "she asked to be called again, by letter of 1 December".');
}

/** Under every scope; those that are over too. */
async function standing(store: Store, keys: ReturnType<typeof destinationKeys>): Promise<readonly Suppression[]> {
  const found: Suppression[] = [];
  for (const destination of keys) {
    let after: Pick<Suppression, 'destination' | 'scope'> = { destination, scope: '' as Scope };
    for (;;) {
      const page = await store.suppressions(after, 20);
      const mine = page.filter((one) => one.destination === destination);
      found.push(...mine);
      const last = mine.at(-1);
      if (last === undefined || mine.length < page.length || page.length < 20) break;
      after = last;
    }
  }
  return found;
}
