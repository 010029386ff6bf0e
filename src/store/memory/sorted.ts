/** A list that stays in order: what an index is to a table. */

export type Order<T> = (a: T, b: T) => number;

export class Sorted<T> {
  readonly #order: Order<T>;
  readonly #items: T[] = [];

  /** `order` must tell any two different items apart. */
  constructor(order: Order<T>) {
    this.#order = order;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  add(item: T): void {
    this.#items.splice(this.#place(item), 0, item);
  }

  remove(item: T): void {
    const place = this.#place(item);
    const found = this.#items[place];
    if (found !== undefined && this.#order(found, item) === 0) this.#items.splice(place, 1);
  }

  #place(item: T): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = this.#items[middle];
      if (there !== undefined && this.#order(there, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** By code unit, never by locale: the order must be the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
