/** Finds the number that fills more of a list than it should, in a memory that does not grow with the list. */
// A list whose every fifth row is the office's own number is a broken export; dialing it rings one phone all day.

const COUNTERS = 64;

/** Misra–Gries: exact up to 64 different numbers, else at most 1/65 of the list too low. */
export class TopNumber {
  readonly #counts = new Map<string, number>();
  #rows = 0;

  add(number: string): void {
    this.#rows += 1;
    const count = this.#counts.get(number);
    if (count !== undefined || this.#counts.size < COUNTERS) {
      this.#counts.set(number, (count ?? 0) + 1);
      return;
    }
    for (const [key, value] of this.#counts) {
      if (value === 1) this.#counts.delete(key);
      else this.#counts.set(key, value - 1);
    }
  }

  /** The commonest number's rows and its share of all that were added; null when none stands in two rows. */
  top(): { readonly rows: number; readonly share: number } | null {
    const rows = Math.max(0, ...this.#counts.values());
    return rows < 2 ? null : { rows, share: rows / this.#rows };
  }
}
