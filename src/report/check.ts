/** What `check` found, for people and for machines. Pure. */
import type { ColumnUse, LoadReport, Mapping, VariablePlan } from '../model/load-report.ts';
import type { Plan } from '../model/campaign.ts';
import type { Problem } from '../model/errors.ts';
import { printable } from '../model/printable.ts';
import { formatInstant, HOUR, SECOND, type Instant } from '../model/time.ts';
import { columnLines, columnsJson } from './column-table.ts';
import type { Bound, Estimate } from './estimate.ts';
import { againstLines, zoneWords, type Against } from './preflight.ts';
import { bindingLines, hoursWords, rulesWords, type BindingRule } from './rule-table.ts';
import { costJson, costLines, type RuleCost } from './rule-cost.ts';
import { aboutWhen, count, roughly } from './when.ts';

export type Checked = {
  readonly name: string;
  readonly report: LoadReport;
  readonly mapping: Mapping;
  readonly variables: VariablePlan;
  /** What becomes of each column of the list. */
  readonly columns: readonly ColumnUse[];
  readonly suppressed: number;
  /** Variables of the agent's first words that no call would carry. */
  readonly missing: readonly Problem[];
  /** What a person should know of agent and campaign, in sentences. */
  readonly notes: readonly string[];
  readonly plan: Plan;
  /** What would change of a campaign that the ledger knows; null: it would be new. */
  readonly against: Against | null;
  /** Why agent and numbers were not looked up; null when they were. */
  readonly unlooked: 'no_key' | 'offline' | 'not_chosen' | null;
  /** What is missing before a real host is dialed through. */
  readonly window: Problem | null;
  /** What rules of law demand of everybody and nobody has said or asked. */
  readonly unmet: readonly Problem[];
  /** Rules about hours, and for how many contacts each holds. */
  readonly binding: readonly BindingRule[];
  /** What the rules take of the campaign's own hours. */
  readonly costs: readonly RuleCost[];
  readonly estimate: Estimate;
  readonly now: Instant;
};

const UNLOOKED = {
  no_key: 'agent and numbers were not looked up: no API key is set',
  offline: 'agent and numbers were not looked up: --offline',
  not_chosen: 'no agent or number to call from was named',
} as const;

/** `zone`: of whoever reads it. */
export function checkLines(checked: Checked, zone: string): readonly string[] {
  const { report, mapping, variables, plan, unlooked } = checked;
  const lines = [
    `${checked.name}: ${count(report.rows, 'row')} in ${report.list}`,
    `${String(report.accepted).padStart(7)}  can be dialed`,
    `${String(report.rejected).padStart(7)}  rejected`,
    `${String(report.skipped).padStart(7)}  left out`,
  ];
  if (checked.against !== null) {
    const said = againstLines(checked.against, report, mapping);
    lines.push('', 'against the ledger');
    for (const [label, sentence] of said) lines.push(`  ${label}: ${sentence}`);
    if (said.length === 0) lines.push('  nothing differs');
  }
  for (const { code, sentence, rows, hint, severity, count: n, example } of report.issues) {
    const more = n > rows.length ? ', …' : '';
    lines.push('', `${severity === 'error' ? 'error' : 'note '}  ${code}: ${sentence} (${rowsWords(rows)}${more})`);
    lines.push(`       for example row ${example.row}: ${example.message}`);
    if (hint !== undefined) lines.push(`       → ${hint}`);
  }
  const nothing = variables.leave.length === 0 ? ' (the agent gets nothing but the call)' : '';
  lines.push('', `columns${nothing}`, ...columnLines(checked.columns));
  if (checked.columns.some(({ is }) => is === 'withheld')) {
    lines.push('  → name a withheld column in "variables" to send it');
  }
  lines.push(
    '',
    `number      ${mapping.toNumber.map((name) => `"${name}"`).join(', else ')}`,
    `time zone   ${zoneWords(mapping)}`,
    `hours       ${plan.window === null && plan.rules === undefined ? 'none given' : hoursWords(plan)}`,
    `rules       ${rulesWords(plan.rules)}`,
    ...bindingLines(checked.binding),
    ...costLines(plan, checked.costs),
    `time        ${timeWords(checked, zone)}`,
  );
  for (const note of checked.notes) lines.push(`note        ${note}`);
  if (unlooked !== null)
    lines.push(`note        ${UNLOOKED[unlooked]}; numbers are judged as if any country may be called`);
  return lines.map(printable);
}

