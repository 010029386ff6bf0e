/** What is in a campaign and what is wrong with it: loaded into a ledger that is gone with the process, dialed by nobody. */
import { scheduleNotes } from './schedule-notes.ts';
import type { RowIssue } from '../../model/load-report.ts';
import { isLoopback, type Config } from '../../config/environment.ts';
import { withUsualStop } from '../../load/spec/money-build.ts';
import type { Spec } from '../../load/spec/spec.ts';
import type { Plan } from '../../model/campaign.ts';
import { UserError } from '../../model/errors.ts';
import { campaignId, type AgentId, type LineId } from '../../model/ids.ts';
import type { PlanRules } from '../../model/rule-pack.ts';
import type { Checked } from '../../report/check.ts';
import { bindingTable } from '../../report/rule-table.ts';
import { ruleCosts } from '../../report/rule-cost.ts';
import { operatorZone } from '../../report/when.ts';
import type { Store } from '../../store/port.ts';
import type { LedgerView } from '../../store/view.ts';
import type { SharedList } from '../../suppression/port.ts';
import { digestOf } from '../account.ts';
import { estimateOf } from '../estimates.ts';
import { openScratchLedger, viewLedger } from '../open-ledger.ts';
import { openSharedList } from '../open-suppression.ts';
import { withProvider } from '../provider.ts';
import type { Caller } from '../runtime.ts';
import { againstOf } from './against.ts';
import { lintNotes } from './lint.ts';
import { stageCampaign, type LoadNotice } from './load.ts';
import { lineOf } from './line-settings.ts';
import { lookUp, type LookedUp } from './lookups.ts';
import { budgetProblems } from './money.ts';
import { missingTerms, rulesFor } from './rules.ts';
import { unmetLaw } from './unmet-law.ts';
import { makeHours } from '../../policy/hours.ts';
import { limitNotes } from '../../report/limit-notes.ts';
import { notesOf } from './outlook.ts';
import { withOptOutsOf } from './opt-outs.ts';
import { planOf } from './plan.ts';
import { reviewOf } from './review.ts';
import { seedScratch } from './seed-scratch.ts';
import { saysWhoCalls, type Source } from './source.ts';

export type CheckOptions = {
  /** The provider is not asked about agent and numbers. */
  readonly offline: boolean;
  readonly rejects?: string | undefined;
  readonly force?: boolean;
  readonly onIssue: (issue: RowIssue) => void;
  readonly onNotice?: (notice: LoadNotice) => void;
  readonly bytes?: AsyncIterable<Uint8Array>;
};

type Unlooked = { readonly why: 'no_key' | 'offline' | 'not_chosen' };

/** What a run would refuse is told, not thrown: `missing`, `window`. */
export async function checkCampaign(
  source: Source,
  { offline, ...options }: CheckOptions,
  config: Config,
  caller: Caller,
): Promise<Checked> {
  const looked = await lookedUp(source, offline, config);
  const view = await viewLedger(config, caller);
  const store = await openScratchLedger(caller);
  try {
    return await compared(source, { looked, view, store }, options, config, caller);
  } finally {
    await store.close();
    if (typeof view !== 'string') await view.close();
  }
}

type Ledgers = {
  readonly looked: LookedUp | Unlooked;
  readonly view: LedgerView | 'none' | 'other_version';
  /** Gone with the process: what the list brings is read into it, beside what the real one knows of the campaign. */
  readonly store: Store;
};

async function compared(
  source: Source,
  { looked, view, store }: Ledgers,
  options: Omit<CheckOptions, 'offline'>,
  config: Config,
  caller: Caller,
): Promise<Checked> {
  const { spec } = source;
  const now = caller.clock.now();
  const real = typeof view === 'string' ? null : view;
  const before = (await real?.campaign(campaignId(spec.name))) ?? null;
  if (real !== null && before !== null) await seedScratch(store, real, before, now);
  const known = 'lines' in looked;
  const problems = known ? [] : budgetProblems(spec);
  if (problems.length > 0) throw new UserError(problems);
  // Without a line's rule a number is judged as by one that may call anywhere, and that is said.
  const lineTypes = known ? looked.lines.map(({ provider }) => provider) : (['unknown'] as const);
  // People are told from each other by the real ledger's own key.
  const digest = digestOf(await (real ?? store).info());
  const rehearsal = isLoopback(config.baseUrl);
  const rules = await rulesFor(spec, rehearsal, now);
  const agent = known ? looked.agent : null;
  const both = real === null ? store : withOptOutsOf(store, real);
  const team = (shared: string): Promise<SharedList> => openSharedList(shared, config, caller);
  const loading = {
    ...options,
    source,
    team,
    store: both,
    digest,
    lineTypes,
    rules,
    rehearsal,
    agent,
    tellMissing: true as const,
  };
  const { staged, ...loaded } = await stageCampaign(loading, caller);
  const { id, report, mapping, variables, columns, missing, suppressed } = loaded;
  const sent = variables.leave.map(({ name }) => name);
  const plan = known
    ? planOf(withUsualStop(spec, rehearsal), looked, before?.plan ?? null, rules, sent)
    : planAsNamed(withUsualStop(spec, rehearsal), before?.plan ?? null, rules, sent);
  const { startAt } = spec;
  const review = await reviewOf(store, id, staged, plan, { sync: false, startAt, now });
  const estimate = await estimateOf(store, { id, account: null, plan }, { waiting: review.waiting }, now);
  // Who calls was not looked up: that it differs cannot be said.
  const like = known || before === null ? plan : { ...plan, ...whoCalls(before.plan) };
  const hours = makeHours();
  return {
    name: spec.name,
    report,
    mapping,
    variables,
    columns,
    suppressed,
    missing,
    notes: [
      ...(view === 'other_version' ? [OTHER_VERSION] : []),
      ...loaded.readAs,
      ...scheduleNotes(spec, now, operatorZone()),
      ...notesOf(loaded, agent, spec.attemptVariable, now),
      ...limitNotes(plan),
      ...(await lintNotes(real, { spec, plan, waiting: review.waiting, estimate }, operatorZone(), now)),
    ],
    plan,
    against: againstOf({ known: before, campaign: { plan: like }, sync: false, ...review }, operatorZone(), now),
    unlooked: known ? null : looked.why,
    window: missingTerms(spec),
    unmet: unmetLaw(plan, loaded, review.waiting, hours, now),
    binding: bindingTable(plan.rules, review.waiting),
    costs: ruleCosts(plan, review.waiting.groups, hours, now),
    estimate,
    now,
  };
}

const OTHER_VERSION = 'The ledger was made by another version of outdial: the list was not compared with it.';

function whoCalls({ agent, agentKind, lines }: Plan): Pick<Plan, 'agent' | 'agentKind' | 'lines'> {
  return { agent, agentKind, lines };
}

async function lookedUp(source: Source, offline: boolean, config: Config): Promise<LookedUp | Unlooked> {
  if (offline) return { why: 'offline' };
  if (!saysWhoCalls(source)) return { why: 'not_chosen' };
  if (config.apiKey === null) return { why: 'no_key' };
  return withProvider(config, (voice) => lookUp(source.spec, voice));
}

function planAsNamed(spec: Spec, before: Plan | null, rules: PlanRules | null, sent: readonly string[]): Plan {
  const agent = { id: spec.agentId as AgentId, name: null, kind: 'managed' as const };
  const provider = 'unknown' as const;
  const lines = spec.fromNumbers.map((number) => lineOf({ id: number as LineId, number, label: null, provider }, spec));
  return planOf(spec, { agent, lines }, before, rules, sent);
}
