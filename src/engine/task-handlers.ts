/** Who does the ledger's tasks: a handler a kind. */
import type { Instant } from '../model/time.ts';
import type { Task } from '../store/port.ts';

/**
 * `again`: when to try it next. `waited`: nothing was tried yet, so it counts as no try. It is done twice where a process dies
 * in between, so doing it again must change nothing.
 */
export type TaskEnd = 'done' | { readonly again: Instant; readonly waited?: true };
export type TaskHandler = (task: Task) => Promise<TaskEnd>;
/** By the kind of task. What is of no kind that is here waits for whoever knows it. */
export type Later = ReadonlyMap<string, TaskHandler>;
