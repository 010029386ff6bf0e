/** `outdial backup`: a copy of the ledger, safe while an outdial dials with it. */
import type { Command } from 'commander';
import { backUp } from '../../app/backup.ts';
import { configOf, EXIT, pathOf, sayNext, type Context, type Done } from '../terminal/context.ts';
import { keepLedger } from '../terminal/output-paths.ts';
import { refuseDash } from '../terminal/refuse-overwrite.ts';

export function addBackup(command: Command, context: Context, done: Done): void {
  command
    .option('--force', 'replace the file')
    .addHelpText(
      'after',
      '\nThe copy is whole and checked, and readable by you only: names and numbers are in it. To go back to it, put it into\n' +
        'an empty folder as ledger.sqlite and name that folder with --data-dir. Calls made since are found at the next run,\n' +
        'before anybody is dialed. A ledger in PostgreSQL is copied with pg_dump.\n' +
        '\nExamples:\n  $ outdial backup monday.sqlite\n  $ outdial backup latest.sqlite --force',
    )
    .action(async (file: string, options: { force?: true }) => {
      const config = configOf(context, command);
      refuseDash('backup', file);
      const to = pathOf(context, file);
      keepLedger(config.dataDir, to, 'backup');
      const head = await backUp(config, to, options.force === true);
      context.terminal.say(`The ledger was copied to ${to}`);
      if (head !== null) context.terminal.say(`log: ${head.seq} lines, head ${head.hash}`);
      sayNext(context, head === null ? 'outdial status' : `outdial verify --head ${head.hash}`);
      done(EXIT.ok);
    });
}
