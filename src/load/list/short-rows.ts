/** Tells a row whose empty last cells were left out from one whose cells have shifted, or which was broken over two lines. */
// Padding a row that has lost a cell further left puts a stranger's number or another's date under its headers. So a row is
// padded only where what it holds stands where the rows around it have the same.
import { isPhoneLike } from '../row/mapping.ts';
import { looksLikeNumber, type Header } from './header.ts';

type Shape = 'phone' | 'date' | 'email' | 'amount' | 'text';
type Cells = readonly string[];

/** Rows that say what a column holds. */
const ENOUGH = 2;

export class Columns {
  /** Where numbers to call stand, by name or by what the first rows hold. */
  readonly numbers: readonly number[];
  readonly #shapes: readonly ReadonlyMap<Shape, number>[];
  readonly #header: Header;

  /** `sample`: the first lines below the header. */
  constructor(header: Header, sample: readonly Cells[]) {
    this.#header = header;
    const whole = sample.filter((cells) => cells.length >= header.needed);
    this.#shapes = header.at.map((_, at) => shapesOf(whole.map((cells) => cells[at] ?? '')));
    const named = header.at.flatMap((name, at) => (typeof name === 'string' && isPhoneLike(name) ? [at] : []));
    const held = this.#shapes.flatMap((shapes, at) => ((shapes.get('phone') ?? 0) * 2 > total(shapes) ? [at] : []));
    this.numbers = named.length > 0 ? named : held;
  }

  isShort(cells: Cells): boolean {
    return cells.length < this.#header.needed;
  }

  /** Are only its last cells missing? `next`: the line below, if there is one. */
  mayBePadded(cells: Cells, next: Cells | undefined): boolean {
    if (!this.#fits(cells)) return false;
    // The rest of a row that was broken in two: short as well, and without a number where numbers stand.
    return next === undefined || !this.isShort(next) || next.every(isBlank) || this.#holdsNumber(next);
  }

  #fits(cells: Cells): boolean {
    if (!this.#holdsNumber(cells)) return false;
    return cells.every((text, at) => {
      const cell = text.trim();
      if (cell === '') return true;
      if (this.#header.at[at] === undefined || (cell.split('"').length - 1) % 2 === 1) return false;
      const shape = shapeOf(cell);
      if (shape === 'phone' && !this.numbers.includes(at) && this.#isRare(at, shape)) return false;
      return !this.#isStrange(at, shape);
    });
  }

  #holdsNumber(cells: Cells): boolean {
    return this.numbers.some((at) => shapeOf((cells[at] ?? '').trim()) === 'phone');
  }

  #isRare(at: number, shape: Shape): boolean {
    return (this.#shapes[at]?.get(shape) ?? 0) === 0;
  }

  /** Dates, addresses and amounts stand in columns of their own; what else is there is no shift. */
  #isStrange(at: number, shape: Shape): boolean {
    const shapes = this.#shapes[at];
    if (shapes === undefined || total(shapes) < ENOUGH || shapes.has(shape)) return false;
    if (shape === 'date' || shape === 'email') return true;
    return [...shapes.keys()].every((each) => each === 'date' || each === 'email' || each === 'amount');
  }
}

function shapesOf(cells: Cells): ReadonlyMap<Shape, number> {
  const shapes = new Map<Shape, number>();
  for (const cell of cells) {
    if (isBlank(cell)) continue;
    const shape = shapeOf(cell.trim());
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
  return shapes;
}

const A_DATE =
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?:[T ,].*)?$|\b\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?$|^(?:\p{L}+,? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*\.? \d/iu;

function shapeOf(cell: string): Shape {
  if (A_DATE.test(cell)) return 'date';
  if (/^\S+@\S+\.\S+$/.test(cell)) return 'email';
  if (looksLikeNumber(cell) || /^[+(]?\d[\d\s().-]{6,}$/.test(cell)) return 'phone';
  return /^[-+]?[$€£]?\s?\d[\d.,\s]*\s?[%$€£]?$/.test(cell) ? 'amount' : 'text';
}

function total(shapes: ReadonlyMap<Shape, number>): number {
  return [...shapes.values()].reduce((sum, count) => sum + count, 0);
}

function isBlank(cell: string): boolean {
  return cell.trim() === '';
}
