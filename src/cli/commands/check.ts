/** `outdial check`: what is in a campaign and what is wrong with it; dials nothing and keeps nothing. */
import type { Command } from 'commander';
import { checkCampaign } from '../../app/campaign/check.ts';
import { openSpool, type IssueSpool } from '../../app/campaign/issue-spool.ts';
import type { LoadNotice } from '../../app/campaign/load.ts';
import { NOBODY, sourceWords, type CampaignKeys } from '../../app/campaign/source.ts';
import { isLoopback, type Config, type SettingFlags } from '../../config/environment.ts';
import { formatProblem, UserError } from '../../model/errors.ts';
import { checkLines, checkSummary, type Checked } from '../../report/check.ts';
import { formatWhen, operatorZone } from '../../report/when.ts';
import { accountFor } from '../terminal/account.ts';
import { addCampaignFlags, specFlags } from '../terminal/campaign-flags.ts';
import { configOf, EXIT, sayNext, settingFlags, type Context, type Exit, type Done } from '../terminal/context.ts';
import { whole } from '../terminal/flags.ts';
import { afterALook, typeAgain } from '../terminal/next-command.ts';
import { refuseOverwrite } from '../terminal/refuse-overwrite.ts';
import { loadWords } from '../terminal/show-notices.ts';
import { readTyped, type TypedSource } from '../terminal/typed-source.ts';

type Options = CampaignKeys & { json?: true; offline?: true; rejects?: string; force?: true; limitIssues?: number };

export function addCheck(command: Command, context: Context, done: Done): void {
  addCampaignFlags(command)
    .option('--offline', 'do not ask the provider about agent and numbers')
    .option('--limit-issues <n>', 'print at most so many issues (--json)', whole(0, 1_000_000_000))
    .option('--json', '{"summary": …, "issues": […]}, row 1 is the header')
    .addHelpText(
      'after',
      '\nExit codes: 0 no row rejected · 1 some rejected · 2 cannot run\n' +
        '\nExamples:\n  $ outdial check campaign.json\n  $ outdial check contacts.csv --default-country US --rejects mend-me.csv\n' +
        '  $ outdial check campaign.json --json | jq .summary',
    )
    .action(async (file: string, options: Options, self: Command) => {
      done(await check(file, options, settingFlags(self), configOf(context, self), context));
    });
}

async function check(
  file: string,
  options: Options,
  settings: SettingFlags,
  config: Config,
  context: Context,
): Promise<Exit> {
  const { terminal } = context;
  const source = await readTyped(
    context.cwd,
    file,
    specFlags(options),
    settings,
    accountFor([file], config, context),
    NOBODY,
  );
  const { rejects, force = false, offline = false } = options;
  const reading = { sources: [source], dataDir: config.dataDir, force };
  await refuseOverwrite(context, [{ flag: '--rejects', path: rejects }], reading);
  const spool = openSpool(options.json === true ? (options.limitIssues ?? Infinity) : 0);
  try {
    const asked = { offline, rejects, force, onIssue: spool.add, bytes: context.stdin };
    // How the list was read stands among the notes of what is printed.
    const onNotice = (notice: LoadNotice): void => {
      if (notice.is !== 'read_as') terminal.say(loadWords(notice));
    };
    const checked = await checkCampaign(source, { ...asked, onNotice }, config, context);
    if (options.json === true) await printJson(checked, spool, context);
    else for (const line of checkLines(checked, operatorZone())) await terminal.tell(line);
    return verdict(source, checked, config, context);
  } finally {
    spool.close();
  }
}

async function printJson(checked: Checked, spool: IssueSpool, { terminal }: Context): Promise<void> {
  await terminal.out(`{"summary":${JSON.stringify(checkSummary(checked))},"issues":[`);
  let before: string | null = null;
  for await (const line of spool.lines()) {
    if (terminal.closed) break;
    if (before !== null) await terminal.out(`${before},`);
    before = line;
  }
  await terminal.out(`${before ?? ''}]}`);
}

/** What `run` would refuse is refused here too, after everything else was shown. */
function verdict(source: TypedSource, checked: Checked, config: Config, context: Context): Exit {
  const { report, window, unlooked, now, missing, unmet } = checked;
  if (missing.length > 0) throw new UserError(missing);
  const { terminal } = context;
  const note = terminal.colors.yellow('note:');
  if (window !== null && !isLoopback(config.baseUrl)) {
    if (config.apiKey !== null && unlooked === null) throw new UserError(window);
    terminal.say(`${note} on a real host: ${formatProblem(window)}`);
  }
  if (unmet.length > 0 && config.apiKey !== null && unlooked === null) throw new UserError(unmet);
  for (const problem of unmet) terminal.say(`${note} on a real host: ${formatProblem(problem)}`);
  const { endAt } = source.spec;
  if (endAt !== null && endAt <= now) {
    const passed = formatWhen(endAt, now, operatorZone());
    terminal.say(`${note} schedule.end_at has passed (${passed}): run will not dial anybody.`);
  }
  const after = afterALook(source, config.apiKey !== null);
  // Of a bare list init finds out what most of them lack, such as the country of its numbers.
  // What the law lacks has been said: it keeps nobody from a rehearsal.
  if (report.accepted > 0 || unmet.length > 0 || (source.bare && source.named !== '-'))
    sayNext(context, after.next, after.first);
  else sayNext(context, typeAgain('check', [source]), `Mend ${sourceWords(source)}, then look again:`);
  return report.rejected > 0 ? EXIT.attention : EXIT.ok;
}
