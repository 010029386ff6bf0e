/** A run of stored campaigns: what it will do, whether it may, and the same screen, summary and exit codes as `run`. */
import { pricesOf } from '../../app/account-prices.ts';
import { planPrices } from '../../app/plan-prices.ts';
import { prepareStored, type StoredReady } from '../../app/campaign/resume.ts';
import { estimateOf } from '../../app/estimates.ts';
import { openAccount, type OpenAccount } from '../../app/open.ts';
import { isLoopback, type Config } from '../../config/environment.ts';
import { originWords, type Origin } from '../../config/settings/origin.ts';
import type { Campaign } from '../../model/campaign.ts';
import { UserError } from '../../model/errors.ts';
import { resumeLines } from '../../report/resume-preflight.ts';
import { count, operatorZone } from '../../report/when.ts';
import { agreed } from './agreed.ts';
import { EXIT, type Context, type Exit } from './context.ts';
import type { RunFlags } from './run-flags.ts';
import { showRunEnd } from './show-run-end.ts';
import { runOnScreen } from './show-run.ts';
import { standsWords } from './show-steering.ts';

/** `resumedBy`: who says that they go on; undefined: they are only taken up again, and what was missed is not begun by it. */
export async function runStored(
  chosen: readonly Campaign[],
  flags: RunFlags,
  config: Config,
  context: Context,
  resumedBy: string | undefined,
): Promise<Exit> {
  const { terminal, clock } = context;
  const open = await openAccount(config, context, flags.acceptOtherLedgers);
  try {
    const { ready, notes, faults } = await prepareStored(open, chosen, context);
    for (const note of notes) terminal.say(`${terminal.colors.yellow('note:')} ${note}`);
    if (faults.length > 0) throw new UserError(faults.map((fault) => ({ code: 'agent_refuses', ...fault })));
    for (const one of ready) await show(one, flags.limit ?? null, config, open, context);
    const waiting = ready.reduce((sum, { counts }) => sum + counts.states.ready, 0);
    const calls = Math.min(waiting, flags.limit ?? waiting);
    // Where nobody is left to be rung, what is open is followed and the campaign is over: nothing to be careful about.
    if (calls > 0 && !(await agreed(`Dial ${count(calls, 'contact')} now?`, flags, context))) return EXIT.cannot;
    const startedAt = clock.now();
    const campaigns = ready.map(({ campaign }) => campaign);
    const end = await runOnScreen(open, campaigns, flags.limit ?? null, context, resumedBy, flags.untilIdle === true);
    return await showRunEnd(ready, end, clock.now() - startedAt, flags, config, open, context);
  } finally {
    await open.close();
  }
}

async function show(
  { campaign, counts, agent }: StoredReady,
  limit: number | null,
  config: Config,
  { store }: OpenAccount,
  context: Context,
): Promise<void> {
  const { terminal, clock } = context;
  const toDial = counts.states.ready;
  const { prices, from } = planPrices(campaign.plan, campaign.plan.lines) ?? pricesOf(config, campaign.plan.lines);
  const now = clock.now();
  const estimate = await estimateOf(store, campaign, { limit }, now);
  const facts = {
    ...{ campaign, agent, toDial, limit, now },
    stands:
      campaign.state.is === 'running'
        ? 'its run ended before it was finished'
        : standsWords(campaign, context).replace(/^is /, ''),
    open: counts.states.in_progress + counts.states.in_doubt,
    host: new URL(config.baseUrl).host,
    hostFrom: wordsOf(config.from.baseUrl),
    keyFrom: wordsOf(config.from.apiKey),
    rehearsal: isLoopback(config.baseUrl),
    estimate,
    minutes: estimate.minutes,
    prices,
    pricesFrom: from,
  };
  const columns = terminal.screen.isTty ? terminal.screen.columns() : null;
  for (const line of resumeLines(facts, operatorZone(), columns)) terminal.say(line);
  terminal.say('');
}

/** Null for what nobody said. */
function wordsOf(origin: Origin | null): string | null {
  return origin === null || origin.kind === 'default' ? null : originWords(origin);
}
