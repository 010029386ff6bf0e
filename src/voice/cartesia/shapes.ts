/** Calls, phone numbers and agents as the provider shows them: enums open, missing things null, nothing invented. */
import type { ProviderType } from '../../model/campaign.ts';
import type { AgentId, AttemptId, CallId, LineId } from '../../model/ids.ts';
import { parseInstant, type Instant } from '../../model/time.ts';
import type { AgentInfo, CallReport, PhoneNumber } from '../port.ts';
import { agentVariables } from './agent-variables.ts';
import { attemptOf } from './attempt-of.ts';
import { providerError } from './provider-error.ts';
import { asId, asList, asObject, asText, digitsOf, type Json } from './fields.ts';

/** Of a call that says nothing that can be read of how it goes: it exists, and that is all. */
const NO_STATUS = 'unreadable';

/** Undefined without an id: of such a call nothing can be said. */
export function readCall(value: unknown, expected: readonly string[]): CallReport | undefined {
  const call = asObject(value);
  const id = asId(call?.['id']);
  if (call === undefined || id === null) return undefined;
  const telephony = asObject(call['telephony_params']);
  return {
    callId: id as CallId,
    agent: asId(call['agent_id']) as AgentId | null,
    status: asText(call['status']) ?? NO_STATUS,
    endReason: asText(call['end_reason']),
    errorMessage: asText(call['error_message']),
    startTime: instantOf(call['start_time']),
    endTime: instantOf(call['end_time']),
    to: digitsOf(telephony?.['to']),
    from: digitsOf(telephony?.['from']),
    direction: asText(telephony?.['direction']),
    attempt: attemptInCall(call, expected),
    summary: asText(call['summary']),
  };
}

/** Ours, where the call's own data names one; of an entry that is no call that can be read, too. */
export function attemptInCall(value: unknown, expected: readonly string[]): AttemptId | null {
  const call = asObject(value);
  return attemptOf([call?.['dynamic_variables'], call?.['metadata']], expected);
}

function instantOf(value: unknown): Instant | null {
  return typeof value === 'string' ? (parseInstant(value) ?? null) : null;
}

export function readPhoneNumber(value: unknown): PhoneNumber | undefined {
  const object = asObject(value);
  const id = asId(object?.['id']);
  const number = asText(object?.['number']);
  if (object === undefined || id === null || number === null) return undefined;
  const agent = asObject(object['agent']);
  const agentId = asId(agent?.['id']);
  return {
    id: id as LineId,
    number,
    label: asText(object['label']),
    provider: providerOf(asObject(object['provider'])?.['type']),
    agent: agentId === null ? null : { id: agentId as AgentId, name: asText(agent?.['name']) },
  };
}

function providerOf(type: unknown): ProviderType {
  return type === 'cartesia' || type === 'twilio' || type === 'sip_trunk' ? type : 'unknown';
}

/** Undefined for another agent than was asked for, who would talk to these people, and for a refusal inside a success. */
export function readAgent(value: unknown, id: AgentId, kind: AgentInfo['kind']): AgentInfo | undefined {
  const object = asObject(value);
  if (object === undefined) return undefined;
  const named = asId(object['id']);
  if (named === null ? providerError(object) !== undefined : named !== id) return undefined;
  const config = kind === 'managed' ? asObject(object['config']) : undefined;
  const variables = agentVariables(config);
  const says = config === undefined || variables === undefined ? {} : { variables, opening: openingOf(config) };
  return { id, name: asText(object['name']), kind, ...says };
}

/** Of a configuration that was moved to another shape nothing is known of how it begins. */
function openingOf(config: Json): string | null {
  return asText(config['initial_message']);
}

/** An entry of a list of agents; undefined without an id, and for one that was deleted. */
export function readListedAgent(value: unknown, kind: AgentInfo['kind']): AgentInfo | undefined {
  const object = asObject(value);
  const id = asId(object?.['id']);
  if (object === undefined || id === null || asText(object['deleted_at']) !== null) return undefined;
  return { id: id as AgentId, name: asText(object['name']), kind };
}

/** The older list is whole, under a name of its own. */
export function readLineAgents(value: unknown): readonly AgentInfo[] | undefined {
  const object = asObject(value);
  const entries = asList(object?.['summaries']) ?? asList(object?.['data']);
  return entries?.flatMap((entry) => readListedAgent(entry, 'line') ?? []);
}
