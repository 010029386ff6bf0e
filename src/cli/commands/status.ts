/** `outdial status`: how a campaign stands, or which there are. */
import type { Command } from 'commander';
import type { Campaign } from '../../model/campaign.ts';
import { goesOnWhenAsked } from '../../model/pause-reason.ts';
import { maskText } from '../../report/mask.ts';
import { statusReport, type StatusReport } from '../../report/status.ts';
import { summarize } from '../../report/summary.ts';
import { table } from '../../report/table.ts';
import { formatWhen, operatorZone } from '../../report/when.ts';
import { formatInstant } from '../../model/time.ts';
import { engineOf, type DialingNow } from '../../app/open.ts';
import { pauseWords } from '../../engine/settle/pause-words.ts';
import type { Store } from '../../store/port.ts';
import { configOf, EXIT, sayNext, sayRunAgain, type Context, type Done } from '../terminal/context.ts';
import { findCampaign, readLedger } from '../../app/ledger.ts';

export function addStatus(command: Command, context: Context, done: Done): void {
  command
    .option('--json', 'for machines')
    .addHelpText('after', '\nExamples:\n  $ outdial status\n  $ outdial status reminders --json')
    .action(async (name: string | undefined, options: { json?: true }) => {
      const config = configOf(context, command);
      await readLedger(context, config, async (store) => {
        const engine = await engineOf(config, store);
        return name === undefined
          ? showAll(store, engine, context, options.json === true)
          : showOne(store, engine, context, name, options.json === true, config.databaseUrl !== null);
      });
      done(EXIT.ok);
    });
}

async function showOne(
  store: Store,
  engine: DialingNow,
  context: Context,
  name: string,
  json: boolean,
  shared: boolean,
): Promise<void> {
  const { terminal } = context;
  const campaign = await findCampaign(store, name);
  const counts = await store.counts(campaign.id);
  const rangTwice = await store.rangTwice(campaign.id);
  const report = statusReport(campaign, counts, rangTwice);
  const here = engine.is === 'workers' && campaign.state.is !== 'running' ? ({ is: 'idle' } as const) : engine;
  if (json) return terminal.out(JSON.stringify({ ...report, ...engineReport(here) }));
  for (const line of summarize(campaign, counts, null, rangTwice)) await terminal.out(line);
  await terminal.out(`  state  ${await stateLine(store, campaign, context)}`);
  await terminal.out(`  engine ${engineLine(engine, context)}`);
  const next = nextFor(campaign, report, engine, shared);
  if (next === null) sayRunAgain(context);
  else sayNext(context, next);
}

async function showAll(store: Store, engine: DialingNow, context: Context, json: boolean): Promise<void> {
  const { terminal } = context;
  const reports: { campaign: Campaign; report: StatusReport }[] = [];
  for (const campaign of await store.campaigns()) {
    const [counts, twice] = [await store.counts(campaign.id), await store.rangTwice(campaign.id)];
    reports.push({ campaign, report: statusReport(campaign, counts, twice) });
  }
  if (json) {
    const idle = { is: 'idle' } as const;
    const machine = ({ state }: Campaign) =>
      engineReport(engine.is === 'workers' && state.is !== 'running' ? idle : engine);
    return terminal.out(JSON.stringify(reports.map(({ campaign, report }) => ({ ...report, ...machine(campaign) }))));
  }
  const rows = reports.map(({ campaign, report: { counts, rows, state, rang_twice: rangTwice } }) => [
    campaign.id,
    state,
    String(rows),
    String(counts.ready),
    String(counts.in_progress + counts.in_doubt),
    String(counts.completed),
    String(counts.exhausted),
    String(counts.needs_review),
    String(counts.rejected + counts.skipped + counts.canceled),
    String(rangTwice),
  ]);
  const header = [
    'campaign',
    'state',
    'rows',
    'to dial',
    'open',
    'reached',
    'gave up',
    'to review',
    'left out',
    'rang twice',
  ];
  for (const line of table(header, rows)) await terminal.out(line);
  await terminal.out(`engine: ${engineLine(engine, context)}`);
  const first = reports[0];
  sayNext(context, first === undefined ? 'outdial run campaign.json' : `outdial status ${first.campaign.id}`);
}

function engineLine(engine: DialingNow, { clock }: Context): string {
  if (engine.is === 'idle') return 'nobody dials with this ledger now';
  if (engine.is === 'workers') return `workers are there (${engine.leads} leads)`;
  if (engine.by === null) return 'dialing now';
  const { pid, host, since } = engine.by;
  return `dialing now (process ${pid} on ${host}, since ${formatWhen(since, clock.now(), operatorZone())})`;
}

function engineReport(engine: DialingNow): Record<string, unknown> {
  if (engine.is === 'idle') return { dialing: false, engine: null };
  if (engine.is === 'workers') return { dialing: true, engine: { leads: engine.leads } };
  const { by } = engine;
  return { dialing: true, engine: by === null ? null : { ...by, since: formatInstant(by.since) } };
}

async function stateLine(store: Store, { state }: Campaign, { clock }: Context): Promise<string> {
  if (state.is === 'paused') return `paused (${state.why}): ${maskText(await pauseWords(store, state))}`;
  if (state.is === 'finished' || state.is === 'canceled') {
    return `${state.is} ${formatWhen(state.at, clock.now(), operatorZone())}`;
  }
  return state.is === 'scheduled' ? 'loaded, not started' : 'running';
}

/** Null: to run its file again. */
function nextFor(
  campaign: Campaign,
  { counts, dispositions }: StatusReport,
  engine: DialingNow,
  shared: boolean,
): string | null {
  if (counts.needs_review > 0) return `outdial resolve --campaign ${campaign.id}`;
  const { state } = campaign;
  if (state.is === 'paused') {
    // Workers dial whatever is running in the shared ledger; without one, a run dials what was handed to it.
    const resumes = shared || (goesOnWhenAsked(state) && engine.is !== 'idle');
    return resumes ? `outdial resume ${campaign.id}` : null;
  }
  if (state.is === 'running' && engine.is === 'idle') return shared ? 'outdial worker' : null;
  if (state.is === 'scheduled') return null;
  // Of a few refused their own numbers may be wrong; where that is all that happened, it is something else.
  if ((dispositions.refused ?? 0) > 0 && counts.completed === 0) return `outdial retry ${campaign.id} --refused`;
  return `outdial export ${campaign.id} --format csv --out results.csv`;
}
