/** Writes what a long list says in the order of the ledger's own index, run by run: memory stays flat, and pages are met once. */
// A million keys in the order of a file touch every page of the index a hundred times over; sorted, once.
import { HeldTexts } from './held-texts.ts';

export type Runs<Line> = {
  /** Reads the list from its beginning; `again`: it was read to its end before, and had nothing wrong. */
  readonly lines: (again: boolean) => AsyncIterable<Line>;
  /** What is to be written of a line: ASCII texts that sort as the index does. */
  readonly items: (line: Line, again: boolean) => readonly string[];
  /** A few thousand, sorted. */
  readonly write: (items: readonly string[]) => Promise<unknown>;
  readonly yieldTurn?: (() => Promise<void>) | undefined;
};

/** Held at once: some 100 MB of longer ones. A list of more is read again for each run of so many. */
const MOST = 1_250_000;
const CHUNK = 5_000;

/** Answers how many lines there were. Nothing is written before the last line was read and is right. */
export async function inSortedRuns<Line>(runs: Runs<Line>, most = MOST): Promise<number> {
  const held = new HeldTexts();
  let lines = 0;
  let all = true;
  for await (const line of runs.lines(false)) {
    lines += 1;
    for (const item of runs.items(line, false)) {
      if (!all) break;
      if (held.size < most) held.add(item);
      else all = false;
    }
  }
  if (all) {
    await writeRun(held, runs);
    return lines;
  }
  held.clear();
  for await (const line of runs.lines(true)) {
    for (const item of runs.items(line, true)) held.add(item);
    if (held.size >= most) await writeRun(held, runs);
  }
  await writeRun(held, runs);
  return lines;
}

async function writeRun<Line>(held: HeldTexts, { write, yieldTurn }: Runs<Line>): Promise<void> {
  for (const some of held.sorted(CHUNK)) {
    await write(some.filter((item, nth) => item !== some[nth - 1]));
    await yieldTurn?.();
  }
  held.clear();
}
