/** Judges one row: number, time zone, variables; accepted, rejected (mend the file) or skipped (policy), and why. */
import { mappedColumns, type Mapping, type RowIssue, type VariablePlan } from '../../model/load-report.ts';
import { boundsOf } from './call-bounds.ts';
import { ROW_ADVICE } from '../../model/row-advice.ts';
import { own, put } from '../../model/own.ts';
import type { E164 } from '../../model/ids.ts';
import { placeOf } from '../../model/place.ts';
import { phoneOf } from '../../model/one-phone.ts';
import type { AddressCells } from '../number/address.ts';
import { validateDestination } from '../number/destination.ts';
import { showCell } from '../number/messages.ts';
import type { Cell, DestinationIssue, DestinationRules, RawRow, RowOutcome } from './types.ts';
import { consentIn } from './consent-cells.ts';
import { NO_CONSENT_COLUMNS } from './consent-mapping.ts';
import { privateValues } from './private-values.ts';
import { variablesOf } from './variable-values.ts';
import { saidNo } from './said-no.ts';
import { orderOf } from './spoken.ts';
import { zonesOf } from '../number/zones.ts';
import type { Instant } from '../../model/time.ts';

export type ValidateContext = {
  readonly mapping: Mapping;
  readonly variables: VariablePlan;
  readonly rules: DestinationRules;
  /** Variables that the agent says in its first words: an empty one is warned of. */
  readonly spoken?: readonly string[];
  /** Why nobody may be rung at a place for as long as the campaign goes; null: somebody may. */
  readonly neverOpen?: (place: string) => DestinationIssue | null;
  /** What is past, and what is near enough to be said without its year. */
  readonly now?: Instant;
  /** A rule of law demands a consent of whoever is called. */
  readonly needsConsent?: boolean;
};

const SHOWN = 64;
/** Policy, not damage. */
const isSkipped = ({ code }: RowIssue): boolean => ROW_ADVICE[code].does === 'skips';

/** Never throws, whatever the row holds. */
export function validateRow(raw: RawRow, ctx: ValidateContext): RowOutcome {
  const cells = cellTexts(raw);
  const issues: RowIssue[] = raw.issues.filter((issue) => matters(issue, ctx));
  const note = (issue: DestinationIssue, column?: string, value?: string): void => {
    issues.push({ ...place(raw), ...issue, ...where(column, value) });
  };
  if (issues.length === 0 && Object.values(cells).every((cell) => cell.trim() === '')) {
    note({ code: 'blank_row', severity: 'warning', message: 'Every cell of the row is empty.' });
    return outcome(raw, cells, issues, null);
  }
  // Cells of a broken row may stand under the wrong headers: nothing more can be said of them.
  if (issues.some((issue) => isError(issue) || isSkipped(issue))) return outcome(raw, cells, issues, null);
  for (const [column, text] of Object.entries(cells)) {
    if (!text.includes('\0')) continue;
    const message = 'The cell holds a NUL byte: the file is damaged here.';
    note({ code: 'nul_byte', severity: 'error', message, hint: 'Save the list again as CSV UTF-8.' }, column, text);
  }
  if (issues.some(isError)) return outcome(raw, cells, issues, null);
  return outcome(raw, cells, issues, accept(raw, cells, ctx, note));
}

/** A formula without its result, in a column that nobody dials or says, harms nobody. */
function matters({ code, column }: RowIssue, { mapping, variables }: ValidateContext): boolean {
  if (code !== 'formula_without_value' || column === undefined) return true;
  const mapped = [...mappedColumns(mapping), ...Object.values(mapping.address ?? {})];
  return mapped.includes(column) || variables.leave.some((one) => one.column === column);
}

type Note = (issue: DestinationIssue, column?: string, value?: string) => void;

