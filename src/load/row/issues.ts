/** Gathers row issues by code, those of sent values by column too, and says each group in one sentence, with what would mend it. */
import type { RowCode } from '../../model/row-codes.ts';
import type { IssueGroup, RowIssue } from '../../model/load-report.ts';
import { BY_LETTERS, showCell } from '../number/messages.ts';
import type { Gathered } from './empty-cells.ts';
import { isByColumn, VALUE_PHRASES } from './value-phrases.ts';

const SHOWN_ROWS = 3;

/** What "N of M rows …" goes on with; `s` is for one row. */
const PHRASES: Readonly<Partial<Record<RowCode, readonly [one: string, many: string]>>> = {
  ...VALUE_PHRASES,
  ragged_row: ['has more or fewer cells than the header', 'have more or fewer cells than the header'],
  blank_row: ['is blank', 'are blank'],
  padded_row: ['lacks its last cells, taken as empty', 'lack their last cells, taken as empty'],
  unnamed_column: ['holds a cell in a column without a name', 'hold cells in a column without a name'],
  repeated_header: ['repeats the header', 'repeat the header'],
  totals_row: ['holds totals or a footer', 'hold totals or footers'],
  damaged_text: ['holds a character that was lost', 'hold characters that were lost'],
  mojibake: ['was read in a wrong encoding once', 'were read in a wrong encoding once'],
  hidden_row: ['is hidden in the workbook and left out', 'are hidden in the workbook and left out'],
  formula_without_value: ['holds a formula without its result', 'hold formulas without their results'],
  nul_byte: ['holds NUL bytes', 'hold NUL bytes'],
  not_json: ['is not valid JSON', 'are not valid JSON'],
  wrong_type: ['holds something else than a number', 'hold something else than a number'],
  missing_number: ['has no number', 'have no number'],
  excel_scientific_notation: ['was rounded by a spreadsheet', 'were rounded by a spreadsheet: digits are lost'],
  multiple_numbers: ['holds several numbers in one cell', 'hold several numbers in one cell'],
  has_extension: ['has an extension', 'have an extension'],
  vanity_letters: ['spells its number in letters', 'spell their number in letters'],
  not_a_phone_number: ['holds no phone number', 'hold no phone number'],
  missing_country_code: ['lacks a country code', 'lack a country code'],
  ambiguous_country_code: ['may begin with a country code or not', 'may begin with a country code or not'],
  missing_plus: ['lacks the plus sign', 'lack the plus sign'],
  unknown_country_code: ['has an unknown country code', 'have an unknown country code'],
  wrong_length: ['is too long or too short', 'are too long or too short'],
  invalid_number: ['is in a range nobody has', 'are in ranges nobody has'],
  unassigned_area_code: ['has an area code that is not in use', 'have an area code that is not in use'],
  service_code: ['is a service code', 'are service codes'],
  fictional_number: ['is a number reserved for fiction', 'are numbers reserved for fiction'],
  premium_rate: ['is a premium-rate number', 'are premium-rate numbers'],
  toll_free: ['is toll-free', 'are toll-free'],
  unsupported_number_type: ['is of a kind that is not called', 'are of kinds that are not called'],
  non_geographic: ['belongs to no country', 'belong to no country'],
  international_from_cartesia: [
    'is outside the US, which a Cartesia number may not call',
    'are outside the US, which a Cartesia number may not call',
  ],
  never_open: ['has no hour left in which it may be rung', 'have no hour left in which they may be rung'],
  no_rules_for_country: ['is in a country without rules', 'are in countries without rules'],
  us_territory_from_cartesia: ['is in a US territory', 'are in US territories'],
  duplicate: ['repeats an earlier row', 'repeat an earlier row'],
  duplicate_conflict: [
    'has the id, or the number, of an earlier row, and other data',
    'have the id, or the number, of an earlier row, and other data',
  ],
  changed_row: ['has changed since it was loaded', 'have changed since they were loaded'],
  corrected_number: ['gives somebody who is known another number', 'give people who are known another number'],
  returned_row: ['is back in the list', 'are back in the list'],
  not_asked: ['is new and was not asked for', 'are new and were not asked for'],
  already_called: ['was called before under another id', 'were called before under another id'],
  duplicate_key: ['names one key twice', 'name one key twice'],
  on_dnc: ['says itself that it is not to be called', 'say themselves that they are not to be called'],
  suppressed: ['asked not to be called', 'asked not to be called'],
  bad_timezone: ['has a time zone nobody knows', 'have time zones nobody knows'],
  placeholder_timezone: [
    'has a time zone that is no place; those of the number count',
    'have time zones that are no place; those of the numbers count',
  ],
  place_elsewhere: [
    'says that the person is not where the number is from: both must be open',
    'say that the people are not where their numbers are from: both must be open',
  ],
  unknown_place: [
    'has a state, postal code or country that cannot be read',
    'have states, postal codes or countries that cannot be read',
  ],
  timezone_elsewhere: [
    'has a time zone that its number is not from: both must be open',
    'have time zones that their numbers are not from: both must be open',
  ],
  unreadable_bound: [
    'says before or after when nobody is to be called, and not which day',
    'say before or after when nobody is to be called, and not which day',
  ],
  bounds_crossed: ['leaves no time to be called', 'leave no time to be called'],
  not_after_passed: ['may not be called any more', 'may not be called any more'],
  bad_variable: ['holds what cannot be sent to the agent', 'hold what cannot be sent to the agent'],
  private_value: [
    'holds a private number or address in a column that is sent',
    'hold private numbers or addresses in columns that are sent',
  ],
  empty_variable: [
    'lacks a value that the agent says in its first words',
    'lack a value that the agent says in its first words',
  ],
  default_country_applied: ['was read with the default country', 'were read with the default country'],
  old_spelling: ['is written in an old way', 'are written in an old way'],
  decimal_stripped: ['lost a spreadsheet’s ".0"', 'lost a spreadsheet’s ".0"'],
  quote_stripped: ['lost a spreadsheet’s apostrophe or quotes', 'lost a spreadsheet’s apostrophe or quotes'],
  excel_text_wrapper: ['lost a spreadsheet’s ="…"', 'lost a spreadsheet’s ="…"'],
  invisible_characters_removed: ['held invisible characters', 'held invisible characters'],
  number_from_json_numeric: ['came as a JSON number', 'came as JSON numbers'],
};

