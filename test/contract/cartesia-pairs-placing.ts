/** Pairs of POST /agents/calls: calls placed, refused one by one, and requests refused whole. */
import type { Pair } from './cartesia-pairs.ts';
import { LINE, MANAGED, post, refusal } from './cartesia-pairs-parts.ts';

function place(agent: string, from: string, items: readonly object[]): object {
  return {
    from_number_id: from,
    agent_id: agent,
    outbound_calls: items,
    ringing_timeout_seconds: 30,
    max_call_duration_minutes: 10,
  };
}

const ITEM_1 = {
  to_number: '+14155550101',
  dynamic_variables: {
    first_name: 'Ada',
    visits: 3,
    member: true,
    outdial_attempt_id: 'od1.l3dg3r.reminders.c0ntact1.1',
  },
};
const ITEM_2 = {
  to_number: '+442079460102',
  dynamic_variables: {
    first_name: 'Ben',
    visits: 0,
    member: false,
    outdial_attempt_id: 'od1.l3dg3r.reminders.c0ntact2.1',
  },
};
const ITEM_3 = {
  to_number: '+14155550103',
  metadata: { first_name: 'Cy', outdial_attempt_id: 'od1.l3dg3r.reminders.c0ntact3.1' },
};

export const PLACING: readonly Pair[] = [
  {
    name: 'place one call with dynamic_variables',
    source: '1 Request, 1 Response 200',
    request: post(MANAGED, place('agent_pairs_managed', 'ap_pairs_cartesia', [ITEM_1])),
    response: { status: 200, body: { calls: [{ number: '+14155550101', agent_call_id: 'ac_pairs_1' }] } },
  },
  {
    name: 'place several calls on a Twilio line',
    source: '1 Request, 1 Response 200, 4 (international outbound)',
    request: post(MANAGED, place('agent_pairs_managed', 'ap_pairs_twilio', [ITEM_1, ITEM_2])),
    response: {
      status: 200,
      body: {
        calls: [
          { number: '+14155550101', agent_call_id: 'ac_pairs_1' },
          { number: '+442079460102', agent_call_id: 'ac_pairs_2' },
        ],
      },
    },
  },
  {
    name: 'place one call with metadata',
    source: '1 Request (2026-03-01)',
    request: post(LINE, place('agent_pairs_line', 'ap_pairs_cartesia', [ITEM_3])),
    response: { status: 200, body: { calls: [{ number: '+14155550103', agent_call_id: 'ac_pairs_1' }] } },
  },
  {
    name: 'a destination a Cartesia line may not call is an error inside the 200',
    source: '1 Response 200 (error), 4 (US destinations only)',
    request: post(MANAGED, place('agent_pairs_managed', 'ap_pairs_cartesia', [ITEM_1, ITEM_2])),
    response: {
      status: 200,
      body: {
        calls: [
          { number: '+14155550101', agent_call_id: 'ac_pairs_1' },
          {
            number: '+442079460102',
            error: {
              error_code: 'destination_not_permitted',
              title: 'Destination not permitted',
              message: 'A Cartesia number can call US destinations only.',
            },
          },
        ],
      },
    },
  },
  {
    name: 'a variable that the first words need is an error inside the 200',
    source: '11 (per-destination errors are the normal error path)',
    request: post(
      MANAGED,
      place('agent_pairs_greets', 'ap_pairs_twilio', [
        ITEM_1,
        { to_number: '+14155550104', dynamic_variables: { outdial_attempt_id: 'od1.l3dg3r.reminders.c0ntact4.1' } },
      ]),
    ),
    response: {
      status: 200,
      body: {
        calls: [
          { number: '+14155550101', agent_call_id: 'ac_pairs_1' },
          {
            number: '+14155550104',
            error: {
              error_code: 'invalid_request',
              title: 'Invalid dynamic variables',
              message: 'first_name is required by the welcome message.',
            },
          },
        ],
      },
    },
  },
  {
    name: 'a number that is not E.164 is an error inside the 200',
    source: '1 Response 200 (error)',
    request: post(MANAGED, place('agent_pairs_managed', 'ap_pairs_twilio', [{ to_number: '4155550101' }])),
    response: {
      status: 200,
      body: {
        calls: [
          {
            number: '4155550101',
            error: {
              error_code: 'invalid_phone_number',
              title: 'Invalid phone number',
              message: 'to_number must be E.164.',
            },
          },
        ],
      },
    },
  },
  {
    name: 'a call id and an error for the same destination',
    source: '1 Response 200 (anyOf: both can be present)',
    request: post(MANAGED, place('agent_pairs_managed', 'ap_pairs_twilio', [{ to_number: '+14155550168' }])),
    response: {
      status: 200,
      body: {
        calls: [
          {
            number: '+14155550168',
            agent_call_id: 'ac_pairs_1',
            error: { error_code: 'dialing_error', title: 'Dialing error', message: 'The carrier was slow to answer.' },
          },
        ],
      },
    },
  },
  {
    name: 'a ringing timeout out of range is a 400',
    source: '1 Status codes (400), 5 Error body',
    request: post(MANAGED, {
      ...place('agent_pairs_managed', 'ap_pairs_twilio', [ITEM_1]),
      ringing_timeout_seconds: 81,
    }),
    response: { status: 400, body: refusal(null, 'Bad request', 'ringing_timeout_seconds must be 5 to 80.') },
  },
  {
    name: 'metadata under 2026-08-14 is a 400',
    source: '1 Request (removed from S1)',
    request: post(MANAGED, place('agent_pairs_managed', 'ap_pairs_twilio', [ITEM_3])),
    response: {
      status: 400,
      body: refusal(null, 'Bad request', 'outbound_calls[0].metadata is not a field of this version.'),
    },
  },
  {
    name: 'a wrong key is a 401',
    source: 'Common to every endpoint (Auth), 5 Error body',
    request: post(MANAGED, place('agent_pairs_managed', 'ap_pairs_twilio', [ITEM_1]), 'sk_car_wrong'),
    response: { status: 401, body: refusal(null, 'Unauthorized', 'The API key is missing or not valid.') },
  },
  {
    name: 'a spent usage limit is a 402',
    source: '1 Status codes (402 can be expected), 5 Error body (quota_exceeded)',
    request: post(MANAGED, place('agent_pairs_managed', 'ap_pairs_twilio', [ITEM_1])),
    response: {
      status: 402,
      body: refusal('quota_exceeded', 'Quota exceeded', 'The usage limit of agents is reached.'),
    },
  },
  {
    name: "another organization's number is a 403",
    source: '1 Status codes (403)',
    request: post(MANAGED, place('agent_pairs_managed', 'ap_pairs_foreign', [ITEM_1])),
    response: { status: 403, body: refusal(null, 'Forbidden', 'The phone number belongs to another organization.') },
  },
  {
    name: 'an unknown agent is a 404',
    source: '1 Status codes (404)',
    request: post(MANAGED, place('agent_pairs_none', 'ap_pairs_twilio', [ITEM_1])),
    response: { status: 404, body: refusal(null, 'Not found', 'There is no agent agent_pairs_none.') },
  },
  {
    name: 'an unknown phone number is a 404',
    source: '1 Status codes (404)',
    request: post(MANAGED, place('agent_pairs_managed', 'ap_pairs_none', [ITEM_1])),
    response: { status: 404, body: refusal(null, 'Not found', 'There is no phone number ap_pairs_none.') },
  },
  {
    name: 'too many open calls is a 429',
    source: '5 Error body (concurrency_limited)',
    request: post(MANAGED, place('agent_pairs_managed', 'ap_pairs_twilio', [ITEM_1])),
    response: {
      status: 429,
      body: refusal('concurrency_limited', 'Too many requests', 'All concurrent calls are in use.'),
    },
  },
  {
    name: 'outbound calling temporarily unavailable is a 500',
    source: '1 Status codes (500)',
    request: post(MANAGED, place('agent_pairs_managed', 'ap_pairs_twilio', [{ to_number: '+14155550172' }])),
    response: {
      status: 500,
      body: refusal(null, 'Internal server error', 'Outbound calling is temporarily unavailable.'),
    },
  },
];
