/** Pairs of everything but placing: calls, phone numbers and agents read, and a number assigned. */
import type { Pair } from './cartesia-pairs.ts';
import { LINE, MANAGED, get, headers, refusal } from './cartesia-pairs-parts.ts';

const NUMBER_CARTESIA = {
  id: 'ap_pairs_cartesia',
  number: '+14155550100',
  label: 'Reminders',
  agent: { id: 'agent_pairs_managed', name: 'Managed agent' },
  created_at: '2026-09-01T10:00:00.000Z',
  updated_at: '2026-09-01T10:00:00.000Z',
  provider: { type: 'cartesia' },
};
const NUMBER_TWILIO = {
  id: 'ap_pairs_twilio',
  number: '+12125550100',
  label: 'Twilio',
  agent: null,
  created_at: '2026-09-01T10:00:00.000Z',
  updated_at: '2026-09-01T10:00:00.000Z',
  provider: {
    type: 'twilio',
    id: 'pr_twilio',
    account_sid: 'AC00000000000000000000000000000100',
    api_key_sid: 'SK****0100',
    region: 'us1',
  },
};
const NUMBER_SIP = {
  id: 'ap_pairs_sip',
  number: '+13125550100',
  label: 'SIP trunk',
  agent: null,
  created_at: '2026-09-01T10:00:00.000Z',
  updated_at: '2026-09-01T10:00:00.000Z',
  provider: { type: 'sip_trunk', id: 'pr_sip' },
};

const GREETING_AGENT = {
  id: 'agent_pairs_greets',
  name: 'Greeting agent',
  description: '',
  created_at: '2026-09-01T10:00:00.000Z',
  updated_at: '2026-09-01T10:00:00.000Z',
  config: {
    initial_message: 'Hello {{first_name}}, it is {{system__time}}.',
    instructions: 'Remind of {{visits}} visits.',
    system_tools: [{ type: 'end_call' }],
    tools: [],
    timezone: 'UTC',
    dynamic_variable_placeholders: {},
  },
  version: 1,
};

/** What the pages of calls show; the newest is first. */
const CALL_3 = {
  id: 'ac_pairs_3',
  agent_id: 'agent_pairs_managed',
  agent_name: 'Managed agent',
  status: 'created',
  start_time: null,
  end_time: null,
  telephony_params: {
    to: '+14155550103',
    from: '+12125550100',
    call_sid: 'CA00000000000000000000000000000003',
    direction: 'outbound',
    connection_type: 'phone',
    parameters: {},
    headers: {},
  },
  telephony_account_type: 'twilio',
  dynamic_variables: { outdial_attempt_id: 'od1.l3dg3r.reminders.c0ntact3.1' },
};
const CALL_2 = {
  ...CALL_3,
  id: 'ac_pairs_2',
  status: 'failed',
  end_reason: 'dial_no_answer',
  end_time: '2026-10-05T15:00:30.000Z',
  telephony_params: { ...CALL_3.telephony_params, to: '+14155550145', call_sid: 'CA00000000000000000000000000000002' },
  dynamic_variables: { outdial_attempt_id: 'od1.l3dg3r.reminders.c0ntact2.1' },
};
const CALL_1 = {
  ...CALL_3,
  id: 'ac_pairs_1',
  status: 'completed',
  end_reason: 'client_hangup',
  start_time: '2026-10-05T15:00:04.000Z',
  end_time: '2026-10-05T15:00:40.000Z',
  summary: 'The person confirmed.',
  telephony_params: { ...CALL_3.telephony_params, to: '+14155550101', call_sid: 'CA00000000000000000000000000000001' },
  dynamic_variables: { outdial_attempt_id: 'od1.l3dg3r.reminders.c0ntact1.1' },
};
/** What was said is gone, and so is what it was said with. */
const CALL_1_ERASED = {
  ...Object.fromEntries(Object.entries(CALL_1).filter(([name]) => !['summary', 'dynamic_variables'].includes(name))),
  redacted_at: '2026-10-05T15:30:00.000Z',
};
const TRANSCRIPT = [
  { role: 'assistant', text: 'Hello.', start_timestamp: 0.4, end_timestamp: 2.9 },
  { role: 'user', text: 'Hello, yes.', start_timestamp: 3.2, end_timestamp: 4.8 },
];

