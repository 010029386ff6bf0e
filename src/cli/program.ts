/** The command line as a whole: which commands there are, and how every error ends. */
import { Command, CommanderError, Option } from 'commander';
import { formatProblem, userError, UserError } from '../model/errors.ts';
import { readConfig, type SettingFlags } from '../config/environment.ts';
import { refuseUnread } from '../config/settings/read-by-node.ts';
import { ledgerTrouble } from '../app/ledger-trouble.ts';
import { COMMANDS, type Fill } from './commands.ts';
import { meantCommand } from './terminal/meant-command.ts';
import { EXIT, settingFlags, type Context, type Done } from './terminal/context.ts';

const ABOUT =
  'Dials a list of people with a Cartesia voice agent: once each, inside the limits, and says what happened.';
const EXAMPLES = `
First steps:
  $ outdial demo                     a whole campaign of made-up people, nobody is called
  $ outdial rehearse contacts.xlsx   your own list, and still nobody is called
  $ outdial init contacts.xlsx       makes campaign.json of it: a few questions
  $ outdial check campaign.json      every row judged; nobody is called
  $ outdial call "+1 415 555 0101" --campaign campaign.json   your own phone, once
  $ outdial run campaign.json        shows what it will do, asks, dials

Then:
  $ outdial status                   how it stands
  $ outdial why "+1 415 555 0101"    what happened to somebody
  $ outdial export reminders --out results.xlsx
  $ outdial explain not_a_phone_number   what a code means, how to mend it
  $ outdial doctor                   is everything set up?

Environment:
  CARTESIA_API_KEY       your key (or CARTESIA_API_KEY_FILE, or a .env file here)
  CARTESIA_BASE_URL      default https://api.cartesia.ai
  CARTESIA_VERSION       default: follows the agent
  OUTDIAL_DATA_DIR       where the ledger is kept
  OUTDIAL_POLL_INTERVAL  fastest polling, default 1s
  DATABASE_URL           a PostgreSQL that several machines share: outdial worker dials, outdial run watches
  REDIS_URL              hands the work from machine to machine (none: PostgreSQL does)
                         secrets also as CARTESIA_API_KEY_FILE, DATABASE_URL_FILE, REDIS_URL_FILE
                         all of them may stand in a file that --settings names; a .env here may hold
                         CARTESIA_API_KEY and nothing else of outdial's
  NO_COLOR               no colors

Exit codes: 0 done · 1 done, something needs you · 2 could not start · 3 stopped with work left
            4 paused by a rule · 5 another outdial has taken over
            a run that only watches (DATABASE_URL, or a second terminal) and is left with Ctrl-C: 3`;

/** Runs one command line; the answer is the exit code. Never throws. */
export async function main(argv: readonly string[], context: Context): Promise<number> {
  let exit: number = EXIT.ok;
  const typed = (): SettingFlags => settingFlags(program);
  const program = buildProgram({ ...context, typed }, (code) => (exit = code));
  program.hook('preSubcommand', () => refuseUnread(argv, settingFlags(program).settingsFile));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exit;
  } catch (error) {
    return report(error, context, typed);
  }
}

function buildProgram(context: Context, done: Done): Command {
  const { terminal } = context;
  const program = new Command('outdial')
    .description(ABOUT)
    .version(context.version, '-V, --version', 'print the version')
    .option('--data-dir <folder>', 'where the ledger is kept (else OUTDIAL_DATA_DIR, else your data folder)')
    .option('--config <file>', 'what is true of the account (else outdial.json beside the ledger)')
    .option(
      '--settings <file>',
      'take settings from this file too (a .env here may hold CARTESIA_API_KEY alone)',
      (file: string, before: unknown) => {
        if (typeof before !== 'string') return file;
        throw userError('set_twice', '--settings was given twice.', 'Put everything into one file.');
      },
    )
    .option('--no-env-file', 'take none from the .env in this folder')
    // Other spellings. The first is one that Node obeys too, before us.
    .addOption(new Option('--env-file <file>').hideHelp())
    .addOption(new Option('--no-settings').hideHelp())
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(outdial --help shows what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.tell(text.replace(/\n$/, '')),
      writeErr: (text) => terminal.say(text.replace(/\n$/, '')),
      outputError: (text, write) => write(withMeant(text)),
    })
    .configureHelp({
      helpWidth: Math.min(terminal.screen.columns(), 110),
      minWidthToWrap: 20,
      showGlobalOptions: true,
    });
  const fill = new Map<Command, () => Promise<Fill>>();
  for (const { usage, about, load } of COMMANDS) fill.set(program.command(usage).description(about), load);
  // What a command needs takes longer to load than most commands take: only the one that was typed is loaded.
  program.hook('preSubcommand', async (_program, typed) => (await fill.get(typed)?.())?.(typed, context, done));
  addHelp(program);
  return program;
}

const SEVERAL =
  'A name with spaces stands in quotes; a flag that takes several is given several times:\n' +
  '  --to-number-column Mobile --to-number-column "Home Phone"';

/** Its own guess takes "setup" for "status". */
function withMeant(text: string): string {
  if (/^error: too many arguments/.test(text)) return `${text}${SEVERAL}\n`;
  const [, typed] = /^error: unknown command '([^']*)'/.exec(text) ?? [];
  if (typed === undefined) return text;
  const known = COMMANDS.map(({ usage }) => usage.split(' ')[0] ?? '');
  const meant = meantCommand(typed, known);
  return `error: there is no command '${typed}'${meant === undefined ? '' : `\n(Did you mean outdial ${meant}?)`}\n`;
}

/** Commander's own would show a command before it has its flags. */
function addHelp(program: Command): void {
  program
    .command('help [command...]')
    .description('print help')
    .action(async ([name, ...inner]: readonly string[]) => {
      const known = program.commands.some((command) => command.name() === name);
      if (name === undefined || !known) program.help({ error: name !== undefined });
      await program.parseAsync([name, ...inner, '--help'], { from: 'user' });
    });
}

function report(error: unknown, context: Context, flags: () => SettingFlags): number {
  const { terminal } = context;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.cannot;
  if (error instanceof UserError) {
    for (const problem of error.problems) terminal.say(`${terminal.colors.red('error:')} ${formatProblem(problem)}`);
    return EXIT.cannot;
  }
  const trouble = ledgerTrouble(error);
  if (trouble !== null) {
    terminal.say(`${terminal.colors.red('error:')} ${trouble}`);
    return EXIT.cannot;
  }
  const message = error instanceof Error ? error.message : String(error);
  terminal.say(`${terminal.colors.red('error:')} ${message}`);
  terminal.say('This is a bug in outdial. With OUTDIAL_DEBUG=1 it prints where it happened; please report that.');
  if (wantsStack(context, flags) && error instanceof Error) terminal.say(error.stack ?? '');
  return EXIT.cannot;
}

function wantsStack(context: Context, flags: () => SettingFlags): boolean {
  try {
    return readConfig(context.at, flags()).debug;
  } catch {
    return false;
  }
}
