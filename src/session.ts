/** What one running engine knows and shares among its loops. Lost with the process: nothing in it decides what the ledger says. */
import { Wake, type Clock } from './clock.ts';
import type { Campaign, Line } from './model/campaign.ts';
import type { AccountKey, CallId, CampaignId, LineId } from './model/ids.ts';
import { SECOND, type Duration, type Instant } from './model/time.ts';
import type { Hours } from './plan/hours.ts';
import { quietLine, type LinePace } from './plan/pacing.ts';
import { allSlots, type SlotState } from './plan/slots.ts';
import type { MakeId } from './luck.ts';
import type { Store } from './store/port.ts';
import type { Voice } from './voice/port.ts';

export type Ports = {
  readonly store: Store;
  readonly voice: Voice;
  readonly clock: Clock;
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
};

export type Session = Ports &
  EngineOptions & {
    epoch: number;
    campaigns: ReadonlyMap<CampaignId, Campaign>;
    readonly paces: Map<LineId, LinePace>;
    /** Lines whose request has been committed and not yet written or given up: their next start depends on it. */
    readonly writing: Set<LineId>;
    /** A line the provider refused for its rate starts 10 % slower until then. */
    readonly slowUntil: Map<LineId, Instant>;
    /** The provider refused a request of several: one destination a request until then, to find whom it means. */
    singlyUntil: Instant;
    slots: SlotState;
    /** Open attempts, as last counted. */
    open: number;
    /** Open calls on the account that are not this ledger's. */
    foreign: number;
    /** Nothing is dialed until then: the host cannot be reached, or too much is in doubt. */
    hold: { readonly until: Instant; readonly note: string; readonly failures: number } | null;
    stopping: 'no' | 'draining' | 'now';
    /** Another engine took the account. */
    lostLease: boolean;
    limitLeft: number | null;
    /** Starts of the last ten seconds. */
    starts: Instant[];
    dialed: number;
    /** What ended calls last said, so that a walk does not tell it again. */
    readonly told: Map<CallId, string>;
    /** Sends whose reply is awaited. */
    readonly background: Set<Promise<void>>;
    readonly wakes: { readonly dispatch: Wake; readonly poll: Wake; readonly sweep: Wake; readonly end: Wake };
    /** What a person should know at this moment. */
    note: string | null;
  };

export function openSession(ports: Ports, options: EngineOptions, epoch: number): Session {
  return {
    ...ports,
    ...options,
    epoch,
    campaigns: new Map(),
    paces: new Map(),
    writing: new Set(),
    slowUntil: new Map(),
    singlyUntil: 0,
    slots: allSlots(1),
    open: 0,
    foreign: 0,
    hold: null,
    stopping: 'no',
    lostLease: false,
    limitLeft: options.limit,
    starts: [],
    dialed: 0,
    told: new Map(),
    background: new Set(),
    wakes: { dispatch: new Wake(), poll: new Wake(), sweep: new Wake(), end: new Wake() },
    note: null,
  };
}

export function paceOf(session: Session, line: Line, now: Instant): LinePace {
  const known = session.paces.get(line.id);
  if (known !== undefined) return known;
  const fresh = quietLine(now, undefined);
  session.paces.set(line.id, fresh);
  return fresh;
}

/** The line's CPS at this moment. */
export function cpsOf(session: Session, line: Line, now: Instant): number {
  return (session.slowUntil.get(line.id) ?? 0) > now ? line.callsPerSecond * 0.9 : line.callsPerSecond;
}

/** Campaigns of this account, fresh from the ledger; the slots follow from the running ones. */
export async function readCampaigns(session: Session): Promise<readonly Campaign[]> {
  const all = (await session.store.campaigns()).filter((campaign) => campaign.account === session.account);
  session.campaigns = new Map(all.map((campaign) => [campaign.id, campaign]));
  const running = all.filter((campaign) => campaign.state.is === 'running');
  // Slots belong to the account: where campaigns differ the highest promise any of them makes is the account's.
  const configured = Math.max(1, ...running.map((campaign) => campaign.plan.maxConcurrentCalls));
  if (configured !== session.slots.configured) session.slots = allSlots(configured);
  return running;
}

/** Runs something whose end nobody waits for now; the engine waits for all of them before it ends. */
export function inBackground(session: Session, work: Promise<void>): void {
  session.background.add(work);
  void work.finally(() => session.background.delete(work));
}

export function noteStart(session: Session, at: Instant, count: number): void {
  session.starts = session.starts.filter((start) => start > at - 10 * SECOND);
  for (let i = 0; i < count; i++) session.starts.push(at);
  session.dialed += count;
}
