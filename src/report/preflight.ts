/** What a run is about to do, shown before the first ring. Numbers are masked. Pure. */
import type { LoadReport, Mapping, VariablePlan } from '../model/load-report.ts';
import { attemptVariableOf, type Plan } from '../model/campaign.ts';
import type { Window } from '../model/dial-options.ts';
import { withheldWords } from '../model/private-words.ts';
import type { Prices } from '../model/prices.ts';
import { MINUTE, SECOND, type Instant } from '../model/time.ts';
import type { AgentInfo } from '../voice/port.ts';
import { USUAL_CALL, type Estimate } from './estimate.ts';
import { labeledLines, type Labeled } from './labeled.ts';
import { maskNumber } from './mask.ts';
import { openingWords, type FirstRow } from './opening.ts';
import { minutesCost, minutesWords } from './talk-time.ts';
import { valueNotes } from './value-notes.ts';
import { count, formatWhen, roughly } from './when.ts';
import { codesWords, mayCall, providerWords } from './words.ts';

export type Preflight = {
  readonly name: string;
  readonly host: string;
  /** What names the host; null: nobody, it is the usual one. */
  readonly hostFrom: string | null;
  /** What the key comes from; null: there is none of a user's. */
  readonly keyFrom: string | null;
  readonly rehearsal: boolean;
  readonly agent: AgentInfo;
  readonly plan: Plan;
  readonly report: LoadReport;
  readonly mapping: Mapping;
  readonly variables: VariablePlan;
  /** What a person should know of agent and campaign, in sentences. */
  readonly notes: readonly string[];
  /** Contacts that wait to be dialed, those of earlier loads included. */
  readonly toDial: number;
  readonly limit: number | null;
  readonly estimate: Estimate;
  /** Connected minutes that the dialing will come to, by what is supposed of people. */
  readonly minutes: number;
  readonly prices: Prices;
  /** The file that names them; null: the published ones. */
  readonly pricesFrom: string | null;
  /** Who is dialed first, where whoever reads it may see that; null else. */
  readonly firstRow: FirstRow | null;
  readonly now: Instant;
};

/** `zone`: of whoever reads it. `columns`: of their screen; null: it is none. */
export function preflight(facts: Preflight, zone: string, columns: number | null = null): readonly string[] {
  const { plan, report, agent, mapping, variables } = facts;
  const lines: Labeled[] = [
    ['campaign', `${facts.name} (${report.list}, ${count(report.rows, 'row')})`],
    ['host', hostWords(facts)],
    ...(facts.keyFrom === null ? [] : [['key', facts.keyFrom] as const]),
    ...agentLines(agent, facts.firstRow, attemptVariableOf(plan)),
    ...lineLines(plan.lines),
    ['numbers in', columnsWords(mapping, report.samples)],
    ['time zone', zoneWords(mapping)],
    ['agent gets', listWords(variables.leave.map(({ name }) => name))],
  ];
  const withheld = variables.withheld.map(({ column, why }) => `${column} (${withheldWords(why)})`);
  if (withheld.length > 0) lines.push(['withheld', `${listWords(withheld)} (name them in "variables" to send them)`]);
  for (const note of valueNotes(report, variables)) lines.push(['look at', note]);
  lines.push(['rows', rowsWords(report)], ['to dial', dialWords(facts)]);
  const { rejected, skipped } = codesByKind(report);
  if (report.rejected > 0) lines.push(['rejected', rejected]);
  if (report.skipped > 0) lines.push(['left out', skipped]);
  if (report.changed > 0) lines.push(['changed', `${count(report.changed, 'row')} since the last load`]);
  if (report.vanished > 0)
    lines.push(['vanished', `${count(report.vanished, 'contact')} of an earlier load; they stay`]);
  lines.push(
    ['pace', paceWords(plan)],
    ['tries', triesWords(plan)],
    ['hours', plan.window === null ? 'at any time' : windowWords(plan.window)],
    ['when', whenWords(facts, zone)],
  );
  const bound = boundWords(facts);
  if (bound !== null) lines.push(['held up by', bound]);
  if (facts.toDial > 0) lines.push(['cost', costWords(facts)]);
  if (plan.doubt.then === 'redial') {
    lines.push(['in doubt', 'dialed again without proof that it did not ring: SOMEBODY MAY RING TWICE (doubt.then)']);
  }
  for (const note of facts.notes) lines.push(['note', note]);
  return preflightLines(lines, columns);
}

const LABEL = 11;

export function preflightLines(lines: readonly Labeled[], columns: number | null): readonly string[] {
  return labeledLines(lines, LABEL, columns);
}

const KINDS = { managed: 'a managed agent', line: 'a Line agent: code of your own' } as const;

/** Who talks, and the one sentence that everybody hears: as this row will, where there is one. */
export function agentLines(agent: AgentInfo, row: FirstRow | null, attemptVariable: string | null): readonly Labeled[] {
  const named = `${agent.name === null ? '' : `${agent.name}, `}${agent.id} (${KINDS[agent.kind]})`;
  return [['agent', named], ...openingLines(agent, row, attemptVariable)];
}

export function lineLines(lines: Plan['lines']): readonly Labeled[] {
  return lines.map(({ number, id, provider }) => [
    'calls from',
    `${number} (${id}): ${providerWords(provider)}, ${mayCall(provider)}`,
  ]);
}

