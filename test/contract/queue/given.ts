/** Messages for the queue's tests, and waiting for what should come. */
import type { AgentId, AttemptId, CampaignId, ContactId, LineId } from '../../../src/model/ids.ts';
import type { Job, Report } from '../../../src/queue/port.ts';

export const LINE = 'ap_line-1' as LineId;
export const AGENT = 'agent_1' as AgentId;
export const SPRING = 'spring' as CampaignId;

export function dial(batch: string, contacts: readonly string[] = ['c-1'], epoch = 1): Job {
  return {
    is: 'dial',
    epoch,
    batch,
    campaign: SPRING,
    line: LINE,
    contacts: contacts as ContactId[],
    sendAt: 1_790_000_000_123,
    sendBy: 1_790_000_000_456,
    slots: 40,
  };
}

export function walk(epoch = 1): Job {
  return { is: 'walk', epoch, agent: AGENT };
}

export function lookUp(attempt = 'od1.l.spring.c-1.1'): Job {
  return { is: 'look_up', epoch: 1, agent: AGENT, attempts: [attempt as AttemptId] };
}

export function idle(batch: string, epoch = 1): Report {
  return { is: 'idle', epoch, batch, line: LINE };
}

/** Every kind of message, with the values that travel badly. */
export const JOBS: readonly Job[] = [
  dial('batch "1" \\ ü 顧客', ['c-1', 'c-2', 'c-3']),
  { ...walk(), epoch: Number.MAX_SAFE_INTEGER },
  { is: 'look_up', epoch: 0, agent: AGENT, attempts: ['od1.l.spring.c-1.1', 'od1.l.spring.c-2.7'] as AttemptId[] },
];

export const REPORTS: readonly Report[] = [
  {
    is: 'started',
    epoch: 3,
    batch: 'b',
    line: LINE,
    due: 1_790_000_000_000,
    at: 1_790_000_000_000,
    count: 100,
  },
  idle('b'),
  { is: 'replied', epoch: 3, line: LINE, at: 1_790_000_000_001, took: 812 },
  { is: 'met', epoch: 3, line: LINE, met: { is: 'answered', campaign: SPRING, placed: 2 } },
  { is: 'met', epoch: 3, line: LINE, met: { is: 'closed', until: 1_790_000_020_000 } },
  {
    is: 'met',
    epoch: 3,
    line: LINE,
    met: { is: 'conflict', campaign: SPRING, attempts: ['od1.l.c.p.1' as AttemptId] },
  },
  { is: 'met', epoch: 3, line: LINE, met: { is: 'refused_together' } },
  { is: 'met', epoch: 3, line: LINE, met: { is: 'unreachable', cause: 'ECONNREFUSED' } },
  { is: 'met', epoch: 3, line: LINE, met: { is: 'throttled', about: 'concurrency' } },
  { is: 'met', epoch: 3, line: LINE, met: { is: 'throttled', about: 'rate' } },
  {
    is: 'met',
    epoch: 3,
    line: LINE,
    met: {
      is: 'refused',
      campaign: SPRING,
      group: 'x no "such" thing\n',
      words: 'no "such" thing\n',
      attempts: ['od1.l.c.p.1' as AttemptId],
    },
  },
  { is: 'walked', epoch: 3, agent: AGENT, foreign: 2, failure: null },
  { is: 'walked', epoch: 3, agent: AGENT, foreign: 0, failure: '' },
];

export async function until(what: () => boolean | Promise<boolean>, within = 20_000): Promise<void> {
  const end = performance.now() + within;
  while (!(await what())) {
    if (performance.now() > end) throw new Error(`not within ${within} ms: ${what.toString()}`);
    await pause(5);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Something that ends when it is told to. */
export function held(): { readonly done: Promise<void>; readonly end: () => void } {
  let end = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { done, end };
}
