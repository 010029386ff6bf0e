/** Reads: pages walked, shapes survived, failures told in words, and the key in none of them. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { AgentId, CallId, LineId } from '../../src/model/ids.ts';
import type { Voice } from '../../src/voice/port.ts';
import { closeAll, hostile, KEY, PLACED, reply, toPlace, voiceAt, yes } from './cartesia-hostile.ts';

const AGENT = 'agent_1' as AgentId;
const CALL = 'ac_1' as CallId;
const LINE = 'ap_1' as LineId;

type Seen = { method: string; url: string; version: string | undefined; auth: string | undefined };
type Served = { status?: number; body: unknown; headers?: Record<string, string> };
const servers: Server[] = [];

/** A server that answers by path, and what it saw. */
async function api(answer: (url: URL) => Served): Promise<{ voice: Voice; seen: Seen[]; url: string }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const { 'cartesia-version': version, authorization: auth } = request.headers;
    seen.push({ method: request.method ?? '', url: request.url ?? '', version: version as string | undefined, auth });
    const { status = 200, body, headers = {} } = answer(new URL(request.url ?? '', 'http://x'));
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { voice: voiceAt(url), seen, url };
}

afterEach(async () => {
  await closeAll();
  for (const server of servers.splice(0)) server.close();
});

describe('a call that is hung up', () => {
  it('is asked for once, by its id', async () => {
    const { voice, seen } = await api(() => ({ body: { cancelled: true } }));
    expect(await voice.hangUp?.('ac_1/../x' as CallId)).toEqual({ is: 'ok', value: null });
    expect(seen).toMatchObject([{ method: 'POST', url: '/agents/calls/ac_1%2F..%2Fx/cancel', auth: `Bearer ${KEY}` }]);
  });

  it.each([
    [400, 'invalid'],
    [404, 'not_found'],
    [401, 'denied'],
    [429, 'busy'],
    [502, 'server'],
  ])('%i says why not, and is not asked for again', async (status, why) => {
    const { voice, seen } = await api(() => ({ status, body: 'no' }));
    expect(await voice.hangUp?.(CALL)).toMatchObject({ is: 'failed', why, status });
    expect(seen).toHaveLength(1);
  });

  it.each([
    ['a proxy’s page', '<html>Sign in</html>'],
    ['a refusal inside it', { error: { error_code: 'conflict', message: 'not yours' } }],
    ['the word that it was not done', { cancelled: false }],
    ['a list', []],
  ])('a 200 with %s is no success, of an erasure neither', async (_, body) => {
    const { voice } = await api(() => ({ body }));
    expect(await voice.hangUp?.(CALL)).toMatchObject({ is: 'failed', why: 'garbled' });
    expect(await voice.erase(CALL)).toMatchObject({ is: 'failed', why: 'garbled' });
  });

  it.each([
    [422, { message: '+1 (415) 555-0101 is on the phone' }],
    [200, { error: 'call to +14155550101 goes on' }],
  ])('%i: why not, without a number of anybody', async (status, body) => {
    const { voice } = await api(() => ({ status, body }));
    const answer = await voice.hangUp?.(CALL);
    expect(answer).toMatchObject({ is: 'failed', message: expect.stringContaining('•••') });
    expect(JSON.stringify(answer)).not.toMatch(/555/);
  });

  it('an empty success is one', async () => {
    const { voice } = await api(() => ({ body: '' }));
    expect(await voice.hangUp?.(CALL)).toEqual({ is: 'ok', value: null });
  });

  it('under what is no id, nobody is asked', async () => {
    const { voice, seen } = await api(() => ({ body: {} }));
    expect(await voice.hangUp?.('..' as CallId)).toMatchObject({ is: 'failed', why: 'not_found' });
    expect(seen).toEqual([]);
  });
});

