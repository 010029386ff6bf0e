/** One HTTP exchange: sent at most once, and its failure told apart by whether a byte of it can have left. */
import { systemCodeOf } from '../../model/errors.ts';
import { Signal, type Clock } from '../../clock.ts';
import type { Lane } from './lane.ts';
import type { Headers } from './retry-after.ts';

export type Outgoing = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers: Headers;
  readonly body: string | null;
};

export type Answer = {
  readonly is: 'answer';
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};
/** `cause`: stable snake_case, for the log. `code`: the system's or TLS's own word (`ECONNREFUSED`), where there is one. */
export type Unsent = { readonly is: 'unsent'; readonly cause: string; readonly code: string | null };
export type Lost = { readonly is: 'lost'; readonly cause: string; readonly code: string | null };
export type Exchange = Answer | Unsent | Lost;

/** Milliseconds. `headers`: from the first byte sent to the reply's status; `body`: from there to its end, however it drips. */
export type Timeouts = { readonly connect: number; readonly headers: number; readonly body: number };

export type Limits = { readonly timeouts: Timeouts; readonly bodyBytes: number };

/**
 * `gate` is asked once, when the connection is up and nothing is written. undici calls `onRequestStart` right before
 * `socket.write` in the same turn, and would call it again if it ever put a request back in its queue: the second time
 * is refused here, so no request leaves twice whatever happens beneath.
 */
export function exchange(
  lane: Lane,
  out: Outgoing,
  gate: () => boolean,
  limits: Limits,
  clock: Clock,
): Promise<Exchange> {
  return new Promise((resolve) => {
    let phase: 'connecting' | 'sent' | 'over' = 'connecting';
    let status = 0;
    let headers: Headers = {};
    let size = 0;
    const chunks: Buffer[] = [];
    let disarm = (): void => undefined;

    const settle = (result: Exchange): void => {
      if (phase === 'over') return;
      phase = 'over';
      disarm();
      if (result.is !== 'answer') lane.cut();
      resolve(result);
    };
    const fail = (cause: string, code: string | null = null): void =>
      settle({ is: phase === 'sent' ? 'lost' : 'unsent', cause, code });
    const arm = (ms: number, cause: string): void => {
      disarm();
      disarm = after(clock, ms, () => fail(cause));
    };

    arm(limits.timeouts.connect, 'connect_timeout');
    lane.client.dispatch(
      { method: out.method, path: out.path, headers: { ...out.headers }, body: out.body },
      {
        onRequestStart: (controller) => {
          const first = phase === 'connecting';
          if (first && opens(gate)) {
            phase = 'sent';
            arm(limits.timeouts.headers, 'headers_timeout');
          } else {
            fail(first ? 'gate' : 'connection_lost');
            controller.abort(new Error('not to be sent'));
          }
        },
        onResponseStart: (_, statusCode, received) => {
          if (statusCode < 200) return;
          status = statusCode;
          headers = Object.fromEntries(Object.entries(received).map(([name, value]) => [name, String(value)]));
          arm(limits.timeouts.body, 'body_timeout');
        },
        onResponseData: (_, chunk) => {
          size += chunk.length;
          if (size > limits.bodyBytes) fail('reply_too_large');
          else chunks.push(chunk);
        },
        onResponseEnd: () =>
          settle({ is: 'answer', status, headers, text: new TextDecoder().decode(Buffer.concat(chunks)) }),
        onResponseError: (_, error) => {
          const code = systemCodeOf(error) ?? null;
          if (phase === 'sent') fail(error.name === 'HTTPParserError' ? 'reply_garbled' : 'connection_lost', code);
          else if (code === 'UND_ERR_CONNECT_TIMEOUT') fail('connect_timeout');
          else fail('connect_failed', code);
        },
      },
    );
  });
}

/** A gate that throws has not said yes. */
function opens(gate: () => boolean): boolean {
  try {
    return gate();
  } catch {
    return false;
  }
}

/** Calls `ring` once after `ms`, unless disarmed before. */
function after(clock: Clock, ms: number, ring: () => void): () => void {
  const wake = new Signal();
  let armed = true;
  void clock.sleep(clock.now() + ms, wake).then(() => {
    if (armed) ring();
  });
  return () => {
    armed = false;
    wake.wake();
  };
}
