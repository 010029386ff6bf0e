/** Whose fault a refusal is: a campaign's must never burn a list, a person's must not stop everybody. */
import { describe, expect, it } from 'vitest';
import type { AttemptId, E164 } from '../../src/model/ids.ts';
import { blameOf, isForGood } from '../../src/voice/cartesia/blame.ts';
import { itemError } from '../../src/voice/cartesia/provider-error.ts';
import { maskedWords } from '../../src/voice/cartesia/words.ts';
import type { Blame, Variables } from '../../src/voice/port.ts';

const TO = '14155550101';

function blamed(error: unknown): { blame: Blame; forGood: boolean } {
  const read = itemError(error);
  if (read === undefined) throw new Error('no error');
  const blame = blameOf(read, TO);
  return { blame, forGood: blame === 'destination' && isForGood(read) };
}

describe('never a contact’s fault', () => {
  it.each([
    [
      {
        error_code: 'invalid_request',
        title: 'Invalid dynamic variables',
        message: 'customer_name is required by the welcome message.',
      },
      'campaign',
    ],
    ['Twilio rejected the request: invalid credentials', 'account'],
    ['Outbound calling is not supported by this SIP trunk', 'campaign'],
    [{ message: 'Missing value for dynamic variable "customer_name"' }, 'campaign'],
    [{ message: 'dynamic_variables.rate exceeds the limit of 64 characters' }, 'campaign'],
    [{ error_code: 'agent_not_found', message: 'No such thing' }, 'campaign'],
    [{ message: 'Agent has no published deployment' }, 'campaign'],
    [{ message: 'The deployment is not ready' }, 'campaign'],
    [{ error_code: 'invalid_credentials' }, 'account'],
    [{ message: 'Insufficient balance to place this call to the destination number' }, 'account'],
    [{ message: 'Your plan does not allow calls to this number' }, 'account'],
    [{ message: 'Account suspended' }, 'account'],
    [{ error_code: 'quota_exceeded', message: 'invalid number' }, 'account'],
    [{ message: 'Twilio error 20003: Authenticate' }, 'account'],
    [{ code: 21219, message: 'The number is invalid: not verified' }, 'account'],
    [{ code: 21212, message: 'Invalid phone number' }, 'campaign'],
    [{ message: 'Trial accounts cannot call unverified numbers' }, 'account'],
    [{ message: 'The SIP trunk rejected the credentials (403 Forbidden)' }, 'account'],
    [{ message: 'Phone number ap_12ab is not configured for outbound' }, 'campaign'],
    [{ message: 'This phone number does not support outbound calls' }, 'campaign'],
    [{ message: 'Caller ID +14155550100 is not verified' }, 'campaign'],
    [{ message: 'The number +14155550100 is invalid' }, 'campaign'],
    [{ message: 'Invalid from number' }, 'campaign'],
    [{ message: 'The telephony provider is not reachable' }, 'campaign'],
    [{ message: 'Provider error: 503' }, 'campaign'],
    [{ title: 'Unsupported telephony provider' }, 'campaign'],
    ['API token invalid: destination not dialed', 'account'],
    ['Invalid username or password for destination', 'account'],
    ['Carrier registration invalid; could not dial number', 'campaign'],
    ['TLS certificate invalid when dialing destination', 'campaign'],
    ['Dialing is not permitted: spending limit reached', 'account'],
    ['Monthly limit reached, dialing not allowed', 'account'],
    ['Workspace is not permitted to dial numbers', 'account'],
    ['Project is blocked from dialing', 'account'],
    ['International dialing is not enabled for you. Upgrade.', 'account'],
    ['The number you are calling from is not valid', 'campaign'],
    ['The sender number is invalid', 'campaign'],
    ['Your number is not permitted to call', 'campaign'],
    ['Caller number +14155550100 is not allowed to call +14155550101', 'campaign'],
    ['Invalid ringing_timeout_seconds for number', 'campaign'],
    ['LLM model unknown; number not dialed', 'campaign'],
    ['Unsupported codec for phone call', 'campaign'],
    ['Invalid number of arguments', 'campaign'],
    ['number of concurrent dial attempts not allowed', 'campaign'],
    ['Region not supported for this destination', 'campaign'],
    [{ code: 'invalid_number', message: 'Number not assigned to the agent' }, 'campaign'],
  ] as const)('%j', (error, blame) => {
    expect(blamed(error)).toEqual({ blame, forGood: false });
  });
});

