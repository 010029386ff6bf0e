/** Writes what a long list says in the order of the ledger's own index, run by run: memory stays flat, and pages are met once. */
// A million keys in the order of a file touch every page of the index a hundred times over; sorted, once.

export type Runs<Line> = {
  /** Reads the list from its beginning; `again`: it was read to its end before, and had nothing wrong. */
  readonly lines: (again: boolean) => AsyncIterable<Line>;
  /** What is to be written of a line: texts that sort as the index does. */
  readonly items: (line: Line, again: boolean) => readonly string[];
  /** A few thousand, sorted. */
  readonly write: (items: readonly string[]) => Promise<unknown>;
  readonly yieldTurn?: (() => Promise<void>) | undefined;
};

/** Held at once: some 100 MB. A list of more is read again for each run of so many. */
const MOST = 1_250_000;
const CHUNK = 5_000;

/** Answers how many lines there were. Nothing is written before the last line was read and is right. */
export async function inSortedRuns<Line>(runs: Runs<Line>, most = MOST): Promise<number> {
  let held: string[] = [];
  let lines = 0;
  let all = true;
  for await (const line of runs.lines(false)) {
    lines += 1;
    const items = runs.items(line, false);
    if (held.length + items.length > most) [all, held] = [false, []];
    if (all) held.push(...items);
  }
  if (all) {
    await writeRun(held, runs);
    return lines;
  }
  for await (const line of runs.lines(true)) {
    held.push(...runs.items(line, true));
    if (held.length < most) continue;
    await writeRun(held, runs);
    held = [];
  }
  await writeRun(held, runs);
  return lines;
}

async function writeRun<Line>(held: string[], { write, yieldTurn }: Runs<Line>): Promise<void> {
  held.sort();
  for (let from = 0; from < held.length; from += CHUNK) {
    const some = held.slice(from, from + CHUNK);
    await write(some.filter((item, nth) => item !== some[nth - 1]));
    await yieldTurn?.();
  }
}
