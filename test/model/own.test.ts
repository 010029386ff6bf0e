/** Keys from outside: what an object answers to by birth is no key of its own. */
import { expect, it } from 'vitest';
import { own, put, tally } from '../../src/model/own.ts';

it('only what was put is there', () => {
  const record: Record<string, number> = { a: 1 };
  expect(own(record, 'a')).toBe(1);
  for (const name of ['b', 'constructor', '__proto__', 'toString']) expect(own(record, name)).toBeUndefined();
});

it('any text is a key like any other', () => {
  const record: Record<string, number> = {};
  put(record, 'a', 1);
  put(record, '__proto__', 2);
  put(record, 'constructor', 3);
  expect(Object.entries(record)).toEqual([
    ['a', 1],
    ['__proto__', 2],
    ['constructor', 3],
  ]);
  // As any key, it can be written again.
  expect(Object.getOwnPropertyDescriptor(record, '__proto__')).toEqual(Object.getOwnPropertyDescriptor({ x: 2 }, 'x'));
  put(record, '__proto__', 4);
  expect(own(record, '__proto__')).toBe(4);
  expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
  expect(delete record['__proto__']).toBe(true);
  expect(own(record, '__proto__')).toBeUndefined();
});

it('counts go on from what was counted', () => {
  const counts: Record<string, number> = {};
  tally(counts, 'x');
  tally(counts, 'x');
  tally(counts, 'constructor', 5);
  tally(counts, '__proto__');
  tally(counts, '__proto__', 2);
  expect(Object.entries(counts)).toEqual([
    ['x', 2],
    ['constructor', 5],
    ['__proto__', 3],
  ]);
});
