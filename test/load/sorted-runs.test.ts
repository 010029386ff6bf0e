/** A long list is written in the order of the index, run by run, and not before its last line is right. */
import { expect, it } from 'vitest';
import { inSortedRuns } from '../../src/load/sorted-runs.ts';

async function written(lines: readonly string[], most: number, fails = false): Promise<(readonly string[])[]> {
  const runs: (readonly string[])[] = [];
  const read = inSortedRuns(
    {
      lines: async function* () {
        yield* lines;
        if (fails) throw new Error('the last line is no number');
      },
      items: (line) => line.split(' '),
      write: async (items) => runs.push(items),
    },
    most,
  );
  if (fails) await expect(read).rejects.toThrow('no number');
  else expect(await read).toBe(lines.length);
  return runs;
}

it('what can be held is written once, sorted, nothing twice', async () => {
  expect(await written(['c', 'a b', 'b'], 9)).toEqual([['a', 'b', 'c']]);
});

it('what cannot be held is read again, and all of it is written', async () => {
  const runs = await written(['d', 'c', 'b a', 'e'], 2);
  expect(runs).toEqual([['c', 'd'], ['a', 'b'], ['e']]);
});

it.each([9, 2])('a wrong line at the end changes nothing (%d held)', async (most) => {
  expect(await written(['c', 'b', 'a'], most, true)).toEqual([]);
});
