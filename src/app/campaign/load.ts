/** Loads one campaign into a ledger: suppression lists, then rows; the same way for `check` and for `run`. */
import type { LoadReport, Mapping, RowIssue, VariablePlan } from '../../model/load-report.ts';
import { loadList } from '../../load/loader.ts';
import { mapColumns } from '../../load/row/mapping.ts';
import { missingElsewhere, missingFirst } from '../../load/spec/needed.ts';
import { openRejects } from '../../load/row/rejects.ts';
import { openList } from '../../load/list/open.ts';
import { loadSuppression } from '../../load/suppression.ts';
import { planVariables } from '../../load/row/variables.ts';
import type { ProviderType } from '../../model/campaign.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import { campaignId, type CampaignId } from '../../model/ids.ts';
import type { Store } from '../../store/port.ts';
import type { AgentInfo } from '../../voice/port.ts';
import { resolve } from 'node:path';
import type { Caller } from '../runtime.ts';
import { rulesOf } from './plan.ts';
import { listSource, type Source } from './source.ts';

export type Loaded = {
  readonly id: CampaignId;
  readonly report: LoadReport;
  readonly mapping: Mapping;
  readonly variables: VariablePlan;
  /** What the agent says in its first words and no call would carry. */
  readonly missing: readonly Problem[];
  /** The same of its instructions and tools, in a sentence; null where nothing is missing. */
  readonly unsaid: string | null;
  /** Numbers on the campaign's do-not-call lists. */
  readonly suppressed: number;
  /** How the list was read where that was not plain, in sentences. */
  readonly readAs: readonly string[];
};

/** What is told while a list is read. */
export type LoadNotice =
  | { readonly is: 'reading'; readonly source: Source }
  /** The file is an object, and what it holds under `key` was taken for the list. */
  | { readonly is: 'taken'; readonly list: string; readonly key: string }
  /** What was not plain about the list, and how it was read: a sentence that a person should look at. */
  | { readonly is: 'read_as'; readonly message: string }
  /** A do-not-call list, in a sentence. */
  | { readonly is: 'suppression'; readonly message: string };

export type Loading = {
  readonly source: Source;
  readonly store: Store;
  readonly digest: (text: string) => string;
  readonly lineTypes: readonly ProviderType[];
  /** A host on this machine, or none: fictional numbers are dialed there. */
  readonly rehearsal: boolean;
  /** As it was looked up; null where nobody was asked. */
  readonly agent: AgentInfo | null;
  /** `check` shows everything else first; nobody who would be refused is loaded to be dialed. */
  readonly tellMissing?: true;
  readonly rejects?: string | undefined;
  /** Replaces the file that `rejects` names. */
  readonly force?: boolean;
  readonly onIssue?: (issue: RowIssue) => void;
  readonly onNotice?: ((notice: LoadNotice) => void) | undefined;
  /** The list itself, where the campaign calls it `-`. */
  readonly bytes?: AsyncIterable<Uint8Array> | undefined;
};

export async function loadCampaign(loading: Loading, caller: Caller): Promise<Loaded> {
  const { store, digest, rejects, force = false, onIssue, onNotice: tell = () => undefined } = loading;
  const { spec } = loading.source;
  const now = caller.clock.now();
  const id = campaignId(spec.name);
  tell({ is: 'reading', source: loading.source });
  const list = await openList(listSource(spec, loading.bytes ?? nothing()));
  if (list.taken !== undefined) tell({ is: 'taken', list: list.name, key: list.taken });
  for (const message of list.notes ?? []) tell({ is: 'read_as', message });
  const mapping = mapColumns(list.columns, spec.columns, list.name);
  const variables = planVariables(list.columns, mapping, spec.variables, list.name, spec.attemptVariable);
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
    });
  }
  const report = await loadList({
    store,
    campaign: id,
    list,
    ctx: { mapping, variables, rules: rulesOf(spec, loading.lineTypes, loading.rehearsal), spoken: needs?.first ?? [] },
    digest,
    makeId: caller.makeId,
    now,
    startAt: spec.startAt,
    yieldTurn: () => caller.clock.sleep(now),
    ...(onIssue === undefined ? {} : { onIssue }),
    ...(rejects === undefined ? {} : { rejects: openRejects(resolve(caller.cwd, rejects), list.columns, force) }),
  });
  return {
    id,
    report,
    mapping,
    variables,
    missing,
    unsaid: missingElsewhere(needs, sent),
    suppressed,
    readAs: list.notes ?? [],
  };
}

/** Whoever hands nothing over has an empty list, which its reader complains of. */
async function* nothing(): AsyncGenerator<Uint8Array> {}
