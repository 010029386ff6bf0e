/**
 * Requests to the Cartesia telephony API and the replies they get, taken from its reference: one neutral table that both
 * the client and the sandbox are held to, so that neither can agree with itself alone.
 */
// Pages are kept short by `limit=2`; a client may ask for more. A string `body` in a response is raw text, not JSON.

import { PLACING } from './cartesia-pairs-placing.ts';
import { READING } from './cartesia-pairs-reading.ts';

export type Pair = {
  readonly name: string;
  /** Section of the reference. */
  readonly source: string;
  readonly request: {
    readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
    /** With its query. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly response: { readonly status: number; readonly body: unknown };
};

export const PAIRS: readonly Pair[] = [...PLACING, ...READING];
