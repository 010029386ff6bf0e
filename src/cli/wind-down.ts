/** The end of a run: what it came to, where the results are, what to do next. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Duration } from '../model/time.ts';
import { statusReport } from '../report/status.ts';
import { summarize } from '../report/summary.ts';
import type { RunEnd } from '../report/run.ts';
import { count } from '../report/when.ts';
import type { Bench } from '../assemble.ts';
import { pathOf, sayNext, type Context, type Exit } from './context.ts';
import { endWords, exitOf } from './dialing.ts';
import { writeResults } from './result-file.ts';
import type { RunOptions } from './run.ts';
import type { Prepared } from './show-preflight.ts';

export async function windDown(
  prepared: readonly Prepared[],
  end: RunEnd,
  took: Duration | null,
  options: RunOptions,
  config: Config,
  bench: Bench,
  context: Context,
): Promise<Exit> {
  const { terminal } = context;
  let review = 0;
  for (const { campaign, source } of prepared) {
    const now = (await bench.store.campaign(campaign.id)) ?? campaign;
    const counts = await bench.store.counts(campaign.id);
    review += counts.states.needs_review;
    const results = await resultsPath(options, prepared.length, campaign.id, bench, context);
    const wanted = { format: 'csv', attempts: false } as const;
    const rows = await writeResults(results, bench.store, campaign.id, wanted, context.makeId);
    for (const line of summarize(now, counts, took)) terminal.say(line);
    if (counts.rejected > 0 && options.rejects !== undefined) {
      terminal.say(
        `${count(counts.rejected, 'rejected row')} to mend in ${options.rejects}, then outdial run ${source.typed}`,
      );
    }
    if (options.json === true) {
      await terminal.out(JSON.stringify({ ...statusReport(now, counts), end: end.is, results }));
      terminal.say(`results: ${count(rows, 'row')}`);
    } else {
      terminal.say(`results: ${count(rows, 'row')} in`);
      // A result, so that a script can pick it up.
      await terminal.out(results);
    }
  }
  terminal.say(endWords(end.is === 'finished' ? { ...end, needsReview: review } : end));
  sayNext(context, nextCommand(prepared, end, review, options, config, context));
  return exitOf(end.is === 'finished' ? { ...end, needsReview: review } : end);
}

/** Names and numbers are in it: unless told otherwise it stays beside the ledger, in a folder of the owner's. */
async function resultsPath(
  { results }: RunOptions,
  campaigns: number,
  id: string,
  bench: Bench,
  context: Context,
): Promise<string> {
  if (results !== undefined && campaigns === 1) return pathOf(context, results);
  const folder = results === undefined ? bench.resultsDir : pathOf(context, results);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${id}.csv`);
}

function nextCommand(
  prepared: readonly Prepared[],
  end: RunEnd,
  review: number,
  { again }: RunOptions,
  config: Config,
  { at }: Context,
): string {
  const files = prepared.map(({ source }) => source.typed).join(' ');
  if (end.is === 'stopped' || end.is === 'limit' || end.is === 'paused') return again ?? `outdial run ${files}`;
  if (end.is === 'lost_lease') return 'outdial status';
  const folder = at.env['OUTDIAL_DATA_DIR'] === config.dataDir ? '' : ` --data-dir ${quoted(config.dataDir)}`;
  const first = prepared[0]?.campaign.id ?? '';
  return review > 0 ? `outdial export ${first}${folder}` : `outdial status ${first}${folder}`;
}

function quoted(path: string): string {
  return /\s/.test(path) ? `"${path}"` : path;
}