describe('an id', () => {
  it.each([
    ['a NUL', 'ac_\u0000x'],
    ['a line break', 'ac_1\n'],
    ['half a character', 'ac_\ud83d'],
    ['kilobytes', `ac_${'7'.repeat(3_000)}`],
    ['nothing', '   '],
  ])('with %s in it is none: the call is in doubt, and its entry in a list is kept as it came', async (_, id) => {
    const placing = await api(() => ({ body: { calls: [{ number: '+14155550101', agent_call_id: id }] } }));
    const placed = await placing.voice.place(toPlace('+14155550101'), yes);
    expect(placed).toMatchObject({ is: 'answered', items: [{ is: 'unknown' }] });
    const reading = await api(() => ({
      body: {
        data: [
          { id, status: 'started' },
          { id: 'ac_2', status: 'started' },
        ],
      },
    }));
    expect(await reading.voice.calls(AGENT, null)).toMatchObject({
      is: 'ok',
      value: { calls: [{ callId: 'ac_2' }], unread: [{ raw: { id } }] },
    });
  });

  it.each(['__proto__', 'constructor', 'café', '😀'])('may be %s', async (id) => {
    const { voice } = await api(() => ({ body: { data: [{ id, status: 'started' }] } }));
    expect(await voice.calls(AGENT, null)).toMatchObject({ is: 'ok', value: { calls: [{ callId: id }] } });
  });
});

describe('what was said', () => {
  it('is read line by line: what nobody says, what is no text and a moment that cannot be are left out', async () => {
    const odd = [
      null,
      7,
      { role: 'constructor', text: 'x' },
      { role: '__proto__', text: 'y' },
      { role: 'user', text: {} },
    ];
    const said = [1.5, 1e308, -1, '3', 86_401].map((at) => ({ role: 'user', text: ' yes ', start_timestamp: at }));
    const { voice } = await api(() => ({ body: { id: CALL, transcript: [...odd, ...said], summary: ['no text'] } }));
    const lines = [1.5, null, null, null, null].map((at) => ({ by: 'person', text: 'yes', at }));
    expect(await voice.conversation(CALL)).toEqual({ is: 'ok', value: { lines, summary: null } });
  });

  it('is unreadable where it is more than is read, and says nothing of the provider', async () => {
    const { voice } = await api(() => ({ body: `{"id":"ac_1","transcript":"${'x'.repeat(33 * 1024 * 1024)}"}` }));
    expect(await voice.conversation(CALL)).toMatchObject({ is: 'failed', why: 'garbled' });
  });
});

