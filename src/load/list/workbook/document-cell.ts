/** The text of a cell of an OpenDocument workbook, by its value. */
import { isoText } from './dates.ts';
import { digitsOf } from './numbers.ts';
import type { Attributes } from './xml.ts';

/** `text`: what the cell shows. */
export type DocumentCell = { readonly attributes: Attributes; readonly text: string };

/** Null for a formula whose result the workbook does not hold. */
export function documentText({ attributes, text }: DocumentCell): string | null {
  const value = attributes['office:value'];
  switch (attributes['office:value-type']) {
    case 'float':
    case 'percentage':
    case 'currency':
      return value === undefined ? text : withZeros(digitsOf(value), text);
    case 'date':
      return isoText(attributes['office:date-value'] ?? text);
    case 'time':
      return timeText(attributes['office:time-value']) ?? text;
    case 'boolean':
      return attributes['office:boolean-value'] === 'true' ? 'TRUE' : 'FALSE';
    case 'string':
      // An error is a text whose value is empty: what is shown says which.
      return text === '' ? (attributes['office:string-value'] ?? '') : text;
    default:
      return text === '' && attributes['table:formula'] !== undefined ? null : text;
  }
}

/** The first zeros of 02134 are in its format only, and the format is what is shown. */
function withZeros(digits: string, shown: string): string {
  const plain = shown.replace(/[\s().-]/g, '');
  const padded = /^0\d+$/.test(plain) && /^\d+$/.test(digits) && plain.replace(/^0+(?=\d)/, '') === digits;
  return padded && !/[.]\d/.test(shown) ? plain : digits;
}

/** `PT14H30M00S`. */
function timeText(duration: string | undefined): string | undefined {
  const found = /^(-?)P(?:(\d{1,6})D)?T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8})(?:[.,]\d+)?S)?$/.exec(duration ?? '');
  if (found === null) return undefined;
  const [, sign = '', days = 0, hours = 0, minutes = 0, seconds = 0] = found;
  const total = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  const two = (part: number): string => String(part).padStart(2, '0');
  const rest = total % 60 === 0 ? '' : `:${two(total % 60)}`;
  return `${sign}${two(Math.floor(total / 3600))}:${two(Math.floor(total / 60) % 60)}${rest}`;
}
