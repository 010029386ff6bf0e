/** The client held to the table of pairs: it sends exactly the request, and reports what the reply means. */
import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { AgentId, AttemptId, CallId, E164, LineId } from '../../src/model/ids.ts';
import { openCartesia } from '../../src/voice/cartesia/voice.ts';
import type { PlaceRequest, Variables, Voice } from '../../src/voice/port.ts';
import { PAIRS, type Pair } from './cartesia-pairs.ts';

type Ask = (voice: Voice, pair: Pair) => Promise<unknown>;

const MANAGED = 'agent_pairs_managed' as AgentId;
const LINE_AGENT = 'agent_pairs_line' as AgentId;
const TWILIO = 'ap_pairs_twilio' as LineId;
const NO_ATTEMPT = 'od1.l3dg3r.reminders.n0ne.1';

const place: Ask = (voice, pair) => voice.place(requestOf(pair), () => true);
const answered = (...items: readonly object[]): object => ({ is: 'answered', items });
const placed = (n: number): object => ({ is: 'placed', callId: `ac_pairs_${n}`, note: null });
const refused = (status: number, scope: string, code = `http_${status}`): object => ({
  is: 'refused',
  status,
  scope,
  code,
});
const ok = (value: unknown): object => ({ is: 'ok', value });
const number = (id: string, provider: string): object => ({ id: `ap_pairs_${id}`, provider });
const call = (n: number, more: object): object => ({
  callId: `ac_pairs_${n}`,
  agent: MANAGED,
  from: '12125550100',
  direction: 'outbound',
  attempt: `od1.l3dg3r.reminders.c0ntact${n}.1`,
  ...more,
});
const CALL_3 = call(3, { status: 'created', to: '14155550103', startTime: null, endTime: null, endReason: null });
const CALL_2 = call(2, { status: 'failed', endReason: 'dial_no_answer', to: '14155550145' });
const CALL_1 = call(1, {
  status: 'completed',
  endReason: 'client_hangup',
  startTime: Date.UTC(2026, 9, 5, 15, 0, 4),
  endTime: Date.UTC(2026, 9, 5, 15, 0, 40),
  summary: 'The person confirmed.',
});
const NUMBERS = [number('cartesia', 'cartesia'), number('twilio', 'twilio'), number('sip', 'sip_trunk')];
const TOO_FAR = { is: 'refused', code: 'destination_not_permitted', forGood: true };

/** What to ask, and what the answer must hold. Null: the port cannot express the request, by design. */
const EXPECTED: Readonly<Record<string, readonly [Ask, object] | null>> = {
  'place one call with dynamic_variables': [place, answered(placed(1))],
  'place several calls on a Twilio line': [place, answered(placed(1), placed(2))],
  'place one call with metadata': [place, answered(placed(1))],
  'a destination a Cartesia line may not call is an error inside the 200': [place, answered(placed(1), TOO_FAR)],
  'a variable that the first words need is an error inside the 200': [
    place,
    answered(placed(1), { code: 'invalid_request' }),
  ],
  'a number that is not E.164 is an error inside the 200': [
    place,
    answered({ is: 'refused', code: 'invalid_phone_number', forGood: true }),
  ],
  'a call id and an error for the same destination': [
    place,
    answered({ is: 'placed', callId: 'ac_pairs_1', note: 'Dialing error: The carrier was slow to answer.' }),
  ],
  'a ringing timeout out of range is a 400': [place, refused(400, 'campaign')],
  'metadata under 2026-08-14 is a 400': null,
  'a wrong key is a 401': [place, refused(401, 'account')],
  'a spent usage limit is a 402': [place, refused(402, 'account', 'quota_exceeded')],
  "another organization's number is a 403": [place, refused(403, 'campaign')],
  'an unknown agent is a 404': [place, refused(404, 'campaign')],
  'an unknown phone number is a 404': [place, refused(404, 'campaign')],
  'too many open calls is a 429': [
    place,
    { is: 'throttled', code: 'concurrency_limited', about: 'concurrency', retryAfter: null },
  ],
  'outbound calling temporarily unavailable is a 500': [place, { is: 'unknown', cause: 'http_500' }],
  'the first page of calls, newest first': [
    (voice) => voice.calls(MANAGED, null),
    ok({ calls: [CALL_3, CALL_2], next: 'ac_pairs_2' }),
  ],
  'the next page of calls, the last': [
    (voice) => voice.calls(MANAGED, 'ac_pairs_2'),
    ok({ calls: [CALL_1], next: null }),
  ],
  'a list of calls without an agent is a 400': null,
  'one call that ended': [(voice) => voice.call('ac_pairs_1' as CallId), ok(CALL_1)],
  'an unknown call is a 404': [(voice) => voice.call('ac_none' as CallId), { is: 'failed', why: 'not_found' }],
  'erase a call that ended': [(voice) => voice.erase('ac_pairs_1' as CallId), ok(null)],
  'a call that goes on cannot be erased: a 400': [
    (voice) => voice.erase('ac_pairs_3' as CallId),
    { is: 'failed', why: 'invalid', status: 400 },
  ],
  'the providers of phone numbers are no number': null,
  'the first page of phone numbers': [(voice) => voice.phoneNumbers({}), ok(NUMBERS)],
  'the next page of phone numbers, the last': [(voice) => voice.phoneNumbers({}), ok(NUMBERS)],
  'phone numbers of one type': [(voice) => voice.phoneNumbers({ type: 'sip_trunk' }), ok([NUMBERS[2]])],
  'phone numbers of one agent': [
    (voice) => voice.phoneNumbers({ agent: MANAGED }),
    ok([{ label: 'Reminders', number: '+14155550100', agent: { id: MANAGED, name: 'Managed agent' } }]),
  ],
  'one phone number': [(voice) => voice.phoneNumber(TWILIO), ok(NUMBERS[1])],
  'assign a phone number to an agent': [
    (voice) => voice.assign(TWILIO, MANAGED),
    ok({ id: TWILIO, agent: { id: MANAGED, name: 'Managed agent' } }),
  ],
  'unassign a phone number': [
    (voice) => voice.assign('ap_pairs_cartesia' as LineId, null),
    ok({ id: 'ap_pairs_cartesia', agent: null }),
  ],
  'a managed agent and what it says': [
    (voice) => voice.agent('agent_pairs_greets' as AgentId),
    ok({ id: 'agent_pairs_greets', name: 'Greeting agent', kind: 'managed' }),
  ],
  'a Line agent is a 404 among managed agents': [(voice) => voice.agent(LINE_AGENT), ok({ kind: 'line' })],
  'a Line agent': [(voice) => voice.agent(LINE_AGENT), ok({ id: LINE_AGENT, name: 'Line agent', kind: 'line' })],
  'reachability and the latest version, unauthenticated': [(voice) => voice.probe(), ok({ version: '2026-08-14' })],
};

