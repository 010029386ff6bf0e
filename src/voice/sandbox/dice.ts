/** Seeded luck: the same seed gives the same ids, the same request ids and the same faults. */

/** Numbers in [0, 1), one stream a purpose, so that drawing from one never shifts another. */
export type Dice = () => number;

/** mulberry32 over the seed and the name of the purpose. */
export function dice(seed: number, purpose: string): Dice {
  let state = seed >>> 0;
  for (const char of purpose) state = (Math.imul(state, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function hex(roll: Dice, length: number): string {
  let text = '';
  while (text.length < length) text += Math.floor(roll() * 16).toString(16);
  return text;
}

/** Has the form of a version 4 UUID. */
export function uuid(roll: Dice): string {
  return `${hex(roll, 8)}-${hex(roll, 4)}-4${hex(roll, 3)}-a${hex(roll, 3)}-${hex(roll, 12)}`;
}
