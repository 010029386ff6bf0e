/** The contract of the hand-over: what holds for a function call, for BullMQ on Redis and on PostgreSQL alike. */
import { describe } from 'vitest';
import type { Queue } from '../../src/queue/port.ts';
import { idempotentConsumer } from './queue/consumer.ts';
import { handover } from './queue/handover.ts';

export type QueueSetting = {
  /** The same hand-over, as another process sees it. */
  queue(): Promise<Queue>;
  /** Closes all that was opened, and removes what is left. */
  end(): Promise<void>;
};

/** A hand-over of its own each time. */
export type OpenQueue = () => Promise<QueueSetting>;

export function queueContract(name: string, open: OpenQueue, suite = describe): void {
  suite(`hand-over: ${name}`, () => {
    handover(open);
    idempotentConsumer(open);
  });
}