function accept(
  raw: RawRow,
  cells: Readonly<Record<string, string>>,
  ctx: ValidateContext,
  note: Note,
): RowOutcome['accepted'] {
  const { mapping } = ctx;
  const no = saidNo(cells, mapping.consent?.level);
  if (no !== undefined) {
    const message = `"${showCell(no.column)}" says "${showCell(no.value)}": not to be called.`;
    const hint = 'That stands. Where the cell is wrong, correct it in the list.';
    note({ code: 'on_dnc', severity: 'warning', message, hint }, no.column, no.value);
    return null;
  }
  const column = mapping.toNumber.find((name) => (own(cells, name) ?? '').trim() !== '') ?? mapping.toNumber[0] ?? '';
  const verdict = validateDestination(own(raw.cells, column) ?? '', ctx.rules);
  for (const issue of verdict.issues) note(issue, column, own(cells, column) ?? '');
  const timezone = mapping.timezone === null ? '' : (own(cells, mapping.timezone) ?? '').trim();
  const address = addressOf(mapping, cells);
  const zones = verdict.is === 'invalid' ? null : zonesOf({ ...verdict, timezone, address });
  const { defaultCountry } = ctx.rules;
  const variables = variablesOf(raw, ctx.variables, {
    zones: zones === null || 'issue' in zones ? null : zones.zones,
    now: ctx.now ?? null,
    ...(defaultCountry === undefined ? {} : { country: defaultCountry }),
  });
  for (const { column: at, value, ...issue } of variables.issues) note(issue, at, value);
  const country = defaultCountry ?? (verdict.is === 'valid' ? (verdict.country ?? undefined) : undefined);
  const leaks = privateValues(cells, ctx.variables, country);
  for (const { column: at, issue } of leaks) note(issue, at);
  const { needsConsent: needed = false, now = null } = ctx;
  const consent = consentIn(cells, mapping.consent ?? NO_CONSENT_COLUMNS, { needed, country, now });
  for (const { column: at, value, ...issue } of consent.issues) note(issue, at, value);
  if (verdict.is === 'invalid' || zones === null) return null;
  if ('issue' in zones) {
    note(zones.issue, mapping.timezone ?? undefined, timezone);
    return null;
  }
  for (const { about, ...warning } of zones.warnings) {
    const at = about === 'timezone' ? mapping.timezone : (mapping.address?.[about] ?? null);
    note(warning, at ?? undefined, about === 'timezone' ? timezone : address[about]);
  }
  const never = ctx.neverOpen?.(placeOf(zones)) ?? null;
  if (never !== null) note(never);
  const read = boundsOf(cells, mapping, zones.zones, orderOf(country));
  if (read.is === 'bad') note(read.issue, read.column, read.value);
  if (variables.is === 'bad' || leaks.length > 0 || never !== null || read.is === 'bad') return null;
  if (consent.issues.some(isErrorIssue)) return null;
  for (const { name, column: from } of ctx.variables.leave) {
    if (ctx.spoken?.includes(name) !== true || String(own(variables.variables, name) ?? '') !== '') continue;
    const message = `"${showCell(from)}" is empty, and the agent says {{${name}}} in its first words.`;
    note({ code: 'empty_variable', severity: 'warning', message, hint: 'Fill the cell in.' }, from, '');
  }
  return {
    to: verdict.e164,
    country: verdict.country,
    cartesiaDialable: verdict.cartesiaDialable,
    key: keyOf(mapping, cells, verdict.e164),
    zones: zones.zones,
    regions: zones.regions,
    timezoneSource: zones.source,
    ...(Object.keys(read.bounds).length === 0 ? {} : { bounds: read.bounds }),
    variables: variables.variables,
    ...(consent.consent === undefined ? {} : { consent: consent.consent }),
    ...(consent.source === undefined ? {} : { consentSource: consent.source }),
  };
}

function isErrorIssue({ severity }: DestinationIssue): boolean {
  return severity === 'error';
}

function addressOf({ address }: Mapping, cells: Readonly<Record<string, string>>): AddressCells {
  const cell = (column: string | null | undefined): string => (column == null ? '' : (own(cells, column) ?? '').trim());
  return { state: cell(address?.state), zip: cell(address?.zip), country: cell(address?.country) };
}

/** The id column where it has a value, else the phone: however it is written, it is one. */
function keyOf(mapping: Mapping, cells: Readonly<Record<string, string>>, to: E164): string {
  const id = mapping.id === null ? '' : (own(cells, mapping.id) ?? '').trim();
  return id === '' ? phoneOf(to) : id;
}

function outcome(
  raw: RawRow,
  cells: Readonly<Record<string, string>>,
  issues: readonly RowIssue[],
  accepted: RowOutcome['accepted'],
): RowOutcome {
  const skipped = issues.some(isSkipped);
  const status = accepted !== null ? 'accepted' : skipped ? 'skipped' : 'rejected';
  const { aside } = raw;
  return { ...place(raw), status, accepted, cells, issues, ...(aside === undefined ? {} : { aside }) };
}

function place(raw: RawRow): { row: number; line?: number } {
  return raw.line === undefined ? { row: raw.row } : { row: raw.row, line: raw.line };
}

function where(column?: string, value?: string): { column?: string; value?: string } {
  return {
    ...(column === undefined ? {} : { column }),
    ...(value === undefined ? {} : { value: value.slice(0, SHOWN) }),
  };
}

function isError(issue: RowIssue): boolean {
  return issue.severity === 'error';
}

function cellTexts(raw: RawRow): Record<string, string> {
  const texts: [string, string][] = Object.entries(raw.cells).map(([column, cell]) => [column, cellText(cell)]);
  // Without a prototype: a column that this row lacks may be called `constructor`.
  const cells: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [column, text] of texts) put(cells, column, text);
  return cells;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  try {
    return JSON.stringify(cell) ?? '';
  } catch {
    return '(not text)';
  }
}
