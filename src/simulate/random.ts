/** Seeded streams: one a purpose, so that one more draw in one place does not change what happens in another. */

/** A number in [0, 1). */
export type Random = () => number;

/** mulberry32, seeded by the seed and the purpose's name. */
export function stream(seed: number, purpose: string): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  for (const char of purpose) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function between(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}
