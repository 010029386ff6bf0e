/** What a run is about to do, shown before the first ring. Numbers are masked. Pure. */
import type { LoadReport, Mapping, VariablePlan } from '../model/load-report.ts';
import type { Plan } from '../model/campaign.ts';
import type { Window } from '../model/dial-options.ts';
import { withheldWords } from '../model/private-words.ts';
import { printable } from '../model/printable.ts';
import { MINUTE, SECOND, type Instant } from '../model/time.ts';
import type { AgentInfo } from '../voice/port.ts';
import { USUAL_CALL, type Estimate } from './estimate.ts';
import { maskNumber } from './mask.ts';
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
  readonly now: Instant;
};

/** `zone`: of whoever reads it. */
export function preflight(facts: Preflight, zone: string): readonly string[] {
  const { plan, report, agent, mapping, variables } = facts;
  const lines: [string, string][] = [
    ['campaign', `${facts.name} (${report.list}, ${count(report.rows, 'row')})`],
    ['host', hostWords(facts)],
    ...(facts.keyFrom === null ? [] : [['key', facts.keyFrom] as [string, string]]),
    ['agent', `${agent.name === null ? '' : `${agent.name}, `}${agent.id}`],
    ...plan.lines.map(({ number, id, provider }): [string, string] => [
      'calls from',
      `${number} (${id}): ${providerWords(provider)}, ${mayCall(provider)}`,
    ]),
    ['numbers in', columnsWords(mapping, report.samples)],
    ['time zone', zoneWords(mapping)],
    ['agent gets', listWords(variables.leave.map(({ name }) => name))],
  ];
  const withheld = variables.withheld.map(({ column, why }) => `${column} (${withheldWords(why)})`);
  if (withheld.length > 0) lines.push(['withheld', `${listWords(withheld)} (name them in "variables" to send them)`]);
  lines.push(['to dial', dialWords(facts)]);
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
  if (plan.doubt.then === 'redial') {
    lines.push(['in doubt', 'dialed again without proof that it did not ring: SOMEBODY MAY RING TWICE (doubt.then)']);
  }
  for (const note of facts.notes) lines.push(['note', note]);
  return lines.map(([label, text]) => `  ${label.padEnd(11)} ${printable(text)}`);
}

function hostWords({ host, hostFrom, rehearsal }: Preflight): string {
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

function paceWords({ lines, maxConcurrentCalls }: Plan): string {
  const perSecond = lines.reduce((sum, line) => sum + line.callsPerSecond, 0);
  return `${perSecond} ${perSecond === 1 ? 'call' : 'calls'} a second, ${maxConcurrentCalls} at once`;
}

function triesWords({ retry, ringingTimeoutSeconds, maxCallDurationMinutes }: Plan): string {
  const again = retry.maxAttempts === 1 ? 'one each' : `up to ${retry.maxAttempts} each`;
  return `${again}; rings ${ringingTimeoutSeconds} s, talks at most ${maxCallDurationMinutes} min`;
}

export function windowWords({ days, from, to, timezone }: Window): string {
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const where = timezone === 'contact' ? 'where the contact is' : timezone;
  return `${days.join(' ')} ${clock(from)}–${clock(to)}, ${where}`;
}

function whenWords({ estimate, now, plan, toDial }: Preflight, zone: string): string {
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
