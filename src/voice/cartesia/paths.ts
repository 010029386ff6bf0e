/** The paths of single things. An id is data: one that the path would mean something else by is asked for nowhere. */
import { refused } from './failure.ts';
import type { ReadFailure } from '../port.ts';

/** Other parts of the API that stand where an id would. */
const TAKEN = {
  '/agents/phone-numbers/': ['providers', 'provision', 'import'],
  '/agents/calls/': ['batches'],
  '/agents/': ['calls', 'phone-numbers', 'webhooks', 'tools', 'deployments', 'metrics'],
  '/v1/agents/': ['calls', 'phone-numbers', 'webhooks', 'tools'],
} as const satisfies Record<string, readonly string[]>;

type Place = keyof typeof TAKEN;

/** Undefined for what is no id: the name of a list, or what a path loses on its way (`..`). */
export function pathOf(place: Place, id: string): string | undefined {
  const taken: readonly string[] = TAKEN[place];
  // Hosts and what stands before them read paths without regard to case and to what is at their ends.
  const plain = id.trim().toLowerCase();
  return /^\.*$/.test(plain) || taken.includes(plain) ? undefined : place + encodeURIComponent(id);
}

/** As the provider would say it. */
export function nothingThere(host: string, what: string): ReadFailure {
  return refused(host, what, { is: 'answer', status: 404, headers: {}, text: '' });
}
