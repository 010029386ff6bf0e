/** The flags of `run` and `demo`. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CampaignKeys } from '../../app/campaign/source.ts';
import type { SettingFlags } from '../../config/environment.ts';
import type { RunEnd } from '../../model/run.ts';
import type { Kept } from '../../model/list-changes.ts';
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
  /** A finished campaign anew, under a name with the day in it. */
  new?: true;
  only?: readonly Kept[];
  sync?: true;
  untilIdle?: true;
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
    .option('--continue', 'a finished campaign whose list has grown or was corrected: dial only those')
    .option('--new', 'everybody anew, as a campaign of its own with the day in its name')
    .addOption(
      new Option(
        '--only <kinds>',
        'take only these rows of a list that is loaded again: new,changed,corrected',
      ).argParser(onlyKinds),
    )
    .option('--sync', 'leave out whoever waits and is not in the list any more')
    .option('--until-idle', 'end, with exit code 3, once nobody can be rung before the next opening')
    .option('--results <file>', 'where the results go (default: beside the ledger)')
    .option('--json', 'print the end of each campaign as JSON');
}

const KINDS = ['new', 'changed', 'corrected'] as const satisfies readonly Kept[];

/** `new,corrected`: at least one of them. */
export function onlyKinds(text: string): readonly Kept[] {
  const typed = text.split(',').map((kind) => kind.trim().toLowerCase());
  const known = KINDS.filter((kind) => typed.includes(kind));
  const strange = typed.find((kind) => !KINDS.some((one) => one === kind));
  if (strange === undefined) return known;
  throw new InvalidArgumentError(`"${strange}" is none of ${KINDS.join(', ')}.`);
}
