/** The connections of one purpose: a warm one is used again, a new one is opened when all are busy, an unclean one never again. */
// Placing and reading have a wire each, so that a slow walk of a list never delays a dial.
import type { Clock } from '../../clock.ts';
import { exchange, type Exchange, type Limits, type Outgoing } from './exchange.ts';
import { openLane, type Lane, type LaneOptions } from './lane.ts';

export type Wire = {
  /** Never rejects. `gate` is asked once, after the connection is up and before the first byte; `false` sends nothing. */
  send(out: Outgoing, gate: () => boolean): Promise<Exchange>;
  /** Waits for what is under way, which its deadlines bound; what comes after is `unsent`. */
  close(): Promise<void>;
};

export type WireOptions = LaneOptions & {
  readonly limits: Limits;
  readonly clock: Clock;
  /** Blotted out of every reply: providers echo a wrong key in their error messages. */
  readonly secret: string;
};

/** A shorter key is a stand-in's: it protects nothing, and blotted out it would take part of an id with it. */
const SHORTEST_SECRET = 16;

export function openWire(options: WireOptions): Wire {
  const idle: Lane[] = [];
  const busy = new Set<Promise<Exchange>>();
  let closed = false;

  async function run(out: Outgoing, gate: () => boolean): Promise<Exchange> {
    // The lane used last is the warmest.
    const lane = idle.pop() ?? openLane(options);
    const result = await exchange(lane, out, gate, options.limits, options.clock);
    // What did not end in an answer has cut its lane itself.
    if (result.is !== 'answer') return result;
    idle.push(lane);
    return { ...result, text: blot(result.text, options.secret) };
  }

  return {
    send: async (out, gate) => {
      if (closed) return { is: 'unsent', cause: 'closed', code: null };
      const sending = run(out, gate);
      busy.add(sending);
      try {
        return await sending;
      } finally {
        busy.delete(sending);
      }
    },
    close: async () => {
      closed = true;
      await Promise.allSettled(busy);
      await Promise.all(idle.splice(0).map((lane) => lane.client.destroy()));
    },
  };
}

function blot(text: string, secret: string): string {
  return secret.length < SHORTEST_SECRET ? text : text.replaceAll(secret, '[key]');
}
