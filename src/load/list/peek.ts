/** Looks at the first rows of a list and leaves it as if nobody had. */
// What they hold decides which columns leave the house, before the first of them is loaded.
import type { OpenList, RawRow } from '../row/types.ts';

/** Characters at which enough was seen, however few the rows: they are held until they are read. */
const LARGE = 4 * 1024 * 1024;

/**
 * `head`: the first rows, fewer than `rows` where the list ends, is damaged, or has very long rows before. Damage is thrown
 * to whoever reads `list` that far, not here: what came before it may be told first. `list` may be read once.
 */
export async function peek(
  list: OpenList,
  rows: number,
): Promise<{ readonly list: OpenList; readonly head: readonly RawRow[] }> {
  const reader = list.rows[Symbol.asyncIterator]();
  const head: RawRow[] = [];
  let met: Met = { is: 'more' };
  let size = 0;
  while (met.is === 'more' && head.length < rows && size < LARGE) {
    try {
      const next = await reader.next();
      if (next.done === true) met = { is: 'end' };
      else {
        head.push(next.value);
        size += next.value.size ?? 0;
      }
    } catch (error) {
      met = { is: 'damage', error };
    }
  }
  return { list: { ...list, rows: { [Symbol.asyncIterator]: () => new Again([...head], met, reader) } }, head };
}

/** What stood behind the head when it was looked at. */
type Met = { readonly is: 'more' } | { readonly is: 'end' } | { readonly is: 'damage'; readonly error: unknown };

/** No generator: one that was never begun would leave its file open when it is told to stop. */
class Again implements AsyncIterator<RawRow, undefined> {
  readonly #head: RawRow[];
  readonly #met: Met;
  readonly #reader: AsyncIterator<RawRow>;
  #at = 0;

  constructor(head: RawRow[], met: Met, reader: AsyncIterator<RawRow>) {
    this.#head = head;
    this.#met = met;
    this.#reader = reader;
  }

  async next(): Promise<IteratorResult<RawRow, undefined>> {
    const row = this.#head[this.#at];
    if (row !== undefined) {
      this.#at += 1;
      return { done: false, value: row };
    }
    // Rows that were read again are let go.
    this.#head.length = 0;
    this.#at = 0;
    if (this.#met.is === 'damage') throw this.#met.error;
    const next = this.#met.is === 'end' ? undefined : await this.#reader.next();
    return next === undefined || next.done === true
      ? { done: true, value: undefined }
      : { done: false, value: next.value };
  }

  async return(): Promise<IteratorResult<RawRow, undefined>> {
    await this.#reader.return?.();
    return { done: true, value: undefined };
  }
}
