/** A connection to the queue's server with all that hangs on it: thrown away whole when any part of it breaks. */
import type { BackendFactory } from 'bullmq';
import { OutdialError, systemCodeOf } from '../../model/errors.ts';
import type { Finding } from '../../store/shared.ts';

/**
 * Nothing in it reconnects. A blocked read that outlives its connection, a half-open socket, a promise of the past that
 * failed: each has its own way to come back in ioredis, pg and BullMQ, and each way has its holes. Here there is one.
 */
export type Link = {
  /** For BullMQ's queues and workers; a worker gets a connection of its own to wait on. */
  readonly factory: BackendFactory;
  /** One exchange on every connection that can be asked. */
  probe(): Promise<void>;
  /** Says that it is of no use any more, and why where that is known. */
  fail(cause?: unknown): void;
  /** Resolves with the cause once any of its connections is lost, or `fail` was called. */
  readonly broken: Promise<unknown>;
  /** Lets go of every connection at once. Never waits, never throws. */
  drop(): void;
  findings(): Promise<readonly Finding[]>;
};

/** Opens a link, or rejects with what stood in the way. `givenUp`: nobody wants it any more; it lets go of all. */
export type OpenLink = (givenUp: AbortSignal) => Promise<Link>;

/** A link that can be told once that it is broken. */
export function breakable(): { readonly broken: Promise<unknown>; readonly fail: (cause?: unknown) => void } {
  let fail = (_cause?: unknown): void => undefined;
  const broken = new Promise<unknown>((resolve) => {
    fail = resolve;
  });
  return { broken, fail };
}

/** True for what the server or the network said; false for what is about one message, which hurts nobody else. */
export function isServers(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // BullMQ's own complaints about a job (its lock is gone after FLUSHALL, its data is not JSON) have no text as code.
  // An error of our own has a code too, and is about what a job holds.
  if (error instanceof OutdialError) return false;
  return error.name === 'ReplyError' || systemCodeOf(error) !== undefined || /connection|timeout/i.test(error.message);
}

/** What the server answered, where it did: no memory left, no right to write. Null for silence and lost connections. */
export function answered(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const code = systemCodeOf(error);
  // PostgreSQL's codes have five places; class 57 is a server that is going down.
  const isAnswer = error.name === 'ReplyError' || (code !== undefined && /^(?!57)[0-9A-Z]{5}$/.test(code));
  return isAnswer ? error.message : null;
}
