/** Turns silence into doubt, and doubt into look-ups: whatever alarm has rung is answered, and every answer moves it. */
// A false alarm costs one look-up; a missed one leaves a person unreachable for ever. So deadlines are generous, not absent.
import { SECOND, type Duration, type Instant } from '../../model/time.ts';
import { longestRest, type Session } from '../session.ts';
import type { Open } from './match-call.ts';
import { recordEvidence } from './evidence.ts';
import { byAgent } from './poller.ts';
import { readOpen } from './scan.ts';

const AT_ONCE = 100;
/** After a look-up that the provider did not answer, and as the shortest pause between two sweeps. */
const PAUSE: Duration = 2 * SECOND;

export async function sweep(session: Session): Promise<void> {
  while (session.stopping !== 'now' && !session.lostLease) {
    const next = await sweepOnce(session);
    await session.clock.sleep(next, session.wakes.sweep);
  }
}

/** Returns when to sweep again. */
async function sweepOnce(session: Session): Promise<Instant> {
  const now = session.clock.now();
  const rung = await session.store.alarms(session.account, now, AT_ONCE);
  if (rung.length > 0) {
    const silent = rung.filter(({ contact }) => contact.state.is === 'in_progress');
    await recordEvidence(
      session,
      silent.map(({ attempt }) => ({ attempt: attempt.id, event: { is: 'silence' }, actor: 'engine' })),
    );
    const doubted = rung.filter(
      ({ contact }) => contact.state.is === 'in_doubt' || contact.state.is === 'needs_review',
    );
    if (doubted.length > 0) await lookUpAll(session, new Set(doubted.map(({ attempt }) => attempt.id)));
    return session.clock.now() + PAUSE;
  }
  const { others } = await session.store.nextAlarms(session.account);
  return Math.min(Math.max(others ?? Infinity, now + SECOND), now + longestRest(session));
}

async function lookUpAll(session: Session, ids: ReadonlySet<string>): Promise<void> {
  const doubted: readonly Open[] = (await readOpen(session)).filter(({ attempt }) => ids.has(attempt.id));
  for (const [agent, group] of byAgent(doubted)) await session.tasks.lookUp(session, agent, group);
}

/** A request of an engine before this one is nobody's to report on: what became of it has to be looked up. */
export async function recoverOrphans(session: Session): Promise<void> {
  const open = await session.store.openAttempts(session.account);
  const orphans = open.filter(({ attempt }) => attempt.state.is === 'placing' && attempt.epoch < session.epoch);
  await recordEvidence(
    session,
    orphans.map(({ attempt }) => ({
      attempt: attempt.id,
      event: { is: 'unknown', cause: 'engine_restarted' },
      actor: 'engine',
    })),
  );
}
