/** Makes the plan the dialer goes by out of a checked campaign file and what was looked up. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { attemptVariablesOf, type Plan, type ProviderType } from '../../model/campaign.ts';
import { dialOptionsOf } from '../../model/dial-options.ts';
import type { DestinationRules } from '../../load/row/types.ts';
import type { PlanMoney } from '../../model/money.ts';
import type { Spec } from '../../load/spec/spec.ts';
import type { PlanRules } from '../../model/rule-pack.ts';
import type { LookedUp } from './lookups.ts';
import type { Terms } from '../../policy/hours.ts';
import { countriesOf } from './rule-countries.ts';

/** `known`: the plan it replaces; null for a campaign that is new. `rules`: of `rulesFor`. `variables`: the names that each call carries. */
export function planOf(
  spec: Spec,
  { agent, lines, money }: LookedUp,
  known: Plan | null,
  rules: PlanRules | null,
  variables: readonly string[] = [],
): Plan {
  const former = known === null ? [] : [...known.formerAgents, known.agent];
  const names = known === null ? [] : attemptVariablesOf(known).filter((name) => name !== spec.attemptVariable);
  return {
    version: (known?.version ?? 0) + 1,
    specText: spec.text,
    identity: spec.columns.id,
    agent: agent.id,
    agentKind: agent.kind,
    formerAgents: [...new Set(former)].filter((id) => id !== agent.id),
    attemptVariable: spec.attemptVariable,
    formerAttemptVariables: [...new Set(names)],
    variables,
    lines,
    ...listsOf(spec),
    ...moneyIn(spec, money, known),
    ...(spec.compliance.purpose === null ? {} : { purpose: spec.compliance.purpose }),
    ...(spec.outcome === null ? {} : { outcome: spec.outcome }),
    ...statedOf(spec),
    ...askedFirst(spec),
    ...termsOf(spec, rules),
    ...dialOptionsOf(spec),
  };
}

/** When anybody of it may be rung. */
export function termsOf(
  { account, window, ringingTimeoutSeconds }: Spec,
  rules: PlanRules | null,
): Terms & Pick<Plan, 'ringingTimeoutSeconds'> {
  return {
    ...(rules === null ? {} : { rules }),
    ...(account.zoneOverrides.length === 0 ? {} : { zoneOverrides: account.zoneOverrides }),
    window: window === 'always' ? null : window,
    ringingTimeoutSeconds,
  };
}

/** Where the numbers were not looked up, by what was known of them. */
function moneyIn(spec: Spec, looked: PlanMoney | undefined, known: Plan | null): Pick<Plan, 'money'> {
  const money =
    looked ?? (spec.budget === null ? known?.money : { rates: known?.money?.rates ?? {}, budget: spec.budget });
  return money === undefined ? {} : { money: { ...money, budget: spec.budget } };
}

/** Absent where there are none: a plan of before says the same. */
function listsOf({ suppression: files, account, defaultCountry, extraUsAreaCodes }: Spec): Pick<Plan, 'doNotCall'> {
  const shared = account.sharedSuppression;
  if (files.length === 0 && shared === null) return {};
  return { doNotCall: { files, shared, defaultCountry, extraUsAreaCodes } };
}

/** Two plans that dial alike, whatever their version, and in whatever order a ledger gives their parts back. */
export function samePlan(a: Plan, b: Plan): boolean {
  return isDeepStrictEqual({ ...a, version: 0 }, { ...b, version: 0 });
}

/** `rehearsal`: a host on this machine, where fictional numbers are dialed. */
export function rulesOf(
  spec: Spec,
  lineTypes: readonly ProviderType[],
  rehearsal: boolean,
  rules: PlanRules | null,
): DestinationRules {
  const countries = countriesOf(rules);
  return {
    ...(rules === null || countries === null ? {} : { countries: { of: packName(rules), are: countries } }),
    ...(spec.defaultCountry === null ? {} : { defaultCountry: spec.defaultCountry }),
    lineTypes,
    testNumbers: rehearsal,
    allowUsTerritories: spec.allowUsTerritories,
    allowTollFree: spec.allowTollFree,
    extraUsAreaCodes: spec.extraUsAreaCodes,
  };
}

type Stated = Pick<Plan, 'consent' | 'scrubbed'>;

/** What its file states for everybody of its list. */
export function statedOf({ consent, scrubbed = [] }: Pick<Spec, 'consent' | 'scrubbed'>): Stated {
  return { ...(consent == null ? {} : { consent }), ...(scrubbed.length === 0 ? {} : { scrubbed }) };
}

/** Who of the account's is asked before anybody is dialed; how stands in `outdial.json` alone. */
export function askedFirst({ account, compliance: { purpose }, lastWord }: Asking): Pick<Plan, 'scrubs' | 'lastWord'> {
  // What the calls are for is not known where nobody said it: what is asked for any purpose is asked then.
  const scrubs = account.scrubs.filter(({ purposes }) => purpose === null || (purposes?.includes(purpose) ?? true));
  return {
    ...(scrubs.length === 0 ? {} : { scrubs: scrubs.map(({ name, oldest }) => ({ name, oldest })) }),
    ...(lastWord === false ? { lastWord } : account.lastWord === null ? {} : { lastWord: true }),
  };
}

type Asking = Pick<Spec, 'account' | 'compliance' | 'lastWord'>;

function packName({ pack }: PlanRules): string {
  return typeof pack === 'string' ? pack : pack.pack;
}
