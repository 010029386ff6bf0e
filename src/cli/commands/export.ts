/** `outdial export`: a line for every row read, with what became of it. */
import { Option, type Command } from 'commander';
import { findCampaign, readLedger, type Ledger } from '../../app/ledger.ts';
import { logLines, resultLines } from '../../app/results/lines.ts';
import type { Beside } from '../../app/results/table.ts';
import { formatOf, FORMATS, readBetween, readOnly, type Format, type Wanted } from '../../app/results/wanted.ts';
import { writeLines, writeResults } from '../../app/results/write.ts';
import type { Config } from '../../config/environment.ts';
import type { Campaign } from '../../model/campaign.ts';
import { userError } from '../../model/errors.ts';
import type { CampaignId } from '../../model/ids.ts';
import { count, operatorZone } from '../../report/when.ts';
import { configOf, EXIT, pathOf, sayNext, type Context, type Done, type Exit } from '../terminal/context.ts';
import { several } from '../terminal/flags.ts';
import { refuseDash, refuseOverwrite } from '../terminal/refuse-overwrite.ts';
import { stoppable, transcriptLines } from '../terminal/show-transcripts.ts';

type Options = {
  format?: Format;
  attempts?: true;
  log?: true;
  out?: string;
  force?: true;
  bom?: true;
  only?: readonly string[];
  between?: string;
  columns?: readonly string[];
  transcripts?: string;
};

const EXAMPLES = `
Examples:
  $ outdial export reminders --out results.xlsx
  $ outdial export reminders --only busy,no_answer --out again.csv
  $ outdial export reminders --between 2026-12-01..2026-12-04 --columns Name,status,message
  $ outdial export reminders --format jsonl | jq .status
  $ outdial export reminders --only answered --transcripts said --out results.xlsx
  $ outdial export --log --out log.jsonl

The columns, and what each says: docs/results.md. A file that export wrote as CSV or XLSX can be loaded again.

With --transcripts what was said in the call of each row is read at the provider and written into the folder, a file
a call; two more columns name that file and the address of the recording, which asks for the API key. Files that are
there stay, so the same command again goes on where it stopped.

A log line is sealed with SHA-256 over the hash of the line before it (nothing for the first) and the line as JSON
with its keys in alphabetical order, without seq and hash, and \`at\` in milliseconds. Lines of one campaign are a part
of the chain; only the log of all of them can be checked by itself. outdial verify checks it here.`;

export function addExport(command: Command, context: Context, done: Done): void {
  command
    .addOption(
      new Option('--format <format>', 'csv, jsonl or xlsx (default: by the name of --out, else csv)').choices(FORMATS),
    )
    .option('--only <words>', 'rows that ended so: busy,no_answer,rejected,…', several)
    .option('--between <days>', 'rows last called on these days: 2026-12-01..2026-12-04')
    .option('--columns <names>', 'these columns, in this order: Name,status,message', several)
    .option('--attempts', 'a line for every attempt instead of every row')
    .option('--transcripts <folder>', 'write what was said in each call into this folder (readable by you only)')
    .option('--bom', 'mark CSV as UTF-8, for Excel')
    .option('--log', 'the log instead, as JSON lines in its hash chain; without a name, of every campaign')
    .option('--out <file>', 'write a file (readable by you only) instead of printing')
    .option('--force', 'replace the file')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined, { out, ...given }: Options) => {
      // `-` is standard output.
      const options: Options = { ...given, ...(out === undefined || out === '-' ? {} : { out }) };
      const wanted = wantedOf(options);
      if (name === undefined && options.log !== true) {
        throw userError('no_name', 'Which campaign?', 'outdial status lists them; outdial export NAME exports one.');
      }
      const { dataDir } = configOf(context, command);
      // The campaign's own list is a file like any other here: nobody knows any more where it was.
      const force = options.force === true;
      await refuseOverwrite(context, [{ flag: '--out', path: options.out }], { sources: [], dataDir, force });
      const config = configOf(context, command);
      const exit = await readLedger(context, config, async (ledger): Promise<Exit> => {
        const campaign = name === undefined ? null : await findCampaign(ledger, name);
        if (wanted === null || campaign === null) await exportLog(ledger, campaign?.id ?? null, options, context);
        else if (options.transcripts === undefined) await exportResults(ledger, campaign.id, wanted, options, context);
        else return exportWithTranscripts(ledger, campaign, wanted, options.transcripts, options, config, context);
        return EXIT.ok;
      });
      done(exit);
    });
}

