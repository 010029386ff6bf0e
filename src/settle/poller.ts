/** Learns how calls go on: one walk of the list a poll interval and agent while calls are open, stragglers one by one. */
import pLimit from 'p-limit';
import { callIdOf } from '../model/attempt.ts';
import type { AgentId, AttemptId } from '../model/ids.ts';
import { HOUR, SECOND, type Duration } from '../model/time.ts';
import type { Session } from '../session.ts';
import { speaksOf, type Open } from './bind.ts';
import { apply } from './evidence.ts';
import { bodyOf, eventOf } from './report-event.ts';
import { readOpen, walk } from './walk.ts';

/** An open call that this many walks in a row did not show is asked for by its id. */
const STRAGGLER_AFTER = 3;
const AT_ONCE = 4;
/** One 401 may be a provider's hiccup. */
const DENIALS = 3;
const LONGEST_BACKOFF: Duration = 30 * SECOND;

export async function poll(session: Session): Promise<void> {
  const unseen = new Map<AttemptId, number>();
  let failures = 0;
  while (session.stopping !== 'now') {
    const open = await readOpen(session);
    // Calls that are not ours may hold every slot: only another look says when they have ended.
    if (open.length === 0 && session.foreign === 0) {
      unseen.clear();
      await session.clock.sleep(session.clock.now() + HOUR, session.wakes.poll);
      continue;
    }
    const began = session.clock.now();
    failures = (await pollOnce(session, open, unseen)) ? 0 : failures + 1;
    const wait = failures === 0 ? pace(session, open) : Math.min(session.pollInterval * 2 ** failures, LONGEST_BACKOFF);
    // Not woken by new calls: the interval is what the provider is asked to bear.
    await session.clock.sleep(began + wait, session.wakes.end);
  }
}

/** False when the provider did not answer. */
async function pollOnce(session: Session, open: readonly Open[], unseen: Map<AttemptId, number>): Promise<boolean> {
  let answered = true;
  let foreign = 0;
  const stragglers: Open[] = [];
  for (const [agent, group] of agentsToRead(session, open)) {
    const result = await walk(session, agent, group);
    if (result.failure !== null) {
      session.note = result.failure.message;
      if (result.failure.why === 'denied') deny(session, result.failure.message);
      answered = false;
      continue;
    }
    session.denials = 0;
    foreign += result.foreign;
    for (const one of group) {
      const count = result.seen.has(one.attempt.id) ? 0 : (unseen.get(one.attempt.id) ?? 0) + 1;
      unseen.set(one.attempt.id, count);
      if (count > 0 && count % STRAGGLER_AFTER === 0 && callIdOf(one.attempt) !== null) stragglers.push(one);
    }
  }
  if (foreign < session.foreign) session.wakes.dispatch.wake();
  session.foreign = foreign;
  for (const id of unseen.keys()) if (!open.some(({ attempt }) => attempt.id === id)) unseen.delete(id);
  if (stragglers.length === 0) return answered;
  const limit = pLimit(AT_ONCE);
  await Promise.all(stragglers.map((one) => limit(() => lookAt(session, one))));
  return answered;
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
export async function lookAt(session: Session, open: Open): Promise<boolean | null> {
  const call = callIdOf(open.attempt);
  if (call === null) return null;
  const read = await session.voice.call(call);
  if (read.is === 'failed') return read.why === 'not_found' ? false : null;
  // Our call's id, and the provider shows somebody else's call for it: that says nothing of ours.
  if (!speaksOf(read.value, open)) return false;
  const body = bodyOf(read.value);
  const event = eventOf(read.value, session.clock.now());
  await apply(session, [
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
