/** Nothing is dialed by a clock that may be wrong: a jump, or an hour that is not the provider's, waits until both agree. */
import type { Attempt } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import { MINUTE, SECOND, type Duration } from '../../model/time.ts';
import { engineLine } from '../settle/log-line.ts';
import type { EngineCore } from '../core.ts';
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
export async function checkClock(core: EngineCore): Promise<void> {
  for (let failures = 0; core.run.stopping === 'no' && !core.run.lostLease; failures++) {
    const off = await offBy(core);
    if (typeof off === 'number' && Math.abs(off) > AGREES) return doubt(core, off);
    if (off !== 'no answer') return;
    const wait = Math.min(SECOND * 2 ** failures, LONGEST_WAIT);
    await core.clock.sleep(core.clock.now() + wait, core.run.signals.dispatch);
  }
}

/** Where several machines keep the ledger's time, this one's wall clock moves nobody's deadline. */
function jumped({ role, clock }: EngineCore): Duration {
  return role.is === 'leader' ? 0 : clock.jumped();
}

/** Asked before each dial. False while the wall clock has jumped and the provider does not confirm it. */
export async function clockIsRight(core: EngineCore): Promise<boolean> {
  const jump = jumped(core);
  if (Math.abs(jump) <= JUMP && !core.run.clockDoubted) return true;
  if (!core.run.clockDoubted) await doubt(core, jump);
  const off = await offBy(core);
  if (typeof off !== 'number' || Math.abs(off) > AGREES) return false;
  await follow(core);
  core.run.doubtClock(false);
  core.notices.say('The clock agrees with the provider’s again: dialing goes on.');
  return true;
}

async function doubt(core: EngineCore, by: Duration): Promise<void> {
  core.run.doubtClock(true);
  const seconds = Math.round(Math.abs(by) / SECOND);
  const note = `this machine's clock is ${seconds} s ${by > 0 ? 'ahead' : 'behind'}: nothing is dialed until it agrees with the provider's`;
  core.notices.note('dialing', note);
  core.notices.say(`${note}.`);
  await core.store.append([engineLine('clock_jumped', core.clock.now(), { by_ms: by })]);
}

/** How far the wall is ahead of the provider's clock. */
async function offBy(core: EngineCore): Promise<Duration | 'not said' | 'no answer'> {
  const probe = await core.voice.probe();
  if (probe.is === 'failed') {
    return probe.why === 'unreachable' || probe.why === 'busy' || probe.why === 'server' ? 'no answer' : 'not said';
  }
  if (probe.value.date === null) return 'not said';
  return core.clock.now() + jumped(core) - probe.value.date;
}

/** Deadlines of open calls move with the clock: an hour that did not pass must not end anyone's call. */
async function follow(core: EngineCore): Promise<void> {
  const by = jumped(core);
  // A deadline that is too late costs a wait, one that is too early an end that nobody saw: so they never lag behind.
  if (by < 0) core.clock.follow();
  await moveDeadlines(core, by);
  if (by >= 0) core.clock.follow();
  core.lines.clockMoved();
  core.backoff.clockMoved();
  core.slots.clockMoved(by);
}

async function moveDeadlines(core: EngineCore, by: Duration): Promise<void> {
  if (by === 0) return;
  const moved = new Set<string>();
  for (;;) {
    const open = await core.store.openAttempts(core.account);
    const left = open.filter(({ attempt }) => !moved.has(attempt.id));
    if (left.length === 0) return;
    const results = await core.store.commit(
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
