/** Command lines to type next: the same files with the same flags, quoted so that a shell hands them over as they are. */
import type { SettingFlags } from '../../config/environment.ts';
import { NOBODY } from '../../app/campaign/nobody.ts';
import type { CampaignKeys } from '../../app/campaign/source.ts';
import { BLANK, shellWord } from '../../report/shell-word.ts';
import { flagsAsTyped } from './campaign-flags.ts';
import type { TypedSource } from './typed-source.ts';

type Verb = 'run' | 'check' | 'simulate' | 'rehearse' | 'init';

/** `outdial run FILE… FLAGS`. Without its flags a list would make another campaign, of people who are known by other names. */
export function typeAgain(verb: Verb, sources: readonly TypedSource[], over: CampaignKeys = {}): string {
  const [first] = sources;
  const given = { ...first?.flags, ...over };
  // Who calls may be said by the account's file: a blank in its place would be taken for an agent of that name.
  const unsaid = verb === 'run' && sources.some(({ spec }) => spec.agentId === NOBODY.agentId);
  const unlined = verb === 'run' && sources.some(({ spec }) => spec.fromNumbers[0] === NOBODY.fromNumberId[0]);
  const blanks = { ...(unsaid ? { agentId: BLANK } : {}), ...(unlined ? { fromNumberId: [BLANK] } : {}) };
  const flags = { ...blanks, ...given };
  const words = [...flagsAsTyped(flags), ...folderFlag(first?.settings.dataDir)];
  const files = sources.map(({ named }) => fileWord(named));
  return ['outdial', verb, ...files, ...words.map(joined), ...settingsWords(first?.settings)].join(' ');
}

/**
 * What follows a look at a campaign: its run, or where nobody said who calls, what finds that out. A command with a blank in it
 * can be typed by nobody.
 */
export function afterALook(source: TypedSource, hasKey: boolean): { readonly first?: string; readonly next: string } {
  const { spec, bare, named } = source;
  const unsaid = spec.agentId === NOBODY.agentId || spec.fromNumbers[0] === NOBODY.fromNumberId[0];
  if (!unsaid || named === '-') return { next: typeAgain('run', [source]) };
  if (bare) return { next: typeAgain('init', [source]) };
  const first = `Who calls is not chosen yet: write "agent_id" and "from_number_id" into ${named}.`;
  if (!hasKey) return { first: `${first} A rehearsal needs neither:`, next: typeAgain('rehearse', [source]) };
  const next = withSettings('outdial phone-numbers ls', source.settings);
  return { first: `${first} Your numbers, and which agent answers them:`, next };
}

type Flag = readonly [flag: string, value: string];

function folderFlag(dataDir: string | undefined): Flag[] {
  return dataDir === undefined ? [] : [['--data-dir', dataDir]];
}

/** `--config FILE`, `--settings FILE`, `--no-env-file`: without it the next command would have other settings, or none. */
export function settingsWords(settings: SettingFlags = {}): readonly string[] {
  const { settingsFile, configFile } = settings;
  const config = configFile === undefined ? [] : [joined(['--config', configFile])];
  if (settingsFile === undefined) return config;
  return [...config, settingsFile === false ? '--no-env-file' : joined(['--settings', settingsFile])];
}

/** Another ledger than the usual one was named, or a file of settings: the next command is about those too. */
export function withSettings(command: string, settings: SettingFlags = {}): string {
  const { dataDir } = settings;
  const folder = dataDir === undefined || command.includes('--data-dir') ? [] : [`--data-dir ${fileWord(dataDir)}`];
  const words = [...folder, ...settingsWords(settings).filter((word) => !command.includes(word))];
  if (words.length === 0) return command;
  return command.replace(/outdial [a-z]+(?:-[a-z]+)*/, (verb) => `${verb} ${words.join(' ')}`);
}

/** A value that begins with a dash would be read as a flag. */
function joined([flag, value]: Flag): string {
  return value.startsWith('-') ? `${flag}=${shellWord(value)}` : `${flag} ${shellWord(value)}`;
}

/** `my list.csv` → `"my list.csv"`, `-dash.csv` → `./-dash.csv`; `-` is standard input. */
export function fileWord(path: string): string {
  return shellWord(path.startsWith('-') && path !== '-' ? `./${path}` : path);
}
