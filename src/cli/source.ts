/** Reads what FILE on the command line is: a campaign file, or a bare list with flags beside it. */
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileProblem } from '../load/files.ts';
import { specFromFlags, readSpec, type Spec } from '../load/spec.ts';
import type { SpecFlags } from '../load/spec-flags.ts';
import type { ListSource } from '../load/rows/open.ts';
import { pathOf, type Context } from './context.ts';

/** `bare`: a list without a campaign file. `typed`: as on the command line, for messages that say what to type next. */
export type Source = { readonly spec: Spec; readonly bare: boolean; readonly typed: string };

const HEAD = 4096;

/** `forBare`: what stands in for flags that a bare list may do without; a campaign file never sees it. */
export async function readSource(
  context: Context,
  typed: string,
  flags: SpecFlags,
  forBare: SpecFlags = {},
): Promise<Source> {
  const { cwd } = context.at;
  const all = { ...forBare, ...flags };
  if (typed === '-') return { spec: specFromFlags('-', all, cwd), bare: true, typed };
  const path = pathOf(context, typed);
  const head = await headOf(path, typed);
  return isCampaignFile(path, head)
    ? { spec: await readSpec(path, flags), bare: false, typed }
    : { spec: specFromFlags(path, all, cwd), bare: true, typed };
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
function isCampaignFile(path: string, head: string): boolean {
  if (extname(path).toLowerCase() !== '.json') return false;
  const text = head.trimStart();
  if (text.startsWith('[')) return false;
  const [first = '', ...rest] = text.split('\n');
  if (rest.join('').trim() === '') return true;
  try {
    // One whole object a line is JSON Lines, whatever the name says.
    return !(first.startsWith('{') && typeof JSON.parse(first) === 'object');
  } catch {
    return true;
  }
}

/** Before any flag is asked for: a file that is not there is the first thing to hear about. */
async function headOf(path: string, typed: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
      return buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileProblem(typed, error);
  }
}
