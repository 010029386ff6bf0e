/** Changes limits of a campaign that is under way, as if they stood so in its file: checked alike, kept as its next plan. */
import { isDeepStrictEqual } from 'node:util';
import { refuseAfter } from './after.ts';
import type { Config } from '../../config/environment.ts';
import { isLoopback } from '../../config/environment.ts';
import { changeCampaign } from '../../engine/change-campaign.ts';
import type { Account } from '../../load/spec/account.ts';
import { editedText, valueAt } from '../../load/spec/edit.ts';
import { withHolidays } from './window-holidays.ts';
import { specFromText } from '../../load/spec/read.ts';
import { withUsualStop } from '../../load/spec/money-build.ts';
import { settableKeys, settablePath } from '../../load/spec/settable.ts';
import { parseSpecJson } from '../../load/spec/source-text.ts';
import { typedValue } from '../../load/spec/typed-value.ts';
import type { Campaign, Plan } from '../../model/campaign.ts';
import { dialOptionsOf } from '../../model/dial-options.ts';
import { UserError, userError } from '../../model/errors.ts';
import type { PlanMoney } from '../../model/money.ts';
import { raises } from '../../model/plan-raises.ts';
import { planChanges, type PlanChange } from '../../report/plan-changes.ts';
import { operatorZone } from '../../report/when.ts';
import type { Store } from '../../store/port.ts';
import { findCampaign } from '../ledger.ts';
import type { Caller, Runtime } from '../runtime.ts';
import { readHours } from './init/hours.ts';
import { moneyOf, moneyProblems } from './money.ts';
import { missingWindow } from './rules.ts';
import { pacedLines } from './paced-lines.ts';
import { slowedToo } from './slowed-too.ts';
import { dueFromStart } from './due-from-start.ts';
import { sweepSpent } from './sweep-spent.ts';

export { settableKeys };

/** `value` as typed; `default` takes the key out, so that the account's default holds, or outdial's. */
export type Setting = { readonly key: string; readonly value: string };

export type SetPlan = {
  /** As it was read. */
  readonly campaign: Campaign;
  readonly keys: readonly string[];
  readonly wanted: Plan;
  /** Empty: it is so already. */
  readonly changes: readonly PlanChange[];
  /** More people would be rung, sooner, faster or more often. */
  readonly raises: boolean;
  /** Other campaigns that go slower with it. */
  readonly slowsToo: readonly string[];
};

/** `KEY=VALUE`, as it is typed. */
export function readSetting(text: string): Setting {
  const [, key = '', value = ''] = /^\s*([^=\s]+)\s*=(.*)$/s.exec(text) ?? [];
  if (key !== '' && value.trim() !== '') return { key, value: value.trim() };
  const example = 'pacing.calls_per_second=2';
  if (key === '') throw userError('bad_assignment', `"${text}" is no KEY=VALUE.`, `Write for instance ${example}.`);
  const hint = `Write ${key}=default to take it out.`;
  throw userError('bad_assignment', `${key} gets no value.`, hint);
}

/** Throws what is wrong, as of the file. Nothing is changed. */
export async function planSet(
  store: Store,
  name: string,
  settings: readonly Setting[],
  account: Account,
  config: Config,
  { clock }: Pick<Runtime, 'clock'>,
): Promise<SetPlan> {
  const campaign = await findCampaign(store, name);
  if (campaign.state.is === 'canceled') {
    throw userError('canceled', `"${campaign.name}" was canceled.`, 'Nothing of it is dialed any more.');
  }
  const [now, zone] = [clock.now(), operatorZone()];
  const { plan } = campaign;
  const specText = settings.reduce((text, setting) => withSetting(text, setting, account, now, zone), plan.specText);
  const spec = await withHolidays(specFromText(specText, campaign.name, account));
  // By the rules that its plan has: which they are is changed by its file alone.
  if (!isLoopback(config.baseUrl) && plan.rules === undefined) {
    const problem = missingWindow(spec);
    if (problem !== null) throw new UserError(problem);
  }
  const keys = settings.map(({ key }) => key);
  await refuseAfter(store, campaign, spec);
  const lines = keys.some((key) => key.startsWith('pacing')) ? await pacedLines(plan.lines, spec, config) : plan.lines;
  const known = plan.money?.rates;
  const problems = moneyProblems(spec, lines, known);
  if (problems.length > 0) throw new UserError(problems);
  const sets = (group: string): boolean => keys.some((key) => key === group || key.startsWith(`${group}.`));
  // What nobody speaks of stays: the account's file may have changed since.
  const money = sets('limits') ? withRates(moneyOf(spec, lines, known), known) : plan.money;
  const window = spec.window === 'always' ? null : spec.window;
  const { stop, numberLimits, ...options } = dialOptionsOf(withUsualStop(spec, isLoopback(config.baseUrl)));
  const stops = sets('stop') ? stop : plan.stop;
  const numbers = sets('limits') ? withAccounts(numberLimits, plan.numberLimits) : plan.numberLimits;
  const wanted: Plan = {
    ...withoutStops(plan),
    ...options,
    ...(stops === undefined ? {} : { stop: stops }),
    ...(numbers === undefined ? {} : { numberLimits: numbers }),
    specText,
    window,
    lines,
    version: plan.version + 1,
    ...(money === undefined ? {} : { money }),
  };
  const changes = planChanges(plan, wanted, now, zone);
  const slowsToo = await slowedToo(store, campaign, lines);
  return { campaign, keys, wanted, changes, raises: raises(plan, wanted), slowsToo };
}

