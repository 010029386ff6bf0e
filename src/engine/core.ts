/** What every part of an engine, or of a worker, is handed: the ports, whose account it is, and the owners of its state. */
import { steadyClock, type Clock, type SteadyClock } from '../clock.ts';
import type { AccountKey, AgentId, DestinationKey } from '../model/ids.ts';
import type { Spent } from '../model/standing-facts.ts';
import type { Duration } from '../model/time.ts';
import { makeDayParts, type DayParts } from '../policy/day-parts.ts';
import type { Hours } from '../policy/hours.ts';
import type { Report } from '../queue/port.ts';
import type { MakeId } from '../random.ts';
import type { Store } from '../store/port.ts';
import type { DoNotCall } from '../suppression/port.ts';
import type { Voice } from '../voice/port.ts';
import type { Batch, Permit } from './batch.ts';
import type { BeforeDial } from './before-dial.ts';
import type { Role } from './role.ts';
import type { Later } from './task-handlers.ts';
import type { Open } from './settle/match-call.ts';
import type { Backoff } from './state/backoff.ts';
import { CallMemory } from './state/call-memory.ts';
import type { Registries } from './registries.ts';
import type { Clearances } from './state/clearances.ts';
import type { CampaignLimits } from './state/campaign-limits.ts';
import type { Campaigns } from './state/campaigns.ts';
import type { LinePacer } from './state/line-pacer.ts';
import { Notices } from './state/notices.ts';
import { RunControl } from './state/run-control.ts';
import type { SlotBudget } from './state/slot-budget.ts';

/** What the leading engine has done: by itself on one machine, by whichever worker is free on many. */
export type Tasks = {
  /** Resolves with how many contacts are on their way, 0 when the ledger let none through. */
  dial(core: EngineCore, batch: Batch, permit: Permit): Promise<number>;
  /** One walk of an agent's list, for these open calls. */
  scan(core: EngineCore, agent: AgentId, open: readonly Open[]): Promise<void>;
  lookUp(core: EngineCore, agent: AgentId, doubted: readonly Open[]): Promise<void>;
  /** What was met on the way, to whoever leads. The first effects of it are there when this returns. */
  report(core: EngineCore, report: Report): Promise<void>;
  /** So long before its appointment a batch is given away. */
  readonly early: Duration;
};

export type Ports = {
  readonly store: Store;
  readonly voice: Voice;
  /** A steady one is used as it is: on many machines it keeps the ledger's time. */
  readonly clock: Clock | SteadyClock;
  readonly hours: Hours;
  readonly makeId: MakeId;
};

/** `firstLook`: from the end of a call; a provider writes down what was said a little later. */
export type Listens = { readonly firstLook: Duration };

export type CoreOptions = {
  readonly account: AccountKey;
  readonly ledger: string;
  /** Fastest polling. */
  readonly pollInterval: Duration;
  /**
   * Another outdial ledger dials on this account and the operator said that it may. Otherwise nothing is dialed while
   * it does: the two share the slots and a line's pace, and neither sees what the other is about to do.
   */
  readonly acceptOtherLedgers?: boolean;
  /** The operator knows whose the calls are that nobody can tell the maker of. */
  readonly acceptUntraced?: boolean;
  /**
   * The key of one spelling of a number in this ledger (`model/one-phone.ts`); without it a call of a contact that is
   * gone cannot be traced by its number.
   */
  readonly destinationOf?: (e164: string) => DestinationKey;
  /** What was said in a call is listened to once it has ended: a task of its own, put in the commit of its end. Null: nobody does. */
  readonly listens?: Listens | null;
  /** Asked before each batch is committed; without it a campaign that names a list outside the ledger is not dialed. */
  readonly doNotCall?: DoNotCall;
  /** What a person should be told once, in a sentence. */
  readonly say?: (sentence: string) => void;
};

/** Nothing of it is ever assigned: what changes is private to its owner. */
export type Core = Omit<Ports, 'clock'> &
  Omit<CoreOptions, 'say' | 'acceptOtherLedgers' | 'listens'> & {
    readonly clock: SteadyClock;
    readonly dayParts: DayParts;
    readonly acceptOtherLedgers: boolean;
    readonly listens: Listens | null;
    readonly epoch: number;
    /** The ledger is asked over a network: what was given up may still land. */
    readonly remote: boolean;
    /** One piece of work that breaks ends nothing else, and evidence is tried until it is in: a worker, not an engine. */
    readonly worker: boolean;
    /** What was met, to whoever leads. */
    readonly report: (report: Report) => Promise<void>;
    readonly run: RunControl;
    readonly lines: LinePacer;
    readonly backoff: Backoff;
    readonly calls: CallMemory;
    readonly notices: Notices;
    readonly campaigns: Campaigns;
  };

export type EngineCore = Core & {
  readonly role: Role;
  readonly tasks: Tasks;
  readonly slots: SlotBudget;
  readonly limits: CampaignLimits<Spent>;
  readonly clearances: Clearances;
  /** Asked before anybody of this run's own campaigns is dialed; a leader has none. */
  readonly beforeDial?: BeforeDial;
  /** The account's own program: asked before anybody is dialed, whoever leads. */
  readonly lastWord?: BeforeDial;
  readonly registries?: Registries;
  readonly later: Later;
};

/** What an engine and a worker have alike, but for the owners that each opens in its own way. */
export function commonCore(
  { clock, store, voice, hours, makeId }: Ports,
  options: CoreOptions,
): Omit<Core, 'epoch' | 'remote' | 'worker' | 'report' | 'lines' | 'backoff' | 'campaigns'> {
  const { account, ledger, pollInterval, acceptUntraced, destinationOf } = options;
  const { doNotCall, say } = options;
  const { acceptOtherLedgers = false, listens = null } = options;
  return {
    ...{ store, voice, hours, makeId, account, ledger, pollInterval, acceptOtherLedgers, listens },
    ...(acceptUntraced === undefined ? {} : { acceptUntraced }),
    ...(destinationOf === undefined ? {} : { destinationOf }),
    ...(doNotCall === undefined ? {} : { doNotCall }),
    clock: 'jumped' in clock ? clock : steadyClock(clock),
    dayParts: makeDayParts(hours),
    run: new RunControl(),
    calls: new CallMemory(),
    notices: new Notices(say),
  };
}
