/** The sandbox answers every request of the table of pairs with the same status and a body of the same shape. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import type { SandboxAgent, SandboxNumber } from '../../src/voice/sandbox/account.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/voice/sandbox/server.ts';
import { PAIRS } from './cartesia-pairs.ts';

const AGENTS: readonly SandboxAgent[] = [
  { id: 'agent_pairs_managed', name: 'Managed agent', kind: 'managed' },
  {
    id: 'agent_pairs_greets',
    name: 'Greeting agent',
    kind: 'managed',
    initialMessage: 'Hello {{first_name}}, it is {{system__time}}.',
    instructions: 'Remind of {{visits}} visits.',
  },
  { id: 'agent_pairs_line', name: 'Line agent', kind: 'line' },
];
const NUMBERS: readonly SandboxNumber[] = [
  {
    id: 'ap_pairs_cartesia',
    number: '+14155550100',
    type: 'cartesia',
    label: 'Reminders',
    agentId: 'agent_pairs_managed',
  },
  { id: 'ap_pairs_twilio', number: '+12125550100', type: 'twilio', label: 'Twilio' },
  { id: 'ap_pairs_sip', number: '+13125550100', type: 'sip_trunk', label: 'SIP trunk' },
  { id: 'ap_pairs_foreign', number: '+16465550100', type: 'twilio', foreign: true },
];
const KEY = 'sk_car_pairs';

/** What has to be so before a pair's request is made. */
const SETTINGS: Readonly<Record<string, Partial<SandboxOptions>>> = {
  'a spent usage limit is a 402': { faults: { usageLimit: { count: 1 } } },
  'too many open calls is a 429': { slots: 0 },
};

describe('the sandbox speaks the contract', () => {
  let now: number;
  const clock: Clock = { now: () => now, monotonic: () => now, sleep: () => Promise.resolve() };
  let sandbox: Sandbox | undefined;

  beforeEach(() => {
    now = Date.parse('2026-10-05T15:00:00.000Z');
  });
  afterEach(async () => {
    await sandbox?.close();
  });

  it.each(PAIRS.map((pair) => [pair.name, pair] as const))('%s', async (name, pair) => {
    sandbox = await startSandbox({ clock, apiKey: KEY, agents: AGENTS, numbers: NUMBERS, ...SETTINGS[name] });
    const ids = /calls(\?|\/ac_)/.test(pair.request.path) ? await placeThree(sandbox) : new Map<string, string>();
    const path = pair.request.path.replace(/ac_pairs_\d/, (id) => ids.get(id) ?? id);

    const { method, headers, body } = pair.request;
    const reply = await fetch(sandbox.url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const got: unknown = await reply.json();

    expect(reply.status).toBe(pair.response.status);
    expect(shape(got)).toEqual(shape(pair.response.body));
    expect(Date.parse(reply.headers.get('date') ?? '')).not.toBeNaN();
    if (method === 'POST' && reply.status === 200) {
      const entries = (pair.response.body as { calls: { agent_call_id?: string }[] }).calls;
      expect(sandbox.record()).toHaveLength(entries.filter((entry) => entry.agent_call_id !== undefined).length);
    } else if (method === 'POST') {
      expect(sandbox.record()).toEqual([]);
    }
  });

  /** Three calls: answered and over, not answered, and just placed. */
  async function placeThree({ url }: Sandbox): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    for (const [index, to] of ['+14155550101', '+14155550145', '+14155550103'].entries()) {
      now += 600_000;
      const reply = await fetch(`${url}/agents/calls`, {
        method: 'POST',
        headers: { 'X-API-Key': KEY, 'Cartesia-Version': '2026-08-14', 'Content-Type': 'application/json' },
        body: JSON.stringify({
          from_number_id: 'ap_pairs_twilio',
          agent_id: 'agent_pairs_managed',
          outbound_calls: [
            { to_number: to, dynamic_variables: { outdial_attempt_id: `od1.l3dg3r.reminders.c0ntact${index + 1}.1` } },
          ],
        }),
      });
      const placed = (await reply.json()) as { calls: [{ agent_call_id: string }] };
      ids.set(`ac_pairs_${index + 1}`, placed.calls[0].agent_call_id);
    }
    return ids;
  }
});

/** Whose values are the replier's own: only their kind is compared. */
const FREE = new Set([
  'id',
  'agent_call_id',
  'next_page',
  'message',
  'title',
  'summary',
  'text',
  'call_sid',
  'start_timestamp',
  'end_timestamp',
]);
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Ids, times and sentences become the name of their kind; everything else stays. */
function shape(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => shape(item));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shape(one, name)]));
  }
  if (typeof value === 'string' && TIME.test(value)) return '<time>';
  if (typeof value === 'string' && UUID.test(value)) return '<uuid>';
  if (value !== null && FREE.has(key) && !keepsId(value)) return `<${typeof value}>`;
  return value;
}

/** Ids that the request itself named must come back as they were. */
function keepsId(value: unknown): boolean {
  return typeof value === 'string' && /^(agent_pairs|ap_pairs)_/.test(value);
}
