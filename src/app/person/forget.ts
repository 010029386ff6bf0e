/** Erases a person: here, beside the ledger, and what was said in their calls at the provider. */
import type { Config } from '../../config/environment.ts';
import type { TaskHandler } from '../../engine/later.ts';
import { isOpen, type Attempt } from '../../model/attempt.ts';
import type { AccountKey, ContactId } from '../../model/ids.ts';
import { EVERYWHERE, onDoNotCall } from '../../model/suppression.ts';
import { userError } from '../../model/errors.ts';
import { MINUTE, SECOND, type Duration, type Instant } from '../../model/time.ts';
import { operatorZone } from '../../report/when.ts';
import type { Clock } from '../../clock.ts';
import type { Store } from '../../store/port.ts';
import type { Voice } from '../../voice/port.ts';
import { rewriteResults } from '../results/write.ts';
import type { Caller } from '../runtime.ts';
import { eraseCalls, eraseCallsBy, isComplete, type ErasedCalls } from './erase-calls.ts';
import { erasePerson } from './erase.ts';
import { campaignOf, type Query } from './find-rows.ts';
import { findPerson, personOn, type Person } from './find.ts';
import { FORGET_TASK } from './forget-task.ts';
import { lastRing, leaveOut } from '../suppression/leave-out.ts';
import { teamOf, withTeam, wordsForTeam, type OpenTeam } from '../suppression/team.ts';

/** Everything that would be erased. */
export type ToForget = { readonly person: Person; readonly attempts: readonly Attempt[] };

/** One person, or a `UserError`: `not_found`, `ambiguous`. */
export async function findToForget(store: Store, query: Query): Promise<ToForget> {
  const person = await findPerson(store, query.text, await campaignOf(store, query));
  return { person, attempts: await attemptsOf(store, person) };
}

async function attemptsOf(store: Store, { contacts }: Person): Promise<readonly Attempt[]> {
  return (await Promise.all(contacts.map(({ id }) => store.attemptsOf(id)))).flat();
}

export type Forgotten = {
  readonly is: 'forgotten';
  readonly notes: number;
  /** False while another process keeps their bytes in the ledger's journal: to be forgotten again later. */
  readonly gone: boolean;
  readonly calls: ErasedCalls;
  /** Results beside the ledger that were written anew without them. */
  readonly files: number;
  /** The do-not-call list that holds their number; null: none. Undefined where no number can be read. */
  readonly optOut?: string | null;
  /** The list of the team that has their number too. */
  readonly team?: string;
};

/** A call to them is open: nobody begins another one, and they are erased when it is over. */
export type Forgetting = {
  readonly is: 'later';
  /** What was said is not over, or whether it rang is not known. */
  readonly because: 'talking' | 'in_doubt';
  /** It has ended by then; null where only evidence, or a person, ends it. */
  readonly endsBy: Instant | null;
};

/** The code of where it was said. */
const FORGET = 'forget';
/** Between two looks whether their call is over. */
const LOOK: Duration = 15 * SECOND;
/** What could not be erased, at the provider or in the journal, is tried again after this, and not for ever. */
const AGAIN: Duration = 10 * MINUTE;
const TRIES = 200;

/**
 * `suppress`: and the number is never called again. So it is where a call is open, whatever was said of it. Rejects with
 * `shared_list_away` where the list of the team cannot be told: once the number is erased here nobody could tell it.
 */
export async function forgetPerson(
  store: Store,
  { person, attempts }: ToForget,
  suppress: boolean,
  config: Config,
  caller: Caller,
  openTeam: OpenTeam = teamOf(config, caller),
): Promise<Forgotten | Forgetting> {
  const { clock, operator } = caller;
  // At once: whatever fails from here on, their no must not be lost with it.
  const team = suppress ? await keepNo(store, person, operator, clock, openTeam) : null;
  const open = attempts.filter(isOpen);
  if (open.length > 0) return forgetLater(store, person, open, config, caller);
  const { destinations } = person;
  const optedOut = suppress || (await store.suppressed(destinations, [EVERYWHERE], clock.now())).size > 0;
  // Before the personal data goes: from here on nobody begins a call to them.
  const erasing = await erasePerson(store, person, operator, clock.now(), optedOut ? 'kept' : 'cut');
  // Somebody had begun one a moment before.
  if (erasing.open.length > 0) return forgetLater(store, person, erasing.open, config, caller);
  const calls = await eraseCalls(attempts, config);
  const files = await rewriteFiles(store, config.dataDir, person, clock.now());
  const done = { is: 'forgotten', ...erasing.erased, calls, files, ...(team === null ? {} : { team }) } as const;
  if (destinations.length === 0) return done;
  const [optOut] = (await store.suppressed(destinations, [EVERYWHERE], clock.now())).values();
  return { ...done, optOut: optOut?.source ?? null };
}

