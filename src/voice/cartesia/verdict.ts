/** What a reply to `POST /agents/calls` proves, pure: anything it does not prove is `unknown`, never "not called". */
// Calling an accepted call refused rings someone twice; calling a refused one unknown costs a look-up.
import { attemptVariableOf } from '../../model/campaign.ts';
import type { CallId } from '../../model/ids.ts';
import type { Duration, Instant } from '../../model/time.ts';
import type { ItemResult, PlaceItem, PlaceRequest, Placement } from '../port.ts';
import type { Answer } from './exchange.ts';
import { asId, asList, asObject, asText, digitsOf, parseJson, type Json } from './fields.ts';
import { blameOf, isForGood } from './blame.ts';
import { itemError, plainError, providerError, throttleOf, type ProviderError } from './provider-error.ts';
import { retryAfter } from './retry-after.ts';
import { maskedWords } from './words.ts';

/** The statuses that mean "refused, nobody rang", if the provider itself says so in its own shape. */
const SCOPES: Readonly<Record<number, Extract<Placement, { is: 'refused' }>['scope']>> = {
  400: 'request',
  401: 'account',
  402: 'account',
  403: 'campaign',
  404: 'campaign',
  405: 'request',
  410: 'campaign',
  413: 'request',
  415: 'request',
  422: 'request',
  423: 'request',
  426: 'request',
  451: 'request',
};

export function readReply(request: PlaceRequest, answer: Answer, now: Instant): Placement {
  const { status } = answer;
  const body = parseJson(answer.text);
  if (status >= 200 && status < 300) return readItems(request, answer, body, now);

  const error = body === undefined ? plainError(status, answer.text) : providerError(body);
  const wait = retryAfter(answer.headers, now);
  if (status === 429 && request.items.length === 1) {
    const about = error === undefined ? null : throttleOf(error);
    return {
      is: 'throttled',
      code: error?.code ?? 'http_429',
      about: about ?? 'rate',
      retryAfter: wait,
    };
  }
  const scope = SCOPES[status];
  if (scope === undefined || error === undefined) return { is: 'unknown', cause: `http_${status}`, ...waiting(wait) };
  return {
    is: 'refused',
    status,
    code: error.code ?? `http_${status}`,
    message: error.message,
    words: maskedWords(error.message, request.items),
    ...(scope === 'request' ? blameFor(error, request) : { scope }),
    ...waiting(wait),
  };
}

/** A request refused for what the campaign or the account is would be refused for everybody else too. */
function blameFor(
  error: ProviderError,
  request: PlaceRequest,
): Pick<Extract<Placement, { is: 'refused' }>, 'scope' | 'destination'> {
  const [only, another] = request.items;
  const blame = blameOf(error, another === undefined ? digitsOf(only?.to) : null, namesOf(request));
  if (blame === 'account' || blame === 'campaign') return { scope: blame };
  const theirs = blame === 'destination' && another === undefined;
  return { scope: 'request', ...(theirs ? { destination: { forGood: isForGood(error) } } : {}) };
}

/** Names of everything that was sent for its people. */
function namesOf(request: PlaceRequest): readonly string[] {
  const own = attemptVariableOf(request);
  return [...(own === null ? [] : [own]), ...Object.keys(request.items[0]?.variables ?? {})];
}

function waiting(wait: Duration | null): { retryAfter?: Duration } {
  return wait === null ? {} : { retryAfter: wait };
}

function readItems(request: PlaceRequest, answer: Answer, body: unknown, now: Instant): Placement {
  if (body === undefined) return { is: 'unknown', cause: 'not_json' };
  const calls = asList(asObject(body)?.['calls'])?.map(asObject);
  if (calls === undefined) return { is: 'unknown', cause: 'not_the_contract' };
  if (calls.length !== request.items.length) return { is: 'unknown', cause: 'wrong_count' };

  const bound = bind(
    request.items.map((item) => digitsOf(item.to)),
    calls,
  );
  const ids = bound.map((entry) => asId(entry?.['agent_call_id']));
  const items = bound.map((entry, index): ItemResult => {
    if (entry === undefined) return { is: 'unknown', cause: 'number_mismatch' };
    const id = ids[index];
    // One call cannot be two people's.
    const shared = typeof id === 'string' && ids.indexOf(id) !== ids.lastIndexOf(id);
    return shared
      ? { is: 'unknown', cause: 'shared_call_id' }
      : readItem(entry, request.items[index], namesOf(request));
  });
  return { is: 'answered', items, requestId: requestIdOf(answer, body), ...waiting(retryAfter(answer.headers, now)) };
}

/** The entry of each item, by place where the numbers agree throughout; else by number where that is unambiguous. */
function bind(wanted: readonly (string | null)[], calls: readonly (Json | undefined)[]): readonly (Json | undefined)[] {
  const numbers = calls.map((entry) => digitsOf(entry?.['number']));
  if (numbers.every((digits, index) => digits !== null && digits === wanted[index])) return calls;
  const once = (list: readonly (string | null)[], digits: string | null): boolean =>
    digits !== null && list.indexOf(digits) !== -1 && list.indexOf(digits) === list.lastIndexOf(digits);
  return wanted.map((digits) =>
    once(wanted, digits) && once(numbers, digits) ? calls[numbers.indexOf(digits)] : undefined,
  );
}

function readItem(entry: Json, item: PlaceItem | undefined, sent: readonly string[]): ItemResult {
  const error = itemError(entry['error']);
  const id = entry['agent_call_id'];
  const callId = asId(id);
  if (callId !== null) return { is: 'placed', callId: callId as CallId, note: error?.message ?? null };
  // An id that cannot be one is still a sign of a call.
  if (id !== undefined && id !== null && id !== '') return { is: 'unknown', cause: 'not_the_contract' };
  if (error === undefined) return { is: 'unknown', cause: 'neither_id_nor_error' };
  const about = throttleOf(error);
  if (about !== null) return { is: 'throttled', code: error.code ?? 'throttled', about };
  const { message } = error;
  const blame = blameOf(error, digitsOf(item?.to), sent);
  const words = maskedWords(message, item === undefined ? [] : [item]);
  const forGood = blame === 'destination' && isForGood(error);
  return { is: 'refused', code: error.code ?? 'refused', message, words, blame, forGood };
}

function requestIdOf(answer: Answer, body: unknown): string | null {
  return asText(answer.headers['x-request-id']) ?? asText(asObject(body)?.['request_id']);
}
