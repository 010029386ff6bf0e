/** What one running engine knows and shares among its loops. Lost with the process: nothing in it decides what the ledger says. */
import { Signal, type Clock } from '../clock.ts';
import { steadyClock, type SteadyClock } from '../clock.ts';
import { attemptVariablesOf, type Campaign, type Line } from '../model/campaign.ts';
import type { Contact } from '../model/contact.ts';
import type { Disposition } from '../model/disposition.ts';
import type { AccountKey, AgentId, AttemptId, CallId, CampaignId, DestinationKey, LineId } from '../model/ids.ts';
import { UserError } from '../model/errors.ts';
import { HOUR, SECOND, type Duration, type Instant } from '../model/time.ts';
import type { Hours } from '../policy/hours.ts';
import type { LinePace } from '../policy/pacing.ts';
import { allSlots, type SlotState } from '../policy/slots.ts';
import type { MakeId } from '../random.ts';
import type { Report } from '../queue/port.ts';
import type { Open } from './settle/match-call.ts';
import { isAway, isBusy, StoreFailure } from '../store/failure.ts';
import type { Store } from '../store/port.ts';
import type { Voice } from '../voice/port.ts';

/** Contacts that go out in one request. */
export type Batch = { readonly campaign: Campaign; readonly line: Line; readonly contacts: readonly Contact[] };

/** Pacing's answer, an appointment: not before `sendAt`, and nothing is sent after `sendBy`. */
export type Permit = {
  readonly epoch: number;
  /** The name of the request. */
  readonly batch: string;
  readonly sendAt: Instant;
  readonly sendBy: Instant;
  /** Open attempts that the account may have after the commit. */
  readonly slots: number;
};

/** What the leading engine has done: by itself on one machine, by whichever worker is free on many. */
export type Tasks = {
  /** Resolves with how many contacts are on their way, 0 when the ledger let none through. */
  dial(session: Session, batch: Batch, permit: Permit): Promise<number>;
  /** One walk of an agent's list, for these open calls. */
  scan(session: Session, agent: AgentId, open: readonly Open[]): Promise<void>;
  lookUp(session: Session, agent: AgentId, doubted: readonly Open[]): Promise<void>;
  /** What was met on the way, to whoever leads. The first effects of it are there when this returns. */
  report(session: Session, report: Report): Promise<void>;
  /** So long before its appointment a batch is given away. */
  readonly early: Duration;
};

/** People who were refused in the same words. */
export type RefusedGroup = { readonly destinations: Set<DestinationKey>; readonly attempts: Set<AttemptId> };

/** A batch that was given away, and of which it is not known yet whether its request was written. */
export type InFlight = { readonly batch: Batch; readonly permit: Permit };

export type Ports = {
  readonly store: Store;
  readonly voice: Voice;
  /** A steady one is used as it is: on many machines it keeps the ledger's time. */
  readonly clock: Clock | SteadyClock;
  readonly tasks: Tasks;
  readonly hours: Hours;
  readonly makeId: MakeId;
};

export type EngineOptions = {
  readonly account: AccountKey;
  readonly ledger: string;
  /** Fastest polling. */
  readonly pollInterval: Duration;
  /** Campaigns whose end is the end of the run. */
  readonly watched: readonly CampaignId[];
  /** `--limit`: contacts to dial in this run; null for all. */
  readonly limit: number | null;
  /**
   * Another outdial ledger dials on this account and the operator said that it may. Otherwise nothing is dialed while
   * it does: the two share the slots and a line's pace, and neither sees what the other is about to do.
   */
  readonly acceptOtherLedgers?: boolean;
  /** The operator knows whose the calls are that nobody can tell the maker of. */
  readonly acceptUnowned?: boolean;
  /**
   * The key of one spelling of a number in this ledger (`model/one-phone.ts`); without it a call of a contact that is
   * gone cannot be traced by its number.
   */
  readonly destinationOf?: (e164: string) => DestinationKey;
  /** Leads for several machines under this epoch: it goes on until it is stopped or loses its lease, and dials whatever runs. */
  readonly leads?: number;
  /** What a person should be told once, in a sentence. */
  readonly say?: (sentence: string) => void;
};

