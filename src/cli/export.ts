/** `outdial export`: a line for every row read, with what became of it. */
import { Option, type Command } from 'commander';
import { count } from '../report/when.ts';
import { configOf, EXIT, pathOf, sayNext, type Context } from './context.ts';
import { findCampaign, readLedger } from './ledger.ts';
import type { Done } from './program.ts';
import { FORMATS, resultLines, writeResults, type Format } from './result-file.ts';

type Options = { format: Format; attempts?: true; out?: string };

export function addExport(program: Command, context: Context, done: Done): void {
  program
    .command('export <name>')
    .description('a line for every row read: what became of it, and its own columns')
    .addOption(new Option('--format <format>', 'csv, or a JSON object a line').choices(FORMATS).default('csv'))
    .option('--attempts', 'a line for every attempt instead of every row')
    .option('--out <file>', 'write a file (readable by you only) instead of printing')
    .addHelpText(
      'after',
      '\nExamples:\n  $ outdial export reminders --out results.csv\n  $ outdial export reminders --format jsonl | jq .status',
    )
    .action(async (name: string, options: Options, command: Command) => {
      const wanted = { format: options.format, attempts: options.attempts === true };
      const { terminal } = context;
      await readLedger(context, configOf(context, command), async (store) => {
        const campaign = await findCampaign(store, name);
        if (options.out === undefined) {
          for await (const line of resultLines(store, campaign.id, wanted)) {
            if (terminal.closed) break;
            await terminal.out(line);
          }
          return;
        }
        const path = pathOf(context, options.out);
        const rows = await writeResults(path, store, campaign.id, wanted, context.makeId);
        terminal.say(`${count(rows, 'row')} written to ${path}`);
        sayNext(context, `outdial status ${campaign.id}`);
      });
      done(EXIT.ok);
    });
}