function openingLines(agent: AgentInfo, row: FirstRow | null, attemptVariable: string | null): readonly Labeled[] {
  const { opening } = agent;
  if (agent.kind === 'line') return [['says first', 'what its code says, which cannot be seen from here']];
  if (opening === undefined) return [];
  if (opening === null) return [['says first', 'nothing: it waits for the person to speak']];
  const words = openingWords(opening, row, attemptVariable);
  // Row 0 is none of a list: its values were given by hand.
  const whose = row === null || row.row === 0 || !opening.includes('{{') ? '' : ` (as row ${row.row} hears it)`;
  return [['says first', `“${words}”${whose}`]];
}

function rowsWords({ rows, accepted, rejected, skipped }: LoadReport): string {
  const out = [...(rejected > 0 ? [`${rejected} rejected`] : []), ...(skipped > 0 ? [`${skipped} left out`] : [])];
  return `${rows} read, ${[`${accepted} can be dialed`, ...out].join(', ')}`;
}

/** Which limit the last call waits for; null where nobody waits for anything. */
export function boundWords({
  estimate,
  plan,
  toDial,
  limit,
}: Pick<Preflight, 'estimate' | 'plan' | 'toDial' | 'limit'>): string | null {
  const { first, last, dialing, bound } = estimate;
  if (first === null || Math.min(toDial, limit ?? toDial) < 2) return null;
  // Twice as long as the dialing itself: most of the time it is no hour to ring anybody.
  if (last === null || last - first > 2 * dialing + USUAL_CALL) return 'the hours: most of the time nobody may be rung';
  return bound === 'max_concurrent_calls'
    ? `calls at once (${plan.maxConcurrentCalls}): the next one waits until one ends`
    : `the pace (${paceOf(plan)} a second)`;
}

export function costWords({
  minutes,
  plan,
  prices,
  pricesFrom,
  rehearsal,
}: Pick<Preflight, 'minutes' | 'plan' | 'prices' | 'pricesFrom' | 'rehearsal'>): string {
  const cost = `${minutesWords(minutes)}, ${minutesCost(minutes, plan.lines, prices, pricesFrom)}`;
  return rehearsal ? `nothing here; on a real host ${cost}` : `${cost}; a guess, outdial simulate says more`;
}

export function hostWords({ host, hostFrom, rehearsal }: Pick<Preflight, 'host' | 'hostFrom' | 'rehearsal'>): string {
  const where = rehearsal ? `${host} (this machine: a rehearsal, nobody is rung)` : host;
  return hostFrom === null ? where : `${where}, by ${hostFrom}`;
}

function columnsWords({ toNumber, byValues }: Mapping, samples: readonly string[]): string {
  const shown = samples.length === 0 ? '' : `: ${samples.map(maskNumber).join(', ')}, …`;
  return `column ${toNumber.map((name) => `"${name}"`).join(', else ')}${byValues === true ? ' (by what it holds)' : ''}${shown}`;
}

/** Where the hours of a contact are looked up. */
export function zoneWords({ timezone }: Mapping): string {
  return timezone === null
    ? 'of the number (no column is named like one of the contact)'
    : `column "${timezone}", else of the number`;
}

function listWords(names: readonly string[]): string {
  return names.length === 0 ? 'nothing but the call' : names.join(', ');
}

function dialWords({ toDial, limit, report }: Preflight): string {
  const new_ = report.added < toDial ? ` (${report.added} new)` : '';
  const limited = limit !== null && limit < toDial ? `, of which ${limit} now (--limit)` : '';
  return `${count(toDial, 'contact')}${new_}${limited}`;
}

export function paceWords(plan: Plan): string {
  return `${paceOf(plan)} a second, ${plan.maxConcurrentCalls} at once`;
}

function paceOf({ lines }: Plan): string {
  const perSecond = lines.reduce((sum, line) => sum + line.callsPerSecond, 0);
  return `${perSecond} ${perSecond === 1 ? 'call' : 'calls'}`;
}

export function triesWords({ retry, ringingTimeoutSeconds, maxCallDurationMinutes }: Plan): string {
  const again = retry.maxAttempts === 1 ? 'one each' : `up to ${retry.maxAttempts} each`;
  return `${again}; rings ${ringingTimeoutSeconds} s, talks at most ${maxCallDurationMinutes} min`;
}

export function windowWords({ days, from, to, timezone }: Window): string {
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const where = timezone === 'contact' ? 'where the contact is' : timezone;
  return `${days.join(' ')} ${clock(from)}–${clock(to)}, ${where}`;
}

export function whenWords(
  { estimate, now, plan, toDial }: Pick<Preflight, 'estimate' | 'now' | 'plan' | 'toDial'>,
  zone: string,
): string {
  const { first, last, dialing } = estimate;
  if (toDial === 0) return 'nobody is left to dial';
  if (first === null) return 'not within the next two weeks: look at the hours';
  const more = plan.retry.maxAttempts === 1 ? '' : '; further tries come on top';
  const begins = first - now < MINUTE ? 'now' : formatWhen(first, now, zone);
  const ends = last === null ? 'open' : `about ${formatWhen(last, now, zone)}`;
  return `first ${begins}, last ${ends} (${roughly(Math.max(dialing, SECOND))} of dialing at ${USUAL_CALL / SECOND} s a call${more})`;
}

/** The loader counts codes of both kinds together; the issues say which is which. */
function codesByKind({ byCode, issues, rejected, skipped }: LoadReport): { rejected: string; skipped: string } {
  const policy = new Set<string>(issues.filter(({ severity }) => severity === 'warning').map(({ code }) => code));
  const words = (wanted: boolean): string =>
    codesWords(Object.entries(byCode).filter(([code]) => policy.has(code) === wanted));
  return { rejected: `${rejected}: ${words(false)}`, skipped: `${skipped}: ${words(true)}` };
}
