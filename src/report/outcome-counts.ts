/** What was last heard of each person who was reached, in counts; and of how many a person has to say what was meant. Pure. */
import { OUTCOMES, type Outcome } from '../model/heard.ts';
import type { HeardTally } from '../model/standing-facts.ts';

/** `unknown`: somebody, or something, answered, and nothing says what they wanted. */
export const COUNTED = [...OUTCOMES, 'unknown'] as const;
export type OutcomeCounts = {
  /** Only those that are not none, in the order of `COUNTED`. */
  readonly outcomes: Readonly<Partial<Record<(typeof COUNTED)[number], number>>>;
  readonly doubts: number;
};

export function outcomeCounts(tallies: readonly HeardTally[]): OutcomeCounts {
  const counts = COUNTED.map((name) => {
    const those = tallies.filter((tally) => nameOf(tally) === name);
    return [name, those.reduce((sum, { count }) => sum + count, 0)] as const;
  });
  const doubts = tallies.reduce((sum, { doubt, count }) => sum + (doubt ? count : 0), 0);
  return { outcomes: Object.fromEntries(counts.filter(([, count]) => count > 0)), doubts };
}

/** Where nothing was heard the provider may have told of a machine. */
function nameOf({ outcome, disposition }: HeardTally): (typeof COUNTED)[number] {
  const known = COUNTED.find((name) => name === outcome);
  if (known !== undefined) return known;
  const machine: readonly Outcome[] = ['voicemail', 'screened'];
  return machine.find((name) => name === disposition) ?? 'unknown';
}
