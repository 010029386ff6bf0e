/** JSON arrays of objects and JSON Lines to raw rows, streaming. */
import { userError } from '../../model/errors.ts';
import { parseExact } from '../exact-json.ts';
import { showCell } from '../messages.ts';
import type { Cell, OpenList, RawRow, RowIssue } from '../types.ts';
import { jsonValues, type JsonLayout, type JsonText } from './json-values.ts';
import { openObjects } from './objects.ts';

export async function openJson(name: string, layout: JsonLayout, text: AsyncIterable<string>): Promise<OpenList> {
  return openObjects(name, jsonRows(name, layout, text));
}

async function* jsonRows(name: string, layout: JsonLayout, text: AsyncIterable<string>): AsyncGenerator<RawRow> {
  // The header is row 1 in every format, so that a row number means the same thing everywhere.
  let row = 1;
  for await (const value of jsonValues(name, layout, text)) {
    row += 1;
    yield rawRow(name, layout, row, value);
  }
}

function rawRow(name: string, layout: JsonLayout, row: number, { text, line }: JsonText): RawRow {
  let value: unknown;
  try {
    value = parseExact(text);
  } catch {
    // In an array nothing after a broken element can be trusted; a line stands alone.
    if (layout === 'array') throw userError('not_json', 'This row is not valid JSON.', undefined, { file: name, line });
    return { row, line, cells: {}, issues: [issue(row, line, 'not_json', text, 'is not valid JSON.')] };
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { row, line, cells: value as Record<string, Cell>, issues: [] };
  }
  return { row, line, cells: {}, issues: [issue(row, line, 'wrong_type', text, 'is not an object.')] };
}

function issue(row: number, line: number, code: string, text: string, what: string): RowIssue {
  const value = text.slice(0, 64);
  const hint = 'Every row is an object such as {"phone": "+1…", "first_name": "Ann"}.';
  return { row, line, code, severity: 'error', value, message: `${showCell(text)} ${what}`, hint };
}
