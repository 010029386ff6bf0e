/** Ids as they are typed: some with commas between them, or a file with one in each line. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileProblem } from '../../load/list/file-errors.ts';
import { readSmallFile } from '../../load/list/small-file.ts';
import { decodeWhole } from '../../load/list/text.ts';

/** `cwd`: where a relative path starts. */
export async function readIds(typed: string, cwd: string): Promise<readonly string[]> {
  const path = resolve(cwd, typed);
  // What is called like a file is one: as an id that nobody has it would be passed over with a word.
  if (!existsSync(path) && !/\.(?:csv|txt|tsv)$|[\\/]/i.test(typed)) return cleaned(typed.split(','));
  let bytes: Uint8Array;
  try {
    bytes = await readSmallFile(path);
  } catch (error) {
    throw fileProblem(typed, error);
  }
  return cleaned(decodeWhole(bytes, typed).split(/\r\n|\n|\r/));
}

/** A cell of a spreadsheet may stand in quotes. */
function cleaned(ids: readonly string[]): readonly string[] {
  return ids.map((id) => id.trim().replace(/^"(.*)"$/, '$1')).filter((id) => id !== '');
}
