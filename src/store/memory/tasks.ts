/** What must happen later and is no call, in memory. */
import type { Store, Task } from '../port.ts';
import { byText } from './sorted.ts';
import type { Tables } from './tables.ts';

export function memoryTasks(tables: Tables): Pick<Store, 'putTasks' | 'dueTasks' | 'task' | 'nextTask' | 'dropTask'> {
  const inOrder = (kinds: readonly string[]): Task[] =>
    [...tables.tasks.values()]
      .filter(({ kind }) => kinds.includes(kind))
      .sort((a, b) => a.dueAt - b.dueAt || byText(a.kind, b.kind) || byText(a.subject, b.subject));
  return {
    async putTasks(tasks) {
      for (const task of tasks) tables.putTask(task);
    },
    async dueTasks(kinds, now, limit) {
      return inOrder(kinds)
        .filter(({ dueAt }) => dueAt <= now)
        .slice(0, Math.max(limit, 0));
    },
    async task(kind, subject) {
      return tables.task(kind, subject);
    },
    async nextTask(kinds) {
      return inOrder(kinds)[0]?.dueAt ?? null;
    },
    async dropTask({ kind, subject, tries, dueAt }) {
      const name = JSON.stringify([kind, subject]);
      const known = tables.tasks.get(name);
      if (known?.tries !== tries || known.dueAt !== dueAt) return false;
      return tables.tasks.delete(name);
    },
  };
}
