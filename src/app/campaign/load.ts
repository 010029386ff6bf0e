/** Loads one campaign into a ledger: suppression lists, then rows; the same way for `check` and for `run`. */
import { loadList, type LoadReport } from '../../load/loader.ts';
import { mapColumns, type Mapping } from '../../load/row/mapping.ts';
import { missingElsewhere, missingFirst } from '../../load/spec/needed.ts';
import { openRejects } from '../../load/row/rejects.ts';
import { openList } from '../../load/list/open.ts';
import { loadSuppression } from '../../load/suppression.ts';
import type { RowIssue } from '../../load/row/types.ts';
import { planVariables, type VariablePlan } from '../../load/row/variables.ts';
import type { ProviderType } from '../../model/campaign.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import { campaignId, type CampaignId } from '../../model/ids.ts';
import type { Store } from '../../store/port.ts';
import type { AgentInfo } from '../../voice/port.ts';
import { pathOf, type Context } from '../../cli/terminal/context.ts';
import { rulesOf } from './plan.ts';
import { listSource, sourceWords, type Source } from '../../cli/terminal/input-file.ts';

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
};

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
};

export async function loadCampaign(loading: Loading, context: Context): Promise<Loaded> {
  const { store, digest, rejects, force = false, onIssue } = loading;
  const { spec } = loading.source;
  const now = context.clock.now();
  const id = campaignId(spec.name);
  context.terminal.say(`Reading ${sourceWords(loading.source)} …`);
  const list = await openList(listSource(spec, context.stdin));
  if (list.taken !== undefined)
    context.terminal.say(`${list.name} is an object: its list ${JSON.stringify(list.taken)} was taken.`);
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
      warn: (line) => context.terminal.say(line),
    });
  }
  const report = await loadList({
    store,
    campaign: id,
    list,
    ctx: { mapping, variables, rules: rulesOf(spec, loading.lineTypes, loading.rehearsal), spoken: needs?.first ?? [] },
    digest,
    makeId: context.makeId,
    now,
    startAt: spec.startAt,
    yieldTurn: () => context.clock.sleep(now),
    ...(onIssue === undefined ? {} : { onIssue }),
    ...(rejects === undefined ? {} : { rejects: openRejects(pathOf(context, rejects), list.columns, force) }),
  });
  return { id, report, mapping, variables, missing, unsaid: missingElsewhere(needs, sent), suppressed };
}
