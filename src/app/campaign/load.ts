/** Loads one campaign into a ledger: suppression lists, then rows; the same way for `check` and for `run`. */
import type { Instant } from '../../model/time.ts';
import { makeHours } from '../../policy/hours.ts';
import { placeHours } from '../../policy/may-dial.ts';
import type { Clock } from '../../clock.ts';
import type { ColumnUse, LoadReport, Mapping, RowIssue, VariablePlan } from '../../model/load-report.ts';
import { stageList, type StagedList } from '../../load/loader.ts';
import type { Kept } from '../../model/list-changes.ts';
import { columnUses } from '../../load/row/column-uses.ts';
import { missingElsewhere, missingFirst } from '../../load/spec/needed.ts';
import { openRejects } from '../../load/row/rejects.ts';
import type { OpenList } from '../../load/row/types.ts';
import { loadSuppression } from '../../load/suppression.ts';
import type { ProviderType } from '../../model/campaign.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import { campaignId, type CampaignId } from '../../model/ids.ts';
import type { PlanRules } from '../../model/rule-pack.ts';
import type { Store } from '../../store/port.ts';
import type { SharedList } from '../../suppression/port.ts';
import type { AgentInfo } from '../../voice/port.ts';
import { resolve } from 'node:path';
import type { FirstRow } from '../../report/opening.ts';
import type { Caller } from '../runtime.ts';
import { teamList } from './ask-team.ts';
import { consentJudge } from './judge-consent.ts';
import { lookAtList, planColumns } from './columns.ts';
import { neverOpen } from './never-open.ts';
import { askedFirst, rulesOf, statedOf, termsOf } from './plan.ts';
import { listSource, type Source } from './source.ts';

export type Loaded = {
  readonly id: CampaignId;
  readonly report: LoadReport;
  readonly mapping: Mapping;
  readonly variables: VariablePlan;
  /** What becomes of each column of the list. */
  readonly columns: readonly ColumnUse[];
  /** What the agent says in its first words and no call would carry. */
  readonly missing: readonly Problem[];
  /** The same of its instructions and tools, in a sentence; null where nothing is missing. */
  readonly unsaid: string | null;
  /** What this load sends and the one before did not, or the other way, in a sentence: other rows decide otherwise. */
  readonly otherVariables: string | null;
  /** Who is dialed first of it: whose variables a person is shown, and a test call carries. */
  readonly first: FirstRow | null;
  /** Numbers on the campaign's do-not-call lists. */
  readonly suppressed: number;
  /** Who was left out for the want of a consent, by their place. */
  readonly unconsented: ReadonlyMap<string, number>;
  /** How the list was read where that was not plain, in sentences. */
  readonly readAs: readonly string[];
};

/** What is told while a list is read. */
export type LoadNotice =
  | { readonly is: 'reading'; readonly source: Source }
  /** The file is an object, and what it holds under `key` was taken for the list. */
  | { readonly is: 'taken'; readonly list: string; readonly key: string }
  /** No header says that the number to dial is in that column: what stands in it does. */
  | { readonly is: 'number_by_values'; readonly list: string; readonly column: string }
  /** What was not plain about the list, and how it was read: a sentence that a person should look at. */
  | { readonly is: 'read_as'; readonly message: string }
  /** A do-not-call list, in a sentence. */
  | { readonly is: 'suppression'; readonly message: string };

export type Loading = {
  readonly source: Source;
  readonly store: Store;
  readonly digest: (text: string) => string;
  readonly lineTypes: readonly ProviderType[];
  /** By which it will be dialed; null: by none. */
  readonly rules: PlanRules | null;
  /** A host on this machine, or none: fictional numbers are dialed there. */
  readonly rehearsal: boolean;
  /** The list that a team shares, opened where the account of the source names one. It has a clock of its own. */
  readonly team?: ((shared: string) => Promise<SharedList>) | undefined;
  readonly teamClock?: Clock;
  /** As it was looked up; null where nobody was asked. */
  readonly agent: AgentInfo | null;
  /** `check` shows everything else first; nobody who would be refused is loaded to be dialed. */
  readonly tellMissing?: true;
  /** The kinds of rows that are taken of a list whose campaign is known. */
  readonly only?: readonly Kept[] | undefined;
  readonly rejects?: string | undefined;
  /** Replaces the file that `rejects` names. */
  readonly force?: boolean;
  readonly onIssue?: (issue: RowIssue) => void;
  readonly onNotice?: ((notice: LoadNotice) => void) | undefined;
  /** The list itself, where the campaign calls it `-`. */
  readonly bytes?: AsyncIterable<Uint8Array> | undefined;
  /** Instead of the campaign's list: some rows of it, by whoever has opened it. */
  readonly list?: OpenList;
};

/** Read and hidden in the ledger: published once somebody has agreed to what it changes, or given up. */
export type Staged = Loaded & { readonly staged: StagedList };

export async function loadCampaign(loading: Loading, caller: Caller): Promise<Loaded> {
  const { staged, ...loaded } = await stageCampaign(loading, caller);
  try {
    return { ...loaded, report: await staged.publish() };
  } catch (error) {
    await staged.abandon();
    throw error;
  }
}

