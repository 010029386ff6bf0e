/** Somebody said in a call that nobody is to call them: written down before anything else, for every spelling of their number. */
import type { Clock } from '../../clock.ts';
import type { Attempt } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import { destinationKeys, spellingsOf } from '../../model/one-phone.ts';
import { EVERYWHERE, suppressionOwner, type Scope, type Suppression } from '../../model/suppression.ts';
import type { DestinationKey } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { LogLine, Personal, Store } from '../../store/port.ts';
import { digestOf } from '../account.ts';
import { leaveOut } from '../suppression/leave-out.ts';
import { withTeam, wordsForTeam, type OpenTeam } from '../suppression/team.ts';

export type Hearing = {
  readonly store: Store;
  readonly clock: Clock;
  readonly team?: OpenTeam | undefined;
  /** The account's, besides each campaign's and the built-in ones. */
  readonly optOutWords?: readonly string[] | undefined;
};

/** The code of where it was said. */
const HEARD = 'heard';
const OPT_OUT = 'opt_out';
const WRONG_NUMBER = 'wrong_number';
/** Of a sentence nobody reads more. */
const LONGEST = 300;

/** `words`: theirs; kept with the personal data alone. Throws where the list of the team did not hear it: then it is said again. */
export async function suppressHeard(
  { store, clock, team }: Hearing,
  attempt: Attempt,
  contact: Contact,
  words: string | null,
  scope: Scope,
): Promise<void> {
  const at = clock.now();
  const digest = digestOf(await store.info());
  const person = (await store.personal([contact.id], 'row')).get(contact.id)?.['to_number'];
  const number = typeof person === 'string' ? person : null;
  const own = number === null ? [] : destinationKeys(digest, number);
  const isTheirs = own.includes(attempt.destination);
  // A no is a person's, and holds for the number that a list has given them since; who was called by mistake is another one.
  const keys = scope === EVERYWHERE || isTheirs ? [attempt.destination, ...own] : [attempt.destination];
  const about = { campaign: contact.campaign, contact: contact.id, attempt: attempt.id };
  await write({ store, clock, team }, { number, own, keys, words, scope }, about, at);
}

/** Of a call whose contact the ledger has lost. */
export async function suppressStray(hearing: Hearing, number: string, words: string | null): Promise<void> {
  const own = destinationKeys(digestOf(await hearing.store.info()), number);
  const about = { campaign: null, contact: null, attempt: null };
  await write(hearing, { number, own, keys: own, words, scope: EVERYWHERE }, about, hearing.clock.now());
}

type No = {
  readonly number: string | null;
  /** The keys of that number, and all that are suppressed. */
  readonly own: readonly DestinationKey[];
  readonly keys: readonly DestinationKey[];
  readonly words: string | null;
  readonly scope: Scope;
};

async function write(
  { store, clock, team }: Hearing,
  { number, own, keys, words, scope }: No,
  of: Pick<LogLine, 'campaign' | 'contact' | 'attempt'>,
  at: Instant,
): Promise<void> {
  const reason = scope === EVERYWHERE ? OPT_OUT : WRONG_NUMBER;
  const entries = [...new Set(keys)]
    .sort()
    .map((destination): Suppression => ({ destination, scope, reason, source: HEARD, at, until: null }));
  const notes = own.map((key, nth): Personal => {
    const spelled = number === null ? null : (spellingsOf(number)[nth] ?? number);
    const body = { number: spelled, reason: words?.slice(0, LONGEST) ?? reason, source: HEARD, by: 'outdial' };
    return { owner: suppressionOwner(key), key: scope, body };
  });
  await store.suppress(entries, notes);
  const about = { ...of, from: null, to: null };
  await store.append([
    { at, actor: 'provider', ...about, event: 'opt_out_heard', cause: reason, evidence: { scope, numbers: 1 } },
  ]);
  await leaveOut(store, keys, [scope], { clock });
  if (team === undefined || scope !== EVERYWHERE || number === null) return;
  const entry = { number, scope, at, until: null, reason: wordsForTeam(reason), source: wordsForTeam(HEARD) };
  const told = await withTeam(team, clock, (tell) =>
    tell === null ? Promise.resolve(null) : tell((list) => list.add([entry])),
  );
  if (told?.is === 'unheard') throw new Error(told.message);
}
