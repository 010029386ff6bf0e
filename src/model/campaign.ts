/** A spec, a contact list and a lifecycle. */
import type { AccountKey, AgentId, CampaignId, LineId } from './ids.ts';
import type { StatedConsent } from './consent.ts';
import type { DialOptions, Window } from './dial-options.ts';
import type { PlanMoney } from './money.ts';
import type { OutcomeRule } from './outcome-rule.ts';
import type { PlanRules } from './rule-pack.ts';
import type { PlanScrub, StatedScrub } from './scrub.ts';
import type { PauseReason } from './pause-reason.ts';
import type { Instant } from './time.ts';
import type { ZoneOverrides } from './zone-overrides.ts';

export type CampaignState =
  /** Loaded, not dialing: `--load-only`, or before the operator said yes. */
  | { readonly is: 'scheduled' }
  /** `by` and `at`: who said that it goes on, and when, where a person did. */
  | { readonly is: 'running'; readonly by?: string; readonly at?: Instant }
  | Paused
  | { readonly is: 'finished'; readonly at: Instant }
  /** `by`: absent in ledgers of before. */
  | { readonly is: 'canceled'; readonly at: Instant; readonly by?: string };

export type Paused = { readonly is: 'paused' } & PauseReason;

export type Campaign = {
  readonly id: CampaignId;
  readonly name: string;
  readonly account: AccountKey;
  readonly state: CampaignState;
  readonly plan: Plan;
  readonly createdAt: Instant;
  readonly version: number;
  /** Calls that ended before it are not counted against it again (`stop`): a person has seen them and went on. */
  readonly breakerFrom?: Instant;
  /** Steps of the `ramp` that are behind it; absent: none. */
  readonly rampStep?: number;
};

export type ProviderType = 'cartesia' | 'twilio' | 'sip_trunk' | 'unknown';

export type Line = {
  readonly id: LineId;
  /** The caller ID, E.164 as the provider gives it. */
  readonly number: string;
  readonly provider: ProviderType;
  /** Call starts a second on this line; at most 1 on a Cartesia number. */
  readonly callsPerSecond: number;
};

/** The usual name of the variable that carries an attempt's id. */
export const ATTEMPT_VARIABLE = 'outdial_attempt_id';

export function attemptVariableOf({ attemptVariable }: Pick<Plan, 'attemptVariable'>): string | null {
  return attemptVariable === undefined ? ATTEMPT_VARIABLE : attemptVariable;
}

/** Every name under which calls of this plan and of those before it may carry their attempt's id. */
export function attemptVariablesOf(plan: Pick<Plan, 'attemptVariable' | 'formerAttemptVariables'>): readonly string[] {
  const name = attemptVariableOf(plan);
  return [...(name === null ? [] : [name]), ...(plan.formerAttemptVariables ?? [])];
}

export type DoNotCallLists = {
  /** Absolute paths, on the machine that loaded the campaign. */
  readonly files: readonly string[];
  /** The list that a team shares: an absolute path, or the address of a server without its password; null: none. */
  readonly shared: string | null;
  /** How the numbers of a file are read. */
  readonly defaultCountry: string | null;
  readonly extraUsAreaCodes: readonly string[];
};

/** What the dialer needs to know of a checked campaign file: options as checked, every default filled in. */
export type Plan = {
  readonly version: number;
  /** The campaign file, byte for byte, or the flags that stood for one. */
  readonly specText: string;
  /** The column whose values its contacts are known by; null: their numbers. Another one would make everybody new. */
  readonly identity: string | null;
  readonly agent: AgentId;
  readonly agentKind: 'managed' | 'line';
  /** Agents of older versions of the plan: their calls are this campaign's past too. */
  readonly formerAgents: readonly AgentId[];
  /** The variable that carries an attempt's id in its call; null: none does. Absent in plans of before: the usual name. */
  readonly attemptVariable?: string | null;
  /** Names of older versions of the plan: calls of then carry the id under them. */
  readonly formerAttemptVariables?: readonly string[];
  /** The names of the variables that every call carries, outdial's own not among them; absent in plans of before. */
  readonly variables?: readonly string[];
  readonly lines: readonly Line[];
  /** Lists outside the ledger of those who are not to be called, so that whoever dials knows them; absent: none. */
  readonly doNotCall?: DoNotCallLists;
  /** What its calls are for, by the campaign file; absent where it does not say, and in plans of before. */
  readonly purpose?: string;
  /** Absent: no rules of law (`"preset": "none"`, loopback hosts, plans of before). */
  readonly rules?: PlanRules;
  /** What was stated for everybody of its list; absent: nothing was. */
  readonly consent?: StatedConsent;
  /** Registries to be asked about each number first; absent: none. */
  readonly scrubs?: readonly PlanScrub[];
  /** With which its list was compared elsewhere, as was stated; absent: with none. */
  readonly scrubbed?: readonly StatedScrub[];
  /**
   * True: whoever dials asks a program of the account first, as `outdial.json` says, and dials nobody where it cannot. False:
   * never asked. Absent (plans of before): asked where there is one.
   */
  readonly lastWord?: boolean;
  /** What calls cost, and what all of them may; absent in plans of before. */
  readonly money?: PlanMoney;
  /** Of `outdial.json`, so that every machine that dials obeys them; absent: none. */
  readonly zoneOverrides?: ZoneOverrides;
  /** What the person says and what it means; absent: the file names no signal. */
  readonly outcome?: OutcomeRule;
  /** Null: any hour (loopback, or `"window": "always"` with the preset `none`). */
  readonly window: Window | null;
} & DialOptions;
