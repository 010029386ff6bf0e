/** `outdial resume`: whoever dials goes on with a paused campaign; where nobody does, this is its run. */
import type { Command } from 'commander';
import { isDialed, type Which } from '../../app/campaign/choose.ts';
import { resumeCampaigns, type Resumed } from '../../app/campaign/resume.ts';
import { readLedger } from '../../app/ledger.ts';
import { engineOf } from '../../app/open-ledger.ts';
import type { Config } from '../../config/environment.ts';
import type { Campaign } from '../../model/campaign.ts';
import { UserError, userError } from '../../model/errors.ts';
import { count } from '../../report/when.ts';
import {
  configOf,
  EXIT,
  runAgainWords,
  sayNext,
  settingFlags,
  type Context,
  type Done,
  type Exit,
} from '../terminal/context.ts';
import { whole } from '../terminal/flags.ts';
import type { RunFlags } from '../terminal/run-flags.ts';
import { meanwhile, standsRecord, statusOf, unchanged, whichOf } from '../terminal/steer-flags.ts';

type Options = Pick<RunFlags, 'yes' | 'limit' | 'untilIdle' | 'results' | 'force' | 'json' | 'acceptOtherLedgers'> & {
  all?: true;
};

export function addResume(command: Command, context: Context, done: Done): void {
  command
    .option('--all', 'every campaign that is paused, or whose run has ended')
    .option('--yes', 'do not ask, where this has to dial')
    .option('--limit <n>', 'dial at most so many contacts, then hold (where nobody dials yet)', whole(1, 1_000_000_000))
    .option('--until-idle', 'end, with exit code 3, once nobody can be rung before the next opening (where this dials)')
    .option('--accept-other-ledgers', 'dial although another outdial ledger uses this account')
    .option('--results <file>', 'where the results go (default: beside the ledger)')
    .option('--force', 'replace that file where it is there')
    .option('--json', 'print what became of it as JSON')
    .addHelpText(
      'after',
      '\nWhere a run or a worker dials with this ledger, it goes on with it at once. Where nobody dials, this is its run:\n' +
        'by what is stored of it (no file is needed), with the screen, the summary and the exit codes of outdial run.\n' +
        '\nExamples:\n  $ outdial resume reminders\n  $ outdial resume --all --yes',
    )
    .action(async (names: string[], options: Options, self: Command) => {
      const config = configOf(context, command);
      const which = whichOf(names, options.all === true);
      const flags = { ...options, settings: settingFlags(self) };
      const toDial = await readLedger(context, config, async (ledger) => {
        if (flags.limit !== undefined && (await isDialed(config, ledger))) throw limitElsewhere();
        const result = await resumeCampaigns(ledger, which, config, context);
        if (result.is === 'nobody_dials') return dialable(result, context);
        const leads = await engineOf(config, ledger);
        await sayResumed(result, which, leads.is === 'idle' && config.databaseUrl !== null, flags, context);
        return null;
      });
      done(toDial === null ? EXIT.ok : await run(toDial, flags, config, context));
    });
}

/** Whoever dials counts its own limit only: resumed by them it would be dialed to its end. */
function limitElsewhere(): Error {
  const message = 'Somebody dials with this ledger, and a --limit cannot be handed over. Nothing was changed.';
  return userError('limit_elsewhere', message, 'Leave out --limit, or wait until nobody dials.');
}

/** What dials is loaded where nobody does. */
async function run(toDial: readonly Campaign[], flags: RunFlags, config: Config, context: Context): Promise<Exit> {
  const { runStored } = await import('../terminal/show-resume.ts');
  return runStored(toDial, flags, config, context, context.operator);
}

/** Those that a run can go on with, by what is stored of them. */
function dialable({ chosen, toDial }: Extract<Resumed, { is: 'nobody_dials' }>, context: Context): readonly Campaign[] {
  if (toDial.length > 0) return toDial;
  const started = chosen.length === 0 ? 'No campaign is paused' : `"${chosen[0]?.name ?? ''}" was never started`;
  const message = `${started}, and nobody dials with this ledger now: nothing would go on.`;
  throw userError('nobody_dials', message, `To go on, ${runAgainWords(context)}.`);
}

async function sayResumed(
  result: Exclude<Resumed, { is: 'nobody_dials' }>,
  which: Which,
  nobodyLeads: boolean,
  { json }: RunFlags,
  context: Context,
): Promise<void> {
  const { terminal } = context;
  if (result.is !== 'over') {
    for (const note of result.notes) terminal.say(`${terminal.colors.yellow('note:')} ${note}`);
  }
  if (result.is === 'agent_refuses') {
    throw new UserError(result.faults.map((fault) => ({ code: 'agent_refuses', ...fault })));
  }
  const resumed = result.is === 'over' ? 0 : result.resumed;
  const now = result.is === 'over' ? result.chosen : result.now;
  if (json === true) await terminal.out(JSON.stringify({ resumed, campaigns: now.map(standsRecord) }));
  const paused = now.filter(({ state }) => state.is === 'paused');
  const said =
    resumed === 0
      ? [unchanged(now, 'paused', context)]
      : [`${count(resumed, 'campaign')} resumed.`, ...meanwhile(paused, context)];
  for (const line of said) terminal.say(line);
  if (nobodyLeads && resumed > 0) terminal.say('No worker dials for this account now: start one with outdial worker.');
  sayNext(context, statusOf(now, which));
}
