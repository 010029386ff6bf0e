/** Shows how one campaign stands, or all of them, and what to type next. */
import type { DialingNow } from '../../app/open-ledger.ts';
import { isTestCall } from '../../app/call/call-source.ts';
import type { CampaignStatus, LedgerStatus } from '../../app/status.ts';
import { maskText } from '../../report/mask.ts';
import { summarize } from '../../report/summary.ts';
import { fitted } from '../../report/table.ts';
import { count, formatWhen, operatorZone } from '../../report/when.ts';
import { sameSettings, sayNext, sayRunAgain, type Context } from './context.ts';
import { standsWords } from './show-steering.ts';

/** `shared`: several machines may dial from this ledger. */
export async function showStatus(status: CampaignStatus, shared: boolean, context: Context): Promise<void> {
  const { terminal } = context;
  const { campaign, counts, rangTwice, engine } = status;
  for (const line of summarize(campaign, counts, null, rangTwice)) await terminal.tell(line);
  await terminal.tell(`  state  ${stateLine(status, context)}`);
  await terminal.tell(`  engine ${engineLine(engine, context)}`);
  const next = nextFor(status, shared);
  if (next === null) sayRunAgain(context);
  else sayNext(context, next);
}

const HEADER = [
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

export async function showStatuses({ campaigns, engine }: LedgerStatus, context: Context): Promise<void> {
  const { terminal } = context;
  const { shown, hidden } = withoutTestCalls(campaigns);
  const rows = shown.map(({ campaign, report: { counts, rows, state, rang_twice: rangTwice } }) => [
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
  for (const line of fitted(HEADER, rows, terminal.width)) await terminal.out(line);
  const [test] = hidden;
  if (test !== undefined) {
    const one = sameSettings(context, `outdial status ${test.campaign.id}`);
    await terminal.tell(
      `and ${count(hidden.length, 'test call')}, over${hidden.length === 1 ? '' : '; the last'}: ${one}`,
    );
  }
  await terminal.tell(`engine: ${engineLine(engine, context)}`);
  // Who looks at all of them wants the one that is not over.
  const first = shown.find(({ report: { counts } }) => counts.ready > 0) ?? shown.at(-1);
  sayNext(context, first === undefined ? 'outdial run campaign.json' : `outdial status ${first.campaign.id}`);
}

/** Test calls that are over stand in nobody's way; one that is not is listed behind the campaigns. */
function withoutTestCalls(all: readonly CampaignStatus[]): Record<'shown' | 'hidden', readonly CampaignStatus[]> {
  const own = all.filter(({ campaign }) => !isTestCall(campaign));
  const tests = all.filter(({ campaign }) => isTestCall(campaign));
  const hidden = own.length === 0 ? [] : tests.filter(isOver);
  const open = tests.filter((one) => !hidden.includes(one));
  return { shown: [...own, ...open], hidden: hidden.toSorted((a, b) => b.campaign.createdAt - a.campaign.createdAt) };
}

function isOver({ campaign: { state }, report: { counts }, rangTwice }: CampaignStatus): boolean {
  const open = counts.in_progress + counts.in_doubt + counts.needs_review;
  return (state.is === 'finished' || state.is === 'canceled') && open + rangTwice === 0;
}

function engineLine(engine: DialingNow, { clock }: Context): string {
  if (engine.is === 'idle') return 'nobody dials with this ledger now';
  if (engine.is === 'workers') return `workers are there (${engine.leads} leads)`;
  if (engine.by === null) return 'dialing now';
  const { pid, host, since } = engine.by;
  return `dialing now (process ${pid} on ${host}, since ${formatWhen(since, clock.now(), operatorZone())})`;
}

function stateLine({ campaign, pausedBecause }: CampaignStatus, context: Context): string {
  const { clock } = context;
  const { state } = campaign;
  if (state.is === 'paused' && state.why === 'operator') return standsWords(campaign, context).replace(/^is /, '');
  if (state.is === 'paused') return `paused (${state.why}): ${maskText(pausedBecause ?? '')}`;
  if (state.is === 'finished' || state.is === 'canceled') {
    return `${state.is} ${formatWhen(state.at, clock.now(), operatorZone())}`;
  }
  return state.is === 'scheduled' ? 'loaded, not started' : 'running';
}

/** Null: to run its file again. */
function nextFor({ campaign, report, engine }: CampaignStatus, shared: boolean): string | null {
  const { counts, dispositions } = report;
  if (counts.needs_review > 0) return `outdial resolve --campaign ${campaign.id}`;
  const { state } = campaign;
  if (state.is === 'paused') return `outdial resume ${campaign.id}`;
  if (state.is === 'running' && engine.is === 'idle') {
    return shared ? 'outdial worker' : `outdial resume ${campaign.id}`;
  }
  if (state.is === 'scheduled') return null;
  // Of a few refused their own numbers may be wrong; where that is all that happened, it is something else.
  if ((dispositions.refused ?? 0) > 0 && counts.completed === 0) return `outdial retry ${campaign.id} --refused`;
  return `outdial export ${campaign.id} --format csv --out results.csv`;
}
