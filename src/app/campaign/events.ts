/** What a run tells while it goes on, and how it is asked to end. */
import type { BeforeDial } from '../../engine/before-dial.ts';
import type { RunPicture } from '../../report/progress.ts';
import type { SteeringEvent } from './steering.ts';
import type { EngineTaken } from '../open.ts';

/** Who dials with the ledger; null while it has not said who it is. */
export type HeldBy = Extract<EngineTaken, { is: 'held' }>['by'];

/** What happens to a run. */
export type RunEvent =
  /** Another process dials with this ledger and has been given the campaigns: this one watches. */
  | { readonly is: 'handed_over'; readonly by: HeldBy; readonly campaigns: number }
  /** Whoever dialed is gone: this one dials now, and what the other left behind (names) as well. */
  | { readonly is: 'taken_over'; readonly also: readonly string[] }
  /** The same of the workers of a shared ledger. */
  | { readonly is: 'handed_to_workers'; readonly campaigns: number }
  /** No worker leads: nobody dials until one is started. */
  | { readonly is: 'nobody_leads' }
  /** Twice a second at most, and for at most a twentieth of the time. */
  | { readonly is: 'progress'; readonly picture: RunPicture }
  /** What a person should be told once, in a sentence. It may hold numbers. */
  | { readonly is: 'notice'; readonly sentence: string }
  | SteeringEvent
  /** No new calls; open ones are followed to their end. */
  | { readonly is: 'stopping' }
  | { readonly is: 'stopping_at_once' }
  /** Where others dial, they go on. */
  | { readonly is: 'ledger_away'; readonly message: string }
  | { readonly is: 'ledger_answers' };

export type RunOptions = {
  /** At most so many contacts are dialed; null: all. */
  readonly limit: number | null;
  /**
   * Who said that what a person has paused goes on, and knew of it. Without it the run waits with such a campaign: one that a
   * machine has started again must not undo what a person asked for.
   */
  readonly resumedBy?: string | undefined;
  /** No new calls from then on, open ones are followed to their end; whoever only watches stops watching. */
  readonly signal?: AbortSignal | undefined;
  /** Open calls are not waited for either: they are looked up at the next start. */
  readonly atOnce?: AbortSignal | undefined;
  /** Ends it once nobody can be rung before the next opening; whoever only watches stops watching then. */
  readonly untilIdle?: boolean | undefined;
  /** Asked before anybody is dialed: only by the process that dials, so that it can be handed over to none. */
  readonly beforeDial?: BeforeDial | undefined;
  readonly onEvent: (event: RunEvent) => void;
};

/** The reason of a `signal`: nobody asked, the terminal is gone. What was dialed stays for whoever watches to take over. */
export const GONE = Symbol('gone');

export { onAbort } from '../on-abort.ts';
