/** Nothing is dialed by a clock that may be wrong: a jump, or an hour that is not the provider's, waits until both agree. */
import type { Attempt } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import { MINUTE, SECOND, type Duration } from '../../model/time.ts';
import { engineLine } from '../settle/log-line.ts';
import type { Session } from '../session.ts';
import type { Change } from '../../store/port.ts';

/** What a clock may be off by without anyone having set it. */
const JUMP: Duration = 2 * SECOND;
/** The provider's `Date` has whole seconds and has travelled; hours of calling do not care about less than this. */
const AGREES: Duration = MINUTE;
const LONGEST_WAIT: Duration = 30 * SECOND;

/**
 * Asked at a start, where nothing is known of the clock yet. A provider that answers without saying the time is no reason
 * to wait; one that does not answer could not be dialed through either.
 */
export async function checkClock(session: Session): Promise<void> {
  for (let failures = 0; session.stopping === 'no' && !session.lostLease; failures++) {
    const off = await offBy(session);
    if (typeof off === 'number' && Math.abs(off) > AGREES) return doubt(session, off);
    if (off !== 'no answer') return;
    const wait = Math.min(SECOND * 2 ** failures, LONGEST_WAIT);
    await session.clock.sleep(session.clock.now() + wait, session.wakes.dispatch);
  }
}

/** Where several machines keep the ledger's time, this one's wall clock moves nobody's deadline. */
function jumped({ shared, clock }: Session): Duration {
  return shared ? 0 : clock.jumped();
}

/** Asked before each dial. False while the wall clock has jumped and the provider does not confirm it. */
export async function clockIsRight(session: Session): Promise<boolean> {
  const jump = jumped(session);
  if (Math.abs(jump) <= JUMP && !session.clockDoubted) return true;
  if (!session.clockDoubted) await doubt(session, jump);
  const off = await offBy(session);
  if (typeof off !== 'number' || Math.abs(off) > AGREES) return false;
  await follow(session);
  session.clockDoubted = false;
  session.say('The clock agrees with the provider’s again: dialing goes on.');
  return true;
}

async function doubt(session: Session, by: Duration): Promise<void> {
  session.clockDoubted = true;
  const seconds = Math.round(Math.abs(by) / SECOND);
  session.note = `this machine's clock is ${seconds} s ${by > 0 ? 'ahead' : 'behind'}: nothing is dialed until it agrees with the provider's`;
  session.say(`${session.note}.`);
  await session.store.append([engineLine('clock_jumped', session.clock.now(), { by_ms: by })]);
}

/** How far the wall is ahead of the provider's clock. */
async function offBy(session: Session): Promise<Duration | 'not said' | 'no answer'> {
  const probe = await session.voice.probe();
  if (probe.is === 'failed') {
    return probe.why === 'unreachable' || probe.why === 'busy' || probe.why === 'server' ? 'no answer' : 'not said';
  }
  if (probe.value.date === null) return 'not said';
  return session.clock.now() + jumped(session) - probe.value.date;
}

/** Deadlines of open calls move with the clock: an hour that did not pass must not end anyone's call. */
async function follow(session: Session): Promise<void> {
  const by = jumped(session);
  // A deadline that is too late costs a wait, one that is too early an end that nobody saw: so they never lag behind.
  if (by < 0) session.clock.follow();
  await moveDeadlines(session, by);
  if (by >= 0) session.clock.follow();
  session.paces.clear();
  session.slowUntil.clear();
  session.singlyUntil = 0;
  session.providerBackoff = null;
  const { probeAt } = session.slots;
  if (probeAt !== null) session.slots = { ...session.slots, probeAt: probeAt + by };
}

async function moveDeadlines(session: Session, by: Duration): Promise<void> {
  if (by === 0) return;
  const moved = new Set<string>();
  for (;;) {
    const open = await session.store.openAttempts(session.account);
    const left = open.filter(({ attempt }) => !moved.has(attempt.id));
    if (left.length === 0) return;
    const results = await session.store.commit(
      left.map(({ contact, attempt }) => later(contact, attempt, by)),
      {},
    );
    left.forEach(({ attempt }, index) => {
      if (results[index]?.is === 'done') moved.add(attempt.id);
    });
  }
}

function later(contact: Contact, attempt: Attempt, by: Duration): Change {
  const { state } = contact;
  const held = 'attempt' in state && state.attempt === attempt.id ? { ...state, dueAt: state.dueAt + by } : state;
  const { sendAt, sendBy, longestEnd } = attempt;
  return {
    contact: { from: contact.version, to: { ...contact, state: held, version: contact.version + 1 } },
    attempt: {
      from: attempt.version,
      to: {
        ...attempt,
        sendAt: sendAt + by,
        sendBy: sendBy + by,
        longestEnd: longestEnd + by,
        version: attempt.version + 1,
      },
    },
    log: [],
  };
}
