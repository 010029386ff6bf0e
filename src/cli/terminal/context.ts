/** What every command is handed: the terminal, the clock, luck, and the settings, read when first needed. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Caller, Installed } from '../../app/runtime.ts';
import { readConfig, type Config, type SettingFlags, type Environment } from '../../config/environment.ts';
import { userError } from '../../model/errors.ts';
import { withSettings } from './next-command.ts';
import type { Terminal } from './screen.ts';

/** Calls back when the operator or the system asks the process to end; `gone`: its terminal was closed. */
export type Interrupts = (onInterrupt: (how: 'asked' | 'gone') => void) => { readonly stop: () => void };

export type Context = Caller &
  Installed & {
    readonly terminal: Terminal;
    /** For lists that come as `-`. */
    readonly stdin: AsyncIterable<Uint8Array>;
    readonly at: Environment;
    /** The settings that were typed; what is run outside a command line has none. */
    readonly typed?: () => SettingFlags;
    readonly interrupts: Interrupts;
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
  const config = readConfig(context.at, settingFlags(command));
  return { ...config, dataDir: resolve(context.at.cwd, config.dataDir) };
}

/** What says where a ledger is kept and what is true of the account; a rehearsal listens to nothing else. */
const PLACES: readonly string[] = ['OUTDIAL_DATA_DIR', 'XDG_DATA_HOME', 'LOCALAPPDATA', 'OUTDIAL_DEBUG'];

/** The settings of a rehearsal: no key, no host and no server of the user's is in them, so that none can be touched. */
export function rehearsalConfig({ at }: Context, settings: SettingFlags): Config {
  // A .env that merely lies there may hold the key alone: it has nothing to say.
  const flags = { ...settings, settingsFile: settings.settingsFile ?? false };
  const env = Object.fromEntries(Object.entries(at.env).filter(([name]) => PLACES.includes(name)));
  const own = readConfig({ ...at, env }, flags);
  const none = readConfig({ ...at, env: {}, readText: () => undefined });
  const { dataDir, accountFile, debug } = own;
  const from = { ...none.from, dataDir: { kind: 'flag', name: 'of this rehearsal' } } as const;
  return { ...none, dataDir: resolve(at.cwd, dataDir), accountFile, debug, from };
}

/** As typed: for reading settings, and for the commands that are proposed next. */
export function settingFlags(command: Command): SettingFlags {
  const { dataDir, config, settings, envFile } = command.optsWithGlobals<{
    dataDir?: string;
    config?: string;
    settings?: string | boolean;
    envFile?: string | boolean;
  }>();
  // Commander's own default beside a --no-… is true.
  const named = [settings, envFile].filter((file) => typeof file === 'string');
  if (named.length > 1) {
    throw userError(
      'set_twice',
      '--settings and --env-file were both given.',
      'They are one flag: leave --env-file out.',
    );
  }
  const none = settings === false || envFile === false;
  return {
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(config === undefined ? {} : { configFile: config }),
    ...(none ? { settingsFile: false } : named[0] === undefined ? {} : { settingsFile: named[0] }),
    ...(typeof envFile === 'string' ? { readByNode: true } : {}),
  };
}

/** A path the user typed, or one beside the working folder. */
export function pathOf(context: Context, path: string): string {
  return resolve(context.at.cwd, path);
}

/**
 * The last line of every command: what to type next, about the same ledger and with the same settings. It can be typed as it
 * is: `first` is for what has to be said or done before.
 */
export function sayNext(context: Context, command: string, first?: string): void {
  const { terminal } = context;
  if (first !== undefined) terminal.say(first);
  terminal.say(terminal.colors.dim(`next: ${sameSettings(context, command)}`));
}

/** Where only the campaign's file can go on, and nobody knows where that is: a sentence, which nobody takes for a command. */
export function sayRunAgain(context: Context): void {
  context.terminal.say(`To go on, ${runAgainWords(context)}.`);
}

export function runAgainWords(context: Context): string {
  return `type ${sameSettings(context, 'outdial run')} and after it the campaign file, as before`;
}

/** The command about the same ledger, for messages. */
export function sameSettings({ typed }: Context, command: string): string {
  return withSettings(command, typed?.());
}
