/** `outdial forget`: erases a person here, and what was said in their calls at the provider. */
import type { Command } from 'commander';
import { readLedger } from '../../app/ledger.ts';
import { isComplete } from '../../app/person/erase-calls.ts';
import { findToForget, forgetPerson } from '../../app/person/forget.ts';
import type { Config } from '../../config/environment.ts';
import { maskNumber } from '../../report/mask.ts';
import { count } from '../../report/when.ts';
import { agreed } from '../terminal/agreed.ts';
import { configOf, EXIT, sayNext, type Context, type Done, type Exit } from '../terminal/context.ts';
import { sayForgottenLater, showForgotten } from '../terminal/show-forgotten.ts';

type Options = { campaign?: string; suppress?: true; yes?: true };

export function addForget(command: Command, context: Context, done: Done): void {
  command
    .option('--campaign <name>', 'find them in this campaign (they are erased from every campaign)')
    .option('--suppress', 'and never call the number again, in any campaign of this ledger')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      '\nThe query is a number in any form, a contact, attempt or call id, row:17, or a word of the row. Everybody on that\n' +
        'number is erased. That calls were made stays in the counts and in the log, without a name. An opt-out stays,\n' +
        'and without one nothing is left that the number could be known by: loaded again it is a new one.\n' +
        'Not erased: your own lists, results you wrote elsewhere, backups.\n' +
        '\nExamples:\n  $ outdial forget "+1 415 555 0101"\n  $ outdial forget row:17 --campaign reminders --suppress --yes',
    )
    .action(async (text: string, options: Options) => {
      done(await forget(text, configOf(context, command), options, context));
    });
}

function forget(text: string, config: Config, options: Options, context: Context): Promise<Exit> {
  return readLedger(context, config, async (ledger) => {
    const whom = await findToForget(ledger, { text, campaign: options.campaign });
    const { number, rows, campaigns, owners } = whom.person;
    const who = number === null ? 'this row' : maskNumber(number);
    const where = `${count(rows, 'row')} in ${campaigns.join(', ')}`;
    const calls = count(whom.attempts.length, 'call');
    const question = `Erase ${who} (${where}, ${calls})? This cannot be undone.`;
    if (!(await agreed(question, options, context))) return EXIT.cannot;

    const forgotten = await forgetPerson(ledger, whom, options.suppress === true, config, context);
    // Again, by an id: once the call is over it erases at once, whoever dials.
    if (forgotten.is === 'later') {
      sayForgottenLater(forgotten, context);
      sayNext(context, `outdial forget ${owners[0] ?? '…'}`);
      return EXIT.attention;
    }
    showForgotten(forgotten, rows, context);
    const whole = forgotten.gone && isComplete(forgotten.calls);
    // By an id: their number may be known to nobody any more.
    sayNext(context, whole ? 'outdial verify' : `outdial forget ${owners[0] ?? '…'}`);
    return whole ? EXIT.ok : EXIT.attention;
  });
}
