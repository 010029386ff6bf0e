/** JSON arrays of objects and JSON Lines to raw rows, streaming. */
import type { RowIssue } from '../../model/load-report.ts';
import { parseTree } from 'jsonc-parser';
import { userError } from '../../model/errors.ts';
import type { RowCode } from '../../model/row-codes.ts';
import { parseExact } from './exact-json.ts';
import { damagedText } from '../row/damaged-text.ts';
import { asideOf } from '../row/confirmed-fixes.ts';
import { showCell } from '../number/messages.ts';
import type { Cell, OpenList, RawRow } from '../row/types.ts';
import { jsonValues, type JsonLayout, type JsonText } from './json-values.ts';
import { AN_OBJECT, openObjects } from './objects.ts';

export async function openJson(name: string, layout: JsonLayout, text: AsyncIterable<string>): Promise<OpenList> {
  return openObjects(name, jsonRows(name, layout, text));
}

async function* jsonRows(name: string, layout: JsonLayout, text: AsyncIterable<string>): AsyncGenerator<RawRow> {
  // The header is row 1 in every format, so that a row number means the same thing everywhere.
  let row = 1;
  for await (const value of jsonValues(name, layout, text)) {
    row += 1;
    yield { ...rawRow(name, layout, row, value), size: value.text.length };
  }
}

function rawRow(name: string, layout: JsonLayout, row: number, { text, line, keys }: JsonText): RawRow {
  const damaged = (code: RowCode, message: string, hint: string, cells: RawRow['cells'] = {}): RawRow => {
    const issue: RowIssue = { row, line, code, severity: 'error', value: text.slice(0, 64), message, hint };
    return { row, line, cells, issues: [issue], aside: asideOf(message, name, row, text) };
  };
  let value: unknown;
  try {
    value = parseExact(text);
  } catch {
    // In an array nothing after a broken element can be trusted; a line stands alone.
    if (layout === 'array') throw userError('not_json', 'This row is not valid JSON.', undefined, { file: name, line });
    return damaged('not_json', `${showCell(text)} is not valid JSON.`, AN_OBJECT);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return damaged('wrong_type', `${showCell(text)} is not an object.`, AN_OBJECT);
  }
  const cells = value as Record<string, Cell>;
  if (Object.keys(cells).length === keys) return { row, line, cells, issues: damagedText({ row, line }, cells) };
  return damaged('duplicate_key', duplicateKey(text), 'Keep one of them: nobody can tell which one is meant.', cells);
}

/** JSON.parse takes the last of two silently; it may be the wrong person's number. Only looked for where the counts differ. */
function duplicateKey(text: string): string {
  const seen = new Map<unknown, string>();
  for (const { children: [key, value] = [] } of parseTree(text)?.children ?? []) {
    if (key === undefined || value === undefined) continue;
    const written = text.slice(value.offset, value.offset + value.length);
    const first = seen.get(key.value);
    if (first !== undefined) {
      return `The key "${showCell(key.value)}" stands twice in this row, with ${showCell(first)} and with ${showCell(written)}.`;
    }
    seen.set(key.value, written);
  }
  return 'A key stands twice in this row.';
}
