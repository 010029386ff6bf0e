/** `outdial export`: a line for every row read, with what became of it. */
import { Option, type Command } from 'commander';
import { userError } from '../../model/errors.ts';
import { count } from '../../report/when.ts';
import { configOf, EXIT, pathOf, sayNext, type Context, type Done } from '../terminal/context.ts';
import { findCampaign, readLedger } from '../../app/ledger.ts';
import { refuseOverwrite } from '../terminal/refuse-overwrite.ts';
import { FORMATS, logLines, resultLines, type Format } from '../../app/results/lines.ts';
import { writeLines } from '../../app/results/write.ts';

type Options = { format: Format; attempts?: true; log?: true; out?: string; force?: true };

export function addExport(command: Command, context: Context, done: Done): void {
  command
    .addOption(new Option('--format <format>', 'csv, or a JSON object a line').choices(FORMATS).default('csv'))
    .option('--attempts', 'a line for every attempt instead of every row')
    .option('--log', 'the log instead, as JSON lines in its hash chain; without a name, of every campaign')
    .option('--out <file>', 'write a file (readable by you only) instead of printing')
    .option('--force', 'replace the file')
    .addHelpText(
      'after',
      '\nExamples:\n  $ outdial export reminders --out results.csv\n  $ outdial export reminders --format jsonl | jq .status\n  $ outdial export --log --out log.jsonl\n' +
        '\nA log line is sealed with SHA-256 over the hash of the line before it (nothing for the first) and the line as JSON\n' +
        'with its keys in alphabetical order, without seq and hash, and `at` in milliseconds. Lines of one campaign are a part\n' +
        'of the chain; only the log of all of them can be checked by itself. outdial verify checks it here.',
    )
    .action(async (name: string | undefined, { out, ...given }: Options) => {
      // `-` is standard output.
      const options: Options = { ...given, ...(out === undefined || out === '-' ? {} : { out }) };
      if (name === undefined && options.log !== true) {
        throw userError('no_name', 'Which campaign?', 'outdial status lists them; outdial export NAME exports one.');
      }
      const { terminal } = context;
      const config = configOf(context, command);
      // The campaign's own list is a file like any other here: nobody knows any more where it was.
      const force = options.force === true;
      await refuseOverwrite(context, [{ flag: '--out', path: options.out }], {
        sources: [],
        dataDir: config.dataDir,
        force,
      });
      await readLedger(context, config, async (ledger) => {
        const campaign = name === undefined ? null : (await findCampaign(ledger, name)).id;
        const lines =
          options.log === true || campaign === null
            ? logLines(ledger, campaign)
            : resultLines(ledger, campaign, { format: options.format, attempts: options.attempts === true });
        if (options.out === undefined) {
          for await (const line of lines) {
            if (terminal.closed) break;
            await terminal.out(line);
          }
          return;
        }
        const path = pathOf(context, options.out);
        const csv = options.log !== true && options.format === 'csv';
        const written = await writeLines(path, lines, csv ? '\r\n' : '\n', force);
        terminal.say(`${count(csv ? written - 1 : written, options.log === true ? 'line' : 'row')} written to ${path}`);
        sayNext(context, options.log === true ? 'outdial verify' : `outdial status ${campaign ?? ''}`);
      });
      done(EXIT.ok);
    });
}
