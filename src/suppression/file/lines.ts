/** A line of a team's do-not-call file, read and written: CSV that a person can read and a spreadsheet can open. */
import { csvLine, undoDefuse, defuse } from '../../model/csv-line.ts';
import { formatInstant, parseInstant, type Instant } from '../../model/time.ts';
import type { SharedEntry } from '../port.ts';

export const COLUMNS = ['number', 'scope', 'reason', 'source', 'at', 'until', 'removed'] as const;
type Column = (typeof COLUMNS)[number];

/** Where each of our columns stands, and what stands between two cells: a spreadsheet may have moved both. */
export type Layout = { readonly separator: string; readonly at: Readonly<Record<Column, number>> };

export const HEADER = csvLine(COLUMNS);

/** Undefined for what is no header of such a file. Only the number is asked for: a hand-made list may have no more. */
export function layoutOf(line: string): Layout | undefined {
  for (const separator of [',', ';', '\t']) {
    const names = cellsOf(line, separator).map((name) => name.trim().toLowerCase());
    if (!names.includes('number')) continue;
    return { separator, at: Object.fromEntries(COLUMNS.map((name) => [name, names.indexOf(name)])) as Layout['at'] };
  }
  return undefined;
}

export type Line =
  | { readonly is: 'added'; readonly entry: SharedEntry }
  | { readonly is: 'removed'; readonly number: string; readonly scope: string }
  | { readonly is: 'blank' }
  | { readonly is: 'odd' };

export function readLine(text: string, { separator, at }: Layout): Line {
  const cells = cellsOf(text, separator);
  const cell = (name: Column): string => undoDefuse((cells[at[name]] ?? '').trim());
  if (cells.every((each) => each.trim() === '')) return { is: 'blank' };
  // Two that begin a file at one moment both write its header.
  if (cell('number').toLowerCase() === 'number') return { is: 'blank' };
  const number = numberOf(cell('number'));
  if (number === null) return { is: 'odd' };
  const scope = cell('scope') === '' ? 'everywhere' : cell('scope');
  if (cell('removed') !== '') return { is: 'removed', number, scope };
  const [reason, source] = [cell('reason'), cell('source')];
  // An end that cannot be read is none: one too many is left out, not one too few.
  const until = parseInstant(cell('until')) ?? null;
  return { is: 'added', entry: { number, scope, reason, source, at: parseInstant(cell('at')) ?? 0, until } };
}

export function writeAdded({ number, scope, reason, source, at, until }: SharedEntry): string {
  return written([number, scope, reason, source, formatInstant(at), until === null ? '' : formatInstant(until), '']);
}

export function writeRemoved(number: string, scope: string, why: string, source: string, at: Instant): string {
  return written([number, scope, why, source, '', '', formatInstant(at)]);
}

/** A line is a whole entry: a break in somebody's words would make two of it. */
function written(cells: readonly string[]): string {
  return csvLine(cells.map((cell) => defuse(cell.replace(/[\p{Cc}\u2028\u2029]+/gu, ' '))));
}

/** A spreadsheet takes a `+` for arithmetic and drops it. */
function numberOf(cell: string): string | null {
  const digits = cell.replace(/[\s().-]/g, '');
  return /^\+?[1-9]\d{6,14}$/.test(digits) ? `+${digits.replace('+', '')}` : null;
}

/** No cell holds a line break. A quote that is not closed ends with the line. */
function cellsOf(line: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (line[at] !== '"') {
      const end = line.indexOf(separator, at);
      cells.push(line.slice(at, end === -1 ? undefined : end));
      if (end === -1) break;
      at = end + 1;
      continue;
    }
    let cell = '';
    at += 1;
    for (;;) {
      const quote = line.indexOf('"', at);
      cell += line.slice(at, quote === -1 ? undefined : quote);
      if (quote === -1) return [...cells, cell];
      at = quote + 1;
      if (line[at] !== '"') break;
      cell += '"';
      at += 1;
    }
    cells.push(cell);
    const end = line.indexOf(separator, at);
    if (end === -1) break;
    at = end + 1;
  }
  return cells;
}
