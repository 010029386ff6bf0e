/** `outdial pause` and `resume`: steer whoever dials, from any terminal or machine that sees the ledger. */
import type { Command } from 'commander';
import type { Which } from '../../app/campaign/choose.ts';
import { pauseCampaigns, resumeCampaigns, type Paused } from '../../app/campaign/steer.ts';
import { readLedger } from '../../app/ledger.ts';
import type { Campaign, CampaignState } from '../../model/campaign.ts';
import { UserError, userError } from '../../model/errors.ts';
import { count } from '../../report/when.ts';
import { configOf, EXIT, runAgainWords, sayNext, sayRunAgain, type Context, type Done } from '../terminal/context.ts';

type Options = { all?: true };

export function addPause(command: Command, context: Context, done: Done): void {
  command
    .option('--all', 'every campaign that runs')
    .addHelpText('after', '\nExamples:\n  $ outdial pause reminders\n  $ outdial pause --all')
    .action(async (name: string | undefined, { all }: Options) => {
      const config = configOf(context, command);
      await readLedger(context, config, async (ledger) => {
        const which = whichOf(name, all === true);
        const result = await pauseCampaigns(ledger, which, {}, config, context);
        const { paused, chosen } = result;
        context.terminal.say(
          paused === 0 ? unchanged(chosen, 'running') : `${count(paused, 'campaign')} paused: no new call begins.`,
        );
        sayHowOn(result, which, context);
      });
      done(EXIT.ok);
    });
}

export function addResume(command: Command, context: Context, done: Done): void {
  command
    .option('--all', 'every campaign that is paused')
    .addHelpText('after', '\nExamples:\n  $ outdial resume reminders\n  $ outdial resume --all')
    .action(async (name: string | undefined, { all }: Options) => {
      const config = configOf(context, command);
      await readLedger(context, config, async (ledger) => {
        const { terminal } = context;
        const which = whichOf(name, all === true);
        const result = await resumeCampaigns(ledger, which, config, context);
        if (result.is === 'nobody_dials') {
          const message = 'Nobody dials with this ledger now, so nothing would go on.';
          throw userError('nobody_dials', message, `To go on, ${runAgainWords(context)}.`);
        }
        const notes = result.is === 'over' ? [] : result.notes;
        for (const note of notes) terminal.say(`${terminal.colors.yellow('note:')} ${note}`);
        if (result.is === 'agent_refuses') {
          throw new UserError(result.faults.map((fault) => ({ code: 'agent_refuses', ...fault })));
        }
        const resumed = result.is === 'over' ? 0 : result.resumed;
        terminal.say(resumed === 0 ? unchanged(result.chosen, 'paused') : `${count(resumed, 'campaign')} resumed.`);
        sayNext(context, statusOf(result.chosen, which));
      });
      done(EXIT.ok);
    });
}

function whichOf(name: string | undefined, all: boolean): Which {
  if (name !== undefined && all) throw userError('name_and_all', 'A name and --all were both given.', 'Use one.');
  if (name !== undefined) return { name };
  if (all) return 'all';
  throw userError('which_campaign', 'No campaign was named.', 'Name one (outdial status lists them), or say --all.');
}

/** After a pause: `resume` only where it would find one that is paused, and somebody to go on. */
function sayHowOn({ chosen, anyPaused, dialed }: Paused, which: Which, context: Context): void {
  if (!anyPaused) return sayNext(context, statusOf(chosen, which));
  if (!dialed) return sayRunAgain(context);
  sayNext(context, `outdial resume ${which === 'all' ? '--all' : (chosen[0]?.id ?? '')}`);
}

function statusOf(chosen: readonly Campaign[], which: Which): string {
  return which === 'all' ? 'outdial status' : `outdial status ${chosen[0]?.id ?? ''}`.trim();
}

function unchanged(chosen: readonly Campaign[], wanted: CampaignState['is']): string {
  const [first] = chosen;
  if (chosen.length !== 1 || first === undefined) return `No campaign is ${wanted}: nothing was changed.`;
  return `"${first.name}" is ${first.state.is}, not ${wanted}: nothing was changed.`;
}
