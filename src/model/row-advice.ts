/** What each code of a row does to the row, and how it is mended: for `explain`, the reference and summaries. */
import type { RowCode } from './row-codes.ts';

/** `rejects`: its data is wrong. `skips`: the data is right, and it is not to be called. `tells`: it is dialed all the same. */
export type RowEffect = 'rejects' | 'skips' | 'tells';

export type RowAdvice = { readonly does: RowEffect; readonly mend: string };

const rejects = (mend: string): RowAdvice => ({ does: 'rejects', mend });
const skips = (mend: string): RowAdvice => ({ does: 'skips', mend });
const tells = (mend: string): RowAdvice => ({ does: 'tells', mend });

const WHOLE = 'Correct the number in the list: a plus sign, the country code, the number.';
const AS_TEXT = 'In the spreadsheet format the column as text, type the numbers again, and save.';
const OTHER_LINE = 'Call from a number of Twilio or of a SIP trunk, which may call any country.';
const NOTHING = 'Nothing has to be done.';

/** A code without its advice does not compile. */
export const ROW_ADVICE: Readonly<Record<RowCode, RowAdvice>> = {
  already_called: skips('To call everybody again, give the campaign another name.'),
  ambiguous_country_code: rejects('Write it with a plus sign and the country code.'),
  ambiguous_date: rejects('Write the day as 2026-12-01, or say in which order it is: "order": "mdy" or "dmy".'),
  area_code_not_in_metadata: tells('Nothing, if the area code is right.'),
  bad_timezone: rejects(
    'Write an IANA zone such as America/New_York, or leave the cell empty: then the number decides.',
  ),
  bad_variable: rejects('Correct the cell, or leave its column out: name the columns to send in "variables".'),
  blank_row: skips(NOTHING),
  bounds_crossed: rejects('Correct one of the two cells: the first day has to come before the last.'),
  changed_row: tells('Nothing: whoever was not reached yet is called with the new data.'),
  consent_date_bad: rejects('Write the day as 2026-05-01, and no day that is yet to come.'),
  consent_too_old: skips('Ask them again. Where the list has an old day, correct it and load it again.'),
  corrected_number: tells(
    'Nothing: whoever was not reached is called at the new number, with all tries; nobody who was is called again.',
  ),
  damaged_text: rejects(
    'A letter was lost before the list came here: export the list again as "CSV UTF-8", or correct the cell.',
  ),
  date_from_number: tells('Look at a few: is it the day that was meant?'),
  date_in_past: tells('Look at the row: the agent would speak of what is over.'),
  date_serial: rejects(
    'Have it spoken: "variables": {"time": {"column": "…", "format": "spoken"}}. Or format the column as a date.',
  ),
  date_serial_likely: tells('If it is a date, have it spoken: "format": "spoken".'),
  decimal_stripped: tells(NOTHING),
  default_country_applied: tells('Look at a few: they were read as numbers of "default_country".'),
  digits_lost: tells('If it is an id, format the column as text in the spreadsheet and type it again.'),
  duplicate: skips('Nothing: the earlier row is dialed.'),
  duplicate_conflict: rejects(
    'Keep one of the two rows, or name a column that tells people apart: "columns": {"id": …}.',
  ),
  duplicate_key: rejects('Remove one of the two in the file.'),
  emoji_removed: tells(NOTHING),
  empty_column: tells('Take the column out, or name the columns to send in "variables".'),
  empty_value: tells('Fill the cells, or see to it that the agent can do without.'),
  empty_variable: rejects('Fill the cell: the agent says it in its first words.'),
  excel_scientific_notation: rejects(`Digits are lost and cannot be brought back from the file. ${AS_TEXT}`),
  excel_text_wrapper: tells(NOTHING),
  fictional_number: rejects('Nobody has it. Against the sandbox (demo, rehearse) it is dialed.'),
  formula_without_value: rejects('Open the workbook in Excel or LibreOffice, save it, and load it again.'),
  has_extension: rejects('Write the number without it: a voice agent cannot dial an extension.'),
  international_from_cartesia: rejects(OTHER_LINE),
  hidden_row: skips('Whoever is to be called has to be seen: clear the filter or show the rows, save, and load again.'),
  invalid_number: rejects(WHOLE),
  invisible_characters_removed: tells(NOTHING),
  link_in_value: tells('An address of the web read aloud helps nobody: take it out, or name the columns to send.'),
  long_value: tells('Shorten it, or name the columns to send in "variables".'),
  machine_date: tells('Have it spoken as people say it: "format": "spoken".'),
  markup: rejects('Write plain text in the cell.'),
  markup_removed: tells('Look at a few: is what is left what should be said?'),
  missing_country_code: rejects('Add the country code, or say where numbers without one are: --default-country US.'),
  missing_number: rejects('Fill the cell, or name the right column: --to-number-column.'),
  missing_plus: rejects('Begin it with a plus sign instead of 00 or 011.'),
  mojibake: rejects(
    'The text was read in a wrong encoding once: export the list again as "CSV UTF-8", or correct the cell.',
  ),
  multiple_numbers: rejects('Leave one number in the cell; the others may stand in columns of their own.'),
  never_open: rejects('Widen "window", set a later schedule.end_at, or leave the row out: the message names the rule.'),
  no_rules_for_country: rejects(
    'Call it by the rules of its own country, in a campaign of its own: "compliance": {"preset": "fr"} (outdial rules lists them), or write a pack for it.',
  ),
  no_consent: skips(
    'Get it first. Where they gave it, say so: a column "consent" (none, express, written), or "consent" in the campaign file.',
  ),
  non_geographic: rejects('Give the person a number of a country.'),
  not_a_phone_number: rejects(WHOLE),
  not_json: rejects('Correct the line in the file.'),
  not_asked: skips('Leave out --only, or name "new" in it.'),
  not_text: rejects('Write what is to be said, or name the columns to send in "variables".'),
  not_after_passed: skips('Give them a later day in the list, or wider hours; then load it again.'),
  nul_byte: rejects('The file is damaged there: save the list again as CSV UTF-8.'),
  number_from_json_numeric: tells('Write numbers as text ("+1…") in JSON.'),
  number_may_have_a_new_owner: tells('Check whose number it is (reassigned numbers database), or ask them again.'),
  number_rounded: tells(NOTHING),
  on_registry: skips('They are registered as not to be called. That stands until the registry says otherwise.'),
  on_dnc: skips('The list says that they are not to be called. Where its cell is wrong, correct it.'),
  old_spelling: tells(NOTHING),
  padded_row: tells('Look at a few: are the cells under the right columns?'),
  place_elsewhere: tells(
    'Look at a few: the call waits until it is a good hour, and the law allows it, in both places.',
  ),
  placeholder_name: tells('Look at the row: if it is no name, empty the cell.'),
  placeholder_timezone: tells('Nothing: the zone of the number counts.'),
  placeholder_value: tells('If the word is meant, send the column as it stands: "format": "as_is".'),
  premium_rate: rejects('Give the person another number: calls to it cost the caller extra.'),
  private_value: rejects('Correct the cell. If it is meant to be said, name the columns to send in "variables".'),
  quote_stripped: tells(NOTHING),
  ragged_row: rejects('Put cells that hold the delimiter or a line break into quotes; give each column its cell.'),
  repeated_header: skips(NOTHING),
  returned_row: tells(NOTHING),
  service_code: rejects(WHOLE),
  spreadsheet_error: rejects('Correct the formula in the spreadsheet, or type the value.'),
  suppressed: skips('They asked not to be called, or stand on a do-not-call list. That stands.'),
  template_leftover: rejects('Fill the field in, where the list was made.'),
  timezone_elsewhere: tells('Look at a few: the call waits until it is a good hour in both places.'),
  totals_row: skips(NOTHING),
  toll_free: rejects('Give the person another number, or allow them: "allow_toll_free": true.'),
  unnamed_column: tells('Give the column a name in the row of the headers, if it is wanted.'),
  unassigned_555: tells('Look at it: hardly anybody has such a number.'),
  unassigned_area_code: rejects(`${WHOLE} A new area code can be allowed: "extra_us_area_codes": ["…"].`),
  unknown: rejects('Look at the row.'),
  unknown_country_code: rejects(WHOLE),
  unknown_place: tells('Correct the cell, or empty it: the rules of every state of the country hold meanwhile.'),
  unknown_timezone: rejects(
    'Name a column with the zone ("columns": {"timezone": …}), or one zone for all in "window".',
  ),
  unsupported_number_type: rejects(
    'Give the person another number: pagers, voicemail and company-wide numbers are not called.',
  ),
  unreadable_bound: rejects('Write a day as 2026-12-01, or a day and a time as 2026-12-01 15:00.'),
  unreadable_date: rejects(
    'Write the day as 2026-12-01 and the time as 14:30, or send the column as it stands: "format": "as_is".',
  ),
  us_territory_from_cartesia: rejects(
    `Allow them with "allow_us_territories": true, if the provider calls there. Or: ${OTHER_LINE}`,
  ),
  vanity_letters: rejects('Write the digits.'),
  wrong_length: rejects(WHOLE),
  wrong_type: rejects('Write the number as text.'),
};

/** Codes of rows and contacts that are left out, though nothing is wrong with their data. */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  ...Object.entries(ROW_ADVICE).flatMap(([code, { does }]) => (does === 'skips' ? [code] : [])),
  'forgotten',
  'before_dial_no',
  'vanished',
]);
