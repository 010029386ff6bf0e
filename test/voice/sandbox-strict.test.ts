/** The sandbox takes what the reference names, and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fictional, order, Rig, type Entry } from './sandbox-support.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.open({ apiKey: 'sk_car_test' });
});
afterAll(() => rig.sandbox.close());

const item = { to_number: fictional(1) };
const vars = (value: unknown): object => order([], { outbound_calls: [{ ...item, dynamic_variables: value }] });
const many = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, n) => [`v${n}`, n]));

async function refusal(reply: Response): Promise<[number, string]> {
  const body = (await reply.json()) as { title: unknown; message: string; request_id: string; error_code: unknown };
  expect(body.request_id).toMatch(/^[0-9a-f-]{36}$/);
  expect(typeof body.title).toBe('string');
  return [reply.status, body.message];
}

describe('bodies that place calls', () => {
  it.each([
    ['no body', '', /JSON|object/],
    ['not JSON', '{', /not JSON/],
    ['an array', [], /body must be an object/],
    ['an unknown field', order([fictional(1)], { schedule: 'now' }), /schedule is not a field/],
    [
      'an unknown field of an item',
      order([], { outbound_calls: [{ ...item, name: 'Ada' }] }),
      /outbound_calls\[0\]\.name is not a field/,
    ],
    ['no destinations', order([]), /at least one item/],
    ['no number', order([], { outbound_calls: [{}] }), /outbound_calls\[0\]\.to_number is missing/],
    ['a number as a number', order([], { outbound_calls: [{ to_number: 14155550101 }] }), /to_number must be a string/],
    ['no agent', order([fictional(1)], { agent_id: '' }), /agent_id must be a string/],
    [
      'a ringing timeout too short',
      order([fictional(1)], { ringing_timeout_seconds: 4 }),
      /ringing_timeout_seconds.*5 to 80/,
    ],
    ['a ringing timeout as text', order([fictional(1)], { ringing_timeout_seconds: '30' }), /ringing_timeout_seconds/],
    [
      'a fraction of a minute',
      order([fictional(1)], { max_call_duration_minutes: 1.5 }),
      /max_call_duration_minutes.*1 to 480/,
    ],
    ['a duration too long', order([fictional(1)], { max_call_duration_minutes: 481 }), /max_call_duration_minutes/],
    [
      'metadata in the new version',
      order([], { outbound_calls: [{ ...item, metadata: {} }] }),
      /metadata is not a field of 2026-08-14/,
    ],
    ['variables that are no object', vars([]), /dynamic_variables must be an object/],
  ])('%s is a 400', async (_, body, message) => {
    const [status, text] = await refusal(await rig.request('POST', '/agents/calls', body));
    expect(text).toMatch(message);
    expect(status).toBe(400);
    expect(rig.sandbox.record()).toEqual([]);
  });

  it.each([
    ['65 variables', vars(many(65)), /65 variables/],
    ['variables too large', vars({ a: 'é'.repeat(8_200) }), /16 KiB/],
    ['a name with a dash', vars({ 'first-name': 'Ada' }), /name is not allowed/],
    ['a name too long', vars({ ['a'.repeat(65)]: 1 }), /name is not allowed/],
    ['a reserved prefix', vars({ system__time: 'now' }), /reserved prefix/],
    ['an object as a value', vars({ a: {} }), /string, number or boolean/],
    ['null as a value', vars({ a: null }), /string, number or boolean/],
  ])('%s is an error of its destination alone', async (_, body, message) => {
    const { outbound_calls: calls } = body as { outbound_calls: object[] };
    const both = { ...body, outbound_calls: [...calls, { to_number: fictional(2) }] };
    const reply = await rig.request('POST', '/agents/calls', both);
    const { calls: entries } = (await reply.json()) as { calls: Entry[] };
    expect(entries).toEqual([
      {
        number: fictional(1),
        error: {
          error_code: 'invalid_request',
          title: 'Invalid dynamic variables',
          message: expect.stringMatching(message),
        },
      },
      { number: fictional(2), agent_call_id: expect.any(String) },
    ]);
  });

  it('dynamic_variables in the old version are a 400', async () => {
    const old = await rig.post([fictional(1)], {}, { 'Cartesia-Version': '2026-03-01' });
    expect(await refusal(old)).toEqual([400, 'outbound_calls[0].dynamic_variables is not a field of 2026-03-01.']);
  });

  it('the limits themselves are allowed', async () => {
    const other = await Rig.open();
    const body = order([], {
      outbound_calls: [{ ...item, dynamic_variables: { ...many(63), ['a'.repeat(64)]: 'x'.repeat(15_000) } }],
      ringing_timeout_seconds: 80,
      max_call_duration_minutes: 480,
    });
    expect((await other.request('POST', '/agents/calls', body)).status).toBe(200);
    await other.sandbox.close();
  });
});

describe('requests of any kind', () => {
  const calls = '/agents/calls?agent_id=agent_sandbox';
  it.each([
    ['no version', calls, { 'Cartesia-Version': '' }, 400],
    ['an unknown version', calls, { 'Cartesia-Version': '2027-01-01' }, 400],
    ['a version without these routes', calls, { 'Cartesia-Version': '2025-04-16' }, 400],
    ['a wrong key', calls, { Authorization: 'Bearer sk_car_other' }, 401],
    ['no key', calls, { Authorization: '' }, 401],
    ['the key in the other header', calls, { Authorization: '', 'X-API-Key': 'sk_car_test' }, 200],
    ['a managed agent in the old version', '/v1/agents/agent_sandbox', { 'Cartesia-Version': '2026-03-01' }, 400],
    ['a managed agent among all', '/agents/agent_sandbox', {}, 200],
    ['managed agents in the old version', '/v1/agents', { 'Cartesia-Version': '2026-03-01' }, 400],
    ['managed agents by an unknown parameter', '/v1/agents?kind=line', {}, 400],
    ['all agents a page at a time', '/agents?limit=10', { 'Cartesia-Version': '2026-03-01' }, 400],
    ['an unknown path', '/agents/calls/a/b', {}, 404],
    ['a path that cannot be read', '/agents/calls/%zz', {}, 404],
    ['an unknown agent', '/agents/calls?agent_id=agent_none', {}, 404],
    ['an unknown parameter', `${calls}&status=created`, {}, 400],
    ['a parameter twice', `${calls}&limit=1&limit=2`, {}, 400],
    ['a limit of 0', `${calls}&limit=0`, {}, 400],
    ['a limit of 101', `${calls}&limit=101`, {}, 400],
    ['a limit of 100', `${calls}&limit=100`, {}, 200],
    ['an unknown cursor', `${calls}&starting_after=ac_none`, {}, 400],
    ['two cursors', `${calls}&starting_after=a&ending_before=b`, {}, 400],
    ['another expansion', `${calls}&expand=audio`, {}, 400],
    ['a local time', `${calls}&start_time_gte=2026-10-05T15:00:00`, {}, 400],
    ['reversed times', `${calls}&start_time_gte=2026-10-06T00:00:00Z&start_time_lte=2026-10-05T00:00:00Z`, {}, 400],
    ['an unknown type of number', '/agents/phone-numbers?type=vonage', {}, 400],
  ])('%s', async (_, path, headers, status) => {
    expect((await rig.request('GET', path, undefined, headers)).status).toBe(status);
  });

  it('a wrong method is a 405 that names the right ones', async () => {
    const reply = await rig.request('PUT', '/agents/calls', {});
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('a body too long is a 413', async () => {
    expect((await rig.request('POST', '/agents/calls', `"${'x'.repeat(10_000_000)}"`)).status).toBe(413);
  });

  it('a body that is not announced as JSON is a 400', async () => {
    expect((await rig.post([fictional(1)], {}, { 'Content-Type': 'text/plain' })).status).toBe(400);
  });
});

describe('agents', () => {
  const json = async (path: string, version: string): Promise<Record<string, { id: string }[]>> =>
    (await (await rig.request('GET', path, undefined, { 'Cartesia-Version': version })).json()) as never;

  it('that are managed come a page at a time, without what they say', async () => {
    const page = await json('/v1/agents?limit=1', '2026-08-14');
    expect(page).toMatchObject({ data: [{ id: 'agent_sandbox', name: 'Sandbox agent' }], has_more: true });
    expect(page['data']?.[0]).not.toHaveProperty('config');
    const rest = await json('/v1/agents?limit=5&starting_after=agent_sandbox', '2026-08-14');
    expect(rest).toMatchObject({ data: [{ id: 'agent_greets_sandbox' }], has_more: false });
    expect((await json('/v1/agents?q=greets', '2026-08-14'))['data']).toHaveLength(1);
  });

  it('of every kind are whole in the older list', async () => {
    const { summaries } = await json('/agents', '2026-03-01');
    expect(summaries?.map(({ id }) => id)).toEqual(['agent_sandbox', 'agent_greets_sandbox', 'agent_line_sandbox']);
  });
});

describe('phone numbers', () => {
  const ids = async (query: string): Promise<string[]> => {
    const page = (await (await rig.request('GET', `/agents/phone-numbers${query}`)).json()) as {
      data: { id: string }[];
    };
    return page.data.map((number) => number.id);
  };

  it('are found by provider, and by text in number, label or agent', async () => {
    expect(await ids('?provider_id=pr_sandbox_sip')).toEqual(['ap_sandbox_sip']);
    expect(await ids('?q=1212555')).toEqual(['ap_sandbox_twilio']);
    expect(await ids('?q=trunk')).toEqual(['ap_sandbox_sip']);
    expect(await ids('?q=sandbox%20agent')).toEqual(['ap_sandbox']);
    expect(await ids('?agent_id=agent_none')).toEqual([]);
  });

  it('change agent and label, and neither provider nor anything unknown', async () => {
    const change = (body: unknown): Promise<Response> =>
      rig.request('PATCH', '/agents/phone-numbers/ap_sandbox_sip', body);
    expect((await change({ label: 'New', agent_id: 'agent_line_sandbox' })).status).toBe(200);
    const reply = await rig.request('GET', '/agents/phone-numbers/ap_sandbox_sip');
    expect(await reply.json()).toMatchObject({
      label: 'New',
      agent: { id: 'agent_line_sandbox', name: 'Sandbox Line agent' },
    });
    expect((await change({ agent_id: 'agent_none' })).status).toBe(404);
    expect((await change({ provider: { type: 'twilio' } })).status).toBe(400);
    expect((await change({ agent: null })).status).toBe(400);
    expect((await change({ agent_id: 7 })).status).toBe(400);
    expect((await change(undefined)).status).toBe(400);
  });
});
