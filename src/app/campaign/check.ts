/** What is in a campaign and what is wrong with it: loaded into a ledger that is gone with the process, dialed by nobody. */
import type { RowIssue } from '../../model/load-report.ts';
import { isLoopback, type Config } from '../../config/environment.ts';
import type { Plan } from '../../model/campaign.ts';
import type { AgentId, LineId } from '../../model/ids.ts';
import type { Checked } from '../../report/check.ts';
import { digestOf } from '../account.ts';
import { estimateOf } from '../estimates.ts';
import { openScratchLedger } from '../open-ledger.ts';
import { withProvider } from '../provider.ts';
import type { Caller } from '../runtime.ts';
import { loadCampaign, type LoadNotice } from './load.ts';
import { lineOf } from './line-settings.ts';
import { lookUp, missingWindow, type LookedUp } from './lookups.ts';
import { notesOf } from './outlook.ts';
import { planOf } from './plan.ts';
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
  const { spec } = source;
  const looked = await lookedUp(source, offline, config);
  const now = caller.clock.now();
  const store = await openScratchLedger(caller);
  try {
    const known = 'lines' in looked;
    // Without a line's rule a number is judged as by one that may call anywhere, and that is said.
    const lineTypes = known ? looked.lines.map(({ provider }) => provider) : (['unknown'] as const);
    const digest = digestOf(await store.info());
    const rehearsal = isLoopback(config.baseUrl);
    const agent = known ? looked.agent : null;
    const loading = { ...options, source, store, digest, lineTypes, rehearsal, agent, tellMissing: true as const };
    const loaded = await loadCampaign(loading, caller);
    const { id, report, mapping, variables, columns, missing, suppressed } = loaded;
    const plan = known ? planOf(spec, looked, null) : planAsNamed(source);
    return {
      name: spec.name,
      report,
      mapping,
      variables,
      columns,
      suppressed,
      missing,
      notes: [...loaded.readAs, ...notesOf(loaded, agent, spec.attemptVariable, now)],
      plan,
      unlooked: known ? null : looked.why,
      window: missingWindow(spec),
      estimate: await estimateOf(store, { id, account: null, plan }, {}, now),
      now,
    };
  } finally {
    await store.close();
  }
}

async function lookedUp(source: Source, offline: boolean, config: Config): Promise<LookedUp | Unlooked> {
  if (offline) return { why: 'offline' };
  if (!saysWhoCalls(source)) return { why: 'not_chosen' };
  if (config.apiKey === null) return { why: 'no_key' };
  return withProvider(config, (voice) => lookUp(source.spec, voice));
}

function planAsNamed({ spec }: Source): Plan {
  const agent = { id: spec.agentId as AgentId, name: null, kind: 'managed' as const };
  const provider = 'unknown' as const;
  const lines = spec.fromNumbers.map((number) => lineOf({ id: number as LineId, number, label: null, provider }, spec));
  return planOf(spec, { agent, lines }, null);
}
