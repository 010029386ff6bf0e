/** Before the first dial of a start, clean or not: what happened on the account while nobody looked. */
import type { AgentId } from '../../model/ids.ts';
import { HOUR, SECOND, type Duration, type Instant } from '../../model/time.ts';
import type { EngineCore } from '../core.ts';
import type { ReadFailure } from '../../voice/port.ts';
import type { Open } from './match-call.ts';
import { plainly } from './plain-failure.ts';
import { suspectUntraced } from './untraced-calls.ts';
import { readOpen } from './read-open.ts';
import { MOST_PAGES, scanCalls } from './scan.ts';

const LONGEST_WAIT: Duration = 30 * SECOND;

/**
 * Reads the calls of each agent, back to known ground. To dial without having read them could ring everyone whom
 * a lost past has called already; so this waits for as long as the provider does not answer.
 */
export async function syncAtStart(core: EngineCore): Promise<void> {
  const open = await readOpen(core);
  const agents = new Set(open.map(({ attempt }) => attempt.agent));
  for (const { plan } of core.campaigns.all.values()) {
    for (const agent of [plan.agent, ...plan.formerAgents]) agents.add(agent);
  }
  const sends = [...(await core.store.lastSends(core.account)).values()];
  const { createdAt } = await core.store.info();
  // Before its last known send, and before it was made, a ledger has lost nothing. The provider's clock may differ.
  const knownSince = Math.max(createdAt, ...sends) - HOUR;
  for (const agent of agents) {
    const mine = open.filter(({ attempt }) => attempt.agent === agent);
    core.slots.walked(agent, await learnAgent(core, agent, mine, knownSince));
  }
  core.calls.learned(core.clock.now());
}

async function learnAgent(
  core: EngineCore,
  agent: AgentId,
  open: readonly Open[],
  knownSince: Instant,
): Promise<number> {
  for (let failures = 0; core.run.stopping === 'no' && !core.run.lostLease; failures++) {
    // The adapter learns here which version of the API shows this agent's calls with their data.
    await core.voice.agent(agent);
    let { failure, foreign, calls, complete } = await scanCalls(core, agent, open, { knownSince });
    // A long list in another order: what began since known ground is asked for by its time, whatever its place.
    if (failure === null && !complete) {
      const recent = await scanCalls(core, agent, open, { since: knownSince, pages: MOST_PAGES });
      ({ failure, complete } = recent);
      foreign = Math.max(foreign, recent.foreign);
      calls = [...calls, ...recent.calls];
    }
    if (failure === null && !complete) {
      core.run.requestPause(
        `the calls of ${agent} go further back than ${MOST_PAGES} pages without one that this ledger knows: it cannot be told who was called already`,
      );
    }
    if (failure === null) {
      core.notices.clear('calls');
      await suspectUntraced(core, calls, open);
      return foreign;
    }
    if (isFinal(failure)) {
      core.run.requestPause(
        `the calls of ${agent} cannot be read, so nobody knows who was called already: ${plainly(failure)}`,
      );
      return foreign;
    }
    core.notices.note('calls', `${failure.message}; nothing is dialed before the calls so far were read`);
    const wait = Math.min(SECOND * 2 ** failures, LONGEST_WAIT);
    await core.clock.sleep(core.clock.now() + wait, core.run.signals.dispatch);
  }
  return 0;
}

/** Asking again would be answered the same. */
function isFinal({ why }: ReadFailure): boolean {
  return why === 'denied' || why === 'not_found' || why === 'invalid';
}
