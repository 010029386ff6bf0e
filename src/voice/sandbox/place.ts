/** POST /agents/calls: each destination gets a call, or an error of its own, inside one 200 (reference 1). */
import type { Instant } from '../../model/time.ts';
import type { Account, SandboxAgent, SandboxNumber } from './account.ts';
import type { Calls } from './calls.ts';
import {
  checkPlace,
  isE164,
  isUnitedStates,
  MANAGED_VERSION,
  variablesProblem,
  type Item,
  type PlaceBody,
  type Version,
} from './contract.ts';
import type { ItemError } from './faults.ts';
import { refuse, type Refusal, type Reply } from './replies.ts';

export type PlaceRules = {
  readonly account: Account;
  readonly calls: Calls;
  readonly slots: number;
  readonly overSlots: 'request' | 'item';
  readonly agentOf: (id: string) => SandboxAgent | undefined;
  /** The error that the next destination is to meet, if any. */
  readonly itemError: () => ItemError | undefined;
};

type Entry = { readonly number: string; readonly agent_call_id?: string; readonly error?: unknown };

export function place(given: unknown, version: Version, rules: PlaceRules, now: Instant): Reply | Refusal {
  const checked = checkPlace(given, version);
  if (checked.is === 'bad') return refuse(400, checked.message);
  const body = checked.value;
  const { account, calls, slots, overSlots, agentOf } = rules;

  const agent = agentOf(body.agent_id);
  if (agent === undefined) return refuse(404, `There is no agent ${body.agent_id}.`);
  if (agent.published === false) return refuse(404, `The agent ${agent.id} has no deployment.`);
  const number = account.number(body.from_number_id);
  if (number === undefined) return refuse(404, `There is no phone number ${body.from_number_id}.`);
  if (number.foreign === true) return refuse(403, `The phone number ${number.id} belongs to another organization.`);

  const errors = body.outbound_calls.map(
    (item) =>
      errorFor(item.to_number, number, calls) ?? variablesError(item, agent, version) ?? chosenError(rules.itemError()),
  );
  const callable = errors.filter((error) => error === undefined).length;
  let free = slots - calls.open(now);
  if (overSlots === 'request' && callable > free) {
    return refuse(429, 'All concurrent calls are in use.', 'concurrency_limited');
  }

  // What a request meets is decided by all its destinations: one that loses the reply loses it for all of them.
  const met = body.outbound_calls.map((item) =>
    calls.firstMeeting(item.to_number) ? calls.outcomeOf(item.to_number).request : undefined,
  );
  if (met.includes('error_before')) return refuse(500, 'Outbound calling is temporarily unavailable.');
  if (met.includes('throttled')) return refuse(429, 'Too many calls; try again later.', 'concurrency_limited');

  const entries = body.outbound_calls.map((item, index): Entry => {
    const error = errors[index];
    if (error !== undefined) return { number: item.to_number, error };
    if (free <= 0) {
      return { number: item.to_number, error: itemError('concurrency_limited', 'All concurrent calls are in use.') };
    }
    free -= 1;
    return placed(item, agent, number, body, calls, now);
  });
  if (met.includes('lost_reply')) return { status: 200, body: { calls: entries }, lost: true };
  if (met.includes('error_after')) return refuse(500, 'Provider setup failed.');
  return { status: 200, body: { calls: entries } };
}

function placed(
  item: Item,
  agent: SandboxAgent,
  number: SandboxNumber,
  body: PlaceBody,
  calls: Calls,
  now: Instant,
): Entry {
  const to = item.to_number;
  const call = calls.place(
    {
      agent,
      number,
      to,
      data: dataOf(item),
      ringSeconds: body.ringing_timeout_seconds ?? 60,
      maxMinutes: body.max_call_duration_minutes ?? 480,
    },
    now,
  );
  if (calls.outcomeOf(to).entry !== 'id_and_error') return { number: to, agent_call_id: call.id };
  return { number: to, agent_call_id: call.id, error: itemError('dialing_error', 'The carrier reported a problem.') };
}

function dataOf(item: Item): { field: 'dynamic_variables' | 'metadata'; value: unknown } | undefined {
  if (item.dynamic_variables !== undefined) return { field: 'dynamic_variables', value: item.dynamic_variables };
  return item.metadata === undefined ? undefined : { field: 'metadata', value: item.metadata };
}

/** Why the number cannot call the destination at all. */
function errorFor(to: string, number: SandboxNumber, calls: Calls): object | undefined {
  if (!isE164(to)) return itemError('invalid_phone_number', 'to_number must be in E.164 form.');
  if (number.type === 'cartesia' && !isUnitedStates(to)) {
    return itemError('destination_not_permitted', 'A Cartesia number can call US destinations only.');
  }
  if (calls.outcomeOf(to).entry === 'error') {
    return itemError('destination_blocked', 'Calls to this destination are blocked.');
  }
  return undefined;
}

/** What is wrong with its variables is a destination's own matter since `dynamic_variables` (reference 11). */
function variablesError(item: Item, agent: SandboxAgent, version: Version): object | undefined {
  if (version !== MANAGED_VERSION || agent.kind === 'line') return undefined;
  const given = item.dynamic_variables ?? {};
  const wrong = variablesProblem(given);
  const missing = [...(agent.initialMessage ?? '').matchAll(/\{\{\s*(\w+)\s*\}\}/g)].find(
    ([, name = '']) => !name.startsWith('system__') && !Object.hasOwn(given, name),
  );
  const message = wrong ?? (missing && `${missing[1] ?? ''} is required by the welcome message.`);
  return message === undefined
    ? undefined
    : { error_code: 'invalid_request', title: 'Invalid dynamic variables', message };
}

function chosenError(chosen: ItemError | undefined): unknown {
  if (chosen === undefined) return undefined;
  const { code = 'invalid_request', title = 'Call not placed', message = 'The call could not be placed.' } = chosen;
  return 'error' in chosen ? chosen.error : { error_code: code, title, message };
}

// The shape of these errors is published nowhere (reference 1: Response); the form of the HTTP errors is the likeliest.
function itemError(code: string, message: string): object {
  return { error_code: code, title: 'Call not placed', message };
}