describe('calls', () => {
  const call = (id: string, more: object = {}): object => ({ id, agent_id: AGENT, status: 'created', ...more });

  it('are read a page at a time, and what does not parse is handed on as it came', async () => {
    const { voice, seen } = await api(() => ({
      body: { data: [call('ac_2'), { id: 7 }, null, { id: 'x' }, call('ac_1')], has_more: true },
    }));
    const page = await voice.calls(AGENT, 'ac_9');
    // One that says nothing of how it goes exists all the same.
    const calls = [{ callId: 'ac_2' }, { callId: 'x', status: 'unreadable' }, { callId: 'ac_1' }];
    const unread = [{ id: 7 }, null].map((raw) => ({ attempt: null, raw }));
    expect(page).toMatchObject({ is: 'ok', value: { calls, next: 'ac_1', unread } });
    expect(seen).toMatchObject([
      {
        url: '/agents/calls?agent_id=agent_1&limit=100&starting_after=ac_9',
        version: '2026-08-14',
        auth: `Bearer ${KEY}`,
      },
    ]);
  });

  it.each([
    [{ has_more: false, next_page: 'ac_7' }, null],
    [{ has_more: true, next_page: 'ac_7' }, 'ac_7'],
    [{}, null],
  ])('end where the provider says so: %j', async (more, next) => {
    const { voice } = await api(() => ({ body: { data: [call('ac_2')], ...more } }));
    expect(await voice.calls(AGENT, 'ac_9')).toMatchObject({ is: 'ok', value: { next } });
  });

  it.each([
    [
      'leads to itself',
      { data: [{ id: 'ac_2', agent_id: AGENT, status: 'created' }], has_more: true, next_page: 'ac_9' },
    ],
    ['ends in the item it began after', { data: [{ id: 'ac_9' }], has_more: true }],
    ['has more and is empty', { data: [], has_more: true }],
    ['has more and names no cursor', { data: [{ id: 7 }], has_more: true, next_page: null }],
    ['is no page at all', { data: Array.from({ length: 10_001 }, () => null), has_more: false }],
  ])('of a page that %s are a failed read, not the last of them', async (_, body) => {
    const { voice } = await api(() => ({ body }));
    expect(await voice.calls(AGENT, 'ac_9')).toMatchObject({ is: 'failed', why: 'garbled' });
  });

  it('are asked for since an instant', async () => {
    const { voice, seen } = await api(() => ({ body: { data: [], has_more: false } }));
    expect(await voice.calls(AGENT, null, Date.UTC(2026, 9, 5, 15))).toMatchObject({ is: 'ok' });
    expect(seen[0]?.url).toContain('start_time_gte=2026-10-05T15%3A00%3A00.000Z');
  });

  it('keep enums open and read every field', async () => {
    const { voice } = await api(() => ({
      body: call('ac_1', {
        status: 'pondering',
        end_reason: 'voicemail_detected',
        error_message: 'e',
        start_time: '2026-12-01T09:00:00.250+01:00',
        end_time: 'yesterday',
        telephony_params: { to: '+1 (415) 555-0101', from: 'sip:+14155550100@sip.example9.com', direction: 'outbound' },
        metadata: { outdial_attempt_id: 'od1.l.c.k.1' },
        summary: 's',
      }),
    }));
    expect(await voice.call(CALL)).toEqual({
      is: 'ok',
      value: {
        callId: 'ac_1',
        agent: AGENT,
        status: 'pondering',
        endReason: 'voicemail_detected',
        errorMessage: 'e',
        startTime: Date.UTC(2026, 11, 1, 8, 0, 0, 250),
        endTime: null,
        to: '14155550101',
        from: '14155550100',
        direction: 'outbound',
        attempt: 'od1.l.c.k.1',
        summary: 's',
      },
    });
  });

  it.each([[{ outdial_attempt_id: 7 }], [{ outdial_attempt_id: 'mine' }], ['text'], [null]])(
    'carry no attempt in %j',
    async (data) => {
      const { voice } = await api(() => ({ body: call('ac_1', { dynamic_variables: data, metadata: data }) }));
      expect(await voice.call(CALL)).toMatchObject({ is: 'ok', value: { attempt: null } });
    },
  );

  it('of a Line agent are asked for under the version that shows their metadata', async () => {
    const { voice, seen } = await api((url) =>
      url.pathname.startsWith('/v1/')
        ? { status: 404, body: { title: 'Not found', message: 'x' } }
        : { body: { id: AGENT, data: [] } },
    );
    expect(await voice.agent(AGENT)).toEqual({ is: 'ok', value: { id: AGENT, name: null, kind: 'line' } });
    await voice.calls(AGENT, null);
    expect(seen.map(({ url, version }) => [url, version])).toEqual([
      ['/v1/agents/agent_1', '2026-08-14'],
      ['/agents/agent_1', '2026-03-01'],
      ['/agents/calls?agent_id=agent_1&limit=100', '2026-03-01'],
    ]);
  });
});

