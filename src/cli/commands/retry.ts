/** `outdial retry --refused`: people whom the provider refused may be dialed again, once what it complained of is mended. */
import type { Command } from 'commander';
import { findRefused, retryRefused } from '../../app/campaign/retry.ts';
import { readLedger } from '../../app/ledger.ts';
import type { Config } from '../../config/environment.ts';
import { userError } from '../../model/errors.ts';
import { count } from '../../report/when.ts';
import { agreed } from '../terminal/agreed.ts';
import {
  configOf,
  EXIT,
  sameSettings,
  sayNext,
  sayRunAgain,
  type Context,
  type Done,
  type Exit,
} from '../terminal/context.ts';
import { fileWord } from '../terminal/next-command.ts';

type Options = { refused?: true; yes?: true };

export function addRetry(command: Command, context: Context, done: Done): void {
  command
    .option('--refused', 'those whom the provider refused')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      '\nA refusal rang nobody and is not counted as a try. Mend first what the provider complained of.\n' +
        '\nExample:\n  $ outdial retry reminders --refused',
    )
    .action(async (name: string, options: Options) => {
      if (options.refused !== true) {
        const command = sameSettings(context, `outdial retry ${fileWord(name)} --refused`);
        throw userError('retry_whom', 'Whom to dial again was not said.', `Say: ${command}`);
      }
      done(await retry(name, configOf(context, command), options, context));
    });
}

function retry(name: string, config: Config, options: Options, context: Context): Promise<Exit> {
  const { terminal } = context;
  return readLedger(context, config, async (ledger) => {
    const refused = await findRefused(ledger, name, context);
    const { campaign, attempts } = refused;
    if (attempts.length === 0) {
      terminal.say('Nobody was refused.');
      sayNext(context, `outdial status ${campaign.id}`);
      return EXIT.ok;
    }
    const question = `Dial ${count(attempts.length, 'contact')} again whom the provider refused?`;
    if (!(await agreed(question, options, context))) return EXIT.cannot;
    const { reopened, waits } = await retryRefused(ledger, refused, context);
    terminal.say(`${count(reopened, 'contact')} may be dialed again.`);
    if (waits && config.databaseUrl === null) sayRunAgain(context);
    else sayNext(context, `outdial ${waits ? 'resume' : 'status'} ${campaign.id}`);
    return EXIT.ok;
  });
}
