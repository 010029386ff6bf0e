/** `outdial migrate`: brings a shared ledger to this version's schema, once, under a lock. */
import type { Command } from 'commander';
import { migrateSharedLedger } from '../../app/open-shared.ts';
import { count } from '../../report/when.ts';
import { configOf, EXIT, sayNext, type Context, type Done } from '../terminal/context.ts';

export function addMigrate(command: Command, context: Context, done: Done): void {
  command
    .option('--dry-run', 'only show what would be done')
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nEvery command does this by itself where it is needed; this one shows it, and lets you choose the moment.\n' +
        'None does it while workers dial with the ledger: stop them first.\n' +
        '\nExamples:\n  $ outdial migrate --dry-run\n  $ outdial migrate',
    )
    .action(async (options: { dryRun?: true; json?: true }) => {
      const dry = options.dryRun === true;
      const { from, to, names } = await migrateSharedLedger(configOf(context, command), dry);
      const { terminal } = context;
      if (options.json === true) await terminal.out(JSON.stringify({ from, to, steps: names, dry_run: dry }));
      else {
        for (const name of names) await terminal.out(name);
        const steps = count(names.length, 'step');
        if (names.length === 0) terminal.say(`The ledger has schema ${to} already: nothing to do.`);
        else terminal.say(`${dry ? 'Would bring' : 'Brought'} the ledger from schema ${from} to ${to} in ${steps}.`);
      }
      sayNext(context, dry && names.length > 0 ? 'outdial migrate' : 'outdial worker');
      done(EXIT.ok);
    });
}
