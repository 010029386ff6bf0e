/** What each reply proves. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/voice/cartesia/exchange.ts';
import { readReply } from '../../src/voice/cartesia/verdict.ts';
import type { ItemResult } from '../../src/voice/port.ts';
import { PLACED, toPlace } from './cartesia-hostile.ts';

const NOW = Date.UTC(2026, 11, 1, 9, 0, 0);
const ONE = '+14155550101';
const TWO = '+442079460102';
const THREE = '+14155550103';

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { is: 'answer', status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) };
}
const read = (status: number, body: unknown, numbers: string[] = [ONE], headers: Record<string, string> = {}) =>
  readReply(toPlace(...numbers), answer(status, body, headers), NOW);

function items(calls: readonly unknown[], numbers: string[]): readonly ItemResult[] {
  const placement = read(200, { calls }, numbers);
  if (placement.is !== 'answered') throw new Error(placement.is);
  return placement.items;
}
const item = (entry: object): ItemResult | undefined => items([{ number: ONE, ...entry }], [ONE])[0];

const ERROR = { error_code: null, title: 'Bad request', message: 'No such field.', request_id: 'r' };
const DEFINITE = [
  [400, 'request'],
  [401, 'account'],
  [402, 'account'],
  [403, 'campaign'],
  [404, 'campaign'],
  [405, 'request'],
  [410, 'campaign'],
  [413, 'request'],
  [415, 'request'],
  [422, 'request'],
  [423, 'request'],
  [426, 'request'],
  [451, 'request'],
] as const;

describe('a refused request', () => {
  it.each(DEFINITE)('%i in the provider’s shape is definite, about the %s', (status, scope) => {
    const message = 'Bad request: No such field.';
    const refused = { is: 'refused', status, code: `http_${status}`, message, words: message, scope };
    expect(read(status, ERROR)).toEqual(refused);
    expect(read(status, ERROR, [ONE, TWO])).toEqual(refused);
  });

  it.each(DEFINITE)('%i in any other shape is unknown', (status) => {
    for (const body of ['<html>Blocked</html>', '', '[]', 'null', '{}', '"error"', { detail: 'x' }, { message: 7 }])
      expect(read(status, body)).toEqual({ is: 'unknown', cause: `http_${status}` });
  });

  it.each(DEFINITE)('%i in plain words, as older versions say it, is definite', (status, scope) => {
    const message = 'Bad Request: something is wrong';
    expect(read(status, message)).toEqual({
      is: 'refused',
      status,
      code: `http_${status}`,
      message,
      words: message,
      scope,
    });
  });

  it('401 and 402 are definite in any words but a page’s', () => {
    expect(read(401, 'unauthorized')).toMatchObject({ is: 'refused', scope: 'account' });
    expect(read(400, 'unauthorized')).toEqual({ is: 'unknown', cause: 'http_400' });
  });

  it.each([
    [{ error_code: 'quota_exceeded', title: 'T', message: 'M' }, 'quota_exceeded', 'T: M'],
    [{ code: 'bad_thing' }, 'bad_thing', 'bad_thing'],
    [{ error: 'Bad Request', message: 'why' }, 'http_400', 'why: Bad Request'],
    [{ error: { code: 'inner', message: 'deep' } }, 'inner', 'deep'],
    [{ error_code: 'call me at +14155550101', title: 'T' }, 'http_400', 'T'],
    [{ title: 'Bad \u001b[31mred\u0007\nthing' }, 'http_400', 'Bad [31mred thing'],
    [{ message: 'x'.repeat(1_000) }, 'http_400', `${'x'.repeat(299)}…`],
  ])('%j is read', (body, code, message) => {
    expect(read(400, body)).toMatchObject({ is: 'refused', code, message });
  });
});

describe('a refused request whose words blame what all its people share', () => {
  it.each([
    [400, 'Invalid dynamic variables: customer_name is required', 'campaign'],
    [422, 'Bad Request: the SIP trunk is not enabled', 'campaign'],
    [400, 'Bad Request: account suspended', 'account'],
    [400, 'Bad Request: to_number is not a valid number', 'request'],
  ])('%i %s: the %s', (status, words, scope) => {
    expect(read(status, words)).toMatchObject({ is: 'refused', status, scope });
  });
});

it('a conflict is never definite', () => {
  expect(read(409, ERROR)).toEqual({ is: 'unknown', cause: 'http_409' });
});

describe('a moment that the provider names', () => {
  const wait = { 'retry-after': '20' };

  it.each([
    [503, ERROR, [ONE]],
    [503, '', [ONE]],
    [429, ERROR, [ONE, TWO]],
    [500, 'x', [ONE]],
  ])('is kept beside a doubt (%i)', (status, body, numbers) => {
    expect(read(status, body, numbers, wait)).toEqual({ is: 'unknown', cause: `http_${status}`, retryAfter: 20_000 });
  });

  it('is kept beside items that were throttled', () => {
    const calls = [{ number: ONE, error: { error_code: 'rate_limited' } }];
    expect(read(200, { calls }, [ONE], wait)).toMatchObject({ is: 'answered', retryAfter: 20_000 });
  });
});

describe('429', () => {
  it.each([
    [{ error_code: 'concurrency_limited', title: 'Too many calls', message: '' }, 'concurrency', 'concurrency_limited'],
    [{ error_code: 'rate_limited', title: 'Slow down' }, 'rate', 'rate_limited'],
    ['Too Many Requests', 'rate', 'http_429'],
    ['', 'rate', 'http_429'],
  ])('%j to a request of one: throttled', (body, about, code) => {
    expect(read(429, body)).toEqual({ is: 'throttled', about, code, retryAfter: null });
  });

  it('to a request of several: unknown', () => {
    expect(read(429, ERROR, [ONE, TWO])).toEqual({ is: 'unknown', cause: 'http_429' });
  });

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1_500],
    [{ 'retry-after-ms': '250', 'retry-after': '7' }, 250],
    [{ 'retry-after': 'Tue, 01 Dec 2026 09:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Tue, 01 Dec 2026 08:00:00 GMT' }, 0],
    [{ 'retry-after': 'Tue, 01 Dec 2026 10:00:30 GMT', date: 'Tue, 01 Dec 2026 10:00:00 GMT' }, 30_000],
    [{ 'retry-after': 'Tuesday, 01-Dec-26 09:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Tue Dec  1 09:00:30 2026' }, 30_000],
    [{ 'retry-after': ' 20 ' }, 20_000],
    [{ 'retry-after': '5, 20' }, 20_000],
    [{ 'retry-after': '999999999' }, 86_400_000],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-5' }, null],
    [{}, null],
  ])('%j', (headers, retryAfter) => {
    expect(read(429, ERROR, [ONE], headers)).toMatchObject({ is: 'throttled', retryAfter });
  });
});

describe('an item', () => {
  it('with an id was placed, whatever stands beside it', () => {
    expect(item({ agent_call_id: 'ac_1' })).toEqual({ is: 'placed', callId: 'ac_1', note: null });
    expect(item({ agent_call_id: 'ac_1', error: { error_code: 'invalid', message: 'slow carrier' } })).toEqual({
      is: 'placed',
      callId: 'ac_1',
      note: 'slow carrier',
    });
  });

  it('with neither id nor error is unknown', () => {
    for (const entry of [{}, { error: null }, { agent_call_id: null }, { agent_call_id: '', error: '' }])
      expect(item(entry)).toEqual({ is: 'unknown', cause: 'neither_id_nor_error' });
  });

  it('with an id that is no text is unknown, even beside an error', () => {
    expect(item({ agent_call_id: 7, error: { message: 'invalid' } })).toMatchObject({ is: 'unknown' });
  });

  it.each([
    [{ error_code: 'concurrency_limited' }, 'concurrency'],
    ['Too many simultaneous calls', 'concurrency'],
    [{ error_code: 'rate_limit_exceeded', message: 'x' }, 'rate'],
    [{ title: 'Calls per second exceeded' }, 'rate'],
  ])('with the error %j was throttled', (error, about) => {
    expect(item({ error })).toMatchObject({ is: 'throttled', about });
  });

  it.each([
    [{ error_code: 'invalid_phone_number', title: 'Invalid', message: 'to_number must be E.164.' }, true],
    [{ error_code: 'destination_not_permitted' }, true],
    [{ message: 'International calls are not allowed from this number' }, true],
    [{ code: 'blocked_destination' }, true],
    ['Unallocated number', true],
    ['The number is on the do-not-call list', true],
    [{ error: { code: 'unsupported_country' } }, true],
    [{ message: 'Destination temporarily not allowed, try again later' }, false],
    [{ error_code: 'dialing_error', message: 'The carrier did not take the call.' }, false],
    ['boom', false],
    [{}, false],
    [[1], false],
    [42, false],
  ])('with the error %j was refused; for good: %s', (error, forGood) => {
    const result = item({ error });
    expect(result).toMatchObject({ is: 'refused', forGood });
    if (result?.is === 'refused') expect(result.message.length).toBeLessThanOrEqual(300);
  });
});

describe('a list of items', () => {
  const placed = (callId: string) => ({ is: 'placed', callId, note: null });

  it('is read by place, punctuation of numbers aside', () => {
    const calls = [
      { number: '+1 (415) 555-0101', agent_call_id: 'ac_1' },
      { number: '442079460102', error: 'Invalid number' },
    ];
    expect(items(calls, [ONE, TWO])).toMatchObject([placed('ac_1'), { is: 'refused', forGood: true }]);
  });

  it('in another order is read by number', () => {
    const calls = [
      { number: TWO, agent_call_id: 'ac_2' },
      { number: ONE, error: 'boom' },
    ];
    expect(items(calls, [ONE, TWO])).toMatchObject([{ is: 'refused' }, placed('ac_2')]);
  });

  it('with numbers nobody asked for leaves those items unknown', () => {
    const calls = [
      { number: '+14155550199', agent_call_id: 'ac_9' },
      { number: THREE, agent_call_id: 'ac_3' },
      { agent_call_id: 'ac_8' },
    ];
    expect(items(calls, [ONE, TWO, THREE])).toEqual([
      { is: 'unknown', cause: 'number_mismatch' },
      { is: 'unknown', cause: 'number_mismatch' },
      placed('ac_3'),
    ]);
  });

  it('with one number twice binds neither out of order', () => {
    const calls = [
      { number: TWO, agent_call_id: 'ac_a' },
      { number: TWO, agent_call_id: 'ac_b' },
      { number: ONE, agent_call_id: 'ac_1' },
    ];
    expect(items(calls, [ONE, TWO, THREE])).toMatchObject([placed('ac_1'), { is: 'unknown' }, { is: 'unknown' }]);
  });

  it('that gives one call to two people gives it to neither', () => {
    const calls = [ONE, TWO].map((number) => ({ number, agent_call_id: 'ac_1' }));
    expect(items(calls, [ONE, TWO])).toMatchObject([{ is: 'unknown' }, { is: 'unknown' }]);
  });

  it.each([[[]], [PLACED.calls], [[...PLACED.calls, ...PLACED.calls, ...PLACED.calls]]])(
    'of another length proves nothing: %j',
    (calls) => expect(read(200, { calls }, [ONE, TWO])).toEqual({ is: 'unknown', cause: 'wrong_count' }),
  );

  it('of things that are no objects proves nothing', () => {
    expect(items([null, 'x'], [ONE, TWO])).toMatchObject([{ is: 'unknown' }, { is: 'unknown' }]);
  });

  it('names its request', () => {
    expect(read(200, PLACED, [ONE], { 'x-request-id': 'r1' })).toMatchObject({ requestId: 'r1' });
    expect(read(200, { ...PLACED, request_id: 'r2' })).toMatchObject({ requestId: 'r2' });
    expect(read(200, PLACED)).toMatchObject({ requestId: null });
  });
});

describe('a reply that is nested without end', () => {
  const deep = (open: string, close: string): string => `${open.repeat(100_000)}1${close.repeat(100_000)}`;
  const one = (rest: string): string => `{"number":"${ONE}",${rest}}`;
  const calls = (...entries: readonly string[]): string => `{"calls":[${entries.join(',')}]}`;

  it.each([deep('[', ']'), deep('{"error":', '}'), deep('{"__proto__":', '}')])(
    'takes nothing of the others with it, and ends no stack: %#',
    (error) => {
      expect(read(200, calls(one(`"error":${error}`)))).toMatchObject({
        items: [{ is: 'refused', blame: 'unplaced' }],
      });
      const placed = calls(
        one(`"agent_call_id":"ac_1","error":${error}`),
        `{"number":"${TWO}","agent_call_id":"ac_2"}`,
      );
      expect(read(200, placed, [ONE, TWO])).toMatchObject({ items: [{ callId: 'ac_1' }, { callId: 'ac_2' }] });
      expect(read(400, error).is).toBe('unknown');
    },
  );
});
