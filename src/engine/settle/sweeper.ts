/** Turns silence into doubt, and doubt into look-ups: whatever alarm has rung is answered, and every answer moves it. */
// A false alarm costs one look-up; a missed one leaves a person unreachable for ever. So deadlines are generous, not absent.
import { holderOf } from '../../model/contact-effects.ts';
import { alarmOf } from '../../model/deadlines.ts';
import { SECOND, type Duration, type Instant } from '../../model/time.ts';
import type { EngineCore } from '../core.ts';
import { longestRest } from '../ledger-trouble.ts';
import type { OpenAttempt } from '../state/open-attempts.ts';
import type { Open } from './match-call.ts';
import { recordEvidence } from './evidence.ts';
import { byAgent } from './poller.ts';
import { readOpen } from './read-open.ts';

const AT_ONCE = 100;
/** After a look-up that the provider did not answer, and as the shortest pause between two sweeps. */
const PAUSE: Duration = 2 * SECOND;

export async function sweep(core: EngineCore): Promise<void> {
  while (core.run.stopping !== 'now' && !core.run.lostLease) {
    const next = await sweepOnce(core);
    await core.clock.sleep(next, core.run.signals.sweep);
  }
}

/** Returns when to sweep again. */
async function sweepOnce(core: EngineCore): Promise<Instant> {
  const now = core.clock.now();
  const rung = await core.store.alarms(core.account, now, AT_ONCE);
  const beside = besideOthers(core);
  const over = beside.filter((one) => alarmOf(one.contact, one.attempt) <= now);
  if (rung.length > 0 || over.length > 0) {
    const silent = [...rung.filter(({ contact }) => contact.state.is === 'in_progress'), ...over];
    await recordEvidence(
      core,
      silent.map(({ attempt }) => ({ attempt: attempt.id, event: { is: 'silence' }, actor: 'engine' })),
    );
    const doubted = rung.filter(
      ({ contact }) => contact.state.is === 'in_doubt' || contact.state.is === 'needs_review',
    );
    if (doubted.length > 0) await lookUpAll(core, new Set(doubted.map(({ attempt }) => attempt.id)));
    return core.clock.now() + PAUSE;
  }
  const { others } = await core.store.nextAlarms(core.account);
  const next = Math.min(others ?? Infinity, ...beside.map(({ contact, attempt }) => alarmOf(contact, attempt)));
  return Math.min(Math.max(next, now + SECOND), now + longestRest(core));
}

/** Open attempts that their contact is not held by: its alarm is not theirs, and silence about them would never end. */
function besideOthers({ slots }: EngineCore): readonly OpenAttempt[] {
  return [...slots.open.values()].filter(({ contact, attempt }) => {
    const holder = holderOf(contact);
    // A doubt waits for its contact to be free: it takes hold of it then.
    return holder !== attempt.id && (holder === null || attempt.state.is !== 'in_doubt');
  });
}

async function lookUpAll(core: EngineCore, ids: ReadonlySet<string>): Promise<void> {
  const doubted: readonly Open[] = (await readOpen(core)).filter(({ attempt }) => ids.has(attempt.id));
  for (const [agent, group] of byAgent(doubted)) await core.tasks.lookUp(core, agent, group);
}

/** A request of an engine before this one is nobody's to report on: what became of it has to be looked up. */
export async function recoverOrphans(core: EngineCore): Promise<void> {
  const open = await core.store.openAttempts(core.account);
  const orphans = open.filter(({ attempt }) => attempt.state.is === 'placing' && attempt.epoch < core.epoch);
  await recordEvidence(
    core,
    orphans.map(({ attempt }) => ({
      attempt: attempt.id,
      event: { is: 'unknown', cause: 'engine_restarted' },
      actor: 'engine',
    })),
  );
}
