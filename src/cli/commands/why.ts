/** `outdial why`: what happened to somebody, and what comes next. */
import type { Command } from 'commander';
import { readLedger } from '../../app/ledger.ts';
import { historiesOf } from '../../app/person/history.ts';
import { configOf, EXIT, type Context, type Done } from '../terminal/context.ts';
import { showNeverLoaded, showStories } from '../terminal/show-stories.ts';

type Options = { campaign?: string; transcript?: true; json?: true };

export function addWhy(command: Command, context: Context, done: Done): void {
  command
    .option('--campaign <name>', 'look in this campaign only')
    .option('--transcript', 'with what was said in their calls: from the ledger, else the provider is asked')
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nThe query is a number in any form, a contact, attempt or call id, row:17, or a word of the row.\n' +
        '\nExamples:\n  $ outdial why "+1 415 555 0101"\n  $ outdial why row:17 --campaign reminders\n  $ outdial why lovelace --transcript',
    )
    .action(async (text: string, { campaign, transcript, json }: Options) => {
      const config = configOf(context, command);
      const found = await readLedger(context, config, (ledger) =>
        historiesOf(ledger, { text, campaign }, config, context, transcript === true),
      );
      if (found.is === 'found') await showStories(found.stories, text, json === true, context);
      else await showNeverLoaded(found, json === true, context);
      done(EXIT.ok);
    });
}
