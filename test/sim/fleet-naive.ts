/** Fleets that leave out one precaution each: what the judge must notice, or its silence means nothing. */
import { MINUTE, type Instant } from '../../src/model/time.ts';
import type { Queue } from '../../src/queue/port.ts';
import type { SharedStore } from '../../src/store/shared.ts';
import { numberOf } from './judge.ts';
import type { NaiveFleet } from './fleet-setting.ts';

/** The commit holds a line's pace as well as the leader does: whether the leader does is seen where the commit does not. */
function withoutPace(ledger: SharedStore): SharedStore {
  return { ...ledger, commit: (changes, { pace: _, ...guards }) => ledger.commit(changes, guards) };
}

export function naiveLedger(ledger: SharedStore, naive: NaiveFleet | undefined): SharedStore {
  switch (naive) {
    case 'no epoch guard':
      return { ...ledger, commit: (changes, { epoch: _, ...guards }) => ledger.commit(changes, guards) };
    case 'no quiet after takeover':
      return {
        ...withoutPace(ledger),
        lastSends: async (account) => {
          const sends = await ledger.lastSends(account);
          return new Map([...sends].map(([line, at]) => [line, at - MINUTE]));
        },
      };
    case 'ignores sendBy':
    case 'idle for a repeated job':
      return withoutPace(ledger);
    default:
      return ledger;
  }
}

export function naiveQueue(queue: Queue, naive: NaiveFleet | undefined, now: () => Instant): Queue {
  switch (naive) {
    case 'ignores sendBy':
      return {
        ...queue,
        work: (atOnce, on) =>
          queue.work(atOnce, (job) => {
            if (job.is !== 'dial') return on(job);
            const late = Math.max(now() - job.sendAt, 0);
            return on({ ...job, sendAt: job.sendAt + late, sendBy: job.sendBy + late });
          }),
      };
    case 'idle for a repeated job':
      return {
        ...queue,
        work: (atOnce, on) => {
          const seen = new Set<string>();
          return queue.work(atOnce, (job) => {
            if (job.is !== 'dial' || !seen.has(job.batch)) {
              if (job.is === 'dial') seen.add(job.batch);
              return on(job);
            }
            return queue.report({ is: 'idle', epoch: job.epoch, batch: job.batch, line: job.line });
          });
        },
      };
    case 'numbers in messages':
      return {
        ...queue,
        give: (job) => queue.give(job.is === 'dial' ? { ...job, batch: `${job.batch} ${numberOf(0)}` } : job),
      };
    default:
      return queue;
  }
}
