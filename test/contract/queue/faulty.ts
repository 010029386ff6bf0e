/** A queue that makes use of all that the contract allows: messages get lost, repeated, late and out of order. */
import type { Job, Queue, Report } from '../../../src/queue/port.ts';
import { chance, stream } from '../../../src/simulate/random.ts';

const LOST = 0.25;
const REPEATED = 0.25;
const LATE = 0.4;
const LATEST = 60;

export type FaultyQueue = Queue & {
  /** What it did, for a test to know that it was hard. */
  readonly did: { lost: number; repeated: number; late: number };
  /** Resolves when no message is on its way any more. */
  calm(): Promise<void>;
};

export function faulty(queue: Queue, seed: number): FaultyQueue {
  const random = stream(seed, 'faulty queue');
  const did = { lost: 0, repeated: 0, late: 0 };
  const onTheWay = new Set<Promise<void>>();

  const send = async (hand: () => Promise<void>): Promise<void> => {
    const times = chance(random, REPEATED) ? 2 : 1;
    did.repeated += times - 1;
    for (let time = 0; time < times; time += 1) {
      if (chance(random, LOST)) {
        did.lost += 1;
      } else if (chance(random, LATE)) {
        did.late += 1;
        const late: Promise<void> = new Promise<void>((resolve) => setTimeout(resolve, random() * LATEST))
          .then(hand)
          .finally(() => onTheWay.delete(late));
        onTheWay.add(late);
      } else {
        await hand();
      }
    }
  };
  return {
    ...queue,
    give: (job: Job) => send(() => queue.give(job)),
    report: (report: Report) => send(() => queue.report(report)),
    did,
    calm: async () => void (await Promise.all(onTheWay)),
  };
}
