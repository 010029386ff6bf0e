/** `outdial status`: how a campaign stands, or which there are. */
import type { Command } from 'commander';
import type { Campaign } from '../model/campaign.ts';
import { statusReport, type StatusReport } from '../report/status.ts';
import { summarize } from '../report/summary.ts';
import { table } from '../report/table.ts';
import { formatWhen, operatorZone } from '../report/when.ts';
import type { Store } from '../store/port.ts';
import { configOf, EXIT, sayNext, type Context } from './context.ts';
import { findCampaign, readLedger } from './ledger.ts';
import type { Done } from './program.ts';

export function addStatus(program: Command, context: Context, done: Done): void {
  program
    .command('status [name]')
    .description('counts of a campaign; without a name, every campaign')
    .option('--json', 'for machines')
    .addHelpText('after', '\nExamples:\n  $ outdial status\n  $ outdial status reminders --json')
    .action(async (name: string | undefined, options: { json?: true }, command: Command) => {
      await readLedger(context, configOf(context, command), (store) =>
        name === undefined
          ? showAll(store, context, options.json === true)
          : showOne(store, context, name, options.json === true),
      );
      done(EXIT.ok);
    });
}

async function showOne(store: Store, context: Context, name: string, json: boolean): Promise<void> {
  const { terminal } = context;
  const campaign = await findCampaign(store, name);
  const counts = await store.counts(campaign.id);
  if (json) return terminal.out(JSON.stringify(statusReport(campaign, counts)));
  for (const line of summarize(campaign, counts, null)) await terminal.out(line);
  await terminal.out(`  state  ${stateLine(campaign, context)}`);
  sayNext(context, nextFor(campaign, statusReport(campaign, counts)));
}

async function showAll(store: Store, context: Context, json: boolean): Promise<void> {
  const { terminal } = context;
  const reports: { campaign: Campaign; report: StatusReport }[] = [];
  for (const campaign of await store.campaigns()) {
    reports.push({ campaign, report: statusReport(campaign, await store.counts(campaign.id)) });
  }
  if (json) return terminal.out(JSON.stringify(reports.map(({ report }) => report)));
  const rows = reports.map(({ campaign, report: { counts, rows, state } }) => [
    campaign.id,
    state,
    String(rows),
    String(counts.ready),
    String(counts.in_progress + counts.in_doubt),
    String(counts.completed),
    String(counts.exhausted),
    String(counts.needs_review),
    String(counts.rejected + counts.skipped + counts.canceled),
  ]);
  const header = ['campaign', 'state', 'rows', 'to dial', 'open', 'reached', 'gave up', 'to review', 'left out'];
  for (const line of table(header, rows)) await terminal.out(line);
  const first = reports[0];
  sayNext(context, first === undefined ? 'outdial run campaign.json' : `outdial status ${first.campaign.id}`);
}

function stateLine({ state }: Campaign, { clock }: Context): string {
  if (state.is === 'paused') return `paused (${state.why}): ${state.message}`;
  if (state.is === 'finished' || state.is === 'canceled') {
    return `${state.is} ${formatWhen(state.at, clock.now(), operatorZone())}`;
  }
  return state.is === 'scheduled' ? 'loaded, not started' : 'running';
}

function nextFor(campaign: Campaign, { counts }: StatusReport): string {
  if (counts.needs_review > 0) return `outdial export ${campaign.id} --format csv --out results.csv`;
  if (campaign.state.is === 'scheduled' || campaign.state.is === 'paused')
    return 'outdial run with the same campaign file';
  return `outdial export ${campaign.id} --format csv --out results.csv`;
}
