/** Reads do-not-call files: one number a line (`#` begins a comment), or a CSV with columns of numbers. */
// An entry dropped in silence rings somebody who said no. So a line that cannot be read stops everything and is named.
import { own } from '../model/own.ts';
import { basename } from 'node:path';
import { UserError, userError, type Problem } from '../model/errors.ts';
import { destinationKeys, type Digest } from '../model/one-phone.ts';
import type { DestinationKey } from '../model/ids.ts';
import { onDoNotCall } from '../model/suppression.ts';
import type { Instant } from '../model/time.ts';
import type { Store } from '../store/port.ts';
import { fileProblem } from './list/file-errors.ts';
import { isNumberHeader, isPhoneLike } from './row/mapping.ts';
import { phonesOf, type NoRules, type Phones, type Unread } from './number/no-number.ts';
import { surelyValid } from './number/sure-number.ts';
import { openList } from './list/open.ts';
import { decodedFile } from './list/decoded.ts';
import { decodedWords } from './list/encoding/decide.ts';
import type { Encoding } from './list/encoding/names.ts';
import type { TableName } from './list/encoding/tables.ts';
import { inSortedRuns } from './sorted-runs.ts';
import type { Cell } from './row/types.ts';

export type SuppressionRules = NoRules;

/** What a column of its row says, by any of its names; empty where there is none. */
export type OfRow = (...names: readonly string[]) => string;

type Entry = {
  readonly value: Cell;
  readonly line: number;
  /** Of a table. */
  readonly ofRow?: OfRow;
  /** What the reader of the file found wrong with the row: its cells may stand in the wrong columns. */
  readonly broken?: Unread;
};

/** Problems shown at once: a file of another kind has one on every line. */
const SHOWN = 20;
/** It is held until it ends. The text of a file comes in pieces of this size. */
const LONGEST_LINE = 64 * 1024;

/** One line: the phones it means, the one it names first. */
export type NoLine = Phones & { readonly line: number; readonly ofRow?: OfRow };

/** E.164 numbers: of every line, each phone it may mean. Throws a UserError that names every line it cannot read. */
export async function* readSuppression(path: string, rules: SuppressionRules): AsyncGenerator<string> {
  for await (const { phones } of readNoLines(path, rules)) yield* phones;
}

type Warn = (sentence: string) => void;

/** A line that cannot be used, for a reason that the caller finds. */
type Refuse = (line: NoLine) => Unread | null;

/** Throws a UserError that names every line it cannot read, or that `refuse` does not take: the first of them, at its end. */
export async function* readNoLines(
  path: string,
  rules: SuppressionRules,
  warn: Warn = () => undefined,
  refuse: Refuse = () => null,
): AsyncGenerator<NoLine> {
  const isSure = surelyValid();
  const problems: Problem[] = [];
  for await (const { value, broken, ...at } of entries(path, warn)) {
    const sure = typeof value === 'string' && isSure(value);
    const read = broken ?? (sure ? { phones: [value] } : phonesOf(value, rules));
    const wrong = 'phones' in read ? refuse({ ...read, ...at }) : read;
    if (wrong === null) {
      if (problems.length === 0 && 'phones' in read) yield { ...read, ...at };
      continue;
    }
    const hint = `${wrong.hint ?? ''} ${ALL_CLEAR}`.trim();
    problems.push({ file: path, line: at.line, code: 'bad_suppression', message: wrong.message, hint });
    if (problems.length === SHOWN) break;
  }
  if (problems.length > 0) throw new UserError(problems);
}

export type SuppressionLoad = {
  readonly store: Store;
  readonly path: string;
  readonly rules: SuppressionRules;
  readonly digest: Digest;
  readonly now: Instant;
  /** Told in a sentence what is odd about the file and stops nothing. */
  readonly warn?: Warn;
  /** Lets the process do something else while a long list is written. */
  readonly yieldTurn?: () => Promise<void>;
};

/** Puts a file's numbers under the ledger's guard. Answers how many numbers were read; what cannot be read changes nothing. */
export async function loadSuppression(load: SuppressionLoad): Promise<number> {
  const { store, path, rules, digest, now, warn = () => undefined, yieldTurn } = load;
  const unheard = new Unheard();
  const name = basename(path);
  const read = await inSortedRuns({
    lines: (again) => readNoLines(path, rules, again ? undefined : warn),
    items: (line, again) => {
      if (!again) unheard.see(line);
      return line.phones.flatMap((number) => destinationKeys(digest, number));
    },
    write: (keys) => store.suppress(onDoNotCall(keys as readonly DestinationKey[], name, now)),
    yieldTurn,
  });
  if (read === 0) warn(`${name} holds no number: it keeps nobody from being called.`);
  for (const words of unheard.words(name)) warn(words);
  return read;
}

/** Numbers that no phone has. */
export class Unheard {
  readonly #shown: number[] = [];
  #count = 0;

