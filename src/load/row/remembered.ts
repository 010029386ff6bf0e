/** Remembers answers that cost much to work out and are asked for again and again, within bounds. */
const MOST = 10_000;
/** Of the cells of one column. */
const MOST_CELLS = 2000;
/** Longer texts hardly ever repeat, and each that is remembered is held. */
const LONGEST = 200;

/** `work` must depend on its text alone. When it is full, everything is forgotten: lists come in runs. */
export function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = work(text);
    if (known.size >= MOST) known.clear();
    known.set(text, made);
    return made;
  };
}

/** Answers of one column: doctors, places and hours come again, names and numbers do not and push nobody out for long. */
export class ColumnMemory<T> {
  readonly #known = new Map<string, { readonly answer: T }>();

  of(cell: string, work: () => T): T {
    if (cell.length > LONGEST) return work();
    const found = this.#known.get(cell);
    if (found !== undefined) return found.answer;
    const made = work();
    if (this.#known.size >= MOST_CELLS) this.#known.clear();
    this.#known.set(cell, { answer: made });
    return made;
  }
}
