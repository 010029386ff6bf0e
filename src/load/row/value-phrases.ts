/** What "N of M rows …" goes on with for the codes of values that are sent; the column is named behind it. */
import type { RowCode } from '../../model/row-codes.ts';

type Phrases = Readonly<Partial<Record<RowCode, readonly [one: string, many: string]>>>;

export const VALUE_PHRASES: Phrases = {
  spreadsheet_error: ['holds a spreadsheet error', 'hold spreadsheet errors'],
  template_leftover: ['holds a field that was never filled in', 'hold fields that were never filled in'],
  markup: ['holds code of a web page', 'hold code of a web page'],
  not_text: ['holds data of a program', 'hold data of a program'],
  date_serial: ['holds a date as a bare number', 'hold dates as bare numbers'],
  date_serial_likely: ['holds a number that may be a date', 'hold numbers that may be dates'],
  unreadable_date: ['cannot be said as a day or a time', 'cannot be said as days or times'],
  ambiguous_date: ['may be two days or times', 'may be two days or times each'],
  date_from_number: ['was a number, and is said as a day or a time', 'were numbers, and are said as days or times'],
  date_in_past: ['speaks of a day that is over', 'speak of days that are over'],
  machine_date: ['holds a date as machines write it', 'hold dates as machines write them'],
  digits_lost: ['may have lost its last digits', 'may have lost their last digits'],
  number_rounded: ['lost the noise of arithmetic', 'lost the noise of arithmetic'],
  markup_removed: ['lost code of a web page', 'lost code of a web page'],
  emoji_removed: ['lost pictures', 'lost pictures'],
  placeholder_value: ['says that there is no value', 'say that there is no value'],
  placeholder_name: ['has a name that may stand for none', 'have names that may stand for none'],
  link_in_value: ['holds an address of the web', 'hold addresses of the web'],
  long_value: ['is too long to be listened to', 'are too long to be listened to'],
  empty_value: ['has nothing', 'have nothing'],
  empty_column: ['has nothing in a column that is sent', 'have nothing in columns that are sent'],
};

/** Gathered column by column: of two columns with one trouble each has its own count, sample and mend. */
const BY_COLUMN: ReadonlySet<string> = new Set([
  ...Object.keys(VALUE_PHRASES),
  ...[
    'bad_variable',
    'excel_scientific_notation',
    'decimal_stripped',
    'invisible_characters_removed',
    'empty_variable',
    'excel_text_wrapper',
    'quote_stripped',
  ],
]);

export function isByColumn(code: RowCode): boolean {
  return BY_COLUMN.has(code);
}
