/** The flags of `run` and `demo`. */
import type { Command } from 'commander';
import type { CampaignKeys } from '../../app/campaign/source.ts';
import type { SettingFlags } from '../../config/environment.ts';
import type { RunEnd } from '../../model/run.ts';
import { addCampaignFlags } from './campaign-flags.ts';
import { whole } from './flags.ts';

export type RunFlags = CampaignKeys & {
  yes?: true;
  loadOnly?: true;
  limit?: number;
  rejects?: string;
  /** Replaces what `results` and `rejects` name. */
  force?: true;
  acceptRejects?: true;
  acceptOtherLedgers?: true;
  continue?: true;
  results?: string;
  json?: true;
  /** As typed, for what to type to go on. */
  settings?: SettingFlags;
  /** No flag: what to type to go on, where that is not `run` with the same files. */
  again?: string;
  /** No flag: says what else is to be said at the end, and what to type next where that is not the usual. `first`: a row that was dialed. */
  ending?: (end: RunEnd, first: number | null) => string | null;
};

export function addRunFlags(command: Command): Command {
  return addCampaignFlags(command)
    .option('--yes', 'do not ask')
    .option('--load-only', 'load and stop; nobody is dialed')
    .option('--limit <n>', 'dial at most so many contacts, then hold (not with DATABASE_URL)', whole(1, 1_000_000_000))
    .option('--accept-rejects', 'dial although many rows are rejected or repeat one number')
    .option('--accept-other-ledgers', 'dial although another outdial ledger uses this account')
    .option('--continue', 'a finished campaign whose list has grown: dial the new rows')
    .option('--results <file>', 'where the results go (default: beside the ledger)')
    .option('--json', 'print the end of each campaign as JSON');
}
