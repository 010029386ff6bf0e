/** The benchmark: measures the sections that are asked for, one after the other, and prints one table of them. */
import { claim } from './claim.ts';
import { death } from './death.ts';
import { openFills, type Fills } from './filled.ts';
import { handOver } from './hand-over.ts';
import { factLines, facts } from './machine.ts';
import { memory } from './memory.ts';
import { tableOf, withRatio, type Row } from './row.ts';
import { throughput } from './throughput.ts';

type Section = (told: (row: Row) => void, fills: Fills) => Promise<void>;

const SECTIONS: Readonly<Record<string, Section>> = { fleet: throughput, claim, memory, death, hand_over: handOver };

export type Options = {
  /** Names of sections; all of them when empty. */
  readonly asked: readonly string[];
  readonly json: boolean;
  readonly out: (line: string) => void;
  /** What happens meanwhile. */
  readonly say: (line: string) => void;
};

/** False when something could not be measured; what was, is printed all the same. */
export async function bench({ asked, json, out, say }: Options): Promise<boolean> {
  const unknown = asked.filter((name) => !(name in SECTIONS));
  if (unknown.length > 0) {
    say(`There is no section ${unknown.join(', ')}: choose of ${Object.keys(SECTIONS).join(', ')}.`);
    return false;
  }
  const machine = await facts();
  for (const line of factLines(machine)) say(line);
  const rows: Row[] = [];
  const failed: string[] = [];
  const fills = openFills();
  const began = performance.now();
  for (const [name, section] of Object.entries(SECTIONS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    say(`… ${name} (${Math.round((performance.now() - began) / 1_000)} s so far)`);
    try {
      await section((row) => void rows.push(row), fills);
    } catch (error) {
      failed.push(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  await fills.close();
  const took = Math.round((performance.now() - began) / 1_000);
  if (json) out(JSON.stringify({ machine, seconds: took, rows: rows.map(withRatio), failed }, null, 2));
  else for (const line of ['', ...factLines(machine), '', ...tableOf(rows), '', `${took} s in all`]) out(line);
  for (const why of failed) say(`Not measured: ${why}`);
  return failed.length === 0;
}
