/** `outdial rehearse FILE`: the user's own list against a stand-in, with a ledger of its own; nobody is called. */
import { Option, type Command } from 'commander';
import {
  asRehearsed,
  chooseLine,
  LINE_TYPES,
  REHEARSAL_SPEED,
  REHEARSED,
  refuseSeveral,
  rehearsalNotes,
  standIns,
  type LineType,
} from '../../app/campaign/rehearsal.ts';
import { guessCountry } from '../../app/campaign/init/guess-country.ts';
import { NOBODY, sourceWords, type CampaignKeys } from '../../app/campaign/source.ts';
import { openSandbox, SANDBOX_KEY } from '../../app/open-provider.ts';
import { freshRehearsal } from '../../app/rehearsal-folder.ts';
import { campaignId } from '../../model/ids.ts';
import type { RunEnd } from '../../model/run.ts';
import { shellWord } from '../../report/shell-word.ts';
import { accountFor } from '../terminal/account.ts';
import { specFlags } from '../terminal/campaign-flags.ts';
import { EXIT, rehearsalConfig, settingFlags, type Context, type Done, type Exit } from '../terminal/context.ts';
import { decimal } from '../terminal/flags.ts';
import { typeAgain } from '../terminal/next-command.ts';
import { addRunFlags, type RunFlags } from '../terminal/run-flags.ts';
import { readTyped, type TypedSource } from '../terminal/typed-source.ts';
import { runSources } from './run.ts';

type RehearseFlags = RunFlags & { speed?: number; all?: true; lineType?: LineType };

/** A stand-in may be asked as often as one likes: whoever watches sees calls end as they end. */
const POLL = 200;

export function addRehearse(command: Command, context: Context, done: Done): void {
  addRunFlags(command)
    .option('--speed <n>', 'how much faster phones ring and people talk', decimal(0.1, 1_000), REHEARSAL_SPEED)
    .option('--all', `dial everybody (default: the first ${REHEARSED})`)
    .addOption(
      new Option('--line-type <type>', 'what the stand-in calls from (default: what the list needs)').choices(
        LINE_TYPES,
      ),
    )
    .addHelpText(
      'after',
      '\nNo key is needed. The list is read, checked and dialed as in a real run, against a stand-in on this machine.\n' +
        'Its ledger is kept beside yours until the same campaign is rehearsed again; the real run still dials everybody.\n' +
        'outdial run FILE --sandbox is the same.\n' +
        '\nExamples:\n  $ outdial rehearse contacts.xlsx\n  $ outdial rehearse campaign.json --all --speed 20\n' +
        '  $ outdial rehearse contacts.csv --default-country US --line-type twilio',
    )
    .action(async (file: string, options: RehearseFlags, self: Command) => {
      done(await rehearse([file], { ...options, settings: settingFlags(self) }, context));
    });
}

/** What `rehearse` and `run --sandbox` do. */
export async function rehearse(files: readonly string[], flags: RehearseFlags, context: Context): Promise<Exit> {
  refuseSeveral(files);
  const [file = ''] = files;
  const { terminal } = context;
  const { settings = {}, speed = REHEARSAL_SPEED } = flags;
  const config = rehearsalConfig(context, settings);
  const account = accountFor(files, config, context);
  const read = (keys: CampaignKeys): Promise<TypedSource> =>
    readTyped(context.cwd, file, keys, settings, account, NOBODY);
  const typed = await read(specFlags(flags));
  const guessed = await guessCountry(typed, context.clock.now());
  // The commands that are proposed after it say the country too: nothing else would read these numbers.
  const source = guessed === null ? typed : await read({ ...specFlags(flags), defaultCountry: guessed.country });
  const line = await chooseLine(source, flags.lineType ?? null, context);
  const people = standIns(source, line.type);
  const dataDir = await freshRehearsal(config.dataDir, campaignId(source.spec.name), context);
  const limit = flags.limit ?? (flags.all === true ? undefined : REHEARSED);
  terminal.say(`Rehearsal of ${sourceWords(source)} against a stand-in on this machine: nobody is called.`);
  for (const note of rehearsalNotes(source, line, speed, typeAgain('simulate', [source]))) terminal.say(`  ${note}`);
  if (guessed !== null) {
    const { country, because } = guessed;
    terminal.say(
      `  Numbers without a country code are taken for ${country}: ${because} (--default-country for another). The real run does not guess: init writes it down.`,
    );
  }
  if (flags.limit === undefined && limit !== undefined) {
    terminal.say(`  At most ${REHEARSED} people are dialed. --all dials everybody, --limit N as many as you say.`);
  }
  const sandbox = await openSandbox({ clock: context.clock, speed, usualOnly: true, ...people });
  let over: RunEnd | null = null;
  const ending = (end: RunEnd, first: number | null): string | null => {
    over = end;
    return sayAfter(end, first, source, dataDir, context);
  };
  try {
    const again = typeAgain('rehearse', [source]) + moreFlags(flags);
    const asked = { ...flags, yes: true, ending, again, ...(limit === undefined ? {} : { limit }) } as const;
    const rehearsed = { ...config, apiKey: SANDBOX_KEY, baseUrl: sandbox.url, dataDir, pollInterval: POLL };
    const exit = await runSources([asRehearsed(source, people)], asked, rehearsed, context);
    // As many as were to be rehearsed were.
    return exit === EXIT.stopped && isLimit(over) ? EXIT.ok : exit;
  } finally {
    await sandbox.close();
  }
}

function isLimit(end: RunEnd | null): boolean {
  return end?.is === 'limit';
}

/** Where the rehearsal can be looked into, and the command to type next; null: the usual one. */
function sayAfter(
  end: RunEnd,
  first: number | null,
  source: TypedSource,
  dataDir: string,
  { terminal }: Context,
): string | null {
  if (end.is !== 'finished' && end.is !== 'limit') return null;
  const folder = `--data-dir ${shellWord(dataDir)}`;
  terminal.say('Nobody was called. The rehearsal is kept until the next one of this campaign:');
  terminal.say(`  outdial status ${campaignId(source.spec.name)} ${folder}`);
  if (first !== null) terminal.say(`  outdial why row:${first} ${folder}`);
  if (source.named === '-') return null;
  return typeAgain(source.bare ? 'init' : 'check', [source]);
}

/** Those of `rehearse` itself, as they were typed. */
function moreFlags({ speed, all, lineType, limit }: RehearseFlags): string {
  const words = [
    ...(speed === undefined || speed === REHEARSAL_SPEED ? [] : [`--speed ${speed}`]),
    ...(all === true ? ['--all'] : []),
    ...(lineType === undefined ? [] : [`--line-type ${lineType}`]),
    ...(limit === undefined ? [] : [`--limit ${limit}`]),
  ];
  return words.map((word) => ` ${word}`).join('');
}