/** As `loadCampaign`, but that nothing of it is seen before it is published. Its do-not-call files are in force at once. */
export async function stageCampaign(loading: Loading, caller: Caller): Promise<Staged> {
  const { store, digest, rejects, force = false, onIssue, onNotice: tell = () => undefined } = loading;
  const { spec } = loading.source;
  const now = caller.clock.now();
  const id = campaignId(spec.name);
  tell({ is: 'reading', source: loading.source });
  const looked = await lookAtList(loading.list ?? listSource(spec, loading.bytes ?? nothing()), now);
  const { list } = looked;
  if (list.taken !== undefined) tell({ is: 'taken', list: list.name, key: list.taken });
  for (const message of list.notes ?? []) tell({ is: 'read_as', message });
  const { mapping, variables } = await closedOnError(list, () => planColumns(looked, spec));
  const [by] = mapping.byValues === true ? mapping.toNumber : [];
  if (by !== undefined) tell({ is: 'number_by_values', list: list.name, column: by });
  const { columns } = list;
  const { attemptVariable: own } = spec;
  const sent = { variables, columns, numbers: mapping.toNumber, own, bare: loading.source.bare };
  const needs = loading.agent?.variables;
  const missing = missingFirst(needs, sent);
  if (missing.length > 0 && loading.tellMissing !== true) throw new UserError(missing);
  let suppressed = 0;
  for (const path of spec.suppression) {
    suppressed += await loadSuppression({
      store,
      path,
      rules: spec,
      digest,
      now,
      warn: (message) => tell({ is: 'suppression', message }),
      yieldTurn: () => caller.clock.sleep(now),
    });
  }
  const before = await store.campaign(id);
  const otherVariables = otherThan(before?.plan.variables ?? [], variables);
  const shared = spec.account.sharedSuppression;
  const { team: open, teamClock = caller.clock } = loading;
  const toTell = (message: string): void => tell({ is: 'suppression', message });
  const team = shared === null || open === undefined ? null : teamList(() => open(shared), teamClock, toTell);
  const terms = {
    ...termsOf(spec, loading.rules),
    startAt: spec.startAt,
    ...statedOf(spec),
    ...askedFirst(spec),
  };
  const unconsented = new Map<string, number>();
  const judge = consentJudge(terms, makeHours(), now, unconsented);
  const needsConsent = judge !== undefined;
  const spoken = needs?.first ?? [];
  const staged = await stageList({
    ...(team === null ? {} : { askTeam: team.ask }),
    store,
    campaign: id,
    list,
    ctx: {
      mapping,
      variables,
      rules: rulesOf(spec, loading.lineTypes, loading.rehearsal, loading.rules),
      spoken,
      needsConsent,
      neverOpen: neverOpen(
        termsOf(spec, loading.rules),
        Math.max(now, spec.startAt ?? now),
        before === undefined ? soonEnd(spec, now) : null,
      ),
    },
    judge,
    digest,
    makeId: caller.makeId,
    now,
    startAt: spec.startAt,
    opens: opensIn(spec, loading.rules),
    purpose: spec.compliance.purpose,
    yieldTurn: () => caller.clock.sleep(now),
    ...(loading.only === undefined ? {} : { only: loading.only }),
    ...(onIssue === undefined ? {} : { onIssue }),
    ...(rejects === undefined ? {} : { rejects: openRejects(resolve(caller.cwd, rejects), list.columns, force) }),
  }).finally(async () => team?.close());
  const uses = columnUses(columns, mapping, variables);
  return {
    id,
    staged,
    report: staged.report,
    first: staged.first,
    mapping,
    variables,
    columns: uses,
    missing,
    unsaid: missingElsewhere(needs, sent),
    otherVariables,
    suppressed,
    unconsented,
    readAs: list.notes ?? [],
  };
}

/** One whose end has passed is over, whatever its hours. */
function soonEnd({ endAt }: Pick<Source['spec'], 'endAt'>, now: number): number | null {
  return endAt === null || endAt <= now ? null : endAt;
}

/** By the campaign's own hours. */
function opensIn(spec: Source['spec'], rules: PlanRules | null): (place: string, from: Instant) => Instant | null {
  const its = placeHours(termsOf(spec, rules), makeHours());
  return (place, from) => its.nextOpen(place, from);
}

/** `before`: what the campaign's calls carry since it was loaded last. */
function otherThan(before: readonly string[], { leave }: VariablePlan): string | null {
  const now = leave.map(({ name }) => name);
  const [more, fewer] = [now.filter((name) => !before.includes(name)), before.filter((name) => !now.includes(name))];
  if (before.length === 0 || (more.length === 0 && fewer.length === 0)) return null;
  const said = [
    ...(more.length === 0 ? [] : [`sent now and not before: ${more.join(', ')}`]),
    ...(fewer.length === 0 ? [] : [`sent before and not now: ${fewer.join(', ')}`]),
  ].join('; ');
  return `What the agent gets has changed since the list was loaded last: ${said}. "variables" says it for good.`;
}

/** A list that is not read to its end is let go of. */
async function closedOnError<T>(list: OpenList, plan: () => T): Promise<T> {
  try {
    return plan();
  } catch (error) {
    await list.rows[Symbol.asyncIterator]().return?.();
    throw error;
  }
}

/** Whoever hands nothing over has an empty list, which its reader complains of. */
async function* nothing(): AsyncGenerator<Uint8Array> {}
