/** The task that listens to what was said in a call, and keeps it: a few seconds after its end, then less and less often for some hours. */
import type { Clock } from '../../clock.ts';
import type { TaskEnd, TaskHandler } from '../../engine/later.ts';
import type { Attempt } from '../../model/attempt.ts';
import type { AccountKey, AgentId, AttemptId } from '../../model/ids.ts';
import { DAY, HOUR, MINUTE, SECOND, type Duration, type Instant } from '../../model/time.ts';
import type { Store } from '../../store/port.ts';
import type { Voice } from '../../voice/port.ts';
import { FIRST_LOOK } from '../../model/conversation.ts';
import { OUTCOME_WAIT, waitOf } from '../../model/outcome-rule.ts';
import type { OpenTeam } from '../suppression/team.ts';
import { askConversation, SHOWN_BY, type Asked } from './ask.ts';
import { keepConversation, keptOf } from './keep.ts';
import { release, unheardOf, waitedSince } from './unheard.ts';

/** Between two questions: status and dials come first, and the provider's patience is theirs. */
const APART: Duration = 350;
/** After a failure nothing is asked at all for so long, and twice as long after the next. */
const REST: Duration = 15 * SECOND;
const LONGEST_REST: Duration = 15 * MINUTE;
const FIRST_WAIT: Duration = 10 * SECOND;
const LONGEST_WAIT: Duration = 3 * HOUR;
const MOST_LOOKS = 20;
/** A signal that is waited for is looked for at least so often. */
const SIGNAL_LOOK: Duration = MINUTE;
/** A summary is written after the words. */
const SUMMARY_BY: Duration = 10 * MINUTE;
/** A provider that cannot be asked for so long is asked no more by itself: `export` and `why` do. */
const GIVE_UP: Duration = 3 * DAY;

/** So many calls of an agent in a row of which nothing is shown: the account keeps nothing of it. */
const KEEPS_NOTHING = 5;
const SOON: Duration = MINUTE;

export type ConversationTasks = {
  readonly store: Store;
  readonly voice: Voice;
  readonly clock: Clock;
  readonly account: AccountKey;
  /** False: what was said is listened to, and nothing of it is kept. */
  readonly keeps: boolean;
  readonly team?: OpenTeam | undefined;
  readonly optOutWords?: readonly string[] | undefined;
};

export function conversationTasks({
  store,
  voice,
  clock,
  account,
  keeps,
  team,
  optOutWords,
}: ConversationTasks): TaskHandler {
  const turn = turns(clock);
  const shy = new Map<AgentId, Set<AttemptId>>();
  let [failures, restUntil] = [0, 0];

  return async ({ subject, tries }) => {
    const id = subject as AttemptId; // whoever put the task named an attempt
    const attempt = await store.attempt(id);
    if (attempt?.state.is !== 'ended') return 'done';
    // Made with another key or at another host, which would say that there is no such call.
    if (attempt.account !== account) return { again: clock.now() + HOUR };
    if (!(await isKnown(store, attempt))) {
      await release(store, attempt);
      return 'done';
    }
    // Somebody may have read it by hand: then it is kept, and nobody has listened.
    const owed = (await unheardOf(store, attempt)) !== undefined;
    const kept = owed ? undefined : await keptOf(store, attempt);
    if (kept !== undefined && (kept.none !== null || kept.summary !== null || isLate(attempt, SUMMARY_BY)))
      return 'done';
    if (clock.now() < restUntil) return { again: restUntil };
    await turn();
    const end = await ask(attempt, attempt.state.endedAt, tries);
    if (end === 'done') await release(store, attempt);
    return end;
  };

  async function ask(attempt: Attempt, endedAt: Instant, tries: number): Promise<TaskEnd> {
    const asked = await askConversation({ store, voice }, attempt, clock.now(), keeps);
    const now = clock.now();
    if (asked.is === 'failed') {
      restUntil = now + Math.min(REST * 2 ** failures, LONGEST_REST);
      failures += 1;
      const since = waitedSince(endedAt, await unheardOf(store, attempt));
      return now - since > GIVE_UP ? 'done' : { again: restUntil };
    }
    failures = 0;
    if (asked.is === 'said') {
      shy.delete(attempt.agent);
      return listen(attempt, asked, endedAt, tries);
    }
    // It keeps nothing of this call, or is slow about it: its number is not kept waiting for that.
    if (isLate(attempt, await waitFor(attempt))) await release(store, attempt);
    if (asked.is === 'silent' && asked.final) return 'done';
    if (isLate(attempt, SOON)) {
      const inARow = shy.get(attempt.agent) ?? new Set();
      if (inARow.size <= KEEPS_NOTHING) shy.set(attempt.agent, inARow.add(attempt.id));
      if (inARow.size > KEEPS_NOTHING) {
        if (keeps) await keepConversation(store, attempt.id, { lines: [], summary: null }, now, 'silent');
        return 'done';
      }
    }
    // An end in a future that never comes must not keep us asking.
    return now - endedAt > SHOWN_BY || tries >= MOST_LOOKS ? 'done' : { again: nextLook(endedAt, now, tries) };
  }

  async function listen(
    attempt: Attempt,
    asked: Extract<Asked, { is: 'said' }>,
    endedAt: Instant,
    tries: number,
  ): Promise<TaskEnd> {
    // What understands seven languages is loaded where somebody was reached.
    const { hear } = await import('./hear.ts');
    const listened = await hear({ store, clock, team, optOutWords }, attempt, asked.conversation);
    const over = isLate(attempt, await waitFor(attempt));
    if (listened === 'settled' || over) await release(store, attempt);
    const summary = !keeps || asked.whole || isLate(attempt, SUMMARY_BY);
    if (summary && (listened !== 'waits' || over)) return 'done';
    const now = clock.now();
    const next = nextLook(endedAt, now, tries);
    return { again: listened === 'waits' ? Math.min(next, now + SIGNAL_LOOK) : next };
  }

  async function waitFor({ campaign: id }: Attempt): Promise<Duration> {
    const campaign = await store.campaign(id);
    return (campaign && waitOf(campaign.plan)) ?? OUTCOME_WAIT;
  }

  function isLate({ state }: Attempt, by: Duration): boolean {
    return state.is !== 'ended' || clock.now() - state.endedAt >= by;
  }
}

/** Three times as long after the end as this one; in the first seconds each second, where it was looked for so early. */
export function nextLook(endedAt: Instant, now: Instant, tries: number): Instant {
  if (now - endedAt < FIRST_LOOK) return now + SECOND;
  return now + Math.min(Math.max(2 * (now - endedAt), FIRST_WAIT * 2 ** Math.min(tries, 10)), LONGEST_WAIT);
}

/** Whoever was forgotten is not asked about: what was said would be in this process, and in its memory. */
async function isKnown(store: Store, { contact }: Attempt): Promise<boolean> {
  return (await store.personal([contact], 'row')).has(contact);
}

/** One after the other, each a little after the one before. */
function turns(clock: Clock): () => Promise<void> {
  let next = 0;
  return async () => {
    const mine = Math.max(next, clock.now());
    next = mine + APART;
    if (mine > clock.now()) await clock.sleep(mine);
  };
}
