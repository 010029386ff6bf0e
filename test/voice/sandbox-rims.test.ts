/** What the sandbox shows of the provider's rims: refused destinations, shut doors, a deleted agent, lists in any order. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseFaults } from '../../src/voice/sandbox/faults-json.ts';
import { fictional, order, Rig, type Entry } from './sandbox-support.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.open();
});
afterEach(() => rig.sandbox.close());

const AGENT = 'agent_greets_sandbox';
const greeted = (...items: readonly object[]): Promise<Response> =>
  rig.request('POST', '/agents/calls', order([], { agent_id: AGENT, outbound_calls: items }));
const entries = async (reply: Response): Promise<readonly Entry[]> =>
  ((await reply.json()) as { calls: Entry[] }).calls;
const agent = async (id: string): Promise<unknown> => (await rig.request('GET', `/v1/agents/${id}`)).json();

describe('the agent', () => {
  it('is shown whole, with what it says first', async () => {
    expect(await agent(AGENT)).toEqual({
      id: AGENT,
      name: 'Sandbox agent that greets by name',
      description: '',
      created_at: '2026-10-05T15:00:00.000Z',
      updated_at: '2026-10-05T15:00:00.000Z',
      config: {
        initial_message: 'Hello {{first_name}}, this is the sandbox calling.',
        instructions: 'Be kind, and end the call when the person has no questions.',
        system_tools: [{ type: 'end_call' }],
        tools: [],
        timezone: 'UTC',
        dynamic_variable_placeholders: {},
      },
      version: 1,
    });
  });

  it('is called with every variable of its first words, or not at all: names count by case', async () => {
    const reply = await greeted(
      { to_number: fictional(1), dynamic_variables: { first_name: 'Ada' } },
      { to_number: fictional(2), dynamic_variables: { First_Name: 'Ben' } },
      { to_number: fictional(3) },
    );
    const error = {
      error_code: 'invalid_request',
      title: 'Invalid dynamic variables',
      message: 'first_name is required by the welcome message.',
    };
    expect(await entries(reply)).toEqual([
      { number: fictional(1), agent_call_id: expect.any(String) },
      { number: fictional(2), error },
      { number: fictional(3), error },
    ]);
    expect(rig.sandbox.record().map(({ to }) => to)).toEqual([fictional(1)]);
  });

  it('is gone after so many calls: what it was called with stays', async () => {
    rig.sandbox.set({ gone: { after: 2 } });
    const id = await rig.call(fictional(1));
    await rig.call(fictional(2));
    expect((await rig.post([fictional(3)])).status).toBe(404);
    for (const path of ['/v1/agents/agent_sandbox', '/agents/agent_sandbox', '/agents/calls?agent_id=agent_sandbox'])
      expect((await rig.request('GET', path)).status, path).toBe(404);
    expect(await rig.get(id)).toMatchObject({ id });
    expect((await greeted({ to_number: fictional(4), dynamic_variables: { first_name: 'Ada' } })).status).toBe(200);
    rig.sandbox.set({});
    expect((await rig.post([fictional(3)])).status).toBe(200);
  });
});

describe('a destination is refused in the words that were chosen', () => {
  it('as many as were asked for, the others are called', async () => {
    rig.sandbox.set({ itemError: { count: 2, code: 'invalid_request', title: 'No trunk', message: 'Not supported.' } });
    const error = { error_code: 'invalid_request', title: 'No trunk', message: 'Not supported.' };
    const calls = await rig.place([1, 2, 3].map((digits) => fictional(digits)));
    expect(calls.map((entry) => entry.error)).toEqual([error, error, undefined]);
    expect(rig.sandbox.record().map(({ to }) => to)).toEqual([fictional(3)]);
  });

  it('or in any shape', async () => {
    rig.sandbox.set({ itemError: { count: 1, error: ['out of luck'] } });
    expect(await rig.place([fictional(1)])).toEqual([{ number: fictional(1), error: ['out of luck'] }]);
  });
});

describe('a door that is shut for a time', () => {
  it.each([
    ['throttle', 429],
    ['unavailable', 503],
  ] as const)('%s: a %i with what is left of it, in seconds', async (name, status) => {
    rig.sandbox.set({ [name]: { count: 1, forMs: 20_000 } });
    const first = await rig.post([fictional(1)]);
    expect([first.status, first.headers.get('retry-after')]).toEqual([status, '20']);
    expect(await first.json()).toMatchObject({ title: expect.any(String), message: expect.any(String) });
    rig.advance(12.5);
    const second = await rig.post([fictional(1)]);
    expect([second.status, second.headers.get('retry-after')]).toEqual([status, '8']);
    expect((await rig.request('GET', '/agents/phone-numbers')).status).toBe(200);
    rig.advance(7.5);
    expect((await rig.post([fictional(1)])).status).toBe(200);
    expect(rig.sandbox.record()).toHaveLength(1);
  });

  it('or as a date, never before it opens', async () => {
    rig.sandbox.set({ unavailable: { count: 1, forMs: 20_500, retryAs: 'date' } });
    const reply = await rig.post([fictional(1)]);
    expect(reply.headers.get('retry-after')).toBe('Mon, 05 Oct 2026 15:00:21 GMT');
  });
});

describe('lists', () => {
  const ids = async (query = ''): Promise<string[]> => (await rig.list(query)).data.map(({ id }) => id);

  it.each(['oldest_first', 'shuffled'] as const)('%s: each call on one page, once', async (listOrder) => {
    const placed: string[] = [];
    for (let digits = 1; digits <= 7; digits++) placed.push(await rig.call(fictional(digits)));
    rig.sandbox.set({ listOrder });
    const seen: string[] = [];
    for (let after = ''; ;) {
      const page = await rig.list(`&limit=2${after}`);
      seen.push(...page.data.map(({ id }) => id));
      if (!page.has_more) break;
      after = `&starting_after=${page.next_page}`;
    }
    expect([...seen].sort()).toEqual([...placed].sort());
    expect(seen).not.toEqual([...placed].reverse());
    if (listOrder === 'oldest_first') expect(seen).toEqual(placed);
    else expect(seen).not.toEqual(placed);
    rig.sandbox.set({});
    expect(await ids('&limit=100')).toEqual([...placed].reverse());
  });

  it('under zero data retention calls do not show what they were given', async () => {
    const id = await rig.call(fictional(1));
    expect(await rig.get(id)).toHaveProperty('dynamic_variables');
    rig.sandbox.set({ zdr: true });
    expect(await rig.get(id)).not.toHaveProperty('dynamic_variables');
    expect((await rig.list()).data[0]).not.toHaveProperty('dynamic_variables');
  });
});

describe('what is no call, number or agent', () => {
  it('the audio of a call that was answered and is over', async () => {
    const [talked, unanswered] = [await rig.call(fictional(1)), await rig.call(fictional(45))];
    const audio = (id: string): Promise<Response> => rig.request('GET', `/agents/calls/${id}/audio`);
    expect((await audio(talked)).status).toBe(404);
    rig.advance(600);
    const reply = await audio(talked);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'audio/wav']);
    const bytes = Buffer.from(await reply.arrayBuffer());
    expect(bytes.subarray(0, 4).toString()).toBe('RIFF');
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
    expect((await audio(unanswered)).status).toBe(404);
    await rig.request('DELETE', `/agents/calls/${talked}`);
    expect((await audio(talked)).status).toBe(404);
  });

  it('providers is a list of its own', async () => {
    const reply = await rig.request('GET', '/agents/phone-numbers/providers');
    expect(await reply.json()).toMatchObject({ data: [{ type: 'twilio' }, { type: 'sip_trunk' }], has_more: false });
  });

  it.each([
    ['GET', '/agents/phone-numbers/provision', 405],
    ['POST', '/agents/phone-numbers/provision', 402],
    ['GET', '/agents/calls/batches', 404],
    ['GET', '/agents/webhooks', 404],
    ['GET', '/v1/agents/tools', 404],
  ])('%s %s is a %i', async (method, path, status) => {
    expect((await rig.request(method, path, method === 'POST' ? {} : undefined)).status).toBe(status);
  });
});

it.each([
  [{ listOrder: 'by_name' }, /listOrder must be one of newest_first, oldest_first, shuffled/],
  [{ zdr: 1 }, /zdr must be true or false/],
  [{ gone: {} }, /gone must be an object with after/],
  [{ gone: { after: 1, agents: [] } }, /gone.agents is not known/],
  [{ itemError: { count: 1, code: 7 } }, /itemError.code must be a text/],
  [{ throttle: { count: 1, retryAs: 'words' } }, /retryAs must be seconds or date/],
  [{ constructor: { count: 1 } }, /constructor is no fault/],
])('%j is refused', (faults, message) => {
  expect(parseFaults(faults)).toMatch(message);
});
