/** The hand-over between machines, on BullMQ: three queues, of which nothing is expected but speed. */
import { Queue, type IQueueBackend } from 'bullmq';
import type { Clock } from '../../clock.ts';
import { userError } from '../../model/errors.ts';
import type { Duration } from '../../model/time.ts';
import { postgresAddress } from '../../config/servers/postgres.ts';
import { redisAddress } from '../../config/servers/redis.ts';
import type { Finding } from '../../store/shared.ts';
import { toJob, toReport } from '../message.ts';
import type { Job, Queue as QueuePort, Report } from '../port.ts';
import { cannotOpen, isRefusal } from './address.ts';
import { consume, type Consumer } from './consumer.ts';
import { keep } from './keeper.ts';
import { answered, type Link, type OpenLink } from './link.ts';
import { postgresOpener } from './postgres.ts';
import { redisOpener } from './redis.ts';
import { openWithin, within } from './within.ts';

export type BullOptions = {
  /** Of the queues: letters, digits, dashes. */
  readonly name: string;
  /** `ca`: the PEM text of the authority that signed the server's certificate. */
  readonly server:
    | { readonly is: 'redis'; readonly url: string; readonly ca?: string }
    | { readonly is: 'postgres'; readonly url: string; readonly ca?: string };
  readonly clock: Clock;
  /** A sentence for the operator's log: connection lost, regained. Once per change, not per retry. */
  readonly say?: (sentence: string) => void;
};

export type BullQueue = QueuePort & {
  /** Settings of the server that the queue cannot live with. Rejects while the server is away. */
  findings(): Promise<readonly Finding[]>;
  /** How many jobs wait, and how long the oldest has (0 when none, or when nobody can say). */
  waiting(): Promise<{ readonly jobs: number; readonly oldest: Duration }>;
  connected(): boolean;
  /** Since it was opened: messages given up, and messages taken that no one could read. */
  lost(): { readonly given: number; readonly junk: number };
  /** At once, without waiting for messages under way: stop them first. */
  close(): Promise<void>;
};

type Kind = 'dial' | 'look' | 'report';
const KINDS: readonly Kind[] = ['dial', 'look', 'report'];
type Bull = Queue<unknown, void, string, unknown, void, string, IQueueBackend>;
type Bulls = Readonly<Record<Kind, Bull>>;

const OPEN_WITHIN: Duration = 5_000;
/** Making the tables takes longer than connecting, and others may be at it. */
const TABLES_WITHIN: Duration = 30_000;
const GIVE_WITHIN: Duration = 1_000;
const ASK_WITHIN: Duration = 2_000;
/**
 * More than this in one queue, and nobody works on it: all is thrown away, since every message is useless after seconds
 * and whoever gives makes again what should exist. By count, not by age: a machine whose clock is ahead would throw
 * away what others gave just now.
 */
const MOST_WAITING = 2_000;
const COUNT_EVERY = 200;
/** Nobody reads the events; without a limit they would fill the server. */
const MOST_EVENTS = 10;

