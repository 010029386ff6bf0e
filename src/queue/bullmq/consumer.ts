/** Works on one kind of message: a BullMQ worker for each link, and the messages under way, which outlive it. */
import { WaitingError, Worker, type IQueueBackend, type Job as BullJob } from 'bullmq';
import type { Duration } from '../../model/time.ts';
import { isServers, type Link } from './link.ts';

/** How long a worker waits for a message in one read (seconds, BullMQ's unit). */
const READ_FOR = 2;
/** Whose worker is silent for so long is taken for dead; its message is then forgotten, not repeated. */
const LOCK: Duration = 30_000;

type BullWorker = Worker<unknown, void, string, IQueueBackend>;

export type Consumer = {
  /** Another link, or none. */
  use(link: Link | null): void;
  /** Resolves when the last message under way has ended. */
  stop(): Promise<void>;
};

export type ConsumerOptions<T> = {
  readonly queue: string;
  readonly atOnce: number;
  /** Null: nothing that this version understands. */
  readonly read: (data: unknown) => T | null;
  readonly on: (message: T) => Promise<void>;
  readonly junk: () => void;
};

export function consume<T>({ queue, atOnce, read, on, junk }: ConsumerOptions<T>): Consumer {
  const running = new Set<Promise<void>>();
  let worker: BullWorker | null = null;
  let gone = (): void => undefined;
  let stopped: Promise<void> | null = null;

  const process = async (job: BullJob, token?: string): Promise<void> => {
    // A lost link leaves messages under way: the worker of the next one must not go beyond `atOnce` with them.
    while (running.size >= atOnce) await Promise.race(running);
    if (stopped !== null) {
      await job.moveToWait(token);
      throw new WaitingError();
    }
    const message = read(job.data);
    if (message === null) return junk();
    const work: Promise<void> = on(message)
      .catch(() => undefined)
      .finally(() => running.delete(work));
    running.add(work);
    await work;
  };

  const stop = async (): Promise<void> => {
    const last = worker;
    if (last !== null) {
      const lost = new Promise<void>((resolve) => {
        gone = resolve;
      });
      await Promise.race([last.close(), lost]);
    }
    await Promise.all(running);
  };

  return {
    use: (link) => {
      gone();
      if (worker !== null) abandon(worker);
      worker = link === null || stopped !== null ? null : open(queue, atOnce, process, link);
    },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** Without waiting for messages under way. Its read is ended first: BullMQ would let it wait out its time. */
function abandon(worker: BullWorker): void {
  worker
    .getBackend()
    .disconnectBlocking(false)
    .catch(() => undefined);
  worker.close(true).catch(() => undefined);
}

function open(queue: string, atOnce: number, process: (job: BullJob) => Promise<void>, link: Link): BullWorker {
  const worker: BullWorker = new Worker(
    queue,
    process,
    {
      connection: {},
      concurrency: atOnce,
      drainDelay: READ_FOR,
      lockDuration: LOCK,
      stalledInterval: LOCK,
      maxStalledCount: 0,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
      runRetryDelay: 100,
    },
    link.factory,
  );
  worker.on('error', (error) => {
    if (isServers(error)) link.fail(error);
  });
  return worker;
}
