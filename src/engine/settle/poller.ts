/** Learns how calls go on: one walk of the list a poll interval and agent while calls are open, stragglers one by one. */
import pLimit from 'p-limit';
import { callIdOf } from '../../model/attempt.ts';
import type { AgentId } from '../../model/ids.ts';
import { SECOND, type Duration } from '../../model/time.ts';
import type { Core, EngineCore } from '../core.ts';
import { longestRest } from '../ledger-trouble.ts';
import { speaksOf, type Open } from './match-call.ts';
import { recordEvidence } from './evidence.ts';
import { withoutNumbers } from '../../model/without-numbers.ts';
import { bodyOf, eventOf } from './call-event.ts';
import { plainly } from './plain-failure.ts';
import { readOpen } from './read-open.ts';
import { scanCalls } from './scan.ts';

/** An open call that this many walks in a row did not show is asked for by its id. */
const STRAGGLER_AFTER = 3;
const AT_ONCE = 4;
/** One 401 may be a provider's hiccup. */
const DENIALS = 3;
/** Of a failure, in a message to whoever leads. */
const LONGEST_WORDS = 500;
const LONGEST_BACKOFF: Duration = 30 * SECOND;

export async function poll(core: EngineCore): Promise<void> {
  let walked: readonly AgentId[] = [];
  while (core.run.stopping !== 'now' && !core.run.lostLease) {
    const open = await readOpen(core);
    // Calls that are not ours may hold every slot: only another look says when they have ended.
    if (open.length === 0 && core.slots.foreign === 0) {
      await core.clock.sleep(core.clock.now() + longestRest(core), core.run.signals.poll);
      continue;
    }
    const began = core.clock.now();
    const groups = agentsToRead(core, open);
    for (const agent of core.slots.foreignAgents) if (!groups.has(agent)) core.slots.walked(agent, null);
    for (const agent of walked) {
      if (groups.has(agent)) continue;
      core.backoff.walked(agent, null);
      core.notices.clear('calls');
      core.calls.missed(agent, null);
    }
    walked = [...groups.keys()];
    for (const [agent, group] of groups) await core.tasks.scan(core, agent, group);
    // Of those that are read: a failure of an agent whose last call has just ended slows nobody down.
    const failures = Math.max(0, ...[...groups.keys()].map((agent) => core.backoff.failedWalks.get(agent) ?? 0));
    const wait = failures === 0 ? pace(core, open) : Math.min(core.pollInterval * 2 ** failures, LONGEST_BACKOFF);
    // Not woken by new calls: the interval is what the provider is asked to bear.
    await core.clock.sleep(began + wait, core.run.signals.end);
  }
}

/** One walk of an agent's list; calls that it does not show again and again are asked for one by one. */
export async function pollAgent(core: Core, agent: AgentId, open: readonly Open[], epoch: number): Promise<void> {
  const { failure, seen, foreign } = await scanCalls(core, agent, open);
  const words = failure === null ? null : withoutNumbers(failure.message).slice(0, LONGEST_WORDS);
  if (failure?.why === 'denied') deny(core, plainly(failure));
  if (failure === null) core.backoff.denied(false);
  await core.report({ is: 'walked', epoch, agent, foreign, failure: words });
  if (failure !== null) return;
  const ids = open.map(({ attempt }) => attempt.id);
  const unseen = core.calls.missed(agent, ids, seen);
  const stragglers = open.filter(({ attempt }) => {
    const count = unseen.get(attempt.id) ?? 0;
    return count > 0 && count % STRAGGLER_AFTER === 0 && callIdOf(attempt) !== null;
  });
  if (stragglers.length === 0) return;
  const limit = pLimit(AT_ONCE);
  await Promise.all(stragglers.map((one) => limit(() => lookUpCall(core, one))));
}

/** Those with open calls of ours; while strangers hold slots, every running campaign's too. */
function agentsToRead(core: EngineCore, open: readonly Open[]): ReadonlyMap<AgentId, readonly Open[]> {
  const groups = new Map(byAgent(open));
  if (core.slots.foreign === 0) return groups;
  for (const { plan, state } of core.campaigns.all.values()) {
    if (state.is === 'running' && !groups.has(plan.agent)) groups.set(plan.agent, []);
  }
  return groups;
}

/** A key that is refused again is refused for good: what is open cannot be followed, so nobody waits for it. */
function deny(core: Core, message: string): void {
  if (core.backoff.denied(true) < DENIALS) return;
  core.run.requestPause(`the open calls cannot be followed: ${message}`);
  core.run.giveUpReading();
}

/** Asks for one call by its id. Returns false when the provider says that it has no such call, null when it said nothing. */
export async function lookUpCall(core: Core, open: Open): Promise<boolean | null> {
  const call = callIdOf(open.attempt);
  if (call === null) return null;
  const read = await core.voice.call(call);
  if (read.is === 'failed') return read.why === 'not_found' ? false : null;
  // Our call's id, and the provider shows somebody else's call for it: that says nothing of ours.
  if (!speaksOf(read.value, open)) return false;
  const body = bodyOf(read.value);
  const event = eventOf(read.value, core.clock.now());
  await recordEvidence(core, [
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
function pace(core: EngineCore, open: readonly Open[]): Duration {
  const ringing = open.some(({ attempt }) => attempt.state.is !== 'placed' || attempt.state.seen === 'created');
  return ringing || open.length * 2 >= core.slots.slots.effective ? core.pollInterval : core.pollInterval * 2;
}
