/** Sums of money that nobody marked as such: a column of numbers with two decimals, `123.45` and `1.234,50`. */

const NUMBER = /^\(?[-+−]?(?:\d+|\d{1,3}(?:[.,'’ \u00A0\u202F]\d{3})+)(?:[.,]\d{1,2})?-?\)?$/u;
const CENTS = /[.,](\d{2})-?\)?$/u;

/** Most have cents, and at least one is no time of day (`9.30`). */
export function areSums(cells: readonly string[]): boolean {
  const numbers = cells.map((cell) => cell.trim()).filter((cell) => NUMBER.test(cell));
  if (cells.length === 0 || numbers.length * 10 < cells.length * 9) return false;
  const withCents = numbers.filter((cell) => CENTS.test(cell));
  return withCents.length * 2 >= cells.length && withCents.some((cell) => !isHour(cell));
}

function isHour(cell: string): boolean {
  const [, hour, minute] = /^(\d{1,2})[.,](\d{2})$/.exec(cell) ?? [];
  return hour !== undefined && Number(hour) < 25 && Number(minute) < 60;
}
