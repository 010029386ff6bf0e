/** Which API version a request names, and with it the field that carries a call's own data. */
import { userError } from '../../model/errors.ts';
import type { AgentId } from '../../model/ids.ts';
import { shown } from '../../model/secrets.ts';
import type { PlaceRequest } from '../port.ts';

type AgentKind = PlaceRequest['agentKind'];

/** The first version with `dynamic_variables`, and the only one of `/v1/agents`. */
const MANAGED_VERSION = '2026-08-14';
/** `metadata`, for agents that are Line code. */
const LINE_VERSION = '2026-03-01';

export type Versions = {
  /** Remembers what an agent is: calls of a Line agent show their `metadata` under the older version only. */
  note(agent: AgentId, kind: AgentKind): void;
  ofKind(kind: AgentKind): string;
  /** An agent nobody looked up yet counts as managed. */
  ofAgent(agent: AgentId): string;
  /** Where no agent is known: the older version only if every agent seen is Line code. */
  ofAny(): string;
  /** `/v1/agents` knows no older version, `/agents/{id}` of Line code no newer one. */
  ofLookUp(kind: AgentKind): string;
};

export function fieldOf(version: string): 'dynamic_variables' | 'metadata' {
  return version < MANAGED_VERSION ? 'metadata' : 'dynamic_variables';
}

/** @throws UserError when `override` is not a date. */
export function openVersions(override: string | undefined): Versions {
  if (override !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(override))
    throw userError('api_version', `CARTESIA_VERSION: ${shown(override)} is not a date.`, `Use "${MANAGED_VERSION}".`);
  const kinds = new Map<AgentId, AgentKind>();
  const standard = (kind: AgentKind): string => (kind === 'line' ? LINE_VERSION : MANAGED_VERSION);
  const ofKind = (kind: AgentKind): string => override ?? standard(kind);
  return {
    note: (agent, kind) => void kinds.set(agent, kind),
    ofKind,
    ofAgent: (agent) => ofKind(kinds.get(agent) ?? 'managed'),
    ofAny: () => ofKind(kinds.size > 0 && [...kinds.values()].every((kind) => kind === 'line') ? 'line' : 'managed'),
    ofLookUp: (kind) =>
      override !== undefined && fieldOf(override) === fieldOf(standard(kind)) ? override : standard(kind),
  };
}
