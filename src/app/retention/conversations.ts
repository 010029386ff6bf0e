/** Erases what was said in calls that ended long enough ago. */
import { conversationKey, KEPT_TASK } from '../../model/conversation.ts';
import type { AttemptId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { Store } from '../../store/port.ts';
import type { Budget } from './purge.ts';

const AT_ONCE = 200;
/** What a preview counts. */
const MOST_COUNTED = 1_000_000;

export async function eraseConversations(store: Store, before: Instant, dry: boolean, budget: Budget): Promise<number> {
  if (dry) return (await store.dueTasks([KEPT_TASK], before, MOST_COUNTED)).length;
  let erased = 0;
  for (;;) {
    const old = await store.dueTasks([KEPT_TASK], before, AT_ONCE);
    const notes: { owner: string; key: string }[] = [];
    for (const { subject } of old) {
      const attempt = await store.attempt(subject as AttemptId); // whoever put the task named an attempt
      if (attempt !== undefined) notes.push({ owner: attempt.contact, key: conversationKey(attempt.id) });
    }
    if (notes.length > 0) erased += await store.eraseNotes(notes);
    // Afterwards: a crash in between finds the note gone already, and not the note without its task.
    for (const task of old) await store.dropTask(task);
    if (old.length < AT_ONCE || budget.spent()) return erased;
    await budget.breathe();
  }
}
