/** What a run is about to do, shown before the first call. */
import { againstOf } from '../../app/campaign/against.ts';
import { outlookOf } from '../../app/campaign/outlook.ts';
import type { Prepared, Proposal } from '../../app/campaign/prepare.ts';
import type { OpenAccount } from '../../app/open.ts';
import { isLoopback, type Config } from '../../config/environment.ts';
import { originWords, type Origin } from '../../config/settings/origin.ts';
import { preflight, preflightLines } from '../../report/preflight.ts';
import { operatorZone } from '../../report/when.ts';
import type { Context } from './context.ts';
import { accountWords } from './account.ts';
import type { TypedSource } from './typed-source.ts';

/** A campaign ready to be started, with its file as it was typed. */
export type Ready = Prepared & { readonly source: TypedSource };
/** Shown, and nothing of it in the ledger yet. */
export type Proposed = Proposal & { readonly source: TypedSource };

/** Null for what nobody said. */
function wordsOf(origin: Origin | null): string | null {
  return origin === null || origin.kind === 'default' ? null : originWords(origin);
}

export async function showPreflight(
  ready: Proposed,
  limit: number | null,
  config: Config,
  open: OpenAccount,
  { clock, terminal }: Context,
): Promise<void> {
  const { looked, loaded, campaign } = ready;
  const facts = {
    name: campaign.name,
    host: new URL(config.baseUrl).host,
    hostFrom: wordsOf(config.from.baseUrl),
    keyFrom: wordsOf(config.from.apiKey),
    rehearsal: isLoopback(config.baseUrl),
    agent: looked.agent,
    plan: campaign.plan,
    report: loaded.report,
    against: againstOf(ready, operatorZone(), clock.now()),
    mapping: loaded.mapping,
    variables: loaded.variables,
    limit,
    ...(await outlookOf(open, ready, limit, clock.now())),
    // A person's own words in their name: on the screen of whoever dials them, and not in a log that is kept.
    firstRow: terminal.screen.isTty ? loaded.first : null,
  };
  const columns = terminal.screen.isTty ? terminal.screen.columns() : null;
  for (const line of preflight(facts, operatorZone(), columns)) terminal.say(line);
  // Whoever sets DATABASE_URL for something else must see that it is meant here.
  const { database, dataDir } = config.from;
  const say = (text: string, label = 'ledger'): void => {
    for (const line of preflightLines([[label, text]], columns)) terminal.say(line);
  };
  for (const text of accountWords(ready.source.spec.account)) say(text, 'account');
  if (database !== null) {
    say(`PostgreSQL, ${database.place} (${originWords(database.origin)}): its workers dial`);
  } else if (dataDir.kind !== 'default') {
    say(`${config.dataDir} (${originWords(dataDir)})`);
  }
  terminal.say('');
}