describe('an agent', () => {
  it('found among the managed ones is managed', async () => {
    const { voice, seen } = await api(() => ({ body: { id: AGENT, name: 'Ann' } }));
    expect(await voice.agent(AGENT)).toEqual({ is: 'ok', value: { id: AGENT, name: 'Ann', kind: 'managed' } });
    expect(seen).toHaveLength(1);
  });

  it('found nowhere is not found; an id is data, not a path', async () => {
    const { voice, seen } = await api(() => ({ status: 404, body: '' }));
    const failure = await voice.agent('../x?y' as AgentId);
    expect(failure).toMatchObject({ is: 'failed', why: 'not_found', status: 404 });
    expect(seen.map(({ url }) => url)).toEqual(['/v1/agents/..%2Fx%3Fy', '/agents/..%2Fx%3Fy']);
  });

  it.each(['calls', 'phone-numbers', 'webhooks', '..'])('is nobody by the name of %j', async (id) => {
    const { voice, seen } = await api(() => ({ body: { id: 'x', data: [] } }));
    expect(await voice.agent(id as AgentId)).toMatchObject({ is: 'failed', why: 'not_found' });
    expect(seen).toEqual([]);
  });

  it.each([
    ['another one', { id: 'agent_other', name: 'Eve' }],
    ['a refusal', { error_code: 'not_found', title: 'Not found', message: 'No such agent.' }],
    ['a refusal inside', { error: 'No such agent.' }],
  ])('is not %s that comes in a success: it would talk to these people', async (_what, body) => {
    const { voice } = await api(() => ({ body }));
    expect(await voice.agent(AGENT)).toMatchObject({ is: 'failed', why: 'garbled' });
    const number = { number: '+14155550100', provider: { type: 'twilio' }, ...body };
    expect(await (await api(() => ({ body: number }))).voice.phoneNumber('ap_1' as LineId)).toMatchObject({
      is: 'failed',
      why: 'garbled',
    });
  });

  it('is not looked for elsewhere when the first answer is no answer', async () => {
    const { voice, seen } = await api(() => ({ status: 503, body: '' }));
    expect(await voice.agent(AGENT)).toMatchObject({ is: 'failed', why: 'server', status: 503 });
    expect(seen).toHaveLength(1);
  });
});

describe('agents', () => {
  it('are those of both lists, each once, to the last page', async () => {
    const { voice, seen } = await api((url) => {
      if (url.pathname === '/agents') {
        const deleted = { id: 'agent_9', name: 'Gone', deleted_at: '2026-01-01T00:00:00Z' };
        return { body: { summaries: [{ id: 'agent_2', name: 'Bob' }, { id: 'agent_3' }, deleted, { name: 'x' }] } };
      }
      const last = url.searchParams.has('starting_after');
      return { body: { data: [{ id: last ? 'agent_2' : AGENT, name: last ? 'Bob' : 'Ann' }], has_more: !last } };
    });
    expect(await voice.agents()).toEqual({
      is: 'ok',
      value: [
        { id: AGENT, name: 'Ann', kind: 'managed' },
        { id: 'agent_2', name: 'Bob', kind: 'managed' },
        { id: 'agent_3', name: null, kind: 'line' },
      ],
    });
    expect(seen.map(({ url, version }) => [url, version])).toEqual([
      ['/v1/agents?limit=100', '2026-08-14'],
      ['/v1/agents?limit=100&starting_after=agent_1', '2026-08-14'],
      ['/agents', '2026-03-01'],
    ]);
  });

  it.each([404, 400])('are none where the provider has no such lists (%i)', async (status) => {
    const { voice } = await api(() => ({ status, body: '' }));
    expect(await voice.agents()).toEqual({ is: 'ok', value: [] });
  });

  it('are not half of them: where one list fails, nobody learns that there is one agent', async () => {
    const { voice } = await api((url) =>
      url.pathname === '/agents'
        ? { status: 503, body: '' }
        : { body: { data: [{ id: AGENT, name: 'Ann' }], has_more: false } },
    );
    expect(await voice.agents()).toMatchObject({ is: 'failed', why: 'server' });
  });
});

