/** What is said of people in this ledger, said to the list of the team too: whoever of it dials next hears it. */
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config/environment.ts';
import { UserError, userError } from '../../model/errors.ts';
import { DEADLINE } from '../../suppression/ask.ts';
import { LATE, within } from '../../suppression/deadline.ts';
import { SharedListFailure, type SharedList } from '../../suppression/port.ts';
import { sharedSuppression } from '../open-suppression.ts';
import type { Caller } from '../runtime.ts';

/** Null: the team has none. It may fail: that is told like a list that does not answer. */
export type OpenTeam = () => Promise<SharedList | null>;

export type Heard =
  /** `changed`: newly in force there, or taken off. */
  | { readonly is: 'heard'; readonly place: string; readonly changed: number }
  /** It stands in this ledger alone. */
  | { readonly is: 'unheard'; readonly message: string; readonly hint: string };

/** Connecting and asking have a deadline each; a network folder has none of its own. */
const PATIENCE = 2 * DEADLINE;
/** A line of somebody's own list would be read by nobody. */
const LONGEST_WORDS = 500;

export function teamOf(config: Config, caller: Caller): OpenTeam {
  return () => sharedSuppression(config, caller);
}

/** Open for as long as something is said to it. Null: there is none. */
export async function withTeam<T>(open: OpenTeam, clock: Clock, use: (say: Say | null) => Promise<T>): Promise<T> {
  const team = await open().catch(unheardOf);
  if (team === null) return use(null);
  if ('is' in team) return use(() => Promise.resolve(team));
  // What did not answer once is not waited for again and again.
  let failed: Heard | null = null;
  try {
    return await use(async (tell) => {
      if (failed !== null) return failed;
      const heard = await ask(team, clock, tell).catch(unheardOf);
      if (heard.is === 'unheard') failed = heard;
      return heard;
    });
  } finally {
    await within(clock, DEADLINE, team.close());
  }
}

/** Tells the list something, and how that went. */
export type Say = (tell: (list: SharedList) => Promise<number>) => Promise<Heard>;

async function ask(team: SharedList, clock: Clock, tell: (list: SharedList) => Promise<number>): Promise<Heard> {
  const changed = await within(clock, PATIENCE, tell(team));
  if (changed !== LATE) return { is: 'heard', place: team.place, changed };
  const hint = 'See that its server or its network folder is there.';
  throw new SharedListFailure('away', `The shared do-not-call list ${team.place} does not answer.`, hint);
}

function unheardOf(error: unknown): Extract<Heard, { is: 'unheard' }> {
  if (error instanceof SharedListFailure) return { is: 'unheard', message: error.message, hint: error.hint };
  if (!(error instanceof UserError)) throw error;
  const [problem] = error.problems;
  return { is: 'unheard', message: problem?.message ?? error.message, hint: problem?.hint ?? 'Mend what it says.' };
}

/** What is taken back here alone would be heard again at the next dial: nothing is taken back then. */
export function refuseUnheard({ message, hint }: Extract<Heard, { is: 'unheard' }>): Error {
  return userError('shared_list_away', `${message} Nothing was taken back.`, hint);
}

/** Somebody's own words as that list keeps them: one line, and no longer than anybody reads. */
export function wordsForTeam(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_WORDS);
}
