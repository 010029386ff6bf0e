/** Texts held outside the heap come back whole, in their order, piece by piece. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { HeldTexts } from '../../src/load/held-texts.ts';

it('as an array sorts them, whatever their lengths and beginnings', () => {
  const held = new HeldTexts();
  const texts = Array.from({ length: 60_000 }, (_, n) =>
    n % 7 === 0 ? `same ${(n * 7919) % 60_000}` : createHash('sha256').update(`${n}`).digest('base64url'),
  ).concat(['', 'a', '~', 'a', 'same 5']);
  for (const text of texts) held.add(text);
  expect(held.size).toBe(texts.length);
  expect([...held.sorted(texts.length)].flat()).toEqual([...texts].sort());
  // In pieces only those that begin alike may stand in another's place, and nothing is lost.
  const pieces = [...held.sorted(5_000)];
  expect(pieces).toHaveLength(13);
  expect(pieces.flat().map((text) => text.slice(0, 4))).toEqual([...texts].sort().map((text) => text.slice(0, 4)));
  expect(pieces.flat().sort()).toEqual([...texts].sort());
  held.clear();
  expect([...held.sorted(9)]).toEqual([]);
});
