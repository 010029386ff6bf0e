/** Writes results, or any lines, to a file that is there whole or not at all. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeFile } from '../../files/new-file.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { Store } from '../../store/port.ts';
import { LEFT, resultsFolder } from './left.ts';
import { resultLines } from './lines.ts';
import type { Beside } from './table.ts';
import { unwritable } from './unwritable.ts';
import type { Wanted } from './wanted.ts';
import type { Written } from './workbook.ts';

const CHUNK = 64 * 1024;

/** `cut`: cells of a workbook that were longer than Excel takes. */
export type WrittenResults = { readonly rows: number; readonly cut: number };

/** `replace`: a file that is there when they are written. */
export async function writeResults(
  path: string,
  store: Store,
  campaign: CampaignId,
  wanted: Wanted,
  replace: boolean,
  written: Written,
  beside?: Beside,
): Promise<WrittenResults> {
  const { format } = wanted;
  if (format === 'xlsx') {
    const tally = { rows: 0, cut: 0 };
    // Loaded where a workbook is written.
    const { resultWorkbook } = await import('./workbook.ts');
    await writeFile(path, resultWorkbook(store, campaign, wanted, written, tally, beside), replace);
    return tally;
  }
  const csv = format === 'csv';
  const lines = resultLines(store, campaign, { ...wanted, format }, beside);
  const n = await writeLines(path, lines, csv ? '\r\n' : '\n', replace);
  return { rows: csv ? n - 1 : n, cut: 0 };
}

/** Returns the number of lines. `end`: of each. */
export async function writeLines(
  path: string,
  lines: AsyncIterable<string>,
  end: string,
  replace: boolean,
): Promise<number> {
  let written = 0;
  const chunks = async function* (): AsyncGenerator<string> {
    let buffer = '';
    for await (const text of lines) {
      written += 1;
      buffer += text + end;
      if (buffer.length <= CHUNK) continue;
      yield buffer;
      buffer = '';
    }
    yield buffer;
  };
  await writeFile(path, chunks(), replace);
  return written;
}

/**
 * Names, numbers and conversations are in it: only its owner may read it. A reader of an older file of that name sees the
 * old one or the new one, never half of one.
 */
async function writeFile(path: string, chunks: AsyncIterable<string | Uint8Array>, replace: boolean): Promise<void> {
  try {
    const file = await makeFile(path, replace);
    try {
      for await (const chunk of chunks) await file.write(chunk);
      await file.publish();
    } finally {
      await file.discard();
    }
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** After somebody was forgotten: the results that runs left beside the ledger, where there are any. Answers how many. */
export async function rewriteResults(
  store: Store,
  dataDir: string,
  campaigns: readonly CampaignId[],
  when: Written,
): Promise<number> {
  let written = 0;
  for (const campaign of campaigns) {
    for (const format of LEFT) {
      const path = join(resultsFolder(dataDir), `${campaign}.${format}`);
      if (!existsSync(path)) continue;
      await writeResults(path, store, campaign, { format, attempts: false, bom: true }, true, when);
      written += 1;
    }
  }
  return written;
}
