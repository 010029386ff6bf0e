/** Places calls: one `POST /agents/calls`, written at most once, and what its reply proves. */
import type { Clock } from '../../clock.ts';
import { attemptVariableOf } from '../../model/campaign.ts';
import type { Gate, PlaceRequest, Placement } from '../port.ts';
import type { Api } from './api.ts';
import { readReply } from './verdict.ts';
import { fieldOf } from './version.ts';
import type { Wire } from './wire.ts';

export async function place(api: Api, wire: Wire, clock: Clock, request: PlaceRequest, gate: Gate): Promise<Placement> {
  api.versions.note(request.agent, request.agentKind);
  const version = api.versions.ofKind(request.agentKind);
  const result = await wire.send(api.outgoing('POST', '/agents/calls', version, bodyOf(request, version)), gate);
  switch (result.is) {
    case 'answer':
      return readReply(request, result, clock.now());
    case 'unsent':
      return {
        is: 'unsent',
        cause: result.code === null ? result.cause : `${result.cause}_${result.code.toLowerCase()}`,
      };
    case 'lost':
      return { is: 'unknown', cause: result.cause };
  }
}

/** The contract's fields and no other: the API refuses unknown ones. */
function bodyOf(request: PlaceRequest, version: string): object {
  const field = fieldOf(version);
  const name = attemptVariableOf(request);
  return {
    from_number_id: request.line,
    agent_id: request.agent,
    outbound_calls: request.items.map((item) => ({
      to_number: item.to,
      [field]: name === null ? item.variables : { ...item.variables, [name]: item.attempt },
    })),
    ringing_timeout_seconds: request.ringingTimeoutSeconds,
    max_call_duration_minutes: request.maxCallDurationMinutes,
  };
}
