/** Many short texts outside the heap, given back in their order: a million of them cost their bytes, and no collector walks them. */

const BLOCK = 1024 * 1024;
/** An index fits beside the first four bytes of its text in the 53 bits of a number. */
const MOST = 2 ** 21;

/** ASCII texts, shorter than a block. */
export class HeldTexts {
  #blocks: Buffer[] = [];
  #used = BLOCK;
  #at = new Uint32Array(1024);
  #lengths = new Uint16Array(1024);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  add(text: string): void {
    if (this.#count === MOST || text.length > 0xffff) throw new Error('more than can be held at once');
    if (this.#count === this.#at.length) this.#grow();
    if (this.#used + text.length > BLOCK) {
      this.#blocks.push(Buffer.allocUnsafeSlow(BLOCK));
      this.#used = 0;
    }
    const last = this.#blocks.length - 1;
    this.#blocks[last]?.write(text, this.#used, 'latin1');
    this.#at[this.#count] = last * BLOCK + this.#used;
    this.#lengths[this.#count] = text.length;
    this.#used += text.length;
    this.#count += 1;
  }

  clear(): void {
    [this.#blocks, this.#used, this.#count] = [[], BLOCK, 0];
  }

  /** So many at a time, in their order; those of one piece exactly, and each piece begins where the one before has ended. */
  *sorted(size: number): Generator<readonly string[]> {
    const order = this.#order();
    for (let from = 0; from < order.length; from += size) {
      const piece: string[] = [];
      for (const each of order.subarray(from, from + size)) piece.push(this.#text(each % MOST));
      // By their first bytes they stand in order already: what is left is next to nothing.
      yield piece.sort();
    }
  }

  /** Of each its first bytes, and behind them its index. */
  #order(): Float64Array {
    const order = new Float64Array(this.#count);
    for (let nth = 0; nth < this.#count; nth += 1) {
      const at = this.#at[nth] ?? 0;
      const [block, from, length] = [this.#blocks[Math.floor(at / BLOCK)], at % BLOCK, this.#lengths[nth] ?? 0];
      let head = 0;
      for (let byte = 0; byte < 4; byte += 1) head = head * 256 + (byte < length ? (block?.[from + byte] ?? 0) : 0);
      order[nth] = head * MOST + nth;
    }
    return order.sort();
  }

  #text(nth: number): string {
    const at = this.#at[nth] ?? 0;
    const from = at % BLOCK;
    return this.#blocks[Math.floor(at / BLOCK)]?.toString('latin1', from, from + (this.#lengths[nth] ?? 0)) ?? '';
  }

  #grow(): void {
    const [at, lengths] = [new Uint32Array(this.#count * 2), new Uint16Array(this.#count * 2)];
    at.set(this.#at);
    lengths.set(this.#lengths);
    [this.#at, this.#lengths] = [at, lengths];
  }
}
