/** Before the first dial of a start, clean or not: what happened on the account while nobody looked. */
import type { AgentId } from '../../model/ids.ts';
import { HOUR, SECOND, type Duration, type Instant } from '../../model/time.ts';
import type { Session } from '../session.ts';
import type { ReadFailure } from '../../voice/port.ts';
import type { Open } from './match-call.ts';
import { plainly } from './plain-failure.ts';
import { suspectUnowned } from './untraced-calls.ts';
import { MOST_PAGES, readOpen, scanCalls } from './scan.ts';

const LONGEST_WAIT: Duration = 30 * SECOND;

/**
 * Reads the calls of each agent, back to known ground. To dial without having read them could ring everyone whom
 * a lost past has called already; so this waits for as long as the provider does not answer.
 */
export async function syncAtStart(session: Session): Promise<void> {
  const open = await readOpen(session);
  const agents = new Set(open.map(({ attempt }) => attempt.agent));
  for (const { plan } of session.campaigns.values()) {
    for (const agent of [plan.agent, ...plan.formerAgents]) agents.add(agent);
  }
  const sends = [...(await session.store.lastSends(session.account)).values()];
  const { createdAt } = await session.store.info();
  // Before its last known send, and before it was made, a ledger has lost nothing. The provider's clock may differ.
  const knownSince = Math.max(createdAt, ...sends) - HOUR;
  for (const agent of agents) {
    const mine = open.filter(({ attempt }) => attempt.agent === agent);
    session.foreignBy.set(agent, await learnAgent(session, agent, mine, knownSince));
  }
  session.foreign = [...session.foreignBy.values()].reduce((sum, n) => sum + n, 0);
  session.learnedAt = session.clock.now();
}

async function learnAgent(
  session: Session,
  agent: AgentId,
  open: readonly Open[],
  knownSince: Instant,
): Promise<number> {
  for (let failures = 0; session.stopping === 'no' && !session.lostLease; failures++) {
    // The adapter learns here which version of the API shows this agent's calls with their data.
    await session.voice.agent(agent);
    let { failure, foreign, calls, complete } = await scanCalls(session, agent, open, { knownSince });
    // A long list in another order: what began since known ground is asked for by its time, whatever its place.
    if (failure === null && !complete) {
      const recent = await scanCalls(session, agent, open, { since: knownSince, pages: MOST_PAGES });
      ({ failure, complete } = recent);
      foreign = Math.max(foreign, recent.foreign);
      calls = [...calls, ...recent.calls];
    }
    if (failure === null && !complete) {
      session.mustPause = `the calls of ${agent} go further back than ${MOST_PAGES} pages without one that this ledger knows: it cannot be told who was called already`;
    }
    if (failure === null) {
      await suspectUnowned(session, calls, open);
      return foreign;
    }
    if (isFinal(failure)) {
      session.mustPause = `the calls of ${agent} cannot be read, so nobody knows who was called already: ${plainly(failure)}`;
      return foreign;
    }
    session.note = `${failure.message}; nothing is dialed before the calls so far were read`;
    const wait = Math.min(SECOND * 2 ** failures, LONGEST_WAIT);
    await session.clock.sleep(session.clock.now() + wait, session.wakes.dispatch);
  }
  return 0;
}

/** Asking again would be answered the same. */
function isFinal({ why }: ReadFailure): boolean {
  return why === 'denied' || why === 'not_found' || why === 'invalid';
}
