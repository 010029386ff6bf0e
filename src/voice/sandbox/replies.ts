/** What goes back over the wire, and the body of every refusal (reference 5: `PublicErrorResponse`). */
import { uuid, type Dice } from './dice.ts';

export type Reply = {
  readonly status: number;
  /** JSON unless it is a string, which is sent as HTML, or bytes, which are a WAV. Undefined sends no body. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection is destroyed in place of a reply. */
  readonly lost?: true;
};

/** A refusal before it has a request id. */
export type Refusal = {
  readonly status: number;
  readonly code: string | null;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  402: 'Quota exceeded',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  413: 'Payload too large',
  429: 'Too many requests',
  500: 'Internal server error',
  503: 'Service unavailable',
};

// The reference publishes two codes that can occur here (`concurrency_limited`, `quota_exceeded`) and says that there
// may be none; all other refusals have none, so that no client leans on a code nobody promised.
export function refuse(status: number, message: string, code: string | null = null): Refusal {
  return { status, code, message };
}

/** In `/v1` replies `error_code` is left out when there is none. */
export function refusalReply(refusal: Refusal, roll: Dice, v1: boolean): Reply {
  const { status, code, message, headers } = refusal;
  const named = v1 && code === null ? {} : { error_code: code };
  const body = { ...named, title: TITLES[status] ?? 'Error', message, request_id: uuid(roll) };
  return { status, body, ...(headers === undefined ? {} : { headers }) };
}