/** Null: the log. */
function wantedOf(options: Options): Wanted | null {
  const { log, out, only, between, columns, transcripts } = options;
  if (transcripts !== undefined) refuseDash('--transcripts', transcripts);
  const chosen = (['format', 'only', 'between', 'columns', 'attempts', 'bom', 'transcripts'] as const).filter(
    (name) => options[name] !== undefined,
  );
  if (log === true) {
    const [first] = chosen;
    if (first === undefined || (first === 'format' && options.format === 'jsonl')) return null;
    throw userError('wrong_option', `--${first} chooses among results, and --log asks for the log.`, 'Leave one out.');
  }
  const format = options.format ?? (out === undefined ? 'csv' : formatOf(out));
  if (format === 'xlsx' && out === undefined) {
    throw userError('wrong_option', 'A workbook is no text to print.', 'Name a file: --out results.xlsx');
  }
  if (options.bom === true && format !== 'csv') {
    throw userError('wrong_option', `--bom is a mark of CSV, and this is ${format}.`, 'Leave it out.');
  }
  return {
    format,
    attempts: options.attempts === true,
    bom: options.bom === true,
    ...(only === undefined ? {} : { only: readOnly(only) }),
    ...(between === undefined ? {} : { between: readBetween(between, operatorZone()) }),
    ...(columns === undefined ? {} : { columns }),
  };
}

async function exportLog(
  ledger: Ledger,
  campaign: CampaignId | null,
  options: Options,
  context: Context,
): Promise<void> {
  const lines = logLines(ledger, campaign);
  if (options.out === undefined) return print(lines, context);
  const path = pathOf(context, options.out);
  const written = await writeLines(path, lines, '\n', options.force === true);
  context.terminal.say(`${count(written, 'line')} written to ${path}`);
  sayNext(context, 'outdial verify');
}

/** What was said is read at the provider meanwhile; the only part of it that takes long, and that Ctrl-C is heard in. */
async function exportWithTranscripts(
  ledger: Ledger,
  campaign: Campaign,
  wanted: Wanted,
  typed: string,
  options: Options,
  config: Config,
  context: Context,
): Promise<Exit> {
  const { withTranscripts, Stopped } = await import('../../app/results/transcripts.ts');
  const folder = pathOf(context, typed);
  const { stop, over } = stoppable(context);
  const asked = { folder, replace: options.force === true, stop };
  try {
    await withTranscripts(ledger, campaign, asked, config, context.clock, async (beside, tally) => {
      await exportResults(ledger, campaign.id, wanted, options, context, beside, () => {
        for (const line of transcriptLines(tally, folder)) context.terminal.say(line);
      });
    });
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    context.terminal.say('Stopped: what was said so far is written, call by call; the results are not.');
    return EXIT.stopped;
  } finally {
    over();
  }
}

async function exportResults(
  ledger: Ledger,
  campaign: CampaignId,
  wanted: Wanted,
  { out, force }: Options,
  context: Context,
  beside?: Beside,
  told = (): void => undefined,
): Promise<void> {
  const { terminal, clock } = context;
  const { format } = wanted;
  if (out === undefined) {
    // A workbook is not printed: `wantedOf` has seen to it.
    if (format !== 'xlsx') await print(resultLines(ledger, campaign, { ...wanted, format }, beside), context);
    return told();
  }
  const path = pathOf(context, out);
  const when = { now: clock.now(), zone: operatorZone() };
  const { rows, cut } = await writeResults(path, ledger, campaign, wanted, force === true, when, beside);
  terminal.say(`${count(rows, 'row')} written to ${path}`);
  if (cut > 0)
    terminal.say(`${count(cut, 'cell')} were longer than Excel takes, and end there: as csv they are whole.`);
  told();
  sayNext(context, `outdial status ${campaign}`);
}

async function print(lines: AsyncIterable<string>, { terminal }: Context): Promise<void> {
  for await (const line of lines) {
    if (terminal.closed) break;
    await terminal.out(line);
  }
}
