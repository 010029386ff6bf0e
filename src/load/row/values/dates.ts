/** When a cell that holds a date is of: told far enough to know a birth date from an appointment. */
// In years, as a number: months and days do not change what a date is taken for.

const YEAR_FIRST = /^((?:18|19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/u;
const YEAR_LAST = /^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+((?:18|19|20)\d\d|\d\d)(?:[T ,].*)?$/u;
const COMPACT = /^((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/u;
const DAY_WORD =
  /^(?:\p{L}+\.?,?\s+)?\d{1,2}(?:st|nd|rd|th|er|º|°|\.)?[\s.-]*(?:de\s+|of\s+)?\p{L}{3,}\.?[\s,-]+(?:de\s+|del\s+)?((?:18|19|20)\d\d|\d\d)$/iu;
const WORD_DAY = /^(?:\p{L}+,\s+)?\p{L}{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+((?:18|19|20)\d\d)$/iu;
const SERIAL = /^([1-4]\d{4})(?:\.\d+)?$/u;

type Dated = { readonly year: number; readonly serial: boolean };

/** `2026.9` of an instant. */
function yearOf(now: number): number {
  return 1970 + now / (365.2425 * 86_400_000);
}

/** Undefined for what is no date. */
function dateOf(text: string, thisYear: number): Dated | undefined {
  const plain = text.trim();
  const serial = SERIAL.exec(plain)?.[1];
  // A spreadsheet counts days from the end of 1899.
  if (serial !== undefined) return { year: 1900 + Number(serial) / 365.2425, serial: true };
  const year = ordered(plain, thisYear) ?? worded(plain, thisYear);
  return year === undefined ? undefined : { year, serial: false };
}

function ordered(text: string, thisYear: number): number | undefined {
  const [, year, month, day] = YEAR_FIRST.exec(text) ?? COMPACT.exec(text) ?? [];
  if (year !== undefined) return dated(year, Number(month), Number(day), thisYear);
  const [, first, second, last] = YEAR_LAST.exec(text) ?? [];
  if (last === undefined) return undefined;
  // Which of the two is the month moves it by less than a year.
  return dated(last, Number(second), Number(first), thisYear) ?? dated(last, Number(first), Number(second), thisYear);
}

function worded(text: string, thisYear: number): number | undefined {
  const year = text.length > 40 ? undefined : (DAY_WORD.exec(text)?.[1] ?? WORD_DAY.exec(text)?.[1]);
  return year === undefined ? undefined : dated(year, 7, 1, thisYear);
}

function dated(year: string, month: number, day: number, thisYear: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  return fullYear(Number(year), Math.floor(thisYear)) + (month - 1) / 12 + (day - 1) / 365;
}

/** Of `84` and `26` each is the one that was or will soon be. */
function fullYear(year: number, thisYear: number): number {
  if (year > 99) return year;
  const century = thisYear - (thisYear % 100);
  return century + year > thisYear + 2 ? century - 100 + year : century + year;
}

/**
 * Are most of these cells dates as births are: past by more than a year, and of many years or long ago? `filled`: how many
 * cells there are. Last year's appointments lie within months of each other.
 */
export function areBirthDates(cells: readonly string[], filled: number, now: number): boolean {
  const today = yearOf(now);
  const past = cells
    .flatMap((cell) => dateOf(cell, today) ?? [])
    .filter(({ year }) => year < today - 1 && year > today - 110)
    .sort((a, b) => a.year - b.year);
  const [oldest, middle, newest] = [past[0], past[Math.floor(past.length / 2)], past.at(-1)];
  if (past.length * 2 <= filled || oldest === undefined || middle === undefined || newest === undefined) return false;
  const spread = newest.year - oldest.year;
  if (!past.every(({ serial }) => serial)) return spread > 3 || middle.year < today - 8;
  // Five digits may be anything: order numbers lie close together, and reach beyond today.
  return past.length * 10 >= filled * 9 && past.length > 1 && spread > 8;
}
