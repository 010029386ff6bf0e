/** Gathers what the preflight screen shows, and shows it. */
import { isLoopback, type Config } from '../../config/environment.ts';
import { attemptVariableOf, type Campaign } from '../../model/campaign.ts';
import { makeHours } from '../../policy/hours.ts';
import { estimate } from '../../report/estimate.ts';
import { agentNotes, attemptNotes } from '../../report/agent-notes.ts';
import { preflight } from '../../report/preflight.ts';
import { operatorZone } from '../../report/when.ts';
import { originWords, type Origin } from '../../config/settings/origin.ts';
import type { CampaignCounts, Store } from '../../store/port.ts';
import type { Context } from './context.ts';
import type { Loaded } from '../../app/campaign/load.ts';
import type { LookedUp } from '../../app/campaign/lookups.ts';
import type { Source } from './input-file.ts';

/** A campaign loaded and ready to be started. */
export type Prepared = {
  readonly source: Source;
  readonly looked: LookedUp;
  readonly loaded: Loaded;
  readonly campaign: Campaign;
  readonly counts: CampaignCounts;
};

/** Null for what nobody said. */
function wordsOf(origin: Origin | null): string | null {
  return origin === null || origin.kind === 'default' ? null : originWords(origin);
}

export async function showPreflight(
  { looked, loaded, campaign, counts }: Prepared,
  limit: number | null,
  config: Config,
  store: Store,
  { clock, terminal }: Context,
): Promise<void> {
  const now = clock.now();
  const { plan } = campaign;
  const keys = await store.places(campaign.id);
  const toDial = counts.states.ready;
  const lines = preflight({
    name: campaign.name,
    host: new URL(config.baseUrl).host,
    hostFrom: wordsOf(config.from.baseUrl),
    keyFrom: wordsOf(config.from.apiKey),
    rehearsal: isLoopback(config.baseUrl),
    agent: looked.agent,
    plan,
    report: loaded.report,
    mapping: loaded.mapping,
    variables: loaded.variables,
    notes: [
      ...(loaded.unsaid === null ? [] : [loaded.unsaid]),
      ...agentNotes(looked.agent, now),
      ...attemptNotes(attemptVariableOf(plan)),
    ],
    toDial,
    limit,
    estimate: estimate(plan, Math.min(toDial, limit ?? toDial), keys, now, makeHours()),
    now,
    zone: operatorZone(),
  });
  for (const line of lines) terminal.say(line);
  // Whoever sets DATABASE_URL for something else must see that it is meant here.
  const { database, dataDir } = config.from;
  if (database !== null) {
    terminal.say(`  ledger      PostgreSQL, ${database.place} (${originWords(database.origin)}): its workers dial`);
  } else if (dataDir.kind !== 'default') {
    terminal.say(`  ledger      ${config.dataDir} (${originWords(dataDir)})`);
  }
  terminal.say('');
}
