/** Rows that come as objects (JSON, JSON Lines, a caller's own rows): the columns are the keys of the first rows. */
import type { RowIssue } from '../../model/load-report.ts';
import { own, put } from '../../model/own.ts';
import { userError } from '../../model/errors.ts';
import { damagedText } from '../row/damaged-text.ts';
import { unconfirmedFixes } from '../row/confirmed-fixes.ts';
import { ownFile } from './outdial-csv.ts';
import { showCell } from '../number/messages.ts';
import type { Cell, OpenList, RawRow } from '../row/types.ts';
import { refuseNul } from './header.ts';
import { COLUMN_LIMIT, ROW_LIMIT, tooManyColumns } from './limits.ts';

export const AN_OBJECT = 'Every row is an object such as {"phone": "+1…", "first_name": "Ann"}.';

/** Rows that are looked at for their keys, unless they are large. Keys that first appear later are kept with their row, but are no columns. */
const LOOK_AHEAD = 100;

export async function openObjects(name: string, rows: AsyncGenerator<RawRow>): Promise<OpenList> {
  const first: RawRow[] = [];
  const columns = new Set<string>();
  try {
    for (let size = 0; first.length < LOOK_AHEAD && size < ROW_LIMIT;) {
      const next = await rows.next();
      if (next.done === true) break;
      first.push(next.value);
      size += next.value.size ?? 0;
      for (const key of Object.keys(next.value.cells)) columns.add(key);
      if (columns.size > COLUMN_LIMIT) throw tooManyColumns(name);
    }
    if (first.length === 0) throw userError('no_rows', 'The list is empty.', undefined, { file: name });
    if (columns.size === 0) {
      throw userError('no_phone_column', 'No row is an object with a phone number.', first[0]?.issues[0]?.hint, {
        file: name,
      });
    }
  } catch (error) {
    await rows.return(undefined);
    throw error;
  }
  refuseNul(name, [...columns]);
  const own = ownFile([...columns], true);
  if (own === undefined) return { name, columns: [...columns], rows: replay(first, rows) };
  // An export as JSON Lines: its values were not defused, so only our columns go and the user's names come back.
  const names = new Map([...columns].map((column, at) => [column, own.headers[at] ?? null]));
  const kept = [...names.values()].filter((header) => header !== null);
  return { name, columns: kept, rows: renamed(replay(first, rows), names, own.why !== undefined) };
}

async function* renamed(
  rows: AsyncGenerator<RawRow>,
  names: ReadonlyMap<string, string | null>,
  rejects: boolean,
): AsyncGenerator<RawRow> {
  for await (const row of rows) {
    const cells = Object.entries(row.cells).flatMap(([key, cell]): [string, Cell][] => {
      const header = names.has(key) ? names.get(key) : key;
      return header === null || header === undefined ? [] : [[header, cell]];
    });
    const own = Object.fromEntries(cells);
    const before = rejects ? unconfirmedFixes(row, textOf(row, '_code'), textOf(row, '_message'), own) : null;
    yield { ...row, ...before, cells: own };
  }
}

function textOf({ cells }: RawRow, name: string): string {
  const cell = own(cells, name) ?? '';
  return typeof cell === 'string' ? cell.trim() : '';
}

async function* replay(first: readonly RawRow[], rest: AsyncGenerator<RawRow>): AsyncGenerator<RawRow> {
  try {
    yield* first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

export type InlineRow = Readonly<Record<string, unknown>>;

/** Rows a program hands over. They are copied: what is dialed is what was handed over, not what became of it later. */
export async function openInline(
  name: string,
  rows: Iterable<InlineRow> | AsyncIterable<InlineRow>,
): Promise<OpenList> {
  return openObjects(name, inlineRows(rows));
}

async function* inlineRows(rows: Iterable<InlineRow> | AsyncIterable<InlineRow>): AsyncGenerator<RawRow> {
  let row = 1;
  for await (const given of rows) {
    row += 1;
    // Programs without types hand over anything: one bad row of a database is a rejected row.
    const value: unknown = given;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      yield { row, cells: {}, issues: [noObject(row, value)] };
      continue;
    }
    const cells = cellsOf(given);
    yield cells === null
      ? { row, cells: {}, issues: [unreadableRow(row)] }
      : { row, cells, issues: damagedText({ row }, cells) };
  }
}

/** Null for a row that throws when it is read: a getter, a proxy, an object of a database that was closed. */
function cellsOf(given: InlineRow): Record<string, Cell> | null {
  const cells: Record<string, Cell> = {};
  try {
    for (const [key, value] of Object.entries(given)) {
      if (value !== undefined) put(cells, key, cellOf(value));
    }
    return cells;
  } catch {
    return null;
  }
}

function unreadableRow(row: number): RowIssue {
  const message = 'The row throws an error when it is read.';
  return { row, code: 'wrong_type', severity: 'error', value: '', message, hint: AN_OBJECT };
}

function noObject(row: number, value: unknown): RowIssue {
  const shown = showCell(String(value).slice(0, 64));
  const message = `${shown} is not an object.`;
  return { row, code: 'wrong_type', severity: 'error', value: shown, message, hint: AN_OBJECT };
}

function cellOf(value: unknown): Cell {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'object':
      return value as Cell;
    default:
      return String(value);
  }
}
