/** Begins and ends a program of the user's own: without a shell, without our environment, and with whatever it has begun itself. */
import { spawn, type ChildProcess } from 'node:child_process';
import { isAbsolute, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { CommandToRun } from './failure.ts';

export type Child = ChildProcess & { readonly stdin: Writable; readonly stdout: Readable };

/** Where processes have groups, what a script has begun ends with it. */
const GROUPS = process.platform !== 'win32';

export function begin({ command: [program, ...args], dir, env }: CommandToRun): Child {
  // A name is looked for in PATH; a path is one of the folder of outdial.json.
  const path = /[\\/]/.test(program) && !isAbsolute(program) ? resolve(dir, program) : program;
  // What it says beside its answers may name people: it goes nowhere.
  const stdio = ['pipe', 'pipe', 'ignore'] as const;
  const child = spawn(path, args, {
    cwd: dir,
    env,
    stdio: [...stdio],
    shell: false,
    detached: GROUPS,
    windowsHide: true,
  });
  child.stdin?.on('error', () => undefined);
  return child as Child; // both pipes were asked for
}

/** Asked to end, then ended. */
export async function end(child: Child, clock: Clock): Promise<void> {
  if (child.pid === undefined) return;
  child.stdin.end();
  signal(child, 'SIGTERM');
  await clock.sleep(clock.now() + 500);
  signal(child, 'SIGKILL');
}

function signal(child: Child, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    if (GROUPS && child.pid !== undefined) process.kill(-child.pid, name);
    else child.kill(name);
  } catch {
    // It is gone.
  }
}
