/** The end of a run: what it came to, where the results are, what to do next. */
import { join } from 'node:path';
import type { Config } from '../../config/environment.ts';
import type { Campaign } from '../../model/campaign.ts';
import { UserError } from '../../model/errors.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { Duration } from '../../model/time.ts';
import { statusReport } from '../../report/status.ts';
import { summarize } from '../../report/summary.ts';
import type { RunEnd } from '../../model/run.ts';
import { count } from '../../report/when.ts';
import type { OpenAccount } from '../../app/open.ts';
import { makeFolder } from '../../store/folder.ts';
import { EXIT, pathOf, sayNext, type Context, type Exit } from './context.ts';
import { endWords, exitOf } from '../../app/campaign/run.ts';
import { writeResults } from '../../app/results/write.ts';
import { shellWord, typeAgain } from './next-command.ts';
import type { RunOptions } from '../commands/run.ts';
import type { Prepared } from './show-preflight.ts';

export async function windDown(
  prepared: readonly Prepared[],
  end: RunEnd,
  took: Duration | null,
  options: RunOptions,
  config: Config,
  bench: OpenAccount,
  context: Context,
): Promise<Exit> {
  const { terminal } = context;
  if (end.is === 'ledger_lost' || end.is === 'detached') {
    // No results: of a ledger that cannot be written none can be promised, and the other process writes its own.
    terminal.say(endWords(end));
    sayNext(context, nextCommand(prepared, end, 0, options, config));
    return exitOf(end);
  }
  let review = 0;
  const refused: Campaign[] = [];
  for (const { campaign, source } of prepared) {
    const now = (await bench.store.campaign(campaign.id)) ?? campaign;
    const counts = await bench.store.counts(campaign.id);
    const rangTwice = await bench.store.rangTwice(campaign.id);
    review += counts.states.needs_review;
    if ((counts.dispositions.refused ?? 0) > 0) {
      terminal.say(
        `Once it is mended what they were refused for, they can be dialed again: ${retryWords(now, config)}`,
      );
      if (counts.dialed === 0) refused.push(now);
    }
    const { path: results, rows } = await leaveResults(options, prepared.length, campaign.id, bench, context);
    for (const line of summarize(now, counts, took, rangTwice)) terminal.say(line);
    if (counts.rejected > 0 && options.rejects !== undefined) {
      terminal.say(
        `${count(counts.rejected, 'rejected row')} to mend in ${options.rejects}, then ${typeAgain('run', [source])}`,
      );
    }
    if (options.json === true) {
      const head = (await bench.store.logHead())?.hash ?? null;
      await terminal.out(JSON.stringify({ ...statusReport(now, counts, rangTwice), end: end.is, results, head }));
      terminal.say(`results: ${count(rows, 'row')}`);
    } else {
      terminal.say(`results: ${count(rows, 'row')} in`);
      // A result, so that a script can pick it up.
      await terminal.out(results);
    }
  }
  const head = await bench.store.logHead();
  // Kept elsewhere it shows later that nothing before it was rewritten.
  if (head !== null) terminal.say(`log: ${count(head.seq, 'line')}, head ${head.hash}`);
  terminal.say(endWords(end.is === 'finished' ? { ...end, needsReview: review } : end));
  const [everybody] = refused;
  if (everybody !== undefined)
    terminal.say('Everybody was refused by the provider, and nobody was rung: mend what it complains of.');
  if (review > 0) terminal.say('You decide what became of them: outdial resolve lists them, and settles one or --all.');
  sayNext(context, nextCommand(prepared, end, review, options, config, everybody));
  const exit = exitOf(end.is === 'finished' ? { ...end, needsReview: review } : end);
  // A script must not take it for done.
  return everybody !== undefined && exit === EXIT.ok ? EXIT.attention : exit;
}

/**
 * Names and numbers are in it: unless told otherwise it stays beside the ledger, in a folder of the owner's. There it goes
 * too where somebody has put a file under the name that was told, in the hours of the run.
 */
async function leaveResults(
  { results, force }: RunOptions,
  campaigns: number,
  id: CampaignId,
  { store, resultsDir }: OpenAccount,
  context: Context,
): Promise<{ readonly path: string; readonly rows: number }> {
  const write = async (path: string, replace: boolean): Promise<{ path: string; rows: number }> => {
    const rows = await writeResults(path, store, id, { format: 'csv', attempts: false }, replace);
    return { path, rows };
  };
  const usual = join(resultsDir, `${id}.csv`);
  if (results === undefined) {
    makeFolder(resultsDir, 0o700);
    return write(usual, true);
  }
  const told = pathOf(context, results);
  if (campaigns > 1) makeFolder(told, 0o700);
  try {
    return await write(campaigns > 1 ? join(told, `${id}.csv`) : told, force === true);
  } catch (error) {
    if (!(error instanceof UserError) || error.problems[0]?.code !== 'file_exists') throw error;
    context.terminal.say(`${told} has come to be there meanwhile, and is kept.`);
    makeFolder(resultsDir, 0o700);
    return write(usual, true);
  }
}

function nextCommand(
  prepared: readonly Prepared[],
  end: RunEnd,
  review: number,
  { again }: RunOptions,
  config: Config,
  everybody?: Pick<Campaign, 'id'>,
): string {
  if (end.is === 'stopped' || end.is === 'limit' || end.is === 'paused' || end.is === 'ledger_lost') {
    const sources = prepared.map(({ source }) => source);
    return again ?? typeAgain('run', sources);
  }
  if (end.is === 'lost_lease' || end.is === 'detached') return 'outdial status';
  const folder = folderFlag(config);
  const first = prepared[0]?.campaign.id ?? '';
  // With several campaigns: whoever needs review may be in any of them.
  const which = prepared.length === 1 ? ` --campaign ${first}` : '';
  if (review > 0) return `outdial resolve${which}${folder}`;
  return everybody === undefined ? `outdial status ${first}${folder}` : retryWords(everybody, config);
}

function retryWords({ id }: Pick<Campaign, 'id'>, config: Config): string {
  return `outdial retry ${id} --refused${folderFlag(config)}`;
}

function folderFlag({ from, dataDir }: Config): string {
  return from.dataDir.kind === 'flag' ? ` --data-dir ${shellWord(dataDir)}` : '';
}