export type Session = Omit<Ports, 'clock'> &
  Omit<EngineOptions, 'say' | 'acceptOtherLedgers' | 'leads'> & {
    readonly shared: boolean;
    /** Does jobs for a leader: one piece of work that breaks ends nothing else, and evidence is tried until it is in. */
    readonly worker: boolean;
    readonly clock: SteadyClock;
    readonly acceptOtherLedgers: boolean;
    readonly say: (sentence: string) => void;
    /** When the calls so far had been read; null before. */
    learnedAt: Instant | null;
    /** The wall clock has jumped, or is not the provider's: nothing is dialed until they agree. */
    clockDoubted: boolean;
    /** Every campaign is paused for this before anything more is dialed. */
    mustPause: string | null;
    /** Calls without a start that a list has shown, so that an old one is not taken for a new one; by agent, and since when. */
    readonly listed: Map<AgentId, { readonly since: Instant; readonly calls: Map<CallId, Instant> }>;
    /** Calls that were reported to a person: strangers are told of once. */
    readonly reported: Set<string>;
    epoch: number;
    campaigns: ReadonlyMap<CampaignId, Campaign>;
    readonly paces: Map<LineId, LinePace>;
    /** By the name of the request, until it is written or given up: the next start of its line depends on it. */
    readonly inFlight: Map<string, InFlight>;
    /** Names of requests whose start was counted, of late: what is heard twice counts once. */
    readonly counted: Set<string>;
    /** A line the provider refused for its rate starts 10 % slower until then. */
    readonly slowUntil: Map<LineId, Instant>;
    /** What arrived and could not be read, since this process began; `kept`: of which attempts; `stuck`: for a mistake of ours. */
    readonly unread: { count: number; readonly kept: Set<AttemptId>; readonly stuck: Set<AttemptId> };
    /** Reads in a row that were refused for the key. */
    denials: number;
    /** The provider lets nobody see the open calls any more. */
    unreadable: boolean;
    /** What runs before this one left running was paused. */
    leftBehindPaused: boolean;
    /** Refusals that nobody can place, since the campaign's last call was placed: by campaign, then by their words. */
    readonly refused: Map<CampaignId, Map<string, RefusedGroup>>;
    /** Answers 409 in a row, by campaign. */
    readonly conflicts: Map<CampaignId, number>;
    /** The provider asked for nothing more before this. The ledger keeps it too. */
    closedUntil: Instant;
    /** The provider refused a request of several: one destination a request until then, to find whom it means. */
    singlyUntil: Instant;
    slots: SlotState;
    /** Open attempts, as last counted. */
    open: number;
    /** Open calls on the account that are not this ledger's. */
    foreign: number;
    /** The same by agent, as its last walk counted them. */
    readonly foreignBy: Map<AgentId, number>;
    /** Walks in a row that the provider did not answer. */
    readonly walkFailures: Map<AgentId, number>;
    /** How many walks in a row did not show an open call. */
    readonly missedInLists: Map<AgentId, ReadonlyMap<AttemptId, number>>;
    /** Nothing is dialed until then: the host cannot be reached, or too much is in doubt. */
    providerBackoff: { readonly until: Instant; readonly note: string; readonly failures: number } | null;
    stopping: 'no' | 'draining' | 'now';
    /** Another engine took the account. */
    lostLease: boolean;
    /** The ledger can remember nothing more, or an engine's loop failed: nothing is dialed after it, and the run ends. */
    broken: Error | null;
    limitLeft: number | null;
    /** Starts of the last ten seconds. */
    starts: Instant[];
    dialed: number;
    /** Destinations this process has begun to call, by line: all of them, and the instants of the last ten seconds. */
    readonly lineStarts: Map<LineId, { readonly total: number; readonly recent: readonly Instant[] }>;
    /** Calls of which this process has noted the end. */
    readonly ended: Map<CampaignId, Map<Disposition, number>>;
    /** What ended calls last said, so that a walk does not tell it again. */
    readonly lastSeenState: Map<CallId, string>;
    /** Sends whose reply is awaited. */
    readonly background: Set<Promise<void>>;
    readonly wakes: { readonly dispatch: Signal; readonly poll: Signal; readonly sweep: Signal; readonly end: Signal };
    /** What a person should know at this moment. */
    note: string | null;
  };