const GROUP_HINTS: ReadonlyMap<RowCode, string> = new Map([
  ['missing_country_code', 'If this list is American: --default-country US'],
  ['fictional_number', 'Against the sandbox they are dialed.'],
]);

/** Counts by code with a bounded memory; hand it every issue. */
export class IssueTally {
  readonly #groups = new Map<string, { count: number; rows: number[]; last: number; example: RowIssue }>();

  add(issue: RowIssue): void {
    const key = keyOf(issue);
    const group = this.#groups.get(key);
    if (group === undefined) {
      this.#groups.set(key, { count: 1, rows: [issue.row], last: issue.row, example: issue });
      return;
    }
    // Two cells of one row may have the same trouble; rows are what is counted.
    if (group.last === issue.row) return;
    group.last = issue.row;
    group.count += 1;
    if (group.rows.length < SHOWN_ROWS) group.rows.push(issue.row);
  }

  /** A group that was counted elsewhere. */
  gather({ issue, count, rows }: Gathered): void {
    this.#groups.set(keyOf(issue), { count, rows: [...rows], last: issue.row, example: issue });
  }

  /** Errors first, then the greater count. */
  groups(rowsRead: number): readonly IssueGroup[] {
    const groups = [...this.#groups.values()].map(({ count, rows, example }) => {
      const { code } = example;
      const general = GROUP_HINTS.get(code);
      const hint = general === undefined || example.hint?.includes(BY_LETTERS) === true ? example.hint : general;
      const { severity } = example;
      const group = { code, severity, count, rows, sentence: sentenceOf(code, count, rowsRead, example), example };
      return hint === undefined ? group : { ...group, hint };
    });
    return groups.sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error') || b.count - a.count);
  }
}

/** The same for issues already at hand. */
export function summarizeIssues(issues: Iterable<RowIssue>, rowsRead: number): readonly IssueGroup[] {
  const tally = new IssueTally();
  for (const issue of issues) tally.add(issue);
  return tally.groups(rowsRead);
}

function sentenceOf(code: RowCode, count: number, rowsRead: number, example: RowIssue): string {
  const phrase = PHRASES[code]?.[count === 1 ? 0 : 1] ?? `${count === 1 ? 'has' : 'have'} this: ${example.message}`;
  const { column } = example;
  const others = code === 'empty_value' ? ' in further columns' : '';
  const where = column === undefined || !isByColumn(code) ? others : ` in "${showCell(column)}"`;
  return `${count} of ${rowsRead} ${rowsRead === 1 ? 'row' : 'rows'} ${phrase}${where}`;
}

function keyOf({ code, column }: RowIssue): string {
  return column === undefined || !isByColumn(code) ? code : `${code} ${column}`;
}
