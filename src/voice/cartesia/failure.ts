/** Why a read failed, as a value and in a sentence for a person. */
import { withoutNumbers } from '../../model/without-numbers.ts';
import type { ReadFailure } from '../port.ts';
import type { Answer, Lost, Unsent } from './exchange.ts';
import { asObject, parseJson } from './fields.ts';
import { itemError, providerError } from './provider-error.ts';

const MEND_URL = 'check CARTESIA_BASE_URL and the network';

/** Nothing that could be read. One thing that is too large to be read is no reason to leave the others alone. */
export function unanswered(host: string, what: string, result: Unsent | Lost): ReadFailure {
  return result.is === 'lost' && result.cause === 'reply_too_large'
    ? garbled(host, what, 200, 'more than this client reads')
    : unreachable(host, result);
}

/** No HTTP answer. */
export function unreachable(host: string, result: Unsent | Lost): ReadFailure {
  return { is: 'failed', why: 'unreachable', status: null, message: `could not reach ${host}: ${reasonOf(result)}` };
}

function reasonOf({ cause, code }: Unsent | Lost): string {
  if (cause === 'closed') return 'the client is closed';
  if (cause.endsWith('_timeout')) return `it did not answer in time (${cause})`;
  if (cause === 'reply_too_large') return 'its reply is larger than this client reads';
  if (cause === 'reply_garbled') return `it does not speak HTTP (${code ?? cause}): ${MEND_URL}`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `the name does not resolve (${code}): ${MEND_URL}`;
  if (code === 'ECONNREFUSED') return `nothing listens there (${code}): ${MEND_URL}`;
  if (code !== null && /CERT|SELF_SIGNED|LEAF_SIGNATURE/.test(code))
    return `its certificate is not trusted (${code}): behind a proxy that inspects TLS, name its authority in NODE_EXTRA_CA_CERTS`;
  if (code !== null && /SSL|EPROTO/.test(code)) return `it does not speak TLS (${code}): ${MEND_URL}`;
  return `the connection was lost (${code ?? cause})`;
}

/** Why a success is none: it has no words of the provider's, or they say no. Null where it is one. */
export function refusedInside(text: string): string | null {
  if (text.trim() === '') return null;
  const body = asObject(parseJson(text));
  if (body === undefined) return 'something that is not the API’s';
  const error = itemError(body['error']);
  if (error !== undefined) return `a refusal inside a success: ${withoutNumbers(error.message)}`;
  return body['cancelled'] === false ? 'the word that it was not done' : null;
}

/** An answer that is no success. `what` was asked for: `agent agent_1`. */
export function refused(host: string, what: string, answer: Answer): ReadFailure {
  const { status } = answer;
  const said = providerError(parseJson(answer.text))?.message;
  // It is printed and logged where no number of a person belongs.
  const because = said === undefined ? '' : `: ${withoutNumbers(said)}`;
  const failed = (why: ReadFailure['why'], message: string): ReadFailure => ({ is: 'failed', why, status, message });
  if (status === 401) return failed('denied', `the key was not accepted (401) by ${host}: check CARTESIA_API_KEY`);
  if (status === 402) return failed('denied', `${host} says that the account's limit is reached (402)${because}`);
  if (status === 403) return failed('denied', `this key may not use ${what} at ${host} (403)${because}`);
  if (status === 404)
    return failed(
      'not_found',
      `${what} ${/^the .*s$/.test(what) ? 'were' : 'was'} not found at ${host} (404)${because}`,
    );
  if (status === 429) return failed('busy', `${host} asks to slow down (429)${because}`);
  if (status >= 500) return failed('server', `${host} failed (${status}) on ${what}${because}`);
  if (status >= 400) return failed('invalid', `${host} refused the request for ${what} (${status})${because}`);
  return failed(
    'garbled',
    `${host} answered ${status} to the request for ${what}: is CARTESIA_BASE_URL the API itself?`,
  );
}

/** A success that is not the contract's shape. */
export function garbled(host: string, what: string, status: number, how: string): ReadFailure {
  return { is: 'failed', why: 'garbled', status, message: `${host} answered the request for ${what} with ${how}` };
}
