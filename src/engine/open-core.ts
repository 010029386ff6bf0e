/** Opens what an engine knows: takes the account, and learns from the ledger what the engine before it may have just begun. */
import { isClosedAt } from '../model/closed-account.ts';
import type { LineId } from '../model/ids.ts';
import type { Spent } from '../model/standing-facts.ts';
import { SECOND, type Duration, type Instant } from '../model/time.ts';
import { quietLine } from '../policy/pacing.ts';
import type { BeforeDial } from './before-dial.ts';
import { commonCore, type CoreOptions, type EngineCore, type Ports, type Tasks } from './core.ts';
import { countedStore } from './counted-store.ts';
import { LATENESS } from '../policy/may-dial.ts';
import type { Later } from './task-handlers.ts';
import { LOCAL_TASKS } from './dial/local-tasks.ts';
import type { Registries } from './registries.ts';
import type { Role } from './role.ts';
import { Backoff } from './state/backoff.ts';
import { CampaignLimits } from './state/campaign-limits.ts';
import { Campaigns } from './state/campaigns.ts';
import { Clearances } from './state/clearances.ts';
import { LinePacer } from './state/line-pacer.ts';
import { SlotBudget } from './state/slot-budget.ts';

export type EngineOptions = CoreOptions & {
  readonly role: Role;
  /** Who does the ledger's tasks, by their kind; without one of a kind they wait. */
  readonly later?: Later;
  /** Asked before anybody of the watched campaigns is dialed. */
  readonly beforeDial?: BeforeDial;
  /** Asked before anybody is dialed, but for campaigns that want it not. */
  readonly lastWord?: BeforeDial;
  /** Asked about numbers where a plan or a rule demands it. */
  readonly registries?: Registries;
};
export type EnginePorts = Ports & { readonly tasks?: Tasks };

/** Of the waits for a host that cannot be reached. */
const LONGEST_AWAY: Duration = 30 * SECOND;

export async function openCore(ports: EnginePorts, options: EngineOptions, now: Instant): Promise<EngineCore> {
  const { store, tasks = LOCAL_TASKS } = ports;
  const { account, beforeDial, lastWord, registries, role, later = new Map() } = options;
  const leads = role.is === 'leader';
  const epoch = leads ? role.epoch : await store.takeAccount(account, now);
  const closed = await store.closedUntil(account);
  const sends = await store.lastSends(account);
  // A worker of the leader before may still keep its last appointment: as late as it may.
  const quiet = [...sends].map(([line, at]) => [line as LineId, quietLine(now, leads ? at + LATENESS : at)] as const);
  const common = commonCore(ports, options);
  const { clock, notices } = common;
  const slots = new SlotBudget(leads, account);
  const limits = new CampaignLimits<Spent>();
  const differs = (by: number): void =>
    notices.say(`The count of open calls was off by ${by}; it goes on from what the ledger says.`);
  const core: EngineCore = {
    ...common,
    store: countedStore(
      store,
      slots,
      () => clock.now(),
      differs,
      (campaign) => limits.touched(campaign),
    ),
    epoch,
    remote: leads,
    worker: false,
    report: (report) => tasks.report(core, report),
    role,
    tasks,
    slots,
    limits,
    clearances: new Clearances(),
    ...(beforeDial === undefined ? {} : { beforeDial }),
    ...(lastWord === undefined ? {} : { lastWord }),
    ...(registries === undefined ? {} : { registries }),
    later,
    lines: new LinePacer(new Map(quiet)),
    backoff: new Backoff(LONGEST_AWAY, isClosedAt(closed, now) ? closed : 0),
    campaigns: new Campaigns(role.is === 'single' ? role.limit : null),
  };
  return core;
}
