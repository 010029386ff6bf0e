/** What a person should know before an agent is called with: an end of its hosting, and calls that carry no id. Pure. */
import { parseInstant, type Instant } from '../model/time.ts';
import type { AgentInfo } from '../voice/port.ts';

/** https://docs.cartesia.ai/agents/migrate-from-line-sdk */
const LINE_ENDS_ON = '2026-12-01';
const LINE_ENDS: Instant = parseInstant(`${LINE_ENDS_ON}T00:00:00Z`) ?? 0;

/** About one whose code Cartesia hosts, or hosted. */
export function lineHosting(agent: string, now: Instant): string {
  const stops = now < LINE_ENDS ? 'stops hosting' : 'stopped hosting';
  return `${agent} is a Line-SDK agent, and Cartesia ${stops} those on ${LINE_ENDS_ON}.`;
}

export const LINE_MEND =
  'Move it to a managed agent (https://docs.cartesia.ai/agents/migrate-from-line-sdk), or host its code yourself.';

export function agentNotes(agent: Pick<AgentInfo, 'id' | 'kind'> | null, now: Instant): readonly string[] {
  return agent?.kind === 'line' ? [`${lineHosting(agent.id, now)} ${LINE_MEND}`] : [];
}

/** What it costs to send no id of our own (`"attempt_id_variable": null`), said once. */
export function attemptNotes(attemptVariable: string | null): readonly string[] {
  return attemptVariable === null ? [NO_ATTEMPT_ID] : [];
}

const NO_ATTEMPT_ID =
  'Calls carry no id of outdial\'s ("attempt_id_variable": null): one whose reply was lost is known by its numbers and its ' +
  'start alone, so doubts take longer and more of them need you, and calls from before a restored backup, or of a copy of ' +
  'this ledger, are not recognized.';
