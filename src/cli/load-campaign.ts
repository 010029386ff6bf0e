/** Loads one campaign into a ledger: suppression lists, then rows; the same way for `check` and for `run`. */
import { loadList, type LoadReport } from '../load/loader.ts';
import { mapColumns, type Mapping } from '../load/mapping.ts';
import { openRejects } from '../load/rejects.ts';
import { openList } from '../load/rows/open.ts';
import { loadSuppression } from '../load/suppression.ts';
import type { RowIssue } from '../load/types.ts';
import { planVariables, type VariablePlan } from '../load/variables.ts';
import type { ProviderType } from '../model/campaign.ts';
import { campaignId, type CampaignId } from '../model/ids.ts';
import type { Store } from '../store/port.ts';
import { pathOf, type Context } from './context.ts';
import { rulesOf } from './plan-of.ts';
import { listSource, sourceWords, type Source } from './source.ts';

export type Loaded = {
  readonly id: CampaignId;
  readonly report: LoadReport;
  readonly mapping: Mapping;
  readonly variables: VariablePlan;
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
  const mapping = mapColumns(list.columns, spec.columns, list.name);
  const variables = planVariables(list.columns, mapping, spec.variables, list.name);
  let suppressed = 0;
  for (const path of spec.suppression) {
    suppressed += await loadSuppression({ store, path, rules: spec, digest, now });
  }
  const report = await loadList({
    store,
    campaign: id,
    list,
    ctx: { mapping, variables, rules: rulesOf(spec, loading.lineTypes, loading.rehearsal) },
    digest,
    makeId: context.makeId,
    now,
    startAt: spec.startAt,
    yieldTurn: () => context.clock.sleep(now),
    ...(onIssue === undefined ? {} : { onIssue }),
    ...(rejects === undefined ? {} : { rejects: openRejects(pathOf(context, rejects), list.columns, force) }),
  });
  return { id, report, mapping, variables, suppressed };
}
