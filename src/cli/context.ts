/** What every command is handed: the terminal, the clock, luck, and the settings, read when first needed. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Clock } from '../clock.ts';
import { readConfig, type Config, type Surroundings } from '../config.ts';
import type { MakeId } from '../luck.ts';
import { onLedger } from './started.ts';
import type { Terminal } from './terminal.ts';

/** Calls back when the operator or the system asks the process to end. */
export type Interrupts = (onInterrupt: () => void) => { readonly stop: () => void };

export type Context = {
  readonly terminal: Terminal;
  /** For lists that come as `-`. */
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly clock: Clock;
  readonly makeId: MakeId;
  readonly makeSecret: () => string;
  readonly at: Surroundings;
  readonly interrupts: Interrupts;
  /** Who works here: the name of the system's user, for the log. */
  readonly operator: string;
  /** The package's own folder: the demo's campaign is in it. */
  readonly packageDir: string;
  /** What the bundled `package.json` says. */
  readonly version: string;
  /** `--data-dir` as it was typed. */
  readonly typedDataDir?: string | undefined;
};

/** The exit codes of every command. One that ran and has nothing to complain of ends with `ok`. */
export const EXIT = {
  ok: 0,
  /** `check`: rows rejected; `run`: contacts need review; `doctor`: something fails. */
  attention: 1,
  /** Could not start. */
  cannot: 2,
  stopped: 3,
  paused: 4,
  lostLease: 5,
} as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** What a command's action does with its exit code. */
export type Done = (exit: Exit) => void;

/** Settings with what the flags say on top. */
export function configOf(context: Context, command: Command): Config {
  const config = readConfig(context.at);
  const { dataDir } = command.optsWithGlobals<{ dataDir?: string }>();
  return { ...config, dataDir: resolve(context.at.cwd, dataDir ?? config.dataDir) };
}

/** A path the user typed, or one beside the working folder. */
export function pathOf(context: Context, path: string): string {
  return resolve(context.at.cwd, path);
}

/** The last line of every command: what to type next, about the same ledger. */
export function sayNext(context: Context, command: string): void {
  const { terminal, typedDataDir } = context;
  terminal.say(terminal.colors.dim(`next: ${onLedger(command, typedDataDir)}`));
}
