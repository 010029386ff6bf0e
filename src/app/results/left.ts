/** What a run leaves beside the ledger, and where. */
import { join } from 'node:path';

/** For programs, and by its mark for Excel too; and a workbook, in which numbers stay as they are. */
export const LEFT = ['csv', 'xlsx'] as const;

/** Where a run leaves its results unless told otherwise. */
export function resultsFolder(dataDir: string): string {
  return join(dataDir, 'results');
}
