/** `outdial cancel`: nobody of a campaign is dialed any more, for good. It never asks: nobody is rung for it. */
import type { Command } from 'commander';
import { cancelCampaign, type Canceled } from '../../app/campaign/cancel.ts';
import { readLedger } from '../../app/ledger.ts';
import { count } from '../../report/when.ts';
import { configOf, EXIT, sayNext, type Context, type Done } from '../terminal/context.ts';
import { standsWords } from '../terminal/show-steering.ts';
import { hungUpLines, hungUpRecord, standsRecord } from '../terminal/steer-flags.ts';

type Options = { hangUp?: true; json?: true };

export function addCancel(command: Command, context: Context, done: Done): void {
  command
    .option('--hang-up', 'end the calls that are talking too')
    .option('--json', 'print what became of it as JSON')
    .addHelpText(
      'after',
      '\nThis cannot be undone: outdial pause can. Open calls go on to their end unless they are hung up.\n' +
        '\nExamples:\n  $ outdial cancel reminders\n  $ outdial cancel reminders --hang-up',
    )
    .action(async (name: string, options: Options) => {
      const { json } = options;
      const hangUp = options.hangUp === true;
      const config = configOf(context, command);
      const result = await readLedger(context, config, (ledger) =>
        cancelCampaign(ledger, name, { hangUp }, config, context),
      );
      if (json === true) await context.terminal.out(JSON.stringify(recordOf(result)));
      for (const line of lines(result, context)) context.terminal.say(line);
      sayNext(context, `outdial status ${result.campaign.id}`);
      done(EXIT.ok);
    });
}

function lines(result: Canceled, context: Context): readonly string[] {
  const { campaign, done, waited, open, dialed, hungUp } = result;
  const calls = hungUp === null ? [] : hungUpLines(hungUp);
  if (!done) return [`"${campaign.name}" ${standsWords(campaign, context)}: nothing was changed.`, ...calls];
  const follows = dialed ? 'whoever dials now' : 'the next outdial that dials with this ledger';
  return [
    `"${campaign.name}" is canceled: no new call begins. ${count(waited, 'contact')} waited, and will not be dialed.`,
    ...(open === 0
      ? []
      : [`${count(open, 'call')} open: ${follows} follows ${open === 1 ? 'it' : 'them'} to the end.`]),
    ...calls,
    'This cannot be undone. To dial them after all, run the list under another name.',
  ];
}

function recordOf({ campaign, done, waited, open, hungUp }: Canceled): Record<string, unknown> {
  return { canceled: done, ...standsRecord(campaign), waited, open, hung_up: hungUpRecord(hungUp) };
}
