/** The text of a cell of an Excel workbook, by its value. */
import { damaged } from './damage.ts';
import { elapsedText, isoText, momentText } from './dates.ts';
import type { Format } from './number-format.ts';
import { digitsOf } from './numbers.ts';
import { unescaped } from './rich-text.ts';
import type { SharedStrings } from './shared-strings.ts';
import { formatAt } from './styles.ts';

/** As its file has it. */
export type StoredCell = {
  /** `t` and `s`. */
  readonly type: string | undefined;
  readonly style: string | undefined;
  readonly value?: string;
  readonly formula?: string;
  readonly inline?: string;
};

export type CellReading = {
  readonly file: string;
  readonly strings: SharedStrings;
  readonly styles: readonly Format[];
  readonly date1904: boolean;
};

/** Null for a formula whose result the workbook does not hold. */
export function cellText(cell: StoredCell, reading: CellReading, row: number): string | null {
  const { type, value = '', inline } = cell;
  switch (type) {
    case 's': {
      if (value.trim() === '') return '';
      const text = reading.strings.at(Number(value));
      if (text === undefined) throw damaged(reading.file, `a cell names a text that it does not hold`, row);
      return text;
    }
    case 'str':
      // A formula whose result is an empty text looks the same as one without a result, and means nothing worse.
      return unescaped(inline ?? value);
    case 'inlineStr':
      return inline ?? unescaped(value);
    case 'b':
      if (value.trim() === '') break;
      return value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE';
    case 'e':
      if (value.trim() === '') break;
      return value.trim();
    case 'd':
      if (value.trim() === '') break;
      return isoText(value);
    default:
      if (value.trim() === '') break;
      return numberText(value.trim(), formatAt(reading.styles, cell.style), reading.date1904);
  }
  if (inline !== undefined) return inline;
  return cell.formula === undefined ? '' : null;
}

function numberText(stored: string, format: Format, date1904: boolean): string {
  switch (format.is) {
    case 'number':
      return digitsOf(stored);
    case 'zeros': {
      const digits = digitsOf(stored);
      return /^\d+$/.test(digits) ? digits.padStart(format.width, '0') : digits;
    }
    case 'moment':
    case 'elapsed': {
      const serial = Number(stored);
      if (!Number.isFinite(serial)) return stored;
      return format.is === 'moment' ? momentText(serial, format, date1904) : elapsedText(serial, format);
    }
  }
}