describe('phone numbers', () => {
  const number = (id: string, type: string): object => ({ id, number: '+14155550100', provider: { type } });

  it('are read to the last page, by the last id', async () => {
    const pages: Record<string, object> = {
      '': { data: [number('ap_1', 'cartesia'), { id: 'ap_x' }], has_more: true },
      ap_x: { data: [number('ap_2', 'carrier_pigeon')], has_more: false },
    };
    const { voice, seen } = await api((url) => ({ body: pages[url.searchParams.get('starting_after') ?? ''] }));
    expect(await voice.phoneNumbers({ agent: AGENT, q: 'a b' })).toMatchObject({
      is: 'ok',
      value: [
        { id: 'ap_1', provider: 'cartesia', label: null, agent: null },
        { id: 'ap_2', provider: 'unknown' },
      ],
    });
    expect(seen[0]?.url).toBe('/agents/phone-numbers?agent_id=agent_1&q=a+b&limit=100');
  });

  it.each([
    ['repeat their cursor', () => ({ data: [number('ap_1', 'twilio')], has_more: true }), 3],
    ['alternate', (n: number) => ({ data: [number(`ap_${n % 2}`, 'twilio')], has_more: true }), 5],
    ['have more and are empty', () => ({ data: [], has_more: true }), 2],
    ['never end', (n: number) => ({ data: [number(`ap_${n}`, 'twilio')], has_more: true }), 201],
    [
      'hold too many in all',
      (n: number) => ({
        data: Array.from({ length: 6_000 }, (_, at) => number(`ap_${n}_${at}`, 'twilio')),
        has_more: true,
      }),
      3,
    ],
    [
      'hold too many at once',
      () => ({ data: Array.from({ length: 10_001 }, (_, at) => number(`ap_${at}`, 'twilio')), has_more: false }),
      2,
    ],
  ])('whose pages %s are a failed read, never all of them', async (_, page, requests) => {
    let n = 0;
    const { voice, seen } = await api(() => ({ body: page((n += 1)) }));
    expect(await voice.phoneNumbers({})).toMatchObject({ is: 'failed', why: 'garbled' });
    expect(seen.length).toBeLessThan(requests);
  });

  it('that take too long are a failed read, though each page comes', async () => {
    let now = 0;
    const clock = { now: () => now, monotonic: () => now, sleep: () => new Promise<void>(() => undefined) };
    let n = 0;
    const { url, seen } = await api(() => {
      now += 50_000;
      return { body: { data: [number(`ap_${(n += 1)}`, 'twilio')], has_more: true } };
    });
    const failure = await voiceAt(url, { clock }).phoneNumbers({});
    expect(failure).toMatchObject({ is: 'failed', message: expect.stringContaining('within 120 s') });
    expect(seen).toHaveLength(3);
  });

  it.each(['providers', 'Provision', '..', '.', '', ' '])('%j is the id of none, and nothing is asked', async (id) => {
    const { voice, seen } = await api(() => ({ body: { data: [], has_more: false } }));
    const none = { is: 'failed', why: 'not_found', status: 404 };
    expect(await voice.phoneNumber(id as LineId)).toMatchObject(none);
    expect(await voice.assign(id as LineId, AGENT)).toMatchObject(none);
    expect(seen).toEqual([]);
  });

  it('of a type are also picked here, should the provider not', async () => {
    const data = [number('ap_1', 'twilio'), number('ap_2', 'fax')];
    const { voice, seen } = await api(() => ({ body: { data, has_more: false } }));
    expect(await voice.phoneNumbers({ type: 'twilio' })).toMatchObject({ value: [{ id: 'ap_1' }] });
    expect(await voice.phoneNumbers({ type: 'unknown' })).toMatchObject({ value: [{ id: 'ap_2' }] });
    expect(seen.map(({ url }) => url.includes('type='))).toEqual([true, false]);
  });
});