/** In this ledger, and on the list of the team, whose place it answers; null: there is none, or their number cannot be read. */
async function keepNo(
  store: Store,
  { destinations, number }: Person,
  by: string,
  clock: Clock,
  openTeam: OpenTeam,
): Promise<string | null> {
  const at = clock.now();
  if (destinations.length > 0) await store.suppress(onDoNotCall(destinations, FORGET, at));
  if (number === null) return null;
  const entry = { number, scope: EVERYWHERE, reason: FORGET, source: wordsForTeam(by), at, until: null };
  const heard = await withTeam(openTeam, clock, async (tell) =>
    tell === null ? null : tell((list) => list.add([entry])),
  );
  if (heard?.is !== 'unheard') return heard?.place ?? null;
  const message = `${heard.message} Nothing was erased: without the number nobody could tell it of their no.`;
  const hint = `${heard.hint} Then give the same command again; from this ledger they are not called any more.`;
  throw userError('shared_list_away', message, hint);
}

/**
 * What is being said at this moment is not over, and a call in doubt is the only trace of who may be rung: neither is erased.
 * The opt-out first: a crash behind it leaves somebody who is not called, never somebody who is.
 */
async function forgetLater(
  store: Store,
  { destinations }: Person,
  open: readonly Attempt[],
  config: Config,
  caller: Caller,
): Promise<Forgetting> {
  const { clock, operator: by } = caller;
  const now = clock.now();
  await store.suppress(onDoNotCall(destinations, FORGET, now));
  // By a contact: a task names nobody (I8), and every row of theirs is found by it.
  const subjects = [...new Set(open.map(({ contact }) => contact))];
  await store.putTasks(
    subjects.map((subject) => ({ kind: FORGET_TASK, subject, dueAt: now + LOOK, tries: 0, body: { by } })),
  );
  await leaveOut(store, destinations, [EVERYWHERE], caller);
  await lastRing(config, store, caller);
  const inDoubt = open.some(({ state }) => state.is === 'in_doubt');
  const end = Math.max(...open.map(({ longestEnd }) => longestEnd));
  return { is: 'later', because: inDoubt ? 'in_doubt' : 'talking', endsBy: inDoubt || end <= now ? null : end };
}

export type ForgetPorts = {
  readonly store: Store;
  readonly voice: Pick<Voice, 'erase'>;
  readonly clock: Clock;
  readonly account: AccountKey;
  readonly dataDir: string;
};

/** Erases who was to be forgotten while a call to them was open, once it is over. Doing it again changes nothing. */
export function forgetTasks({ store, voice, clock, account, dataDir }: ForgetPorts): TaskHandler {
  return async ({ subject, tries, body }) => {
    const contact = await store.contact(subject as ContactId); // whoever put the task named a contact
    if (contact === undefined) return 'done';
    const person = await personOn(store, contact);
    const attempts = await attemptsOf(store, person);
    // However long that takes: a doubt may last for days, and the tries are for what fails afterwards.
    if (attempts.some(isOpen)) return { again: clock.now() + LOOK, waited: true };
    const by = typeof body['by'] === 'string' ? body['by'] : 'operator';
    const { erased, open } = await erasePerson(store, person, by, clock.now(), 'kept');
    if (open.length > 0) return { again: clock.now() + LOOK, waited: true };
    const calls = await eraseCallsBy(voice, account, attempts);
    await rewriteFiles(store, dataDir, person, clock.now());
    return (erased.gone && isComplete(calls)) || tries >= TRIES ? 'done' : { again: clock.now() + AGAIN };
  };
}

function rewriteFiles(store: Store, dataDir: string, { campaigns }: Person, now: Instant): Promise<number> {
  return rewriteResults(store, dataDir, campaigns, { now, zone: operatorZone() });
}
