/** The one way a contact or an attempt changes: locks, guards and writes in one transaction, a result a change. */
import { fenced, refusal } from '../guards.ts';
import type { Change, CommitResult, Guards } from '../port.ts';
import { runOver } from '../sql/routine.ts';
import { putTasks } from '../sql/routines/tasks.ts';
import type { Tx } from './database.ts';
import { lockRows } from './lock.ts';
import { appendLog } from './log.ts';
import { notePersonal } from './personal.ts';
import type { LockedRows } from './locked-rows.ts';
import { addSpent, insertAttempts, updateAttempts, updateContacts } from './write.ts';

/**
 * Three answers are waited for, however many changes there are: the locks with what stands under them, the end of the
 * log's chain, the commit itself.
 */
export async function commit(tx: Tx, changes: readonly Change[], guards: Guards): Promise<CommitResult[]> {
  const held = await lockRows(tx, changes, guards);
  const stale = fenced(guards, held);
  const done: Change[] = [];
  const results = changes.map((change): CommitResult => {
    const because = stale ? 'epoch' : refusal(change, guards, held);
    if (because !== undefined) return { is: 'lost', because, current: held.contact(change.contact.to.id) };
    held.apply(change);
    done.push(change);
    return { is: 'done' };
  });
  if (done.length > 0) await write(tx, held, done);
  return results;
}

async function write(tx: Tx, held: LockedRows, done: readonly Change[]): Promise<void> {
  const { contacts, attempts, spent } = held.written();
  const known = attempts.filter(({ is }) => is === 'known');
  await Promise.all([
    // What ends lets go of its destination before another takes it: the index looks at each row as it is written.
    updateAttempts(
      tx,
      known.filter(({ open }) => open === 0),
    ),
    updateAttempts(
      tx,
      known.filter(({ open }) => open !== 0),
    ),
    insertAttempts(
      tx,
      attempts.filter(({ is }) => is === 'new'),
    ),
    updateContacts(tx, contacts),
    addSpent(tx, spent),
    notePersonal(
      tx,
      done.flatMap(({ personal }) => personal ?? []),
    ),
    runOver(tx, putTasks(done.flatMap(({ tasks }) => tasks ?? []))),
    appendLog(
      tx,
      done.flatMap(({ log }) => log),
    ),
  ]);
}
