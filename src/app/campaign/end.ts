/** What a run came to: how each campaign stands after it, and its results in a file. */
import { join } from 'node:path';
import type { Campaign } from '../../model/campaign.ts';
import { UserError } from '../../model/errors.ts';
import type { CampaignId } from '../../model/ids.ts';
import { makeFolder } from '../../store/folder.ts';
import type { CampaignCounts, LogHead } from '../../store/port.ts';
import type { OpenAccount } from '../open.ts';
import { formatOf } from '../results/wanted.ts';
import type { Written } from '../results/workbook.ts';
import { LEFT } from '../results/left.ts';
import { writeResults } from '../results/write.ts';

export type CampaignEnd = {
  readonly campaign: Campaign;
  readonly counts: CampaignCounts;
  readonly rangTwice: number;
};

export async function endOf({ store }: OpenAccount, campaign: Campaign): Promise<CampaignEnd> {
  return {
    campaign: (await store.campaign(campaign.id)) ?? campaign,
    counts: await store.counts(campaign.id),
    rangTwice: await store.rangTwice(campaign.id),
  };
}

/** The log as it stands: kept elsewhere it shows later that nothing before it was rewritten. */
export async function logHeadOf({ store }: OpenAccount): Promise<LogHead | null> {
  return (await store.logHead()) ?? null;
}

export type ResultsTo = {
  /** Absolute; null: beside the ledger. */
  readonly path: string | null;
  /** `path` is a folder, with a file for each campaign. */
  readonly isFolder: boolean;
  /** Replaces a file that is there. */
  readonly force: boolean;
};

export type ResultsLeft = {
  readonly path: string;
  /** The same for a spreadsheet, where it was left beside it. */
  readonly workbook: string | null;
  readonly rows: number;
  /** The file that was to be written has come to be there meanwhile, and is kept. */
  readonly kept: string | null;
};

/**
 * Names and numbers are in it: unless told otherwise it stays beside the ledger, in a folder of the owner's. There it goes
 * too where somebody has put a file under the name that was told, in the hours of the run.
 */
export async function leaveResults(
  { store, resultsDir }: OpenAccount,
  id: CampaignId,
  { path: told, isFolder, force }: ResultsTo,
  written: Written,
): Promise<ResultsLeft> {
  const write = async (path: string, replace: boolean): Promise<number> => {
    const wanted = { format: formatOf(path), attempts: false, bom: true } as const;
    return (await writeResults(path, store, id, wanted, replace, written)).rows;
  };
  const leaveUsual = async (kept: string | null): Promise<ResultsLeft> => {
    makeFolder(resultsDir, 0o700);
    const [path = '', workbook = ''] = LEFT.map((format) => join(resultsDir, `${id}.${format}`));
    const rows = await write(path, true);
    await write(workbook, true);
    return { path, workbook, rows, kept };
  };
  if (told === null) return leaveUsual(null);
  if (isFolder) makeFolder(told, 0o700);
  const path = isFolder ? join(told, `${id}.csv`) : told;
  try {
    return { path, workbook: null, rows: await write(path, force), kept: null };
  } catch (error) {
    if (!(error instanceof UserError) || error.problems[0]?.code !== 'file_exists') throw error;
    return leaveUsual(told);
  }
}
