/** Looks for the calls of attempts in doubt. Finding one is evidence; not finding it moves the alarm and frees nobody. */
import { callIdOf } from '../model/attempt.ts';
import type { AgentId } from '../model/ids.ts';
import type { Instant } from '../model/time.ts';
import type { Session } from '../session.ts';
import type { CallReport } from '../voice/port.ts';
import type { Open } from './bind.ts';
import { apply } from './evidence.ts';
import { lookAt } from './poller.ts';
import { walk } from './walk.ts';

/** A look-up reads this far back; a list of a busy account holds a thousand calls in that many pages. */
const PAGES = 10;

/** False when the provider did not answer, so that the look-up has not taken place. */
export async function lookUp(session: Session, agent: AgentId, doubted: readonly Open[]): Promise<boolean> {
  let answered = true;
  const unnamed = doubted.filter(({ attempt }) => callIdOf(attempt) === null);
  for (const one of doubted) {
    if (callIdOf(one.attempt) === null) continue;
    const found = await lookAt(session, one);
    if (found === false) await notFound(session, one, 0);
    if (found === null) answered = false;
  }
  if (unnamed.length === 0) return answered;
  const result = await walk(session, agent, unnamed, { pages: PAGES });
  if (result.failure !== null) {
    session.note = result.failure.message;
    return false;
  }
  for (const one of unnamed) {
    if (!result.seen.has(one.attempt.id)) await notFound(session, one, laterCalls(result.calls, one));
  }
  return answered;
}

async function notFound(session: Session, one: Open, later: number): Promise<void> {
  await apply(session, [{ attempt: one.attempt.id, event: { is: 'not_found', later }, actor: 'engine' }]);
}

/** How strong the absence is: calls of the same line that the list shows although they began after this one was sent. */
function laterCalls(calls: readonly CallReport[], one: Open): number {
  const since: Instant = one.attempt.sendAt;
  return calls.filter((call) => call.startTime !== null && call.startTime > since && call.from === one.from).length;
}
