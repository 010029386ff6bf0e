/** Shows how one campaign stands, or all of them, and what to type next. */
import type { DialingNow } from '../../app/open-ledger.ts';
import { isTestCall } from '../../app/call/call-source.ts';
import type { CampaignStatus, LedgerStatus } from '../../app/status.ts';
import { maskText } from '../../report/mask.ts';
import { statusLines } from '../../report/status-lines.ts';
import { fitted, table } from '../../report/table.ts';
import { clockWords, count, formatWhen, operatorZone } from '../../report/when.ts';
import { wrap } from '../../report/wrap.ts';
import { MINUTE } from '../../model/time.ts';
import { sameSettings, sayNext, sayRunAgain, type Context } from './context.ts';
import { standsWords } from './show-steering.ts';

/** `shared`: several machines may dial from this ledger. */
export async function showStatus(status: CampaignStatus, shared: boolean, context: Context): Promise<void> {
  const { terminal } = context;
  for (const line of statusScreen(status, context)) await terminal.tell(line);
  const next = nextFor(status, shared);
  if (next === null) sayRunAgain(context);
  else sayNext(context, next);
}

/** What is shown of one: its head, and what the boss asks. */
export function statusScreen(status: CampaignStatus, context: Context): readonly string[] {
  const { campaign, engine, standing } = status;
  const { width } = context.terminal;
  const columns = Number.isFinite(width) ? width : null;
  const head = `${campaign.name}: ${stateLine(status, context)}; ${engineLine(engine, context)}`;
  return [
    ...(columns === null ? [head] : wrap(head, columns)),
    ...statusLines(standing, operatorZone(), columns).map(maskText),
  ];
}

const HEADER = ['campaign', 'state', 'rows', 'to dial', 'open', 'reached', 'gave up', 'left out'];
/** They are there where anybody is counted in them. */
const RARE = ['to review', 'rang twice'];
const TIMES = ['next call', 'end'];

/** As many columns as the width has room for: the rare ones only where there is something in them. */
export function statusesScreen({ campaigns, engine, now }: LedgerStatus, context: Context): readonly string[] {
  const { terminal } = context;
  const { shown, hidden } = withoutTestCalls(campaigns);
  const some = (of: (one: CampaignStatus) => number): boolean => shown.some((one) => of(one) > 0);
  const rare = [some(({ report }) => report.counts.needs_review), some(({ report }) => report.rang_twice)];
  const rows = shown.map((one) => {
    const { campaign, report, standing } = one;
    const { counts } = report;
    const numbers = [
      report.rows,
      counts.ready,
      counts.in_progress + counts.in_doubt,
      counts.completed,
      counts.exhausted,
      counts.rejected + counts.skipped + counts.canceled,
    ];
    const rarely = [counts.needs_review, report.rang_twice].filter((_, at) => rare[at]);
    const at = (instant: number | null | undefined): string =>
      instant == null ? '–' : instant - now < MINUTE ? 'now' : clockWords(instant, now, operatorZone());
    const { estimate, onlyIf } = standing;
    const times = [onlyIf === null ? at(estimate?.first) : '–', onlyIf === null ? at(estimate?.end) : '–'];
    return [campaign.id, report.state, ...[...numbers, ...rarely].map(String), ...times];
  });
  const header = [...HEADER, ...RARE.filter((_, at) => rare[at]), ...TIMES];
  const lines = [...fewer(header, rows, terminal.width)];
  const [test] = hidden;
  if (test !== undefined) {
    const one = sameSettings(context, `outdial status ${test.campaign.id}`);
    lines.push(`and ${count(hidden.length, 'test call')}, over${hidden.length === 1 ? '' : '; the last'}: ${one}`);
  }
  lines.push(`engine: ${engineLine(engine, context)}`);
  return lines;
}

/** What can be left out where there is no room, the first first; `status NAME` has it. */
const DISPENSABLE = ['rows', 'gave up', 'open', 'left out'];

function fewer(header: readonly string[], rows: readonly (readonly string[])[], width: number): readonly string[] {
  for (let n = 0; n <= DISPENSABLE.length; n++) {
    const kept = header.flatMap((name, at) => (DISPENSABLE.slice(0, n).includes(name) ? [] : [at]));
    const only = (row: readonly string[]): readonly string[] => kept.map((at) => row[at] ?? '');
    const lines = table(only(header), rows.map(only));
    if (lines.every((line) => line.length <= width)) return lines;
  }
  return fitted(header, rows, width);
}

export async function showStatuses(all: LedgerStatus, context: Context): Promise<void> {
  for (const line of statusesScreen(all, context)) await context.terminal.out(line);
  const { shown } = withoutTestCalls(all.campaigns);
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
  if (state.is === 'running' && counts.ready > 0) return `outdial status ${campaign.id} --watch`;
  // Of a few refused their own numbers may be wrong; where that is all that happened, it is something else.
  if ((dispositions.refused ?? 0) > 0 && counts.completed === 0) return `outdial retry ${campaign.id} --refused`;
  return `outdial export ${campaign.id} --format csv --out results.csv`;
}
