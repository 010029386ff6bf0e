/** What must happen later, written. */
import type { Store } from '../port.ts';
import { runNow } from '../sql/routine.ts';
import { dropTask, putTasks } from '../sql/routines/tasks.ts';
import type { Database } from './database.ts';

export function sqlTasks(db: Database): Pick<Store, 'putTasks' | 'dropTask'> {
  return {
    putTasks: (tasks) => db.write(() => runNow(db, putTasks(tasks))),
    dropTask: (task) => db.write(() => runNow(db, dropTask(task))),
  };
}
