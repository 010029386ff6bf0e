/** Merged cells: which value goes down over which rows, and what lies beneath it unseen. */
import { damaged, tooLarge } from './damage.ts';
import { columnOf } from './sheet-row.ts';
import type { Part } from './zip.ts';

/** Rows from `top` to `bottom` and columns from `column` to `right`, all with. */
export type Merge = {
  readonly column: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

export const MOST_MERGES = 500_000;
/** What a tag may hold. */
const OVERLAP = 1024;
const END = Buffer.from('sheetData');
const TAG = /<(?:[\w.-]+:)?mergeCell\s[^<>]*?ref\s*=\s*["']([^"'<>]*)["'][^<>]*>/g;

/**
 * They stand behind the rows that they are about, so the end of the sheet is read before its beginning: without a parser,
 * which would take as long again as the rows. In the order of their first rows.
 */
export async function readMerges(file: string, part: Part): Promise<readonly Merge[]> {
  const merges: Merge[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let behind = false;
  for await (const chunk of part.bytes()) {
    let piece: Buffer = Buffer.concat([rest, chunk]);
    if (!behind) {
      const at = piece.lastIndexOf(END);
      // The first of the two stands at the beginning, and is followed by rows; merges before the last are none.
      behind = at >= 0 && isEnd(piece, at);
      if (behind) piece = piece.subarray(at);
    }
    if (behind) {
      const text = piece.toString('latin1');
      let end = 0;
      for (const found of text.matchAll(TAG)) {
        end = found.index + found[0].length;
        const merge = mergeOf(found[1] ?? '');
        if (merge === undefined) throw damaged(file, `it merges the cells "${(found[1] ?? '').slice(0, 40)}"`);
        merges.push(merge);
        if (merges.length > MOST_MERGES) throw tooManyMerges(file);
      }
      rest = piece.subarray(Math.max(end, piece.length - OVERLAP));
    } else rest = piece.subarray(Math.max(0, piece.length - OVERLAP));
  }
  return merges.sort((a, b) => a.top - b.top);
}

export function tooManyMerges(file: string): Error {
  return tooLarge(file, `This workbook merges cells in more than ${MOST_MERGES.toLocaleString('en-US')} places`);
}

function isEnd(piece: Buffer, at: number): boolean {
  const before = piece.toString('latin1', Math.max(0, at - 40), at);
  return /<\/(?:[\w.-]+:)?$/.test(before) || /^sheetData\s*\/>/.test(piece.toString('latin1', at, at + 40));
}

function mergeOf(reference: string): Merge | undefined {
  const found = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?$/.exec(reference.trim());
  const column = columnOf(found?.[1] ?? '');
  const other = found?.[3] === undefined ? column : columnOf(found[3]);
  if (found === null || column === undefined || other === undefined) return undefined;
  const top = Number(found[2]);
  const bottom = found[4] === undefined ? top : Number(found[4]);
  const [left, right] = [Math.min(column, other), Math.max(column, other)];
  return { column: left, right, top: Math.min(top, bottom), bottom: Math.max(top, bottom) };
}

/** Fills values down while rows go by in their order. */
// Down only. To the right one value would stand under two headers: a name as the first and the last, a number as two phones.
export class FillDown {
  readonly #merges: readonly Merge[];
  #next = 0;
  readonly #active = new Map<number, { readonly until: number; readonly right: number; readonly value: string }>();

  constructor(merges: readonly Merge[]) {
    this.#merges = merges;
  }

  fill(row: number, own: readonly string[]): readonly string[] {
    for (let merge = this.#merges[this.#next]; merge !== undefined && merge.top <= row;) {
      const { column, right, top, bottom: until } = merge;
      // A merge whose first row is not there shows nothing.
      this.#active.set(column, { until, right, value: top === row ? (own[column] ?? '') : '' });
      this.#next += 1;
      merge = this.#merges[this.#next];
    }
    if (this.#active.size === 0) return own;
    const cells = [...own];
    for (const [column, { until, right, value }] of this.#active) {
      if (row > until) {
        this.#active.delete(column);
        continue;
      }
      for (let at = column; at <= right && at < cells.length; at += 1) cells[at] = '';
      if (value === '') continue;
      while (cells.length < column) cells.push('');
      cells[column] = value;
    }
    return cells;
  }
}
