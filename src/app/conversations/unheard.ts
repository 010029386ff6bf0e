/** Words that nobody has listened to: when their number may be dialed again, and what brings back a listening that was lost. */
import type { TaskEnd, TaskHandler } from '../../engine/later.ts';
import type { Attempt } from '../../model/attempt.ts';
import { FETCH_TASK } from '../../model/conversation.ts';
import { undecided, UNHEARD_TASK } from '../../model/heard.ts';
import type { AttemptId } from '../../model/ids.ts';
import { DAY, HOUR, type Instant } from '../../model/time.ts';
import type { Store, Task } from '../../store/port.ts';
import type { Clock } from '../../clock.ts';

/** Of an attempt whose words are still to be heard; undefined where they were, or where a newer call has taken the place. */
export async function unheardOf(store: Store, { id, destination }: Attempt): Promise<Task | undefined> {
  const task = await store.task(UNHEARD_TASK, destination);
  return task?.body['attempt'] === id && task.body['doubt'] !== true ? task : undefined;
}

/**
 * Its number may be dialed again. A doubt stays until a person has decided, one of another call of that number too, whose
 * place the words of this one had taken.
 */
export async function release(store: Store, attempt: Attempt): Promise<void> {
  const task = await unheardOf(store, attempt);
  if (task === undefined) return;
  const doubted = (await store.contactsOn([attempt.destination])).find(({ heard }) => heard?.doubt === 'open');
  const { seq } = doubted?.heard ?? {};
  const other = doubted && (await store.attemptsOf(doubted.id)).find((one) => one.seq === seq);
  if (other !== undefined) await store.putTasks([undecided(other)]);
  else await store.dropTask(task);
}

/** From then on its words are waited for: of a call of a lost past that is when it was found, however long ago it ended. */
export function waitedSince(endedAt: Instant, waiting: Pick<Task, 'body'> | undefined): Instant {
  return Math.max(endedAt, Number(waiting?.body['until'] ?? 0));
}

/**
 * Hours after the call: whoever was to listen is gone, or the provider has not answered since. Asked again for some days;
 * an attempt that is known no more was somebody's who was forgotten.
 */
export function unheardTask({ store, clock }: { readonly store: Store; readonly clock: Clock }): TaskHandler {
  return async ({ body }): Promise<TaskEnd> => {
    if (body['doubt'] === true) return { again: clock.now() + DAY, waited: true };
    const attempt = await store.attempt(String(body['attempt']) as AttemptId);
    if (attempt?.state.is !== 'ended') return 'done';
    if (!(await store.personal([attempt.contact], 'row')).has(attempt.contact)) return 'done';
    if (clock.now() - waitedSince(attempt.state.endedAt, { body }) > 3 * DAY) return 'done';
    const known = await store.task(FETCH_TASK, attempt.id);
    if (known === undefined) {
      await store.putTasks([{ kind: FETCH_TASK, subject: attempt.id, dueAt: clock.now(), tries: 0, body: {} }]);
    }
    return { again: clock.now() + HOUR };
  };
}
