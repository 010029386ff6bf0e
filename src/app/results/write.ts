/** Writes results, or any lines, to a file that is there whole or not at all. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileExists, makeFile } from '../../files/new-file.ts';
import { userError } from '../../model/errors.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { Store } from '../../store/port.ts';
import { resultsFolder } from '../open-ledger.ts';
import { resultLines, type Wanted } from './lines.ts';

/** Returns the number of rows. `replace`: a file that is there when they are written. */
export async function writeResults(
  path: string,
  store: Store,
  campaign: CampaignId,
  wanted: Wanted,
  replace: boolean,
): Promise<number> {
  const csv = wanted.format === 'csv';
  const lines = await writeLines(path, resultLines(store, campaign, wanted), csv ? '\r\n' : '\n', replace);
  return csv ? lines - 1 : lines;
}

/**
 * Names, numbers and conversations are in it: only its owner may read it. A reader of an older file of that name sees the
 * old one or the new one, never half of one. Returns the number of lines.
 */
export async function writeLines(
  path: string,
  lines: AsyncIterable<string>,
  end: string,
  replace: boolean,
): Promise<number> {
  let written = 0;
  try {
    const file = await makeFile(path, replace);
    try {
      let buffer = '';
      for await (const text of lines) {
        written += 1;
        buffer += text + end;
        if (buffer.length > 64 * 1024) {
          await file.write(buffer);
          buffer = '';
        }
      }
      await file.write(buffer);
      await file.publish();
    } finally {
      await file.discard();
    }
    return written;
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** After somebody was forgotten: the results that runs left beside the ledger, where there are any. Answers how many. */
export async function rewriteResults(store: Store, dataDir: string, campaigns: readonly CampaignId[]): Promise<number> {
  let written = 0;
  for (const campaign of campaigns) {
    const path = join(resultsFolder(dataDir), `${campaign}.csv`);
    if (!existsSync(path)) continue;
    await writeResults(path, store, campaign, { format: 'csv', attempts: false }, true);
    written += 1;
  }
  return written;
}

function unwritable(path: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  if (code === 'EEXIST') return fileExists(path);
  const what = code === 'ENOENT' ? 'its folder does not exist' : code === 'EISDIR' ? 'it is a folder' : message;
  return userError('unwritable', `${path} cannot be written: ${what}.`, 'Name another file.');
}
