/** How a program has campaigns loaded and dialed. */
import type { BeforeDialHook } from '../app/campaign/before-dial.ts';
import type { RunEvent } from '../app/campaign/events.ts';
import type { LoadNotice } from '../app/campaign/load.ts';
import type { Kept } from '../model/list-changes.ts';
import type { RunEnd } from '../model/run.ts';
import type { RunPicture } from '../report/progress.ts';
import type { StatusReport } from '../report/status.ts';
import type { LoadChanges } from './load-counts.ts';
import type { Kinds } from './options.ts';

/** How a campaign is loaded. */
export type LoadOptions = {
  /** A file for the rows that were rejected, with what is wrong with each. Default: none is written. */
  readonly rejects?: string;
  /** Replaces that file where it is there. Default false: it is refused (`file_exists`). */
  readonly force?: boolean;
  /** Breaks it off between two rows: nothing is loaded, and the promise rejects with `aborted`. */
  readonly signal?: AbortSignal;
  /** Told how the list was read where that was not plain. */
  readonly onNotice?: (notice: LoadNotice) => void;
  /** Whoever waits to be dialed and is not in the list any more is left out. Default false: they are dialed all the same. */
  readonly sync?: boolean;
  /** Of a campaign that is known only these rows: `new`, `changed`, `corrected` (numbers). Default: all of them. */
  readonly only?: readonly Kept[];
  /**
   * Shown what the load would change of a campaign that is known, before anything of it is in the ledger. Anything but true:
   * nothing is loaded, and the promise rejects with `changes_refused`. Default: all of it is taken, as with `--yes`.
   */
  readonly onChanges?: (changes: LoadChanges) => boolean | Promise<boolean>;
};
export const LOADING: Kinds<LoadOptions> = {
  rejects: 'text',
  force: 'flag',
  signal: 'signal',
  onNotice: 'function',
  sync: 'flag',
  only: 'texts',
  onChanges: 'function',
};

/** How people are added to a campaign. */
export type AddOptions = Pick<LoadOptions, 'rejects' | 'force' | 'signal' | 'onNotice'> & {
  /** A list of which a fifth is rejected, or that repeats one number, is right. Default false: it is refused. */
  readonly acceptRejects?: boolean;
};
export const ADDING: Kinds<AddOptions> = {
  rejects: 'text',
  force: 'flag',
  signal: 'signal',
  onNotice: 'function',
  acceptRejects: 'flag',
};

/** How campaigns are dialed. */
export type RunOptions = {
  /** By name. Default: those loaded here. */
  readonly campaigns?: readonly string[];
  /** At most so many contacts are dialed. Default: all. Refused where another process dials (`limit_elsewhere`). */
  readonly limit?: number;
  /** No new calls from then on; open ones are followed to their end. */
  readonly signal?: AbortSignal;
  /** Open calls are not waited for either: the next run finds out what became of them. */
  readonly atOnce?: AbortSignal;
  /**
   * Asked before anybody is dialed, a moment ahead of the call, for several contacts at a time: only a yes dials, silence and
   * failure are "later" (docs/library.md). Refused where another process dials, which cannot ask (`before_dial_elsewhere`).
   */
  readonly beforeDial?: BeforeDialHook;
  /** How long `beforeDial` may take to answer, as in `2s`; after that it is "later". From `50ms` to `60s`. Default `10s`. */
  readonly beforeDialTimeout?: string;
  /**
   * Ends the run once nobody can be rung before the next opening: `end` is then `{ is: 'idle', left, until }`, and a later run
   * goes on. Default false: it waits.
   */
  readonly untilIdle?: boolean;
  /** Campaigns that a person has paused go on. Default false: the run waits with them until somebody resumes them. */
  readonly resume?: boolean;
  /** Lists of which a fifth is rejected, or that repeat one number, are right. Default false: they are refused. */
  readonly acceptRejects?: boolean;
  /** Finished campaigns whose lists have grown go on. Default false: they are refused (`finished`). */
  readonly continueFinished?: boolean;
  /** Told how it goes, twice a second at most. */
  readonly onProgress?: (picture: RunPicture) => void;
  /** Told what happens to the run itself: handed over, stopping, the ledger away, what a person should be told once. */
  readonly onEvent?: (event: Exclude<RunEvent, { readonly is: 'progress' }>) => void;
};
export const RUNNING: Kinds<RunOptions> = {
  campaigns: 'texts',
  limit: 'whole',
  signal: 'signal',
  atOnce: 'signal',
  beforeDial: 'function',
  beforeDialTimeout: 'duration',
  untilIdle: 'flag',
  resume: 'flag',
  acceptRejects: 'flag',
  continueFinished: 'flag',
  onProgress: 'function',
  onEvent: 'function',
};

/** What a run came to. */
export type RunResult = {
  /** Why it ended. */
  readonly end: RunEnd;
  /** How each of its campaigns stands. */
  readonly campaigns: readonly StatusReport[];
  /** What listeners and `beforeDial` threw and no listener for `error` heard. */
  readonly unheardErrors: number;
};