  see({ unheard, line }: NoLine): void {
    if (unheard !== true) return;
    this.#count += 1;
    if (this.#shown.length < SHOWN) this.#shown.push(line);
  }

  words(name: string): readonly string[] {
    return this.#count === 0 ? [] : [unheardWords(name, this.#count, this.#shown)];
  }
}

function unheardWords(name: string, unheard: number, shown: readonly number[]): string {
  const [lines, numbers] = unheard === 1 ? ['line', 'a number'] : ['lines', 'numbers'];
  const more = unheard > shown.length ? `, and ${unheard - shown.length} more` : '';
  return (
    `${name}: ${lines} ${shown.join(', ')}${more} of this do-not-call list: ${numbers} that no phone has. ` +
    'If one was mistyped, whoever it was meant for is not kept from being called: compare it with its source.'
  );
}

const OF_TEXT: ReadonlySet<string> = new Set(['damaged_text', 'mojibake']);
const ALL_CLEAR = 'Nobody is dialed before every line of a do-not-call list is clear.';

async function* entries(path: string, warn: Warn): AsyncGenerator<Entry> {
  const { text, decoded } = await decodedFile(path, path, undefined, 'save');
  if (decoded !== null) warn(decodedWords(basename(path), decoded, 'save'));
  for await (const { value, line } of lines(path, text)) {
    if (!/\d{3}/.test(value) || isHeader(value)) yield* csvEntries(path, line, value, decoded?.table);
    else yield* lines(path, (await decodedFile(path, path, tableOf(decoded?.table), 'save')).text);
    return;
  }
}

function tableOf(name: TableName | undefined): Encoding | undefined {
  return name === undefined ? undefined : { is: 'table', name };
}

/** `id,phone_e164` has three digits, and is no number. */
function isHeader(line: string): boolean {
  const names = line.split(/[,;\t|]/);
  return !names.some(holdsNumber) && names.some(isPhoneLike);
}

/** As many digits as the shortest numbers have. */
function holdsNumber(text: string): boolean {
  return (text.match(/\p{Nd}/gu)?.length ?? 0) >= 7;
}

async function* csvEntries(
  path: string,
  line: number,
  first: string,
  table: TableName | undefined,
): AsyncGenerator<Entry> {
  const list = await openList({ is: 'file', path, ...(table === undefined ? {} : { encoding: table }) });
  const [comment = ''] = list.columns;
  const columns = numberColumns(path, list.columns, line, first);
  for await (const { row, line: at = row, cells, issues } of list.rows) {
    const text = (column: string): string => String(own(cells, column) ?? '').trim();
    // "#12" may be a key: a row is taken for a comment only where no number would be lost.
    if (text(comment).startsWith('#') && !columns.some((each) => each !== comment && holdsNumber(text(each)))) continue;
    if (Object.keys(cells).every((each) => text(each) === '') && issues.length === 0) continue;
    if (issues.some(({ code }) => code === 'repeated_header' || code === 'totals_row')) continue;
    // A damaged name keeps nobody's number from being read.
    const wrong = issues.find(({ severity, code }) => severity === 'error' && !OF_TEXT.has(code));
    if (wrong !== undefined) {
      const { message, hint } = wrong;
      yield { value: null, line: at, broken: { message, ...(hint === undefined ? {} : { hint }) } };
      continue;
    }
    // "Do not phone" is named like a number and says yes or no. A row without any number is no entry that was heard.
    const filled = columns.filter((each) => (isNumberHeader(each) ? text(each) !== '' : /\d{3}/.test(text(each))));
    const ofRow: OfRow = (...names) => text(list.columns.find((each) => names.includes(plainName(each))) ?? '');
    for (const column of filled) yield { value: own(cells, column) ?? '', line: at, ofRow };
    if (filled.length === 0) yield { value: '', line: at };
  }
}

/** All of them: whoever said no may be rung by any of his numbers. */
function numberColumns(path: string, columns: readonly string[], line: number, first: string): readonly string[] {
  const found = columns.filter(isPhoneLike);
  if (found.length > 0) return found;
  throw userError(
    'bad_suppression',
    `${JSON.stringify(first.slice(0, 64))} is neither a number nor a header with a column of numbers.`,
    'Write one number a line, or a CSV with a column named phone.',
    { file: path, line },
  );
}

/** Lines with something on them, comments taken off. */
async function* lines(path: string, all: AsyncIterable<string>): AsyncGenerator<{ value: string; line: number }> {
  let rest = '';
  let line = 0;
  try {
    for await (const text of all) {
      const parts = (rest + text).split(/\r\n|\n|\r(?!$)/);
      rest = parts.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw tooLong(path, line + parts.length + 1);
      for (const part of parts) {
        line += 1;
        const value = bare(part);
        if (value !== '') yield { value, line };
      }
    }
  } catch (error) {
    throw fileProblem(path, error);
  }
  const value = bare(rest);
  if (value !== '') yield { value, line: line + 1 };
}

function tooLong(file: string, line: number): Error {
  const hint = 'Write one number a line, or a CSV with a column named phone.';
  return userError('line_too_long', 'This line holds more than 64 KiB.', hint, { file, line });
}

function bare(line: string): string {
  return line.replace(/(^|\s)#.*$/s, '').trim();
}

function plainName(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');
}
