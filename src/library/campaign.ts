/** A campaign as a program holds it: its name, its events, its run, and how it is steered. */
import type { CampaignEvent } from '../app/campaign/follow.ts';
import type { HungUp } from '../app/campaign/hang-up.ts';
import type { CampaignValue } from '../app/campaign/source.ts';
import type { GivenInstant } from '../app/given-instant.ts';
import type { StatusRecord } from '../app/status-record.ts';
import type { StatusReport } from '../report/status.ts';
import type { EventName, Listener } from './listeners.ts';
import type { LoadCounts } from './load-counts.ts';
import type { LogRecord, ResultOptions, ResultRow, WriteOptions } from './results.ts';
import type { AddOptions, RunOptions, RunResult } from './run-options.ts';

/** How a campaign is paused. */
export type PauseOptions = {
  /** It goes on by itself then, where somebody dials. Default: when it is resumed. */
  readonly until?: GivenInstant;
  /** Ends the calls that are talking, too; one that only rings cannot be taken back. Default false. */
  readonly hangUp?: boolean;
};

/** What a pause came to. */
export type PauseResult = {
  /** How it stands now: `paused`; `finished` or `canceled` where it was over; `scheduled` where it never ran: nobody dials it. */
  readonly state: StatusReport['state'];
  /** What became of the open calls; null where none were to be hung up. */
  readonly hungUp: HungUp | null;
};

/**
 * `resumed`: whoever dials goes on with it. `nobody_dials`: nobody dials with this ledger: `run` it, and it goes on.
 * `over`: finished or canceled. `agent_refuses`: everybody would be refused, so that nothing was changed.
 */
export type ResumeResult = 'resumed' | 'nobody_dials' | 'over' | 'agent_refuses';

/** What a cancel came to. */
export type CancelResult = {
  /** `canceled`; `finished` where nobody was left to dial before. */
  readonly state: StatusReport['state'];
  /** Contacts that waited to be dialed and leave. */
  readonly waited: number;
  /** Calls that ring, talk or are in doubt: they are followed to their end by whoever dials, now or next. */
  readonly open: number;
  /** What became of them; null where none were to be hung up. */
  readonly hungUp: HungUp | null;
};

/** Who is to be dialed again: everybody of whom all of it is true. */
export type RetryOptions = {
  /** How it ended with them: `busy`, `no_answer`, `refused`, … Default: however it did. */
  readonly only?: readonly string[];
  /** Their last call began then or later. */
  readonly from?: GivenInstant;
  /** Their last call began before that. */
  readonly to?: GivenInstant;
  /** Contact ids, their own ids of the list, or numbers. Default: whoever it is. */
  readonly ids?: readonly string[];
  /** Nobody is given back: `found` says how many would be. Default false. */
  readonly countOnly?: boolean;
};

/** What a retry came to. */
export type RetryResult = {
  /** Given back. */
  readonly reopened: number;
  /** Those who were meant. */
  readonly found: number;
  /** The same by how it ended with them. */
  readonly byKind: Readonly<Record<string, number>>;
  /** Meant, and left out all the same: opted out, called as often as may be, without a number by now, ids that name nobody. */
  readonly leftOut: {
    readonly suppressed: number;
    readonly spent: number;
    readonly forgotten: number;
    readonly unknown: readonly string[];
  };
};

/** What is followed. */
export type FollowOptions = {
  /** The `cursor` of the last event that was dealt with. Default: events from now on. 0: from the beginning. */
  readonly after?: number;
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
  /** Ends it once everything that has happened so far was told. Default false: it waits for more. */
  readonly untilNow?: boolean;
};

/** One campaign of a ledger. Handles of one name are about the same one, and share their listeners. */
export type Campaign = {
  /** Its name, as its file says it. */
  readonly name: string;
  /** Its name as an id: lower case, words joined by `-`. */
  readonly id: string;
  /**
   * Calls `listener` at each event of that name while a `run` of this program dials or watches it: after what it says is in
   * the ledger, in the order of the log, so that of one contact nothing comes before what came before it. A listener that
   * throws, or rejects, stops nothing: see `error`. It is not waited for. Answers this handle.
   */
  on<E extends EventName>(name: E, listener: Listener<E>): Campaign;
  /** Takes a listener away. Answers this handle. */
  off<E extends EventName>(name: E, listener: Listener<E>): Campaign;
  /**
   * The same events one by one, whoever dials, with or without a run of this program. With `after` it goes on where a
   * program stopped, or crashed: nothing is left out, and what was told may be told again.
   */
  events(options?: FollowOptions): AsyncIterable<CampaignEvent>;
  /** Dials it to its end, or watches whoever dials with this ledger. As `Outdial.run`, of this campaign alone. */
  run(options?: Omit<RunOptions, 'campaigns'>): Promise<RunResult>;
  /** Nothing new is dialed once this resolves, whoever dials. Never asks. */
  pause(options?: PauseOptions): Promise<PauseResult>;
  /** Goes on after a pause. */
  resume(): Promise<ResumeResult>;
  /** For good: nothing new is dialed once this resolves, and whoever waits leaves. */
  cancel(options?: Pick<PauseOptions, 'hangUp'>): Promise<CancelResult>;
  /** How it stands: counts that add up to the rows of its lists. */
  status(): Promise<StatusReport>;
  /**
   * The same and more, as `outdial status --json` prints it (status.schema.json): reached, left out and why, calls, minutes and
   * dollars, what binds now, when it ends.
   */
  standing(): Promise<StatusRecord>;
  /** Its rows with what became of each, a page at a time, in the order of the list. */
  results(options?: ResultOptions): AsyncIterable<ResultRow>;
  /** Writes them into a file that is there whole or not at all, readable by its owner only. Answers how many rows. */
  writeResults(path: string, options?: WriteOptions): Promise<number>;
  /** Its lines of the log. Only the log of the whole ledger can be checked by itself. */
  log(): AsyncIterable<LogRecord>;
  /**
   * Gives people back whom the campaign is through with: they are dialed by the run that goes on, or by the next. Caps and
   * opt-outs hold. Rejects with `canceled`, `ended`.
   */
  retry(options?: RetryOptions): Promise<RetryResult>;
  /**
   * The people of another list join it, also while it is dialed: a path, or rows (any iterable or async iterable of objects),
   * read as the campaign reads its own. Whoever is in it already stays as they are: to correct them `load` again. Rejects with
   * `canceled`, `ended`, and with what `load` does; then nobody was added.
   */
  add(list: string | CampaignValue['contacts'], options?: AddOptions): Promise<AddResult>;
  /**
   * Changes keys of the campaign file, checked as the file is and live within a second: `{ 'pacing.calls_per_second': 2 }`;
   * null takes a key out. Answers how many were changed. Rejects with what is wrong, and with `moved` where somebody else
   * changed the campaign meanwhile.
   */
  set(changes: Readonly<Record<string, string | number | boolean | null>>): Promise<number>;
};

/** What an addition came to. */
export type AddResult = Omit<LoadCounts, 'toDial' | 'changes'> & {
  /** Whom the campaign did not know: they are dialed by the run that goes on, or by the next. */
  readonly added: number;
  /** Somebody dials with this ledger; else the next run does it. */
  readonly dialed: boolean;
};

/** A campaign that was loaded just now. */
export type LoadedCampaign = Campaign & {
  /** What that load came to. */
  readonly loaded: LoadCounts;
};