/** What a call costs stays what the campaign was run with: its prices may have stood beside its file. */
function withRates(money: PlanMoney | undefined, known: PlanMoney['rates'] = {}): PlanMoney | undefined {
  return money === undefined ? undefined : { ...money, rates: { ...money.rates, ...known } };
}

/** So do limits that are not the campaign's own word. */
function withAccounts(own: Plan['numberLimits'] = [], before: Plan['numberLimits'] = []): Plan['numberLimits'] {
  const kept = before.filter((limit) => limit.by === 'account' && !own.some((one) => isDeepStrictEqual(one, limit)));
  const all = [...own, ...kept];
  return all.length === 0 ? undefined : all;
}

/** A key that is taken out of the file is not there any more. */
function withoutStops(plan: Plan): Plan {
  const kept: { -readonly [K in keyof Plan]: Plan[K] } = { ...plan };
  delete kept.stop;
  delete kept.numberLimits;
  delete kept.ramp;
  return kept;
}

function withSetting(text: string, { key, value }: Setting, account: Account, now: number, zone: string): string {
  const path = settablePath(key);
  const own = parseSpecJson('campaign', text).value as Readonly<Record<string, unknown>>;
  refuseBelowText(own, path, key);
  if (value === 'default') {
    const otherwise = valueAt(account.defaults, path);
    if (otherwise === undefined && valueAt(own, path) === undefined) return text;
    return editedText(text, path, otherwise);
  }
  const typed = typedValue(own, path, value, { now, zone }, readHours);
  return JSON.stringify(valueAt(own, path)) === JSON.stringify(typed) ? text : editedText(text, path, typed);
}

/** `window.from` of a window that is "always" is nothing that the file could say. */
function refuseBelowText(own: Readonly<Record<string, unknown>>, path: readonly string[], key: string): void {
  for (let depth = 1; depth < path.length; depth += 1) {
    const above = path.slice(0, depth);
    const value = valueAt(own, above);
    if (value === undefined || (typeof value === 'object' && value !== null)) continue;
    const whole = above.join('.');
    const message = `"${whole}" is ${JSON.stringify(value)}, which has no "${path.slice(depth).join('.')}".`;
    throw userError(
      'bad_assignment',
      message,
      `Set the whole of it, for instance ${whole}="mon-fri 9:00-17:00", not ${key}.`,
    );
  }
}

export type SetDone = {
  readonly campaign: Campaign;
  /** People whose first call waited for a later beginning. */
  readonly sooner: number;
};

/**
 * Live within a second for whoever dials. Throws `moved` where somebody else gave the campaign another plan since it was
 * read: the message says what it is now.
 */
export async function applySet(store: Store, { campaign, wanted, keys }: SetPlan, caller: Caller): Promise<SetDone> {
  const { clock, operator } = caller;
  const asked = { now: () => clock.now(), by: { is: 'operator', name: operator } } as const;
  const before = campaign.plan;
  const result = await changeCampaign(
    store,
    campaign.id,
    ({ plan }) => {
      // What was looked up of the agent meanwhile is no other plan of anybody's.
      if (plan.specText !== before.specText || planChanges(before, plan, 0, 'UTC').length > 0) return null;
      const agent = { agent: plan.agent, agentKind: plan.agentKind, formerAgents: plan.formerAgents };
      return { is: 'change_plan', plan: { ...wanted, ...agent, version: plan.version + 1 }, because: 'set' };
    },
    asked,
  );
  if (result.is === 'gone') throw userError('unknown_campaign', `No campaign is called "${campaign.name}" any more.`);
  if (result.is === 'refused') throw userError('canceled', `"${campaign.name}" was canceled at this moment.`);
  if (result.is === 'same') throw moved(result.campaign, wanted, keys, clock.now());
  const { startAt, retry } = result.campaign.plan;
  if (retry.maxAttempts < before.retry.maxAttempts) await sweepSpent(store, result.campaign, clock.now());
  const sooner = (startAt ?? 0) < (before.startAt ?? 0) ? await dueFromStart(store, result.campaign, caller) : 0;
  return { campaign: result.campaign, sooner };
}

function moved({ name, plan }: Campaign, wanted: Plan, keys: readonly string[], now: number): UserError {
  const differ = planChanges(plan, wanted, now, operatorZone());
  const said = differ.map(({ key, was, is }) => `${key} is ${was} now, and you asked for ${is}`);
  const nothing = `${keys.join(', ')} ${keys.length === 1 ? 'is' : 'are'} as you asked now`;
  const message = `"${name}" was changed by somebody else at this moment: ${said.length === 0 ? nothing : said.join('; ')}.`;
  return userError(
    'moved',
    `${message} Nothing of yours was set.`,
    'Look at it, and type the same command again if it should hold.',
  );
}
