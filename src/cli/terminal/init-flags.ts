/** The flags of `init`: those of a campaign, and one for each question that has none of its own. */
import { Option, type Command } from 'commander';
import { PURPOSES, type Purpose } from '../../app/campaign/init/purposes.ts';
import type { CampaignKeys } from '../../app/campaign/source.ts';
import type { SettingFlags } from '../../config/environment.ts';
import { addKeyFlags } from './campaign-flags.ts';
import { several, whole } from './flags.ts';

export type InitFlags = CampaignKeys & {
  purpose?: Purpose;
  hours?: string;
  /** False: nothing. */
  tell?: readonly string[] | false;
  tries?: number;
  out?: string;
  force?: true;
  yes?: true;
  /** As typed, for what to type next. */
  settings?: SettingFlags;
};

/** The most calls to a contact that a campaign file may ask for. */
const MOST_TRIES = 20;

export function addInitFlags(command: Command): Command {
  return addKeyFlags(command)
    .addOption(new Option('--purpose <purpose>', 'what the calls are for').choices(PURPOSES))
    .option('--hours <hours>', 'when they may be called, where they are: "mon-fri 09:00-18:00"')
    .option('--tell <column>', 'a column that the agent is told; may be given several times', several)
    .option('--no-tell', 'the agent is told nothing of the list')
    .option('--tries <n>', 'calls to one person at most', whole(1, MOST_TRIES))
    .option('--out <file>', 'where the campaign file goes (default: campaign.json)')
    .option('--force', 'replace a campaign file that is there')
    .option('--yes', 'take what is proposed, and do not ask');
}

/** Of each question, for whoever cannot be asked. */
export const QUESTION_FLAGS =
  '--from-number-id, --agent-id, --purpose, --hours, --tell, --tries, --to-number-column and --default-country';
