/**
 * The hand-over between the leader of an account and the workers. A message may be lost, repeated, late or out of order,
 * and nothing in it decides anything: what it says is checked against the ledger, under lock, by whoever acts on it.
 * Messages carry ids and instants only, never a number or a name (I8).
 */
import type { AgentId, AttemptId, CampaignId, ContactId, LineId } from '../model/ids.ts';
import type { Duration, Instant } from '../model/time.ts';

/** To whichever worker is free. `epoch`: the leader's; an older one's jobs are lost at their commit. */
export type Job =
  | {
      readonly is: 'dial';
      readonly epoch: number;
      /** The name of the request. */
      readonly batch: string;
      readonly campaign: CampaignId;
      readonly line: LineId;
      readonly contacts: readonly ContactId[];
      /** The appointment, in the ledger's time: not before, and nothing is sent after. */
      readonly sendAt: Instant;
      readonly sendBy: Instant;
      /** Open attempts that the account may have after the commit. */
      readonly slots: number;
    }
  | { readonly is: 'walk'; readonly epoch: number; readonly agent: AgentId }
  | {
      readonly is: 'look_up';
      readonly epoch: number;
      readonly agent: AgentId;
      readonly attempts: readonly AttemptId[];
    };

/** What a request met, as far as it concerns more than its own contacts. */
export type RequestSignal =
  /** `placed`: how many calls it made. */
  | { readonly is: 'answered'; readonly campaign: CampaignId; readonly placed: number }
  /** The host could not be reached. */
  | { readonly is: 'unreachable'; readonly cause: string }
  | { readonly is: 'throttled'; readonly about: 'concurrency' | 'rate' }
  /** The provider named a moment before which it wants nothing more. */
  | { readonly is: 'closed'; readonly until: Instant }
  /** An answer that says that something is being done already: it may be ringing. */
  | { readonly is: 'conflict'; readonly campaign: CampaignId; readonly attempts: readonly AttemptId[] }
  /** A request of several was refused as a whole, for a reason that is one of its people's. */
  | { readonly is: 'refused_together' }
  /**
   * Refused for a reason that nobody can place: these attempts, of one campaign, with these words, in which no name and no
   * number is. `group`: equal where the words are; every request that was refused as a whole is of one group.
   */
  | {
      readonly is: 'refused';
      readonly campaign: CampaignId;
      readonly group: string;
      readonly words: string;
      readonly attempts: readonly AttemptId[];
    };

/** To the leader. What it loses costs pace, never safety: an unheard start counts as late as it may have been. */
export type Report =
  /** The first byte of `batch` was written at `at` (the latest it may have been); `count` destinations are in it. */
  | {
      readonly is: 'started';
      readonly epoch: number;
      readonly batch: string;
      readonly line: LineId;
      readonly due: Instant;
      readonly at: Instant;
      readonly count: number;
    }
  /** Nothing of `batch` was written, nor will be. */
  | { readonly is: 'idle'; readonly epoch: number; readonly batch: string; readonly line: LineId }
  | {
      readonly is: 'replied';
      readonly epoch: number;
      readonly line: LineId;
      readonly at: Instant;
      readonly took: Duration;
    }
  | { readonly is: 'met'; readonly epoch: number; readonly line: LineId; readonly met: RequestSignal }
  /** `foreign`: started calls of the account that are not this ledger's. `failure`: the provider did not answer. */
  | {
      readonly is: 'walked';
      readonly epoch: number;
      readonly agent: AgentId;
      readonly foreign: number;
      readonly failure: string | null;
    };

export type Stop = () => Promise<void>;

export type Queue = {
  /** Resolves once handed over, or given up: a queue that is away loses the job. Never rejects. */
  give(job: Job): Promise<void>;
  /** As `give`, to the leader. */
  report(report: Report): Promise<void>;
  /**
   * Works on jobs until stopped, `dial` and the others beside each other, `atOnce` of each at a time. `on` must not
   * reject. `Stop` resolves when the last job under way has ended; no new one begins.
   */
  work(atOnce: number, on: (job: Job) => Promise<void>): Promise<Stop>;
  /** Hears reports until stopped, in order of arrival. */
  hear(on: (report: Report) => Promise<void>): Promise<Stop>;
  close(): Promise<void>;
};
