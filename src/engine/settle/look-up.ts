/** Looks for the calls of attempts in doubt. Finding one is evidence; not finding it moves the alarm and frees nobody. */
import { callIdOf } from '../../model/attempt.ts';
import type { AgentId } from '../../model/ids.ts';
import { HOUR, type Instant } from '../../model/time.ts';
import type { Core } from '../core.ts';
import type { CallReport } from '../../voice/port.ts';
import type { Open } from './match-call.ts';
import { recordEvidence } from './evidence.ts';
import { lookUpCall } from './poller.ts';
import { scanCalls } from './scan.ts';

/** A look-up reads so far: a thousand calls of a busy account. */
const PAGES = 10;

/** False when the provider did not answer, so that the look-up has not taken place. */
export async function lookUp(core: Core, agent: AgentId, doubted: readonly Open[]): Promise<boolean> {
  let answered = true;
  const unnamed = doubted.filter(({ attempt }) => callIdOf(attempt) === null);
  for (const one of doubted) {
    if (callIdOf(one.attempt) === null) continue;
    const found = await lookUpCall(core, one);
    if (found === false) await notFound(core, one, 0, true);
    if (found === null) answered = false;
  }
  if (unnamed.length === 0) return answered;
  const result = await scanCalls(core, agent, unnamed, { pages: PAGES });
  const left = unnamed.filter(({ attempt }) => !result.seen.has(attempt.id));
  // A long list in another order than newest first may show it later: then it is asked for by its time as well.
  const since = Math.min(...left.map(({ attempt }) => attempt.sendAt)) - HOUR;
  const more =
    result.failure === null && !result.complete && left.length > 0
      ? await scanCalls(core, agent, left, { pages: PAGES, since })
      : undefined;
  const failure = result.failure ?? more?.failure ?? null;
  if (failure !== null) {
    core.notices.note('calls', failure.message);
    return false;
  }
  const calls = [...result.calls, ...(more?.calls ?? [])];
  for (const one of left) {
    if (more?.seen.has(one.attempt.id) === true) continue;
    // A filter by time hides calls that have no start: what it read in full is no whole list.
    const past =
      result.newestFirst && result.calls.some(({ startTime }) => (startTime ?? Infinity) < one.attempt.sendAt);
    await notFound(core, one, laterCalls(calls, one), result.complete || past);
  }
  return answered;
}

async function notFound(core: Core, one: Open, later: number, complete: boolean): Promise<void> {
  await recordEvidence(core, [
    { attempt: one.attempt.id, event: { is: 'not_found', later, complete }, actor: 'engine' },
  ]);
}

/** How strong the absence is: calls of the same line that the list shows although they began after this one was sent. */
function laterCalls(calls: readonly CallReport[], one: Open): number {
  const since: Instant = one.attempt.sendAt;
  const each = new Map(calls.map((call) => [call.callId, call]));
  return [...each.values()].filter(
    (call) => call.startTime !== null && call.startTime > since && call.from === one.from,
  ).length;
}