describe('the destination’s, for good', () => {
  it.each([
    { error_code: 'invalid_phone_number', title: 'Invalid', message: 'to_number must be E.164.' },
    { error_code: 'destination_not_permitted' },
    { code: 'blocked_destination' },
    { error: { code: 'unsupported_country' } },
    'Unallocated number',
    'The number is on the do-not-call list',
    'Twilio rejected the request: The phone number +14155550101 is invalid',
    'Twilio error 21211: Invalid to phone number',
    'The provider reports that the destination number is unallocated',
    'Carrier blocked the number',
    'The number is not in the numbering plan: unknown',
    'Calls to this country are not permitted',
    'International calls are not allowed from this number',
    'Recipient has opted out',
    'Calls to this destination are blocked.',
    'A Cartesia number can call US destinations only: this destination is not permitted.',
    'Number +14155550101 is disconnected',
    'This phone number does not exist',
    { error_code: 'destination_blocked', message: 'No.' },
    'to_number +1 415-555-0101 is not a valid number',
    { code: 13224, message: 'Dial: Twilio does not support calling this number or the number is invalid' },
    { code: '21215', message: 'Account not authorized to call +14155550101. Enable some international permissions.' },
    'Twilio returned (21216): account not allowed to call +14155550101',
  ])('%j', (error) => {
    expect(blamed(error)).toEqual({ blame: 'destination', forGood: true });
  });
});

it.each(['Destination temporarily not allowed, try again later', 'The number is unavailable'])(
  'the destination’s, for now: %s',
  (error) => {
    expect(blamed(error)).toEqual({ blame: 'destination', forGood: false });
  },
);

it('what is said of a variable that was sent is the campaign’s', () => {
  const sent = ['outdial_attempt_id', 'first_name', 'number'];
  const of = (message: string): Blame => blameOf({ code: null, message }, TO, sent);
  expect(of('outdial_attempt_id is not declared')).toBe('campaign');
  expect(of('"first_name" may not be empty')).toBe('campaign');
  expect(of('The number is invalid')).toBe('destination');
});

describe('nobody can place it', () => {
  it.each([
    'boom',
    {},
    [1],
    42,
    { error_code: 'invalid_request', message: 'Something went wrong (7f3a)' },
    { error_code: 'dialing_error', message: 'The call could not be started.' },
    { error_code: 'invalid_request', title: 'Call failed', message: 'Could not dial this number: unknown error' },
    { message: 'Failed to dial: unknown' },
    { error_code: 'constructor' },
    'Invalid number of channels',
    'Unsupported country of origin',
    { error_code: '__proto__', message: 'toString' },
  ])('%j', (error) => {
    expect(blamed(error)).toEqual({ blame: 'unplaced', forGood: false });
  });
});

describe('words without anybody in them', () => {
  const words = (message: string, variables: Variables = {}): string =>
    maskedWords(message, [{ attempt: 'od1.l.c.p.1' as AttemptId, to: `+${TO}` as E164, variables }]);

  it.each([
    ['Call 4711 to +1 (415) 555-0101 failed', {}, 'Call # to # failed'],
    ['No greeting for Maria López', { name: 'Maria López' }, 'No greeting for …'],
    ['No greeting for Maria', { name: 'Maria López' }, 'No greeting for …'],
    ['MARIA is not known', { name: 'maria' }, '… is not known'],
    ['Mariana is not known', { name: 'Maria' }, 'Mariana is not known'],
    ['"Maria López" cannot be greeted', {}, '"…" cannot be greeted'],
    ['“Maria” or ‘José’ or `Ann`', {}, '"…" or "…" or "…"'],
    ['"customer_name" is required', {}, '"customer_name" is required'],
    ['request req_7f3a9 of anna7@example.org', {}, 'request # of #'],
    ['of ann.lee@example.org.', {}, 'of #.'],
    ['(a.b)* costs', { x: '(a.b)*' }, '… costs'],
  ] as const)('%s', (message, variables, masked) => {
    expect(words(message, variables)).toBe(masked);
  });

  it('are the same for two people, and as short as a message', () => {
    const [one, two] = [
      words('Ann, code 12: no slot 3', { name: 'Ann' }),
      words('Bo, code 977: no slot 4', { name: 'Bo' }),
    ];
    expect(one).toBe(two);
    expect(words('x '.repeat(100_000)).length).toBeLessThanOrEqual(300);
  });
});
