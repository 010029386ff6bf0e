/** `outdial call`: one test call, followed to its end, with what was said. */
import { InvalidArgumentError, type Command } from 'commander';
import { rowLike } from '../../app/call/like-row.ts';
import { testCall } from '../../app/call/test-call.ts';
import { whoCalls } from '../../app/call/who-calls.ts';
import { lookUp } from '../../app/campaign/lookups.ts';
import { NOBODY, saysWhoCalls, type CampaignKeys } from '../../app/campaign/source.ts';
import { openAccount, type OpenAccount } from '../../app/open.ts';
import { simulationInputs } from '../../app/simulation-inputs.ts';
import { isLoopback, type Config, type SettingFlags } from '../../config/environment.ts';
import { userError } from '../../model/errors.ts';
import { specFlags } from '../terminal/campaign-flags.ts';
import { accountFor } from '../terminal/account.ts';
import { configOf, sayNext, settingFlags, type Context, type Done, type Exit } from '../terminal/context.ts';
import { several, whole } from '../terminal/flags.ts';
import { typeAgain } from '../terminal/next-command.ts';
import { callShown, showCallEnd } from '../terminal/show-call.ts';
import { interruptible } from '../terminal/show-run.ts';
import { readTyped, type TypedSource } from '../terminal/typed-source.ts';

type Options = CampaignKeys & {
  campaign?: string;
  like?: number;
  set?: Readonly<Record<string, string>>;
  acceptOtherLedgers?: true;
  json?: true;
};

export function addCall(command: Command, context: Context, done: Done): void {
  command
    .option('--campaign <file>', 'call as this campaign (or list) would: its agent, line, hours and variables')
    .option(
      '--like <row>',
      "with this row's variables (default: the first that can be dialed)",
      whole(2, 1_000_000_000),
    )
    .option('--set <name=value>', 'a variable of the call; may be given several times', variable)
    .option('--agent-id <id>', 'the agent that talks')
    .option('--from-number-id <id>', 'number to call from: id, E.164 or label', several)
    .option('--default-country <code>', 'country of a number without a "+", such as US')
    .option('--to-number-column <column>', 'column of the list with the number', several)
    .option('--ringing-timeout-seconds <n>', 'how long the phone rings, 5 to 80')
    .option('--max-call-duration-minutes <n>', 'the longest the call may last, 1 to 480')
    .option('--accept-other-ledgers', 'dial although another outdial ledger uses this account')
    .option('--json', 'print what it came to as JSON')
    .addHelpText(
      'after',
      '\nIt dials at once and does not ask. Do-not-call lists, hours and limits hold as for every call; without a\n' +
        'campaign the hours are 08:00 to 21:00 where the number is. A call outside them is refused, not kept waiting.\n' +
        'Ctrl-C waits for the open call, twice stops at once.\n' +
        '\nExit codes: 0 the call was taken · 1 it was not, or that is not sure · 2 refused, nobody was rung\n' +
        '            3 stopped · 4 paused by a rule · 5 another outdial has taken over\n' +
        '\nExamples:\n  $ outdial call "+1 415 555 0101" --campaign campaign.json --like 17\n' +
        '  $ outdial call +14155550101 --agent-id agent_… --from-number-id +14155550100 --set first_name=Maria',
    )
    .action(async (number: string[], options: Options, self: Command) => {
      done(await call(number.join(' '), options, settingFlags(self), configOf(context, self), context));
    });
}

async function call(
  number: string,
  options: Options,
  settings: SettingFlags,
  config: Config,
  context: Context,
): Promise<Exit> {
  const { campaign: file, like = null, set = {} } = options;
  if (like !== null && file === undefined) {
    throw userError('like_row', '--like names a row, and no list was named.', 'Add --campaign FILE.');
  }
  const open = await openAccount(config, context, options.acceptOtherLedgers);
  try {
    const source = await sourceFor(file, specFlags(options), settings, open, config, context);
    const looked = await lookUp(source.spec, open.voice);
    const rehearsal = isLoopback(config.baseUrl);
    const row = file === undefined ? null : await rowLike(source, { row: like, looked, rehearsal }, context);
    const carried = { row: row?.row ?? 0, variables: { ...row?.variables, ...set } };
    const { prices, from } = await simulationInputs(source.spec, undefined, context.cwd);
    const facts = { config, looked, carried, given: Object.keys(set), prices, pricesFrom: from.prices };
    const asked = { number, like: source, looked, variables: carried.variables, baseUrl: config.baseUrl };
    const onEvent = callShown(facts, context);
    const end = await interruptible(context, (signals) => testCall(open, asked, { ...signals, onEvent }, context));
    const exit = await showCallEnd(end, facts, options.json === true, context);
    const story = `outdial why row:2 --campaign ${end.campaign.id}`;
    sayNext(context, file === undefined || exit !== 0 ? story : typeAgain('run', [source]));
    return exit;
  } finally {
    await open.close();
  }
}

/** A campaign file says who calls; where nobody does, an account that has one of each does. */
async function sourceFor(
  file: string | undefined,
  keys: CampaignKeys,
  settings: SettingFlags,
  { voice }: OpenAccount,
  config: Config,
  context: Context,
): Promise<TypedSource> {
  const { cwd, terminal } = context;
  const account = accountFor(file === undefined ? [] : [file], config, context);
  const typed = file === undefined ? null : await readTyped(cwd, file, keys, settings, account, NOBODY);
  if (typed !== null && saysWhoCalls(typed)) return typed;
  const { keys: all, taken } = await whoCalls(voice, keys);
  for (const sentence of taken) terminal.say(sentence);
  return readTyped(cwd, file ?? '-', all, settings, account);
}

function variable(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('Give a name and its value, such as first_name=Maria.');
  }
  return Object.fromEntries([...Object.entries(before), [name, value]]);
}
