/** Takes from a cell what spreadsheets and editors put around a number, and turns away what is no number at all. */
import { own } from '../../model/own.ts';
import type { Cell } from '../row/types.ts';

/** `warnings`: codes for what was taken away. */
type Cleaned =
  | { readonly is: 'text'; readonly text: string; readonly warnings: readonly CleaningCode[] }
  | { readonly is: 'rejected'; readonly code: RejectionCode; readonly detail?: string };

type CleaningCode =
  | 'number_from_json_numeric'
  | 'invisible_characters_removed'
  | 'excel_text_wrapper'
  | 'quote_stripped'
  | 'decimal_stripped';

type RejectionCode =
  | 'missing_number'
  | 'wrong_type'
  | 'spreadsheet_error'
  | 'excel_scientific_notation'
  | 'wrong_length'
  | 'not_a_phone_number';

/** Longer than any way of writing a number; libphonenumber's own limit. */
const LONGEST = 250;

const EMPTY = /^(?:[-.?/]+|n\/?a|n\.a\.|nan|nil|none|null|undefined|unknown|missing|empty|tbd|\(null\)|<null>|\\n)$/i;
const SPREADSHEET_ERROR = /^(?:#+|#(?:N\/A|[A-Z_]+(?:\/0)?[!?])|err:\d+)$/i;
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?\s*e\s*[+-]?\s*\d+$/i;
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '‘': '’', '`': '`' };

/** The order of the steps is the reference's (phone-numbers A5); each protects the next from a wrong conclusion. */
export function cleanNumber(value: Cell | undefined): Cleaned {
  const raw = asText(value);
  if (typeof raw !== 'string') return raw;
  if (raw.includes('\0')) return reject('not_a_phone_number', 'it holds a NUL byte');
  const trimmed = raw.trim();
  if (trimmed.length > LONGEST) return reject('wrong_length', `it is ${trimmed.length} characters long`);
  // A footnote's ² would become a digit of the number in the next step.
  if (/[\p{No}\p{Nl}]/u.test(trimmed)) return reject('not_a_phone_number', 'it holds a raised or circled digit');
  const warnings: CleaningCode[] = typeof value === 'number' ? ['number_from_json_numeric'] : [];

  // Tabs and line breaks separate, so they become spaces: dropping them would join two numbers into one.
  const spaced = westernDigits(trimmed.normalize('NFKC')).replace(/\s/g, ' ');
  const visible = spaced.replace(/[\p{Cf}\p{Cc}]/gu, '');
  if (visible !== spaced) warnings.push('invisible_characters_removed');
  let text = unwrap(visible.replace(/[\p{Pd}\u2212]/gu, '-').trim(), warnings);

  if (text === '' || EMPTY.test(text)) return reject('missing_number');
  if (SPREADSHEET_ERROR.test(text)) return reject('spreadsheet_error');
  if (SCIENTIFIC.test(text)) return reject('excel_scientific_notation');
  // Digits with one dot only: the last pair of 01.23.45.67.00 is part of the number.
  const decimal = /^(\+?\d+)\.0+$/.exec(text)?.[1];
  if (decimal !== undefined) {
    warnings.push('decimal_stripped');
    text = decimal;
  }
  text = text.replace(/^tel:\s*/i, '').replace(/^\(\s*\+\s*(\d{1,3})\s*\)/, '+$1 ');
  return { is: 'text', text, warnings };
}

function asText(value: Cell | undefined): string | Cleaned {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return reject('missing_number');
  if (typeof value !== 'number') return reject('wrong_type');
  if (Number.isNaN(value)) return reject('missing_number');
  // 1e21 prints with an exponent and is turned away as that.
  if (Number.isInteger(value) && value >= 0) return String(value);
  return reject('not_a_phone_number', 'a number without a fraction or a minus is needed');
}

/** Arabic-Indic and Persian digits, which the parser reads too: written out so that every rule here sees them. */
function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/** `="+1…"`, `"+1…"` and Excel's leading apostrophe, also inside one another. */
function unwrap(text: string, warnings: CleaningCode[]): string {
  const wrapped = /^=\s*"([^"]*)"$/.exec(text)?.[1];
  let inner = text;
  if (wrapped !== undefined) {
    warnings.push('excel_text_wrapper');
    inner = wrapped.trim();
  }
  let bare = inner;
  for (let depth = 0; depth < 3; depth++) {
    const close = own(QUOTES, bare.charAt(0));
    if (close === undefined) break;
    bare = (bare.length > 1 && bare.endsWith(close) ? bare.slice(1, -1) : bare.slice(1)).trim();
  }
  if (bare !== inner) warnings.push('quote_stripped');
  return bare;
}

function reject(code: RejectionCode, detail?: string): Cleaned {
  return { is: 'rejected', code, ...(detail === undefined ? {} : { detail }) };
}
