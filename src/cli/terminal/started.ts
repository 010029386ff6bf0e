/** How outdial was started, as one types it again: each command that it prints begins so. */
import { posix, win32 } from 'node:path';
import { COMMANDS } from '../commands.ts';
import { fileWord } from './next-command.ts';

export type Start = {
  /** `process.argv[1]`: the script as it was named, a link still a link. */
  readonly script: string;
  readonly cwd: string;
  /** `PATH`. */
  readonly path: string;
  readonly platform: string;
};

/** `outdial` where it is on the path, `npx outdial` where a project has it, else Node and the script itself. */
export function howStarted({ script, cwd, path, platform }: Start): string {
  const { basename, delimiter, dirname, relative, resolve, sep } = platform === 'win32' ? win32 : posix;
  const folder = dirname(script);
  const parts = folder.split(sep);
  // npm puts this folder on the path of what it starts, and of nothing else.
  if (parts.at(-1) === '.bin' && parts.at(-2) === 'node_modules') return 'npx outdial';
  const linked = basename(script) === 'outdial';
  if (linked && path.split(delimiter).some((one) => one !== '' && resolve(cwd, one) === folder)) return 'outdial';
  const inside = parts.lastIndexOf('node_modules');
  // A command file of Windows names the script in the package, where Unix has a link.
  if (inside >= 0) return within(cwd, parts.slice(0, inside).join(sep), sep) ? 'npx outdial' : 'outdial';
  const near = relative(cwd, script);
  const typed = near.startsWith('..') ? script : near;
  if (linked) return fileWord(typed.includes(sep) ? typed : `.${sep}${typed}`);
  return `node ${fileWord(typed)}`;
}

function within(folder: string, root: string, sep: string): boolean {
  return folder === root || folder.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
}

const VERBS = [...COMMANDS.map(({ usage }) => usage.split(' ')[0]), 'help', '--help'].join('|');
const COMMAND = new RegExp(String.raw`(?<![\w/\\.-])(?<!npx )outdial (?=(?:${VERBS})(?![\w-]))`, 'g');

/** Every command in a message, begun as this one was. */
export function asStarted(text: string, started: string): string {
  return started === 'outdial' ? text : text.replace(COMMAND, () => `${started} `);
}