describe('a failure', () => {
  it.each([
    [401, 'denied', /^the key was not accepted \(401\) by 127\.0\.0\.1:\d+: check CARTESIA_API_KEY$/],
    [402, 'denied', /limit is reached \(402\): No: sorry/],
    [403, 'denied', /may not use phone number ap_1 .*\(403\): No: sorry/],
    [404, 'not_found', /phone number ap_1 was not found .*\(404\)/],
    [422, 'invalid', /\(422\): No: sorry/],
    [429, 'busy', /slow down \(429\)/],
    [500, 'server', /failed \(500\)/],
    [307, 'garbled', /answered 307 .*CARTESIA_BASE_URL/],
  ])('%i is %s, in a sentence', async (status, why, message) => {
    const body = { title: 'No', message: 'sorry' };
    const { voice, seen } = await api(() => ({ status, body, headers: { location: '/elsewhere' } }));
    const failure = await voice.phoneNumber(LINE);
    expect(failure).toMatchObject({ is: 'failed', why, status, message: expect.stringMatching(message) as string });
    expect(seen).toHaveLength(1);
  });

  it('never shows the key, though the provider repeats it', async () => {
    const { voice } = await api(() => ({ status: 403, body: { message: `The key ${KEY} is wrong.` } }));
    const failures = [await voice.call(CALL), await voice.place(toPlace(), yes)];
    expect(failures).toMatchObject([
      { why: 'denied', message: expect.stringContaining('The key [key] is wrong.') as string },
      { is: 'refused', message: 'The key [key] is wrong.' },
    ]);
    expect(JSON.stringify(failures)).not.toContain(KEY);
  });

  it('of a key as short as a stand-in’s blots out nothing: ids may hold it', async () => {
    const { url } = await api(() => ({ body: { id: 'ac_test_1', status: 'created' } }));
    expect(await voiceAt(url, { apiKey: 'test' }).call(CALL)).toMatchObject({ value: { callId: 'ac_test_1' } });
  });

  it.each([['<html>'], [''], ['[]'], ['{"data": 7}'], ['null']])('of shape is garbled: %s', async (body) => {
    const { voice } = await api(() => ({ body }));
    expect(await voice.calls(AGENT, null)).toMatchObject({ is: 'failed', why: 'garbled', status: 200 });
    expect(await voice.call(CALL)).toMatchObject({ is: 'failed', why: 'garbled', status: 200 });
  });

  it('to connect names the cause and the mend', async () => {
    const server = await hostile(() => undefined);
    await server.close();
    expect(await voiceAt(server.url).call(CALL)).toEqual({
      is: 'failed',
      why: 'unreachable',
      status: null,
      message: `could not reach 127.0.0.1:${server.port}: nothing listens there (ECONNREFUSED): check CARTESIA_BASE_URL and the network`,
    });
  });

  it('to finish is unreachable too, and asked once', async () => {
    const server = await hostile((socket) => socket.resetAndDestroy());
    expect(await voiceAt(server.url).call(CALL)).toMatchObject({ why: 'unreachable', status: null });
    expect(server.requests).toHaveLength(1);
  });
});

describe('the probe', () => {
  it('sends no key, and brings the version and the provider’s clock', async () => {
    const date = 'Tue, 01 Dec 2026 09:00:00 GMT';
    const { voice, seen } = await api(() => ({ body: { ok: true, version: '2026-08-14' }, headers: { date } }));
    const value = { version: '2026-08-14', date: Date.UTC(2026, 11, 1, 9) };
    expect(await voice.probe()).toEqual({ is: 'ok', value });
    expect(seen).toMatchObject([{ method: 'GET', url: '/', auth: undefined }]);
  });

  it('is content with a 404 at the root, and not with a 502', async () => {
    const missing = await api(() => ({ status: 404, body: '' }));
    expect(await missing.voice.probe()).toMatchObject({ is: 'ok', value: { version: null } });
    const broken = await api(() => ({ status: 502, body: '' }));
    expect(await broken.voice.probe()).toMatchObject({ is: 'failed', why: 'server' });
  });
});

it('a slow read does not delay a dial', async () => {
  const server = await hostile((socket, _, { head }) => {
    if (head.startsWith('POST')) socket.write(reply(200, PLACED));
  });
  const voice = voiceAt(server.url, { timeouts: { headers: 300 } });
  const slow = voice.calls(AGENT, null);
  expect(await voice.place(toPlace(), yes)).toMatchObject({ is: 'answered' });
  expect(await slow).toMatchObject({ is: 'failed', why: 'unreachable' });
});

it('a path in the base URL is a prefix', async () => {
  const { url, seen } = await api(() => ({ status: 404, body: '' }));
  await voiceAt(`${url}/proxy/cartesia/`).call(CALL);
  expect(seen[0]?.url).toBe('/proxy/cartesia/agents/calls/ac_1');
});
