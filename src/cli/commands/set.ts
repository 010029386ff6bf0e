/** `outdial set`: limits of a campaign, changed while it runs, as if they stood so in its file. */
import type { Command } from 'commander';
import { applySet, planSet, readSetting, type SetPlan } from '../../app/campaign/set.ts';
import { readLedger } from '../../app/ledger.ts';
import { planChangeWords } from '../../report/plan-changes.ts';
import { count } from '../../report/when.ts';
import { accountFor } from '../terminal/account.ts';
import { agreed } from '../terminal/agreed.ts';
import { configOf, EXIT, sayNext, type Context, type Done, type Exit } from '../terminal/context.ts';

type Options = { yes?: true; json?: true };

export function addSet(command: Command, context: Context, done: Done): void {
  command
    .option('--yes', 'do not ask')
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nThe keys are those of the campaign file, checked as there; "default" takes a key out. Whoever dials goes by it within a\n' +
        'second. What rings more people, sooner or more often is asked about first. The file itself is not written: run again,\n' +
        'it shows the difference.\n' +
        '\nExamples:\n  $ outdial set reminders pacing.calls_per_second=2\n' +
        '  $ outdial set reminders window="mon-fri 10:00-16:00" retry.max_attempts=2\n' +
        '  $ outdial set reminders schedule.end_at="fri 18:00"',
    )
    .action(async (name: string, settings: readonly string[], options: Options) => {
      const config = configOf(context, command);
      const read = settings.map(readSetting);
      done(
        await readLedger(context, config, async (ledger) => {
          const plan = await planSet(ledger, name, read, accountFor([], config, context)(null), config, context);
          const exit = await show(plan, options, context);
          if (exit !== null) return exit;
          const { campaign, sooner } = await applySet(ledger, plan, context);
          const { terminal } = context;
          if (options.json === true) {
            await terminal.out(JSON.stringify({ ...record(plan), plan_version: campaign.plan.version, changed: true }));
          } else terminal.say(`Set, as version ${campaign.plan.version} of the plan.`);
          if (sooner > 0)
            terminal.say(`${count(sooner, 'contact')} that waited for the beginning may be dialed earlier.`);
          const { retry } = campaign.plan;
          if (retry.maxAttempts > plan.campaign.plan.retry.maxAttempts) {
            terminal.say('Whoever was given up already stays so: outdial retry gives them back.');
          }
          sayNext(context, `outdial status ${campaign.id}`, stateWords(plan));
          return EXIT.ok;
        }),
      );
    });
}

/** What will change, before it does. An exit: there is nothing to do, or nobody agreed. */
async function show(plan: SetPlan, options: Options, context: Context): Promise<Exit | null> {
  const { campaign, changes } = plan;
  const { terminal } = context;
  if (changes.length === 0) {
    if (options.json === true) await terminal.out(JSON.stringify({ ...record(plan), changed: false }));
    else terminal.say(`"${campaign.name}" is so already: nothing was changed.`);
    sayNext(context, `outdial status ${campaign.id}`);
    return EXIT.ok;
  }
  terminal.say(`"${campaign.name}":`);
  for (const words of planChangeWords(changes)) terminal.say(`  ${words}`);
  if (plan.slowsToo.length > 0) {
    terminal.say(
      `  ${plan.slowsToo.map((name) => `"${name}"`).join(', ')} dials on the same number and goes slower too: a number is as fast as ` +
        'the slowest that a running campaign says. For this campaign alone lower pacing.max_concurrent_calls or weight.',
    );
  }
  if (!plan.raises) return null;
  return (await agreed('It may ring more people, sooner or more often. Set it?', options, context))
    ? null
    : EXIT.cannot;
}

function stateWords({ campaign: { state } }: SetPlan): string | undefined {
  if (state.is === 'finished') return 'It is finished: this holds for whoever is dialed in it again (outdial retry).';
  return state.is === 'paused' ? 'It is paused: this holds once it goes on.' : undefined;
}

function record({ campaign, changes, raises, slowsToo }: SetPlan): Record<string, unknown> {
  const slows = slowsToo.length === 0 ? {} : { slows_too: slowsToo };
  return {
    campaign: campaign.id,
    state: campaign.state.is,
    changes,
    raises,
    ...slows,
    plan_version: campaign.plan.version,
  };
}
