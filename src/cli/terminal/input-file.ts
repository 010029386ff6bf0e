/** Reads what FILE on the command line is: a campaign file, or a bare list with flags beside it. */
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { SettingFlags } from '../../config/environment.ts';
import { fileProblem } from '../../load/list/file-errors.ts';
import type { ListSource } from '../../load/list/open.ts';
import { specFromFlags, readSpec, type Spec } from '../../load/spec/spec.ts';
import type { SpecFlags } from '../../load/spec/flags.ts';
import { decodeHead } from '../../load/list/text.ts';
import { isWrappedList } from '../../load/spec/wrapped-list.ts';
import { pathOf, type Context } from './context.ts';

export type Source = {
  readonly spec: Spec;
  /** A list without a campaign file. */
  readonly bare: boolean;
  /** As on the command line, like what follows: for messages that say what to type next. */
  readonly typed: string;
  readonly flags: SpecFlags;
  /** As typed too. */
  readonly settings: SettingFlags;
};

/** What is looked at of a file. `tail`: its last part, where it is longer than its first. */
type Ends = { readonly head: string; readonly tail: string };

/** The first line of JSON Lines must be in it. */
const HEAD = 64 * 1024;

/** `forBare`: what stands in for flags that a bare list may do without; a campaign file never sees it. */
export async function readSource(
  context: Context,
  typed: string,
  flags: SpecFlags,
  forBare: SpecFlags = {},
  settings: SettingFlags = {},
): Promise<Source> {
  const { cwd } = context.at;
  const all = { ...forBare, ...flags };
  const asTyped = { typed, flags, settings };
  if (typed === '-') return { spec: specFromFlags('-', all, cwd), bare: true, ...asTyped };
  const path = pathOf(context, typed);
  const ends = await endsOf(path, typed);
  return isCampaignFile(path, ends)
    ? { spec: await readSpec(path, flags), bare: false, ...asTyped }
    : { spec: specFromFlags(path, all, cwd), bare: true, ...asTyped };
}

/** For messages: what is being read. */
export function sourceWords({ typed }: Source): string {
  return typed === '-' ? 'standard input' : typed;
}

export function listSource(spec: Spec, stdin: AsyncIterable<Uint8Array>): ListSource {
  switch (spec.contacts.is) {
    case 'file':
      return { is: 'file', path: spec.contacts.path };
    case 'stdin':
      return { is: 'stream', name: 'stdin', bytes: stdin };
    case 'inline':
      return { is: 'inline', rows: spec.contacts.rows };
  }
}

/** Whatever is called `.json` and is no list is read as a campaign file: its reader says best what is wrong with it. */
function isCampaignFile(path: string, { head, tail }: Ends): boolean {
  if (extname(path).toLowerCase() !== '.json') return false;
  if (isWrappedList(head, tail)) return false;
  const text = head.trimStart();
  if (text.startsWith('[')) return false;
  const [first = '', ...rest] = text.split(/\r\n|\n|\r/);
  if (rest.join('').trim() === '') return true;
  try {
    // One whole object a line is JSON Lines, whatever the name says.
    return !(first.startsWith('{') && typeof JSON.parse(first) === 'object');
  } catch {
    return true;
  }
}

/** Before any flag is asked for: a file that is not there is the first thing to hear about. */
async function endsOf(path: string, typed: string): Promise<Ends> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
      const { size } = await file.stat();
      const end = await file.read(Buffer.alloc(HEAD), 0, HEAD, Math.max(HEAD, size - HEAD));
      return {
        head: decodeHead(buffer.subarray(0, bytesRead)),
        tail: end.buffer.subarray(0, end.bytesRead).toString('latin1'),
      };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileProblem(typed, error);
  }
}