type Item = { to_number: string; dynamic_variables?: Variables; metadata?: Variables };
type Body = {
  from_number_id: string;
  agent_id: string;
  outbound_calls: readonly Item[];
  ringing_timeout_seconds: number;
  max_call_duration_minutes: number;
};

function requestOf(pair: Pair): PlaceRequest {
  const body = pair.request.body as Body;
  return {
    line: body.from_number_id as LineId,
    agent: body.agent_id as AgentId,
    agentKind: pair.request.headers['Cartesia-Version'] === '2026-03-01' ? 'line' : 'managed',
    ringingTimeoutSeconds: body.ringing_timeout_seconds,
    maxCallDurationMinutes: body.max_call_duration_minutes,
    items: body.outbound_calls.map((item) => {
      const { outdial_attempt_id: attempt, ...variables } = item.dynamic_variables ?? item.metadata ?? {};
      return { to: item.to_number as E164, attempt: (attempt ?? NO_ATTEMPT) as AttemptId, variables };
    }),
  };
}

/** The client puts an attempt id into every call, also where a pair has no variables. */
function bodyOf(pair: Pair): unknown {
  const body = pair.request.body as Body | undefined;
  if (body?.outbound_calls === undefined) return body;
  const item = (one: Item): Item =>
    one.dynamic_variables === undefined && one.metadata === undefined
      ? { ...one, dynamic_variables: { outdial_attempt_id: NO_ATTEMPT } }
      : one;
  return { ...body, outbound_calls: body.outbound_calls.map(item) };
}

/** Method and path with the query sorted; a client may ask for pages as long as it likes. */
function lineOf(method: string | undefined, path: string | undefined): string {
  const url = new URL(path ?? '', 'http://x');
  if (url.searchParams.has('limit')) url.searchParams.set('limit', '2');
  url.searchParams.sort();
  return `${method ?? ''} ${url.pathname}${url.search}`;
}

type Sent = { line: string; headers: IncomingMessage['headers']; body: unknown };

async function talk(pair: Pair, ask: Ask): Promise<{ sent: readonly Sent[]; result: unknown }> {
  const sent: Sent[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const line = lineOf(request.method, request.url);
      sent.push({ line, headers: request.headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) });
      const asked = [pair, ...PAIRS].find((one) => lineOf(one.request.method, one.request.path) === line);
      const { status, body } = asked?.response ?? { status: 404, body: { title: 'Not found' } };
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const apiKey = pair.request.headers['Authorization']?.replace('Bearer ', '') ?? 'sk_car_pairs';
  const voice = openCartesia({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, apiKey });
  try {
    return { sent, result: await ask(voice, pair) };
  } finally {
    await voice.close();
    server.close();
  }
}

describe('the client', () => {
  it('has an expectation for every pair', () => {
    expect(PAIRS.map(({ name }) => name).filter((name) => !(name in EXPECTED))).toEqual([]);
  });

  it.each(PAIRS.filter(({ name }) => EXPECTED[name] != null).map((pair) => [pair.name, pair] as const))(
    '%s',
    async (name, pair) => {
      const [ask, expected] = EXPECTED[name] ?? [place, {}];
      const { sent, result } = await talk(pair, ask);
      expect(result).toMatchObject(expected);

      const line = lineOf(pair.request.method, pair.request.path);
      const [request, ...again] = sent.filter((one) => one.line === line);
      expect(again).toEqual([]);
      expect(request?.body).toEqual(bodyOf(pair));
      for (const header of ['Authorization', 'Cartesia-Version', 'Content-Type'])
        expect(request?.headers[header.toLowerCase()], header).toBe(pair.request.headers[header]);
    },
  );
});