export const READING: readonly Pair[] = [
  {
    name: 'the first page of calls, newest first',
    source: '2 GET /agents/calls',
    request: get(MANAGED, '/agents/calls?agent_id=agent_pairs_managed&limit=2'),
    response: { status: 200, body: { data: [CALL_3, CALL_2], has_more: true, next_page: 'ac_pairs_2' } },
  },
  {
    name: 'the next page of calls, the last',
    source: '2 GET /agents/calls',
    request: get(MANAGED, '/agents/calls?agent_id=agent_pairs_managed&limit=2&starting_after=ac_pairs_2'),
    response: { status: 200, body: { data: [CALL_1], has_more: false, next_page: null } },
  },
  {
    name: 'a list of calls without an agent is a 400',
    source: '2 GET /agents/calls (agent_id or batch_id required)',
    request: get(MANAGED, '/agents/calls?limit=2'),
    response: { status: 400, body: refusal(null, 'Bad request', 'agent_id is required.') },
  },
  {
    name: 'one call that ended',
    source: '2 GET /agents/calls/{call_id}',
    request: get(MANAGED, '/agents/calls/ac_pairs_1'),
    response: { status: 200, body: { ...CALL_1, transcript: TRANSCRIPT } },
  },
  {
    name: 'an unknown call is a 404',
    source: '2 GET /agents/calls/{call_id}',
    request: get(MANAGED, '/agents/calls/ac_none'),
    response: { status: 404, body: refusal(null, 'Not found', 'There is no call ac_none.') },
  },
  {
    name: 'erase a call that ended',
    source: '2 DELETE /agents/calls/{call_id}',
    request: { method: 'DELETE', path: '/agents/calls/ac_pairs_1', headers: headers(MANAGED) },
    response: { status: 200, body: CALL_1_ERASED },
  },
  {
    name: 'a call that goes on cannot be erased: a 400',
    source: '2 DELETE /agents/calls/{call_id}',
    request: { method: 'DELETE', path: '/agents/calls/ac_pairs_3', headers: headers(MANAGED) },
    response: { status: 400, body: refusal(null, 'Bad request', 'The call ac_pairs_3 has not ended.') },
  },
  {
    name: 'the providers of phone numbers are no number',
    source: '4 Providers; 11',
    request: get(MANAGED, '/agents/phone-numbers/providers'),
    response: {
      status: 200,
      body: { data: [NUMBER_TWILIO.provider, NUMBER_SIP.provider], has_more: false },
    },
  },
  {
    name: 'the first page of phone numbers',
    source: '4 GET /agents/phone-numbers (no next_page: use the last id)',
    request: get(MANAGED, '/agents/phone-numbers?limit=2'),
    response: { status: 200, body: { data: [NUMBER_CARTESIA, NUMBER_TWILIO], has_more: true } },
  },
  {
    name: 'the next page of phone numbers, the last',
    source: '4 GET /agents/phone-numbers',
    request: get(MANAGED, '/agents/phone-numbers?limit=2&starting_after=ap_pairs_twilio'),
    response: { status: 200, body: { data: [NUMBER_SIP], has_more: false } },
  },
  {
    name: 'phone numbers of one type',
    source: '4 GET /agents/phone-numbers (type)',
    request: get(MANAGED, '/agents/phone-numbers?type=sip_trunk&limit=2'),
    response: { status: 200, body: { data: [NUMBER_SIP], has_more: false } },
  },
  {
    name: 'phone numbers of one agent',
    source: '4 GET /agents/phone-numbers (agent_id)',
    request: get(MANAGED, '/agents/phone-numbers?agent_id=agent_pairs_managed&limit=2'),
    response: { status: 200, body: { data: [NUMBER_CARTESIA], has_more: false } },
  },
  {
    name: 'one phone number',
    source: '4 GET /agents/phone-numbers/{id}',
    request: get(MANAGED, '/agents/phone-numbers/ap_pairs_twilio'),
    response: { status: 200, body: NUMBER_TWILIO },
  },
  {
    name: 'assign a phone number to an agent',
    source: '4 PATCH /agents/phone-numbers/{id}',
    request: {
      method: 'PATCH',
      path: '/agents/phone-numbers/ap_pairs_twilio',
      headers: headers(MANAGED, true),
      body: { agent_id: 'agent_pairs_managed' },
    },
    response: { status: 200, body: { ...NUMBER_TWILIO, agent: { id: 'agent_pairs_managed', name: 'Managed agent' } } },
  },
  {
    name: 'unassign a phone number',
    source: '4 PATCH /agents/phone-numbers/{id}',
    request: {
      method: 'PATCH',
      path: '/agents/phone-numbers/ap_pairs_cartesia',
      headers: headers(MANAGED, true),
      body: { agent_id: null },
    },
    response: { status: 200, body: { ...NUMBER_CARTESIA, agent: null } },
  },
  {
    name: 'a managed agent and what it says',
    source: 'Common to every endpoint (Version/route matrix), 9 Preflight, 11 (config)',
    request: get(MANAGED, '/v1/agents/agent_pairs_greets'),
    response: { status: 200, body: GREETING_AGENT },
  },
  {
    name: 'a Line agent is a 404 among managed agents',
    source: '9 Preflight; 5 Error body (in /v1 error_code may be missing)',
    request: get(MANAGED, '/v1/agents/agent_pairs_line'),
    response: {
      status: 404,
      body: {
        title: 'Not found',
        message: 'There is no agent agent_pairs_line.',
        request_id: '7f0c2d9e-3d3b-4d0a-9a55-0f6f2f1f7a10',
      },
    },
  },
  {
    name: 'a Line agent',
    source: '9 Preflight',
    request: get(LINE, '/agents/agent_pairs_line'),
    response: {
      status: 200,
      body: {
        id: 'agent_pairs_line',
        name: 'Line agent',
        description: '',
        created_at: '2026-09-01T10:00:00.000Z',
        updated_at: '2026-09-01T10:00:00.000Z',
      },
    },
  },
  {
    name: 'reachability and the latest version, unauthenticated',
    source: '5 Versions (GET /)',
    request: { method: 'GET', path: '/', headers: {} },
    response: { status: 200, body: { ok: true, version: '2026-08-14' } },
  },
];
