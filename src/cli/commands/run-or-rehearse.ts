/** `outdial run`, whose `--sandbox` is a rehearsal: which is built on `run`, and loaded only when it is asked for. */
import type { Command } from 'commander';
import type { Context, Done } from '../terminal/context.ts';
import { addRunCommand } from './run.ts';

export function addRun(command: Command, context: Context, done: Done): void {
  addRunCommand(command, context, done, async (files, flags) => {
    const { rehearse } = await import('./rehearse.ts');
    return rehearse(files, flags, context);
  });
}
