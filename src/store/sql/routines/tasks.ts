/** What must happen later and is no call. */
import type { Instant } from '../../../model/time.ts';
import type { Task } from '../../port.ts';
import { reading } from '../../failure.ts';
import type { Dialect } from '../dialect.ts';
import { all, clampLimit, one, run, type Routine } from '../routine.ts';

type TaskRow = Omit<Task, 'dueAt' | 'body'> & { readonly due_at: Instant; readonly body: string };

/** In the order of their keys, so that two who put the same ones do not wait for each other in a circle. */
export function* putTasks(tasks: readonly Task[]): Routine<void> {
  const name = ({ kind, subject }: Task): string => `${kind} ${subject}`;
  const last = new Map(tasks.map((task) => [name(task), task]));
  for (const { kind, subject, dueAt, tries, body } of [...last.values()].sort((a, b) => (name(a) < name(b) ? -1 : 1))) {
    yield* run(
      `INSERT INTO task (kind, subject, due_at, tries, body) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (kind, subject)
       DO UPDATE SET due_at = excluded.due_at, tries = excluded.tries, body = excluded.body`,
      ...[kind, subject, Math.ceil(dueAt), tries, JSON.stringify(body)],
    );
  }
}

export function* dueTasks(d: Dialect, kinds: readonly string[], now: Instant, limit: number): Routine<readonly Task[]> {
  const rows = yield* all<TaskRow>(
    `SELECT kind, subject, due_at, tries, body FROM task WHERE ${d.among('kind', '$1')} AND due_at <= $2
     ORDER BY due_at, kind, subject LIMIT $3`,
    ...[kinds, Math.floor(now), clampLimit(limit)],
  );
  return rows.map(taskOf);
}

export function* taskOn(kind: string, subject: string): Routine<Task | undefined> {
  const row = yield* one<TaskRow>(
    'SELECT kind, subject, due_at, tries, body FROM task WHERE kind = $1 AND subject = $2',
    ...[kind, subject],
  );
  return row && taskOf(row);
}

function taskOf({ kind, subject, due_at: dueAt, tries, body }: TaskRow): Task {
  return {
    ...{ kind, subject, dueAt, tries },
    body: reading(`a task ${kind}`, () => JSON.parse(body) as Task['body']),
  };
}

export function* nextTask(d: Dialect, kinds: readonly string[]): Routine<Instant | null> {
  const first = yield* one<{ due_at: Instant }>(
    `SELECT due_at FROM task WHERE ${d.among('kind', '$1')} ORDER BY due_at LIMIT 1`,
    kinds,
  );
  return first?.due_at ?? null;
}

export function* dropTask({ kind, subject, tries, dueAt }: Task): Routine<boolean> {
  const dropped = yield* run(
    'DELETE FROM task WHERE kind = $1 AND subject = $2 AND tries = $3 AND due_at = $4',
    ...[kind, subject, tries, Math.ceil(dueAt)],
  );
  return dropped > 0;
}
