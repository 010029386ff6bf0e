/** Reads do-not-call files: one number a line (`#` begins a comment), or a CSV with a column of numbers. */
// An entry dropped in silence rings somebody who said no. So a line that cannot be read stops everything and is named.
import { own } from '../model/own.ts';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { UserError, userError, type Problem } from '../model/errors.ts';
import type { DestinationKey } from '../model/ids.ts';
import { destinationKeys, type Digest } from '../model/one-phone.ts';
import type { Instant } from '../model/time.ts';
import type { Store } from '../store/port.ts';
import { judgeDestination } from './destination.ts';
import { fileProblem } from './files.ts';
import { mapColumns } from './mapping.ts';
import { showCell } from './messages.ts';
import { openList } from './rows/open.ts';
import { decodeText } from './text.ts';
import type { Cell, DestinationRules } from './types.ts';

export type SuppressionRules = { readonly defaultCountry: string | null; readonly extraUsAreaCodes: readonly string[] };

type Entry = { readonly value: Cell; readonly line: number };

/** Problems shown at once: a file of another kind has one on every line. */
const SHOWN = 20;
const CHUNK = 500;
/** It is held until it ends. The text of a file comes in pieces of this size. */
const LONGEST_LINE = 64 * 1024;

/** E.164 numbers, each as often as it stands there. Throws a UserError that names every line it cannot read. */
export async function* readSuppression(path: string, rules: SuppressionRules): AsyncGenerator<string> {
  const problems: Problem[] = [];
  for await (const { value, line } of entries(path)) {
    const read = numberOf(value, rules);
    if (typeof read === 'string') {
      if (problems.length === 0) yield read;
      continue;
    }
    problems.push({ file: path, line, code: 'bad_suppression', ...read });
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
};

/** Puts a file's numbers under the ledger's guard. Answers how many numbers were read. */
export async function loadSuppression({ store, path, rules, digest, now }: SuppressionLoad): Promise<number> {
  let read = 0;
  let chunk: DestinationKey[] = [];
  const flush = async (): Promise<void> => {
    if (chunk.length > 0) await store.suppress(chunk, basename(path), now);
    chunk = [];
  };
  for await (const number of readSuppression(path, rules)) {
    read += 1;
    chunk.push(...destinationKeys(digest, number));
    if (chunk.length >= CHUNK) await flush();
  }
  await flush();
  return read;
}

/** A number that could not be dialed anyway may stand in the list; one with digits too many or too few is a typing error. */
function numberOf(value: Cell, rules: SuppressionRules): string | { message: string; hint?: string } {
  const destination: DestinationRules = {
    ...(rules.defaultCountry === null ? {} : { defaultCountry: rules.defaultCountry }),
    lineTypes: [],
    testNumbers: true,
    allowUsTerritories: true,
    allowTollFree: true,
    extraUsAreaCodes: rules.extraUsAreaCodes,
  };
  const verdict = judgeDestination(value, destination);
  const wrong = verdict.is === 'valid' ? undefined : verdict.issues.find(({ severity }) => severity === 'error');
  if (verdict.e164 !== undefined && wrong?.code !== 'wrong_length') return verdict.e164;
  const message = wrong?.message ?? `"${showCell(value)}" is not a phone number.`;
  return {
    message,
    hint: `${wrong?.hint ?? ''} Nobody is dialed before every line of a do-not-call list is clear.`.trim(),
  };
}

async function* entries(path: string): AsyncGenerator<Entry> {
  for await (const { value, line } of lines(path)) {
    if (/\d{3}/.test(value)) yield* lines(path);
    else yield* csvEntries(path, line, value);
    return;
  }
}

async function* csvEntries(path: string, line: number, first: string): AsyncGenerator<Entry> {
  const list = await openList({ is: 'file', path });
  const [comment = ''] = list.columns;
  const column = numberColumn(path, list.columns, line, first);
  for await (const { row, line: at, cells } of list.rows) {
    if (String(own(cells, comment) ?? '').startsWith('#')) continue;
    if (Object.values(cells).every((cell) => String(cell ?? '').trim() === '')) continue;
    yield { value: own(cells, column) ?? '', line: at ?? row };
  }
}

function numberColumn(path: string, columns: readonly string[], line: number, first: string): string {
  try {
    const { toNumber } = mapColumns(columns, { toNumber: [], id: null, timezone: null }, basename(path));
    return toNumber[0] ?? '';
  } catch (error) {
    if (error instanceof UserError && error.problems.some(({ code }) => code === 'ambiguous_phone_column')) throw error;
    throw userError(
      'bad_suppression',
      `${JSON.stringify(first.slice(0, 64))} is neither a number nor a header with a column of numbers.`,
      'Write one number a line, or a CSV with a column named phone.',
      { file: path, line },
    );
  }
}

/** Lines with something on them, comments taken off. */
async function* lines(path: string): AsyncGenerator<{ value: string; line: number }> {
  let rest = '';
  let line = 0;
  const bytes = createReadStream(path) as AsyncIterable<Uint8Array>;
  try {
    for await (const text of decodeText(bytes, path)) {
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