export async function openBullQueue({ name, server, clock, say = () => undefined }: BullOptions): Promise<BullQueue> {
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(name)) {
    throw userError('bad_queue_name', `"${name}" is no name for a queue.`, 'Use letters, digits and dashes.');
  }
  const onRedis = server.is === 'redis';
  const setting = onRedis ? 'REDIS_URL' : 'DATABASE_URL';
  const { open, place: where } = onRedis ? onRedisAt(server.url, server.ca) : onPostgresAt(server.url, server.ca);
  const first = await openFirst(open, clock, onRedis ? OPEN_WITHIN : TABLES_WITHIN).catch((cause: unknown) => {
    throw cannotOpen(setting, where, cause);
  });

  const consumers = new Set<Consumer>();
  const counts = { given: 0, junk: 0 };
  let bulls: Bulls | null = null;
  let refused = false;
  const puts = { dial: 0, look: 0, report: 0 };
  const keeper = keep(first, {
    clock,
    open,
    say,
    place: where,
    changed: (link) => {
      bulls = link === null ? null : openBulls(name, link);
      for (const consumer of consumers) consumer.use(link);
    },
  });

  const put = async (kind: Kind, message: Job | Report): Promise<void> => {
    const to = bulls?.[kind];
    if (to === undefined) {
      counts.given += 1;
      return;
    }
    try {
      await within(clock, GIVE_WITHIN, to.add(kind, message, { timestamp: clock.now() }));
      refused = false;
    } catch (error) {
      counts.given += 1;
      const words = answered(error);
      if (!refused && words !== null) {
        refused = true;
        say(`The queue takes no messages: ${where} says "${words}".`);
      }
    }
    puts[kind] += 1;
    if (puts[kind] % COUNT_EVERY === 0) await within(clock, GIVE_WITHIN, trim(to)).catch(() => undefined);
  };

  const serve = (made: readonly Consumer[]): (() => Promise<void>) => {
    for (const consumer of made) {
      consumers.add(consumer);
      consumer.use(keeper.link());
    }
    return async () => {
      await Promise.all(made.map((consumer) => consumer.stop()));
      for (const consumer of made) consumers.delete(consumer);
    };
  };
  const junk = (): void => {
    counts.junk += 1;
    // One, two, four …: a few while versions change are nothing, a stream of them is.
    if ((counts.junk & (counts.junk - 1)) !== 0) return;
    say(`${counts.junk} messages could not be read and were dropped: does another version of outdial use ${where}?`);
  };

  return {
    give: (job) => put(job.is === 'dial' ? 'dial' : 'look', job),
    report: (report) => put('report', report),
    work: (atOnce, on) => {
      const of = (kind: Kind): Consumer => consume({ queue: `${name}-${kind}`, atOnce, read: toJob, on, junk });
      return Promise.resolve(serve([of('dial'), of('look')]));
    },
    hear: (on) => Promise.resolve(serve([consume({ queue: `${name}-report`, atOnce: 1, read: toReport, on, junk })])),
    findings: async () => {
      const link = keeper.link();
      if (link === null) throw cannotOpen(setting, where, new Error('no connection'));
      return within(clock, ASK_WITHIN, link.findings());
    },
    waiting: () => {
      const nothing = { jobs: 0, oldest: 0 };
      if (bulls === null) return Promise.resolve(nothing);
      return within(clock, ASK_WITHIN, waiting([bulls.dial, bulls.look], clock)).catch(() => nothing);
    },
    connected: () => bulls !== null,
    lost: () => ({ ...counts }),
    close: () => keeper.close(),
  };
}

type Opener = { readonly open: OpenLink; readonly place: string };

function onRedisAt(url: string, ca?: string): Opener {
  const address = redisAddress(url, ca);
  return { open: redisOpener(address), place: `redis://${address.place}` };
}

function onPostgresAt(url: string, ca?: string): Opener {
  const address = postgresAddress(url, ca);
  return { open: postgresOpener(address), place: `postgres://${address.place}` };
}

/** A server that is just starting is given a moment; one that refuses is not asked again. */
async function openFirst(open: OpenLink, clock: Clock, attempt: Duration): Promise<Link> {
  const until = clock.monotonic() + OPEN_WITHIN;
  for (;;) {
    try {
      return await openWithin(clock, attempt, open);
    } catch (error) {
      if (isRefusal(error) || clock.monotonic() + 250 >= until) throw error;
      await clock.sleep(clock.now() + 250);
    }
  }
}

function openBulls(name: string, link: Link): Bulls {
  const [dial, look, report] = KINDS.map((kind) => {
    const bull: Bull = new Queue(
      `${name}-${kind}`,
      {
        connection: {},
        defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
        streams: { events: { maxLen: MOST_EVENTS } },
      },
      link.factory,
    );
    // What breaks is seen by the link itself; an error nobody hears would end the process.
    bull.on('error', () => undefined);
    return bull;
  }) as [Bull, Bull, Bull];
  return { dial, look, report };
}

async function trim(bull: Bull): Promise<void> {
  if ((await bull.getWaitingCount()) > MOST_WAITING) await bull.drain();
}

async function waiting(bulls: readonly Bull[], clock: Clock): Promise<{ jobs: number; oldest: Duration }> {
  let jobs = 0;
  let oldest = 0;
  for (const bull of bulls) {
    jobs += await bull.getWaitingCount();
    const [first] = await bull.getJobs(['waiting'], 0, 0, true);
    if (first !== undefined) oldest = Math.max(oldest, clock.now() - first.timestamp);
  }
  return { jobs, oldest };
}
