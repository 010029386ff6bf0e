/** Learns how calls go on: one walk of the list a poll interval and agent while calls are open, stragglers one by one. */
import pLimit from 'p-limit';
import { callIdOf } from '../../model/attempt.ts';
import type { AgentId } from '../../model/ids.ts';
import { SECOND, type Duration } from '../../model/time.ts';
import { longestRest, type Session } from '../session.ts';
import { speaksOf, type Open } from './match-call.ts';
import { recordEvidence } from './evidence.ts';
import { withoutNumbers } from '../../model/without-numbers.ts';
import { bodyOf, eventOf } from './call-event.ts';
import { plainly } from './plain-failure.ts';
import { readOpen, scanCalls } from './scan.ts';

/** An open call that this many walks in a row did not show is asked for by its id. */
const STRAGGLER_AFTER = 3;
const AT_ONCE = 4;
/** One 401 may be a provider's hiccup. */
const DENIALS = 3;
/** Of a failure, in a message to whoever leads. */
const LONGEST_WORDS = 500;
const LONGEST_BACKOFF: Duration = 30 * SECOND;

export async function poll(session: Session): Promise<void> {
  while (session.stopping !== 'now' && !session.lostLease) {
    const open = await readOpen(session);
    // Calls that are not ours may hold every slot: only another look says when they have ended.
    if (open.length === 0 && session.foreign === 0) {
      await session.clock.sleep(session.clock.now() + longestRest(session), session.wakes.poll);
      continue;
    }
    const began = session.clock.now();
    const groups = agentsToRead(session, open);
    for (const known of [session.foreignBy, session.walkFailures, session.missedInLists]) {
      for (const agent of known.keys()) if (!groups.has(agent)) known.delete(agent);
    }
    for (const [agent, group] of groups) await session.tasks.scan(session, agent, group);
    const failures = Math.max(0, ...session.walkFailures.values());
    const wait = failures === 0 ? pace(session, open) : Math.min(session.pollInterval * 2 ** failures, LONGEST_BACKOFF);
    // Not woken by new calls: the interval is what the provider is asked to bear.
    await session.clock.sleep(began + wait, session.wakes.end);
  }
}

/** One walk of an agent's list; calls that it does not show again and again are asked for one by one. */
export async function pollAgent(session: Session, agent: AgentId, open: readonly Open[], epoch: number): Promise<void> {
  const { failure, seen, foreign } = await scanCalls(session, agent, open);
  const words = failure === null ? null : withoutNumbers(failure.message).slice(0, LONGEST_WORDS);
  if (failure?.why === 'denied') deny(session, plainly(failure));
  if (failure === null) session.denials = 0;
  await session.tasks.report(session, { is: 'walked', epoch, agent, foreign, failure: words });
  if (failure !== null) return;
  const before = session.missedInLists.get(agent);
  const counts = open.map(({ attempt: { id } }) => [id, seen.has(id) ? 0 : (before?.get(id) ?? 0) + 1] as const);
  const unseen = new Map(counts);
  session.missedInLists.set(agent, unseen);
  const stragglers = open.filter(({ attempt }) => {
    const count = unseen.get(attempt.id) ?? 0;
    return count > 0 && count % STRAGGLER_AFTER === 0 && callIdOf(attempt) !== null;
  });
  if (stragglers.length === 0) return;
  const limit = pLimit(AT_ONCE);
  await Promise.all(stragglers.map((one) => limit(() => lookUpCall(session, one))));
}

/** Those with open calls of ours; while strangers hold slots, every running campaign's too. */
function agentsToRead(session: Session, open: readonly Open[]): ReadonlyMap<AgentId, readonly Open[]> {
  const groups = new Map(byAgent(open));
  if (session.foreign === 0) return groups;
  for (const { plan, state } of session.campaigns.values()) {
    if (state.is === 'running' && !groups.has(plan.agent)) groups.set(plan.agent, []);
  }
  return groups;
}

/** A key that is refused again is refused for good: what is open cannot be followed, so nobody waits for it. */
function deny(session: Session, message: string): void {
  session.denials += 1;
  if (session.denials < DENIALS) return;
  session.mustPause = `the open calls cannot be followed: ${message}`;
  session.unreadable = true;
  session.wakes.dispatch.wake();
}

/** Asks for one call by its id. Returns false when the provider says that it has no such call, null when it said nothing. */
export async function lookUpCall(session: Session, open: Open): Promise<boolean | null> {
  const call = callIdOf(open.attempt);
  if (call === null) return null;
  const read = await session.voice.call(call);
  if (read.is === 'failed') return read.why === 'not_found' ? false : null;
  // Our call's id, and the provider shows somebody else's call for it: that says nothing of ours.
  if (!speaksOf(read.value, open)) return false;
  const body = bodyOf(read.value);
  const event = eventOf(read.value, session.clock.now());
  await recordEvidence(session, [
    { attempt: open.attempt.id, event, actor: 'provider', ...(body === undefined ? {} : { body }) },
  ]);
  return true;
}

export function byAgent(open: readonly Open[]): ReadonlyMap<AgentId, readonly Open[]> {
  const groups = new Map<AgentId, Open[]>();
  for (const one of open) {
    const group = groups.get(one.attempt.agent);
    if (group === undefined) groups.set(one.attempt.agent, [one]);
    else group.push(one);
  }
  return groups;
}

/** Fastest while a call may end at any moment and somebody waits for its slot; slower while everyone is talking. */
function pace(session: Session, open: readonly Open[]): Duration {
  const ringing = open.some(({ attempt }) => attempt.state.is !== 'placed' || attempt.state.seen === 'created');
  return ringing || open.length * 2 >= session.slots.effective ? session.pollInterval : session.pollInterval * 2;
}
