/** Command lines to type next: the same files with the same flags, quoted so that a shell hands them over as they are. */
import { sep } from 'node:path';
import { flagsAsTyped, type SpecFlags } from '../load/spec-flags.ts';
import type { Source } from './source.ts';

/** Left for the person to fill in. */
const BLANK = '…';

/** `outdial run FILE… FLAGS`. Without its flags a list would make another campaign, of people who are known by other names. */
export function typeAgain(verb: 'run' | 'check', sources: readonly Source[], over: SpecFlags = {}): string {
  const [first] = sources;
  const given = { ...first?.flags, ...over };
  const bare = sources.some((source) => source.bare) && verb === 'run';
  const flags = bare ? { agentId: BLANK, fromNumberId: [BLANK], ...given } : given;
  const folder = first?.dataDir === undefined ? [] : ['--data-dir', first.dataDir];
  const words = [...flagsAsTyped(flags), ...pairs(folder)];
  return ['outdial', verb, ...sources.map(({ typed }) => fileWord(typed)), ...words.map(joined)].join(' ');
}

type Flag = readonly [flag: string, value: string];

function pairs([flag, value]: readonly string[]): Flag[] {
  return flag === undefined || value === undefined ? [] : [[flag, value]];
}

/** A value that begins with a dash would be read as a flag. */
function joined([flag, value]: Flag): string {
  return value.startsWith('-') ? `${flag}=${shellWord(value)}` : `${flag} ${shellWord(value)}`;
}

/** `my list.csv` → `"my list.csv"`, `-dash.csv` → `./-dash.csv`; `-` is standard input. */
export function fileWord(path: string): string {
  return shellWord(path.startsWith('-') && path !== '-' ? `./${path}` : path);
}

/** In double quotes, which every shell knows, unless something in it would be expanded there. */
export function shellWord(text: string, windows: boolean = sep === '\\'): string {
  const plain = windows ? /^[\p{L}\p{N}_.,:/@+=\\-]+$/u : /^[\p{L}\p{N}_.,:/@%+=-]+$/u;
  if (text === BLANK || plain.test(text)) return text;
  return !windows && /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}
