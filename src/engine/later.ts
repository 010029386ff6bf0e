/** What must happen later and is no call: the ledger's tasks, each when it is due, beside the dialing and never in its way. */
import { Signal, type Clock } from '../clock.ts';
import { HOUR, MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts';
import type { Store, Task } from '../store/port.ts';
import type { EngineCore } from './core.ts';
import { isLedgerLost } from './ledger-trouble.ts';
import type { Later, TaskEnd, TaskHandler } from './task-handlers.ts';

export type { Later, TaskEnd, TaskHandler };

/** Of one kind: a kind whose handlers hang must not keep another from its turn. */
const AT_ONCE = 4;
/** Whoever has not answered by then is not waited for, and asked again later. */
const PATIENCE: Duration = MINUTE;
/** At the end of a run, for what is under way: what it leaves is done by the next one. */
const GRACE: Duration = SECOND;
/** Another process may have put a task. */
const LONGEST_REST: Duration = 10 * SECOND;
const REMOTE_REST: Duration = SECOND;

type Held = Map<string, { readonly over: Signal; readonly ended: Promise<void> }>;

/** Until the run ends, or the lead is lost. */
export async function doLater(core: EngineCore): Promise<void> {
  const { clock, later, run, store } = core;
  if (later.size === 0) return;
  const held = new Map([...later.keys()].map((kind): [string, Held] => [kind, new Map()]));
  try {
    while (!isOver(core)) {
      let next = clock.now() + (core.remote ? REMOTE_REST : LONGEST_REST);
      for (const [kind, handler] of later) {
        const mine = held.get(kind) ?? new Map();
        const due = await store.dueTasks([kind], clock.now(), AT_ONCE + mine.size);
        const waiting = due.filter(({ subject }) => !mine.has(subject));
        for (const task of waiting.slice(0, Math.max(0, AT_ONCE - mine.size))) begin(core, mine, task, handler);
        // Whoever ends wakes this; what becomes due meanwhile is seen within a second.
        const first = mine.size > 0 ? clock.now() + SECOND : await store.nextTask([kind]);
        next = Math.min(next, first ?? next);
      }
      if (!isOver(core)) await clock.sleep(next, run.signals.later);
    }
  } finally {
    await letGo(
      clock,
      [...held.values()].flatMap((mine) => [...mine.values()]),
    );
  }
}

function isOver({ run }: EngineCore): boolean {
  return run.stopping === 'now' || run.lostLease || run.broken !== null;
}

function begin(core: EngineCore, mine: Held, task: Task, handler: TaskHandler): void {
  const over = new Signal();
  const ended = (async (): Promise<void> => {
    try {
      await doTask(core, task, handler, { over, isOver: () => isOver(core) });
    } catch (cause) {
      // The ledger did not take what came of it: the task stands as it was, and is not met again at once.
      if (!isLedgerLost(core, cause)) await core.clock.sleep(core.clock.now() + SECOND, over);
    } finally {
      mine.delete(task.subject);
      core.run.signals.later.wake();
    }
  })();
  // It has waited at least once by now: its end cannot come before this.
  mine.set(task.subject, { over, ended });
}

type Doing = { readonly clock: Clock; readonly store: Pick<Store, 'putTasks' | 'dropTask' | 'dueTasks'> };

/** `over`: nobody waits for it any more; where that is so because of an end, the task stays as it was. */
type Until = { readonly over: Signal; readonly isOver: () => boolean };

/** What came of it; null where it was left. Rejects only where the ledger does not take it. */
export async function doTask(
  { clock, store }: Doing,
  task: Task,
  handler: TaskHandler,
  { over, isOver }: Until,
): Promise<TaskEnd | null> {
  const asked: { answer: TaskEnd | null } = { answer: null };
  void Promise.resolve(task)
    .then(handler)
    .then((answer) => void (asked.answer = answer))
    .catch(() => undefined)
    .then(() => over.wake());
  await clock.sleep(clock.now() + PATIENCE, over);
  const { answer } = asked;
  if (answer === null && isOver()) return null;
  const end: TaskEnd = answer ?? { again: clock.now() + backoff(task.tries) };
  if (end === 'done') await store.dropTask(task);
  else {
    const tries = task.tries + (end.waited === true ? 0 : 1);
    await store.putTasks([{ ...task, dueAt: soonest(end.again, clock.now()), tries }]);
  }
  return end;
}

/** Where no engine runs: each that is due, once, one after the other. Answers how many were done. */
export async function doDue(doing: Doing, later: Later, most: number): Promise<number> {
  const { clock, store } = doing;
  const met = new Set<string>();
  let done = 0;
  for (const [kind, handler] of later) {
    for (;;) {
      const due = await store.dueTasks([kind], clock.now(), AT_ONCE + met.size);
      const task = due.find(({ subject }) => !met.has(`${kind} ${subject}`));
      if (task === undefined || met.size >= most) break;
      met.add(`${kind} ${task.subject}`);
      if ((await doTask(doing, task, handler, { over: new Signal(), isOver: () => false })) === 'done') done += 1;
    }
  }
  return done;
}

/** A minute and twice as long each time, up to some hours. */
export function backoff(tries: number): Duration {
  return Math.min(MINUTE * 2 ** Math.min(tries, 20), 4 * HOUR);
}

/** A handler that names the past, or no instant at all, would be asked without end. */
function soonest(again: Instant, now: Instant): Instant {
  return Number.isFinite(again) ? Math.max(again, now + SECOND) : now + HOUR;
}

async function letGo(clock: Clock, held: readonly { over: Signal; ended: Promise<void> }[]): Promise<void> {
  if (held.length === 0) return;
  const all = new Signal();
  void Promise.all(held.map((one) => one.ended)).then(() => all.wake());
  await clock.sleep(clock.now() + GRACE, all);
  for (const { over } of held) over.wake();
}
