/** Is the text of a cell fit to be said? What is certainly meant is mended and told; what is not rejects the row. */
// The worse failure is that a person hears it. A row too many that is rejected is seen in `check`, and one key lets it through.
import { showCell } from '../number/messages.ts';
import { leftoverIn } from './leftovers.ts';
import { withoutMarkup } from './markup.ts';
import { placeholderIn } from './placeholders.ts';
import type { Meaning, SaidColumn } from './sayable-headers.ts';
import { unfit } from './sayable-issues.ts';
import { numberTrouble } from './sayable-numbers.ts';
import { spreadsheetErrorIn } from './spreadsheet-errors.ts';
import { visible, withoutEmoji } from './visible.ts';
import type { DestinationIssue } from './types.ts';

export type Sayable = { readonly text: string; readonly issues: readonly DestinationIssue[] };

/** Longer than a minute of talk. */
const LONG = 1000;
/** No call carries it: the row is rejected for its length alone. */
const LONGEST = 20_000;
/** Nothing but words of letters: the cells of most columns. */
const WORDS = /^[\p{L}\p{M}]+(?:[ .,'’-]{1,2}[\p{L}\p{M}]+)*$/u;
const LINK = /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[^\s<>"']{3,}/iu;

/** `as_is`: only what cannot be meant by anybody is looked for. */
export function sayable(given: string, { one, meaning }: SaidColumn): Sayable {
  const form = one.form?.is;
  if (given.length > LONGEST) return { text: given, issues: [] };
  const issues: DestinationIssue[] = [];
  let text = given;
  const note = (code: Parameters<typeof unfit>[0], more: { piece?: string; text?: string } = {}): void => {
    const { piece, ...rest } = more;
    const shown = { shown: showCell(text), ...rest, ...(piece === undefined ? {} : { piece: showCell(piece) }) };
    issues.push(unfit(code, shown, one));
  };
  const mend = (code: Parameters<typeof unfit>[0], mended: string): void => {
    note(code, { text: showCell(mended) });
    text = mended;
  };
  const plain = visible(text);
  if (plain !== text) mend('invisible_characters_removed', plain);
  const wrapped = /^=\s*"([^"]*)"$/.exec(text)?.[1];
  if (wrapped !== undefined) mend('excel_text_wrapper', wrapped.trim());
  // "'Tis" and "'n" are words; before a digit it is how a spreadsheet keeps a number as it was typed.
  if (/^'[\d+][^']*$/.test(text)) mend('quote_stripped', text.slice(1));
  const error = spreadsheetErrorIn(text);
  if (error !== null) note('spreadsheet_error', { piece: error });
  if (error !== null || form === 'as_is' || text === '') return { text, issues };

  if (!WORDS.test(text)) {
    const markup = withoutMarkup(text);
    const leftover = leftoverIn(text);
    // `<First Name>` has the form of a tag.
    if (leftover !== null) note('template_leftover', { piece: leftover });
    else if (markup.is === 'unsure') note('markup', { piece: markup.piece });
    else if (markup.is === 'mended') mend('markup_removed', markup.text);
    if (issues.some(({ severity }) => severity === 'error')) return { text, issues };
    // What was written as entities may be either.
    if (markup.is === 'mended') {
      const hidden = spreadsheetErrorIn(text);
      const field = leftoverIn(text);
      if (hidden !== null) note('spreadsheet_error', { piece: hidden });
      else if (field !== null) note('template_leftover', { piece: field });
    }
    if (isData(text)) note('not_text');
    const bare = withoutEmoji(text);
    if (bare !== text) mend('emoji_removed', bare);
  }
  if (issues.some(({ severity }) => severity === 'error')) return { text, issues };
  const placeholder = placeholderIn(text, meaning);
  if (placeholder === 'nothing') {
    mend('placeholder_value', '');
    return { text, issues };
  }
  if (placeholder === 'name') note('placeholder_name');
  if (form !== 'spoken') number(text, meaning, note, mend);
  const link = LINK.exec(text)?.[0];
  if (link !== undefined) note('link_in_value', { piece: link });
  if (text.length > LONG) note('long_value', { text: String(text.length) });
  return { text, issues };
}

function number(
  text: string,
  meaning: Meaning,
  note: (code: Parameters<typeof unfit>[0], more?: { text?: string }) => void,
  mend: (code: Parameters<typeof unfit>[0], mended: string) => void,
): void {
  const trouble = numberTrouble(text, meaning);
  switch (trouble?.is) {
    case 'serial':
      return note('date_serial', { text: trouble.meant });
    case 'serial_perhaps':
      return note('date_serial_likely', { text: trouble.meant });
    case 'scientific':
      return note('excel_scientific_notation');
    case 'digits_lost':
      return note('digits_lost');
    case 'noise':
      return mend('number_rounded', trouble.text);
    case 'decimal':
      return mend('decimal_stripped', trouble.text);
    case undefined:
  }
}

/** JSON, what Python writes of it, and what JavaScript writes when it cannot. */
function isData(text: string): boolean {
  if (/\[object [A-Z]\w*\]|^function\b.{0,40}\(|^\([^()]{0,40}\) ?=>/.test(text)) return true;
  if (/^\{\s*(?:'[^']*'|"[^"]*")\s*:/.test(text) || /^\[\s*\{\s*["']/.test(text)) return true;
  if (!/^[[{].*[\]}]$/s.test(text) || !/["{]/.test(text)) return /^\[(?:'[^']*'(?:, )?)+\]$/.test(text);
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