export function openSession(ports: Ports, options: EngineOptions, epoch: number): Session {
  return {
    ...ports,
    ...options,
    clock: 'jumped' in ports.clock ? ports.clock : steadyClock(ports.clock),
    shared: options.leads !== undefined,
    worker: options.leads === 0,
    acceptOtherLedgers: options.acceptOtherLedgers ?? false,
    say: options.say ?? (() => undefined),
    learnedAt: null,
    clockDoubted: false,
    mustPause: null,
    listed: new Map(),
    reported: new Set(),
    epoch,
    campaigns: new Map(),
    paces: new Map(),
    inFlight: new Map(),
    counted: new Set(),
    slowUntil: new Map(),
    unread: { count: 0, kept: new Set(), stuck: new Set() },
    denials: 0,
    unreadable: false,
    leftBehindPaused: false,
    refused: new Map(),
    conflicts: new Map(),
    closedUntil: 0,
    singlyUntil: 0,
    slots: allSlots(1),
    open: 0,
    foreign: 0,
    foreignBy: new Map(),
    walkFailures: new Map(),
    missedInLists: new Map(),
    providerBackoff: null,
    stopping: 'no',
    lostLease: false,
    broken: null,
    limitLeft: options.limit,
    starts: [],
    dialed: 0,
    lineStarts: new Map(),
    ended: new Map(),
    lastSeenState: new Map(),
    background: new Set(),
    wakes: { dispatch: new Signal(), poll: new Signal(), sweep: new Signal(), end: new Signal() },
    note: null,
  };
}

/** Campaigns of this account, fresh from the ledger; the slots follow from the running ones. */
export async function readCampaigns(session: Session): Promise<readonly Campaign[]> {
  const all = (await session.store.campaigns()).filter((campaign) => campaign.account === session.account);
  session.campaigns = new Map(all.map((campaign) => [campaign.id, campaign]));
  session.voice.expect?.(all.flatMap(({ plan }) => attemptVariablesOf(plan)));
  const running = all.filter((campaign) => campaign.state.is === 'running');
  // Slots belong to the account: where campaigns differ the highest promise any of them makes is the account's.
  const configured = Math.max(1, ...running.map((campaign) => campaign.plan.maxConcurrentCalls));
  const known = running.length > 0 || session.slots.configured === 1;
  if (known && configured !== session.slots.configured) session.slots = allSlots(configured);
  return running;
}

/** Runs something whose end nobody waits for now; the engine waits for all of them before it ends. */
export function inBackground(session: Session, work: Promise<void>): void {
  const watched = work
    .catch((cause: unknown) => {
      if (!isTransient(session, cause)) abortRun(session, cause);
    })
    .finally(() => session.background.delete(watched));
  session.background.add(watched);
}

/** Its answer was lost, and what was asked may happen yet. */
export function mayStillHappen(cause: unknown): boolean {
  return isAway(cause);
}

/** The ledger could not be asked just now, busy or away: it can be tried again. */
export function isTransient(session: Session, cause: unknown): boolean {
  if (!isBusy(cause) && !isAway(cause)) return false;
  session.note = cause instanceof Error ? cause.message : null;
  return true;
}

/**
 * True when the ledger can remember nothing more (full, read-only, damaged), and then the run ends. To go on trying would
 * be to dial, or to wait, without a memory; what is open is found again at the next start.
 */
export function isLedgerLost(session: Session, cause: unknown): boolean {
  if (session.worker || !(cause instanceof StoreFailure) || isBusy(cause) || isAway(cause)) return false;
  abortRun(session, cause);
  return true;
}

/** Of the ledger, and not a mistake of ours: a server that refuses us meanwhile says what a person can mend. */
export function isLedgers(cause: unknown): cause is UserError {
  return cause instanceof UserError;
}

/** Ends the run at once, for the first of these reasons. */
export function abortRun(session: Session, cause: unknown): void {
  if (session.worker) return session.say(cause instanceof Error ? cause.message : String(cause));
  session.broken ??= cause instanceof Error ? cause : new Error(String(cause));
  session.stopping = 'now';
  wakeAll(session);
}

/** Whoever does everything himself is woken by what he does; what others do is seen by looking. */
export function longestRest({ shared }: Session): Duration {
  return shared ? SECOND : HOUR;
}

export function wakeAll(session: Session): void {
  for (const wake of Object.values(session.wakes)) wake.wake();
}

const RECENT: Duration = 10 * SECOND;

export function noteStart(session: Session, line: LineId, at: Instant, count: number): void {
  const isRecent = (start: Instant): boolean => start > at - RECENT;
  const begun = Array<Instant>(count).fill(at);
  session.starts = [...session.starts.filter(isRecent), ...begun];
  session.dialed += count;
  const { total, recent } = session.lineStarts.get(line) ?? { total: 0, recent: [] };
  session.lineStarts.set(line, { total: total + count, recent: [...recent.filter(isRecent), ...begun] });
}

export function noteEnd(session: Session, campaign: CampaignId, disposition: Disposition): void {
  const counts = session.ended.get(campaign) ?? new Map<Disposition, number>();
  session.ended.set(campaign, counts.set(disposition, (counts.get(disposition) ?? 0) + 1));
}
