/** The end of a run: what it came to, where the results are, what to do next. */
import { endOf, leaveResults, logHeadOf, type CampaignEnd } from '../../app/campaign/end.ts';
import { firstRowOf } from '../../app/campaign/first-row.ts';
import type { OpenAccount } from '../../app/open.ts';
import type { Config } from '../../config/environment.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { RunEnd } from '../../model/run.ts';
import { formatInstant, type Duration } from '../../model/time.ts';
import { shellWord } from '../../report/shell-word.ts';
import { statusReport } from '../../report/status.ts';
import { summarize } from '../../report/summary.ts';
import { count, operatorZone } from '../../report/when.ts';
import { EXIT, pathOf, sayNext, type Context, type Exit } from './context.ts';
import { typeAgain } from './next-command.ts';
import { endWords, exitOf } from './run-end-words.ts';
import type { RunFlags } from './run-flags.ts';
import type { Ready } from './show-preflight.ts';

/** A campaign of a run; one that was resumed by what is stored of it has no file. */
export type Ran = Pick<Ready, 'campaign' | 'counts'> & Partial<Pick<Ready, 'source' | 'loaded'>>;

/** What became of the campaigns of a run, each in its turn. */
export async function showRunEnd(
  ready: readonly Ran[],
  end: RunEnd,
  took: Duration | null,
  flags: RunFlags,
  config: Config,
  open: OpenAccount,
  context: Context,
): Promise<Exit> {
  const { terminal } = context;
  if (end.is === 'ledger_lost' || end.is === 'detached') {
    // No results: of a ledger that cannot be written none can be promised, and the other process writes its own.
    terminal.say(endWords(end));
    sayNext(context, flags.ending?.(end, null) ?? nextCommand(ready, end, 0, flags, config));
    return exitOf(end);
  }
  let review = 0;
  const refused: Campaign[] = [];
  const ran: Ran[] = [];
  for (const one of ready) {
    const now = await endOf(open, one.campaign);
    ran.push({ ...one, campaign: now.campaign });
    review += now.counts.states.needs_review;
    if ((now.counts.dispositions.refused ?? 0) > 0) {
      const again = retryWords(now.campaign, config);
      terminal.say('The provider refused some. Once what it complained of is mended, they can be dialed again:');
      terminal.say(`  ${again}`);
      if (now.counts.dialed === 0) refused.push(now.campaign);
    }
    await showCampaignEnd(one, now, end, took, ready.length > 1, flags, open, context);
  }
  const head = await logHeadOf(open);
  if (head !== null) {
    terminal.say(
      `Every step is on record (${count(head.seq, 'line')}). To check later that nothing of it was changed:`,
    );
    terminal.say(`  outdial verify --head ${head.hash}${folderFlag(config)}`);
  }
  const told = end.is === 'finished' ? { ...end, needsReview: review } : end;
  terminal.say(endWords(told));
  const [everybody] = refused;
  if (everybody !== undefined)
    terminal.say('Everybody was refused by the provider, and nobody was rung: mend what it complains of.');
  if (review > 0) terminal.say('You decide what became of them: outdial resolve lists them, and settles one or --all.');
  const first = flags.ending === undefined ? null : await firstRow(ready, open);
  sayNext(context, flags.ending?.(end, first) ?? nextCommand(ran, end, review, flags, config, everybody));
  const exit = exitOf(told);
  // A script must not take it for done.
  return everybody !== undefined && exit === EXIT.ok ? EXIT.attention : exit;
}

async function firstRow([one]: readonly Ran[], { store }: OpenAccount): Promise<number | null> {
  if (one?.loaded === undefined) return null;
  return (await firstRowOf(store, one.campaign.id, one.loaded.report.list))?.row ?? null;
}

async function showCampaignEnd(
  { source, counts: before }: Ran,
  { campaign, counts, rangTwice }: CampaignEnd,
  end: RunEnd,
  took: Duration | null,
  several: boolean,
  { results, force, rejects, json }: RunFlags,
  open: OpenAccount,
  context: Context,
): Promise<void> {
  const { terminal } = context;
  const to = {
    path: results === undefined ? null : pathOf(context, results),
    isFolder: several,
    force: force === true,
  };
  const written = { now: context.clock.now(), zone: operatorZone() };
  const left = await leaveResults(open, campaign.id, to, written);
  if (left.kept !== null) terminal.say(`${left.kept} has come to be there meanwhile, and is kept.`);
  for (const line of summarize(campaign, counts, took, rangTwice, before.dialed)) terminal.say(line);
  if (counts.rejected > 0 && rejects !== undefined) {
    const again = source === undefined ? '' : `, then ${typeAgain('run', [source])}`;
    terminal.say(`${count(counts.rejected, 'rejected row')} to mend in ${rejects}${again}`);
  }
  if (json === true) {
    const head = (await logHeadOf(open))?.hash ?? null;
    const report = {
      ...statusReport(campaign, counts, rangTwice),
      end: end.is,
      ...nextOf(end),
      results: left.path,
      head,
    };
    await terminal.out(JSON.stringify(report));
    terminal.say(`results: ${count(left.rows, 'row')}`);
  } else {
    terminal.say(`results: ${count(left.rows, 'row')} in`);
    // A result, so that a script can pick it up.
    await terminal.out(left.path);
    if (left.workbook !== null) terminal.say(`for a spreadsheet: ${left.workbook}`);
  }
}

/** When it can go on, where it ended because it could not. */
function nextOf(end: RunEnd): { readonly next_call_at?: string | null } {
  return end.is === 'idle' ? { next_call_at: end.until === null ? null : formatInstant(end.until) } : {};
}

function nextCommand(
  ready: readonly Ran[],
  end: RunEnd,
  review: number,
  { again }: RunFlags,
  config: Config,
  everybody?: Pick<Campaign, 'id'>,
): string {
  if (
    end.is === 'stopped' ||
    end.is === 'idle' ||
    end.is === 'limit' ||
    end.is === 'paused' ||
    end.is === 'ledger_lost'
  ) {
    return again ?? goOnCommand(ready);
  }
  if (end.is === 'lost_lease' || end.is === 'detached') return 'outdial status';
  const folder = folderFlag(config);
  const first = ready[0]?.campaign.id ?? '';
  // With several campaigns: whoever needs review may be in any of them.
  const which = ready.length === 1 ? ` --campaign ${first}` : '';
  if (review > 0) return `outdial resolve${which}${folder}`;
  return everybody === undefined ? `outdial status ${first}${folder}` : retryWords(everybody, config);
}

/** By what is stored: one that was never started has nothing but its file. */
function goOnCommand(ready: readonly Ran[]): string {
  const sources = ready.flatMap(({ source }) => (source === undefined ? [] : [source]));
  const started = ready.every(({ campaign }) => campaign.state.is !== 'scheduled');
  if (!started && sources.length > 0) return typeAgain('run', sources);
  const left = ready.filter(({ campaign: { state } }) => state.is !== 'finished' && state.is !== 'canceled');
  return `outdial resume ${(left.length > 0 ? left : ready).map(({ campaign }) => campaign.id).join(' ')}`;
}

function retryWords({ id }: Pick<Campaign, 'id'>, config: Config): string {
  return `outdial retry ${id} --refused${folderFlag(config)}`;
}

function folderFlag({ from, dataDir }: Config): string {
  return from.dataDir.kind === 'flag' ? ` --data-dir ${shellWord(dataDir)}` : '';
}
