/** What a run is about to do, shown before the first ring. Numbers are masked. Pure. */
import type { LoadReport, Mapping, VariablePlan } from '../model/load-report.ts';
import { attemptVariableOf, type Plan } from '../model/campaign.ts';
import { assertNever } from '../model/errors.ts';
import { withheldWords } from '../model/private-words.ts';
import type { Prices } from '../model/prices.ts';
import { MINUTE, SECOND, type Instant } from '../model/time.ts';
import type { AgentInfo } from '../voice/port.ts';
import type { Estimate } from './estimate.ts';
import { labeledLines, type Labeled } from './labeled.ts';
import { listChangeWords } from './list-change-words.ts';
import { maskNumber } from './mask.ts';
import { openingWords, type FirstRow } from './opening.ts';
import { planChangeWords, type PlanChange } from './plan-changes.ts';
import { hoursWords, rulesWords } from './rule-table.ts';
import { minutesCost, minutesWords } from './talk-time.ts';
import { valueNotes } from './value-notes.ts';
import { aboutWhen, count, formatWhen, roughly } from './when.ts';
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
  /** Against what the ledger knows; null: nothing of it is asked about any more. */
  readonly against: Against | null;
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
  if (facts.against !== null) lines.push(...againstLines(facts.against, report, mapping));
  lines.push(
    ['pace', paceWords(plan)],
    ['tries', triesWords(plan)],
    ['hours', hoursWords(plan)],
    ['rules', rulesWords(plan.rules)],
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

/** What of the ledger's past a run would change. */
export type Against = {
  /** Whoever vanished from the list and waits is left out. */
  readonly sync: boolean;
  readonly takesChanged: boolean;
  readonly plan: readonly PlanChange[];
  /** Who waits and has no try left by the plan. */
  readonly spent: number;
  /** The plan allows more tries than before, and these were given up with all of theirs used. */
  readonly stayGivenUp: number;
  /** By which name commands know it. */
  readonly id: string;
};

export function againstLines(
  { sync, takesChanged, plan, spent, stayGivenUp, id: named }: Against,
  { changes }: LoadReport,
  { id }: Mapping,
): readonly Labeled[] {
  const list = listChangeWords(changes, { sync, takesChanged, identified: id !== null });
  const given = [
    ...(spent === 0 ? [] : [`${count(spent, 'contact')} called as often as it allows now: not dialed again`]),
    ...(stayGivenUp === 0
      ? []
      : [`whoever was given up before stays given up (${stayGivenUp}): outdial retry ${named} gives them another try`]),
  ];
  return [
    ...list.map((sentence): Labeled => ['the list', sentence]),
    ...planChangeWords(plan).map((sentence): Labeled => ['the plan', sentence]),
    ...given.map((sentence): Labeled => ['the plan', sentence]),
  ];
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

/** What most of the time goes by with; null where nobody waits for anything. */
export function boundWords({
  estimate,
  plan,
  toDial,
  limit,
}: Pick<Preflight, 'estimate' | 'plan' | 'toDial' | 'limit'>): string | null {
  if (estimate.first === null || Math.min(toDial, limit ?? toDial) < 2) return null;
  switch (estimate.bound) {
    case 'hours':
      return 'the hours: most of the time nobody may be rung';
    case 'retry_delays':
      return 'the delays before further tries';
    case 'slots':
      return `calls at once (${plan.maxConcurrentCalls}): the next one waits until one ends`;
    case 'calls_per_second':
      return `the pace (${paceOf(plan)} a second)`;
    default:
      return assertNever(estimate.bound);
  }
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
export function zoneWords({ timezone, address }: Mapping): string {
  const { state = null, zip = null, country = null } = address ?? {};
  const named = [timezone, state, zip, country].filter((column) => column !== null).map((column) => `"${column}"`);
  return named.length === 0
    ? 'of the number (no column is named like one of the contact)'
    : `column ${named.join(', else ')}, else of the number`;
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

export function whenWords(
  { estimate, now, toDial }: Pick<Preflight, 'estimate' | 'now' | 'toDial'>,
  zone: string,
): string {
  const { first, end, dialing, calls, neverOpen, cutOff } = estimate;
  if (toDial === 0) return 'nobody is left to dial';
  if (first === null) return 'not within the next 60 days: look at the hours';
  const begins = first - now < MINUTE ? 'now' : formatWhen(first, now, zone);
  const ends = end === null ? 'open' : `about ${aboutWhen(end, now, zone)}`;
  const never = neverOpen === 0 ? '' : `; for ${count(neverOpen, 'contact')} there is no hour within 60 days`;
  const cut = cutOff === 0 ? '' : `; the campaign's own end comes before about ${count(cutOff, 'contact')}`;
  return `first ${begins}, end ${ends} (about ${count(calls, 'call')} with further tries, ${roughly(Math.max(dialing, SECOND))} of dialing)${never}${cut}`;
}

/** The loader counts codes of both kinds together; the issues say which is which. */
function codesByKind({ byCode, issues, rejected, skipped }: LoadReport): { rejected: string; skipped: string } {
  const policy = new Set<string>(issues.filter(({ severity }) => severity === 'warning').map(({ code }) => code));
  const words = (wanted: boolean): string =>
    codesWords(Object.entries(byCode).filter(([code]) => policy.has(code) === wanted));
  return { rejected: `${rejected}: ${words(false)}`, skipped: `${skipped}: ${words(true)}` };
}
