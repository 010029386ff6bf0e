/** A number as a workbook stores it, as the digits that a person means. */
// A workbook holds 64-bit floats as text, such as 1.4155550101E10 or 0.30000000000000004. A phone number keeps every digit
// of it; a sum shows the 15 digits that Excel itself shows.

const STORED = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?\s*$/;
/** As Excel shows of a number at most. */
const SHOWN = 15;

/** Text that is no number comes back as it is: whoever reads the cell says what is wrong with it. */
export function digitsOf(stored: string): string {
  // By far the most are plain whole numbers.
  if (/^(?:0|[1-9]\d*)$/.test(stored)) return stored;
  const found = STORED.exec(stored);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found ?? [];
  if (found === null || whole + fraction === '') return stored;
  const exact = expand(whole + fraction, whole.length + Number(exponent));
  const shown = exact.includes('.') && significant(exact) > SHOWN ? rounded(exact) : exact;
  return sign === '-' && /[1-9]/.test(shown) ? `-${shown}` : shown;
}

/** `point`: how many of the digits stand before it. Below zero, or past the end, zeros are filled in. */
function expand(digits: string, point: number): string {
  const before = point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0');
  const after = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  const whole = before.replace(/^0+(?=\d)/, '');
  const fraction = after.replace(/0+$/, '');
  return `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
}

function significant(decimal: string): number {
  return decimal.replace('.', '').replace(/^0+/, '').length;
}

/** To 15 digits, but never one before the point: those are somebody's number. */
function rounded(decimal: string): string {
  const [whole = ''] = decimal.split('.');
  const size = whole === '0' ? SHOWN : Math.max(SHOWN, whole.length);
  const [, left = '', right = '', exponent = '0'] =
    /^(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(Number(decimal).toExponential(Math.min(size, 17) - 1)) ?? [];
  return left === '' ? decimal : expand(left + right, 1 + Number(exponent));
}
