/** What the ledger's tasks come to, by their kind: handed to whatever engine runs over it. */
import type { Clock } from '../clock.ts';
import { isLoopback } from '../config/environment.ts';
import type { Listens } from '../engine/core.ts';
import type { Later, TaskEnd, TaskHandler } from '../engine/later.ts';
import { FETCH_TASK, FIRST_LOOK, FIRST_LOOK_HERE } from '../model/conversation.ts';
import { STRAY_TASK, UNHEARD_TASK } from '../model/heard.ts';
import type { AccountKey } from '../model/ids.ts';
import type { Retention } from '../model/retention.ts';
import { DAY, MINUTE, SECOND, type Duration } from '../model/time.ts';
import type { Store } from '../store/port.ts';
import type { Voice } from '../voice/port.ts';
import { conversationTasks } from './conversations/task.ts';
import { strayTask } from './conversations/strays.ts';
import { unheardTask } from './conversations/unheard.ts';
import { FORGET_TASK } from './person/forget-task.ts';
import { isAsked, purge } from './retention/purge.ts';
import type { OpenTeam } from './suppression/team.ts';

/** At a start: nobody waits longer for it. While it runs: as much, beside the dialing. */
const WITHIN: Duration = 2 * SECOND;
const PURGE_TASK = 'purge';

export type LaterPorts = {
  readonly store: Store;
  readonly voice: Voice;
  readonly clock: Clock;
  readonly account: AccountKey;
  readonly retention: Retention;
  readonly dataDir: string;
  /** The account's words for "stop calling". */
  readonly optOutWords: readonly string[];
  /** The list of the team, which hears of an opt-out too; absent: there is none. */
  readonly team?: OpenTeam;
};

/** On this machine a stand-in tells at once what was said; a provider writes it down. */
export function listensOn(baseUrl: string): Listens {
  return { firstLook: isLoopback(baseUrl) ? FIRST_LOOK_HERE : FIRST_LOOK };
}

export function laterOf(ports: LaterPorts): Later {
  const { retention, ...rest } = ports;
  const conversations = conversationTasks({ ...rest, keeps: retention.transcripts !== 'never' });
  return new Map([
    [FETCH_TASK, conversations],
    [STRAY_TASK, strayTask(rest)],
    [UNHEARD_TASK, unheardTask(ports)],
    [PURGE_TASK, purgeTask(ports)],
    [FORGET_TASK, forgetTask(ports)],
  ]);
}

/** At each start, for a moment; and in a run of weeks each day again. */
export async function purgeAtStart({
  store,
  clock,
  retention,
  dataDir,
}: Pick<LaterPorts, 'store' | 'clock' | 'retention' | 'dataDir'>): Promise<void> {
  if (!isAsked(retention)) return;
  const { more, gone } = await purge(store, { retention, dataDir, within: WITHIN }, clock);
  const dueAt = clock.now() + (more || !gone ? MINUTE : DAY);
  await store.putTasks([{ kind: PURGE_TASK, subject: 'ledger', dueAt, tries: 0, body: {} }]);
}

/** It knows phone numbers, and they are loaded only where somebody is to be forgotten. */
function forgetTask(ports: LaterPorts): TaskHandler {
  return async (task) => {
    const { forgetTasks } = await import('./person/forget.ts');
    return forgetTasks(ports)(task);
  };
}

function purgeTask({ store, clock, retention, dataDir }: LaterPorts): TaskHandler {
  return async (): Promise<TaskEnd> => {
    // No more of it: whoever says again that something ages begins with a start.
    if (!isAsked(retention)) return 'done';
    const { more, gone } = await purge(store, { retention, dataDir, within: WITHIN }, clock);
    return { again: clock.now() + (more || !gone ? MINUTE : DAY) };
  };
}