function rowsWords(rows: readonly number[]): string {
  return `${rows.length === 1 ? 'row' : 'rows'} ${rows.join(', ')}`;
}

const BOUNDS: Readonly<Record<Bound, string>> = {
  calls_per_second: 'calls a second',
  slots: 'calls at once',
  hours: 'the hours',
  retry_delays: 'the delays before further tries',
};

function timeWords({ estimate, report, now }: Checked, zone: string): string {
  if (report.accepted === 0) return 'nobody to dial';
  const { dialing, bound, first, last, end, calls, neverOpen, cutOff } = estimate;
  if (first === null) return 'nobody: no hour to ring anybody within 60 days';
  const needs = `about ${count(calls, 'call')} with further tries, ${roughly(Math.max(dialing, SECOND))} of dialing (the limit: ${BOUNDS[bound]})`;
  const never = neverOpen === 0 ? '' : `; for ${count(neverOpen, 'contact')} there is no hour within 60 days`;
  const cut = cutOff === 0 ? '' : `; its own end comes before about ${count(cutOff, 'contact')}`;
  if (end === null) return `${needs}${never}${cut}`;
  return `${needs}; started now it ends about ${aboutWhen(end, now, zone)}, on ${count(daysOf(first, last ?? end), 'day')}${never}${cut}`;
}

/** Days from the first to the last call, both counted. */
function daysOf(first: Instant, last: Instant): number {
  return Math.floor((last - first) / (24 * HOUR)) + 1;
}

export function checkSummary(checked: Checked): Record<string, unknown> {
  const { report, mapping, variables, estimate, plan, unlooked, window } = checked;
  const { rows, accepted, rejected, skipped, byCode, list } = report;
  const at = (instant: Instant | null): string | null => (instant === null ? null : formatInstant(instant));
  return {
    name: checked.name,
    list,
    rows,
    accepted,
    rejected,
    skipped,
    changes: report.changes,
    known_campaign: checked.against !== null,
    plan_changes: checked.against?.plan ?? [],
    by_code: byCode,
    to_number_columns: mapping.toNumber,
    id_column: mapping.id,
    timezone_column: mapping.timezone,
    state_column: mapping.address?.state ?? null,
    zip_column: mapping.address?.zip ?? null,
    country_column: mapping.address?.country ?? null,
    not_before_column: mapping.notBefore ?? null,
    not_after_column: mapping.notAfter ?? null,
    variables: variables.leave.map(({ name }) => name),
    withheld: variables.withheld.map(({ column }) => column),
    columns: columnsJson(checked.columns),
    lines: unlooked === null ? plan.lines.map(({ id, number, provider }) => ({ id, number, provider })) : null,
    not_looked_up: unlooked,
    window_missing: window?.code === 'window_missing',
    purpose_missing: window?.code === 'purpose_missing',
    law_unmet: checked.unmet.map(({ message }) => message),
    variables_missing: checked.missing.map(({ message }) => message),
    notes: checked.notes,
    rules: checked.binding.map(({ id, summary, source, contacts }) => ({ id, summary, source, contacts })),
    rules_cost: costJson(checked.costs),
    estimate: {
      dialing_seconds: Math.ceil(estimate.dialing / SECOND),
      // The key of the campaign file, where it is one.
      limit: estimate.bound === 'slots' ? 'max_concurrent_calls' : estimate.bound,
      first_at: at(estimate.first),
      last_at: at(estimate.last),
      ends_at: at(estimate.end),
      calls: estimate.calls,
    },
  };
}
