/** Decides from the evidence of a list what encoding it is in, or refuses to: two encodings in one list are never read as one. */
import { userError, type UserError } from '../../../model/errors.ts';
import { showCell } from '../../number/messages.ts';
import { chooseTable, readWith } from './choose.ts';
import { KNOWN_NAMES } from './languages.ts';
import type { Evidence, Seen, Word } from './survey.ts';
import type { Mend } from '../text.ts';
import type { TableName } from './tables.ts';

/** A list that is not UTF-8, and what it was taken for. */
export type Decoded = {
  readonly table: TableName;
  /** Words as they would look undecoded, and as they are read. */
  readonly samples: readonly { readonly before: string; readonly after: string }[];
  /** Another table that reads well too, and the first word that it reads in another way. */
  readonly rival: { readonly table: TableName; readonly after: string; readonly instead: string } | null;
};

const SAMPLES = 3;
const SAVE_AS = 'In the spreadsheet, choose "Save as" and then "CSV UTF-8".';

/** `name`: the file as messages call it. Throws a UserError for what nobody can tell. */
export function decide(name: string, { utf8, other, words }: Evidence, mend: Mend): Decoded | null {
  if (other === null) return null;
  if (utf8 !== null) throw twoEncodings(name, utf8, other, mend);
  const choice = chooseTable(words);
  if (choice === null) throw unreadable(name, other.line, mend);
  const { table, rival } = choice;
  const shown = [...words].sort((a, b) => rank(b, table) - rank(a, table)).map(({ text }) => text);
  const samples = [...new Set(shown)].slice(0, SAMPLES).map((text) => ({
    before: text.replace(/[\x80-\xff]/g, '\uFFFD'),
    after: readWith(table, text),
  }));
  return { table, samples, rival: rival === null ? null : rivalOf(rival, table, words) };
}

function rivalOf(rival: TableName, table: TableName, words: readonly Word[]): Decoded['rival'] {
  const word = words.find(({ text }) => readWith(rival, text) !== readWith(table, text));
  if (word === undefined) return null;
  return { table: rival, after: readWith(table, word.text), instead: readWith(rival, word.text) };
}

/** Words of letters before signs, and names that everybody knows last: they show least. */
function rank({ text, times }: Word, table: TableName): number {
  const read = readWith(table, text);
  const letters = /^\p{L}+$/u.test(read) ? 2 : 0;
  return (
    letters + (read.length > 2 ? 1 : 0) - (KNOWN_NAMES.has(read.toLowerCase()) ? 0.5 : 0) + Math.min(times, 9) / 20
  );
}

/** A sentence for whoever knows the people on the list. `mend`: what to do where a word is wrong. */
export function decodedWords(name: string, { table, samples, rival }: Decoded, mend: Mend): string {
  const words = samples.map(({ before, after }) => `"${showCell(before)}" is "${showCell(after)}"`).join(', ');
  const other =
    rival === null ? '' : ` (as ${rival.table}, "${showCell(rival.after)}" would be "${showCell(rival.instead)}")`;
  const say =
    mend === 'flag'
      ? `name the encoding${rival === null ? ' with --encoding' : `: --encoding ${rival.table}`}, or save the list again as CSV UTF-8`
      : 'save it again as CSV UTF-8';
  return `${name} is not UTF-8; it was read as ${table}: ${words}. If a word is wrong here${other}, ${say}.`;
}

function twoEncodings(name: string, utf8: Seen, other: Seen, mend: Mend): UserError {
  const damaged = showCell(other.word.replace(/[\x80-\xff]/g, '\uFFFD'));
  const save = 'If two files were put together, save each as CSV UTF-8 first.';
  const leaveOut = ' Or let --encoding utf-8 reject the rows that are not UTF-8.';
  return userError(
    'mixed_encodings',
    `The file holds two encodings: line ${utf8.line} is UTF-8 ("${showCell(utf8.word)}"), this line is not ("${damaged}").`,
    mend === 'flag' ? `${save}${leaveOut}` : save,
    { file: name, line: other.line },
  );
}

function unreadable(name: string, line: number, mend: Mend): UserError {
  const hint = mend === 'flag' ? `${SAVE_AS} Or name the encoding, if you know it: --encoding shift_jis.` : SAVE_AS;
  const message = 'This is not UTF-8 text from here on, and no encoding that is known makes words of it.';
  return userError('bad_encoding', message, hint, { file: name, line });
}
