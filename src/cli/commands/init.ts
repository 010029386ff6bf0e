/** `outdial init`: makes a campaign file of a list, with what the list shows, what the account has, and six answers at most. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import { checkCampaign } from '../../app/campaign/check.ts';
import { readAccount, type AccountFacts } from '../../app/campaign/init/account.ts';
import { campaignText, campaignThere, refuseFolder, writeCampaign } from '../../app/campaign/init/campaign-file.ts';
import { studyList } from '../../app/campaign/init/study.ts';
import { NOBODY } from '../../app/campaign/source.ts';
import { isLoopback, type Config } from '../../config/environment.ts';
import { formatProblem, userError } from '../../model/errors.ts';
import { own } from '../../model/own.ts';
import { checkLines } from '../../report/check.ts';
import { columnLines, type ColumnRow } from '../../report/columns.ts';
import { operatorZone, count } from '../../report/when.ts';
import { accountFor } from '../terminal/account.ts';
import { specFlags } from '../terminal/campaign-flags.ts';
import {
  configOf,
  EXIT,
  pathOf,
  sayNext,
  settingFlags,
  type Context,
  type Done,
  type Exit,
} from '../terminal/context.ts';
import { Cancelled } from '../terminal/counted-questions.ts';
import { answer, type Answers } from '../terminal/init-answers.ts';
import { addInitFlags, QUESTION_FLAGS, type InitFlags } from '../terminal/init-flags.ts';
import { fileWord } from '../terminal/next-command.ts';
import { refuseOverwrite } from '../terminal/refuse-overwrite.ts';
import { answerLines } from '../terminal/show-answers.ts';
import { loadWords } from '../terminal/show-notices.ts';
import { readTyped, type TypedSource } from '../terminal/typed-source.ts';

const USUAL_FILE = 'campaign.json';

export function addInit(command: Command, context: Context, done: Done): void {
  addInitFlags(command)
    .addHelpText(
      'after',
      '\nIt shows how the columns of the list are understood, asks at most six questions, writes campaign.json and\n' +
        'checks it. Nobody is called. Without an API key the file says not_chosen where the number and the agent\n' +
        'belong: it can be checked and rehearsed, and not run.\n' +
        '\nExit codes: 0 written · 1 written, some rows are rejected · 2 nothing was written\n' +
        '\nExamples:\n  $ outdial init contacts.csv\n  $ outdial init contacts.csv --yes\n' +
        '  $ outdial init contacts.csv --yes --purpose appointment --hours "mon-sat 10:00-19:00" --tries 2',
    )
    .action(async (file: string, options: InitFlags, self: Command) => {
      const made = await init(file, { ...options, settings: settingFlags(self) }, configOf(context, self), context);
      done(made.exit);
    });
}

/** `file`: the campaign file as the next command names it; null: nothing was written. */
export async function init(
  list: string,
  flags: InitFlags,
  config: Config,
  context: Context,
): Promise<{ readonly exit: Exit; readonly file: string | null }> {
  const { terminal } = context;
  const source = await listOf(list, flags, config, context);
  const out = flags.out ?? USUAL_FILE;
  const path = pathOf(context, out);
  const questions = flags.yes === true ? null : terminal.questions;
  if (questions === null && flags.yes !== true) {
    const message = 'Nobody is here to be asked (this is no terminal), so nothing was written.';
    const hint = `Add --yes to take what is proposed, and say what else you know: ${QUESTION_FLAGS}.`;
    throw userError('needs_answers', message, hint);
  }
  await refuseFolder(path, out);
  const there = await campaignThere(path, out);
  if (there !== null && flags.force !== true && !(await mayReplace(out, there, list, questions !== null, context))) {
    return { exit: EXIT.cannot, file: null };
  }
  const replace = flags.force === true || there !== null;
  await refuseOverwrite(context, [{ flag: '--out', path: out }], {
    sources: [source],
    dataDir: config.dataDir,
    force: replace,
  });
  const study = await studyList(source, context.clock.now());
  const facts = await readAccount(config);
  sayAccount(facts, context);
  const show = (columns: readonly ColumnRow[]): void => {
    terminal.say(`${source.named}: ${count(columns.length, 'column')}, and what is in the first rows`);
    for (const line of columnLines(columns, terminal.screen.columns())) terminal.say(line);
  };
  let answers: Answers;
  try {
    answers = await answer({ study, facts, flags, questions, show });
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    terminal.say('Nothing was written.');
    return { exit: EXIT.cannot, file: null };
  }
  const { mapping } = answers.layout;
  const text = campaignText(
    path,
    {
      name: source.spec.name,
      agentId: answers.agent.value,
      fromNumberId: answers.line.value,
      list: pathOf(context, list),
      ...mapping,
      tell: answers.tell,
      defaultCountry: answers.country.value,
      hours: answers.hours.value,
      tries: answers.tries.value,
      purpose: answers.purpose.value,
      keys: specFlags(flags),
    },
    context.packageDir,
  );
  await writeCampaign(path, text, replace);
  for (const line of answerLines(answers, terminal.screen.columns())) terminal.say(line);
  terminal.say(`Wrote ${out}.`);
  return { exit: await checkIt(out, facts, flags, config, context), file: out };
}

async function listOf(list: string, flags: InitFlags, config: Config, context: Context): Promise<TypedSource> {
  if (list === '-') {
    const message = 'A campaign file names its list, and standard input has no name.';
    throw userError('file_not_found', message, 'Save the list as a file: outdial init contacts.csv');
  }
  const account = accountFor([list], config, context);
  const source = await readTyped(context.cwd, list, specFlags(flags), flags.settings ?? {}, account, NOBODY);
  if (source.bare) return source;
  const hint = `Look at it: outdial check ${fileWord(list)}`;
  throw userError('campaign_for_list', 'This is a campaign file already.', hint, { file: list });
}

async function mayReplace(out: string, name: string, list: string, asks: boolean, context: Context): Promise<boolean> {
  const { terminal } = context;
  const whose = name === '' ? '' : ` of "${name}"`;
  // With --yes nobody is asked, and nothing of somebody's is replaced unasked.
  const yes = asks ? await terminal.ask(`${out} is there already, the campaign file${whose}. Replace it?`) : null;
  if (yes === true) return true;
  const other = `${basename(list).replace(/\.[^.]+$/, '')}.json`;
  if (yes === null) {
    const hint = `Replace it with --force, or name another one: --out ${fileWord(other)}`;
    throw userError('file_exists', `This is the campaign file${whose}, and it is kept.`, hint, { file: out });
  }
  terminal.say('Nothing was written.');
  sayNext(context, `outdial init ${fileWord(list)} --out ${fileWord(other)}`, 'To keep both:');
  return false;
}

function sayAccount(facts: AccountFacts, { terminal }: Context): void {
  const note = terminal.colors.yellow('note:');
  const later = 'Who calls stays open: the campaign can be checked and rehearsed without it.';
  if (facts.is === 'no_key') terminal.say(`${note} no API key is set (CARTESIA_API_KEY). ${later}`);
  if (facts.is === 'unknown') terminal.say(`${note} the account could not be asked: ${facts.why}. ${later}`);
}

/** As `check` does; what a run would refuse is shown, and does not undo the file. */
async function checkIt(
  out: string,
  facts: AccountFacts,
  flags: InitFlags,
  config: Config,
  context: Context,
): Promise<Exit> {
  const { terminal } = context;
  const source = await readTyped(context.cwd, out, {}, flags.settings ?? {}, accountFor([], config, context));
  const offline = facts.is === 'unknown';
  const onNotice = (notice: Parameters<typeof loadWords>[0]): void => terminal.say(loadWords(notice));
  const checked = await checkCampaign(source, { offline, onIssue: () => undefined, onNotice }, config, context);
  await terminal.out('');
  for (const line of checkLines(checked, operatorZone())) await terminal.tell(line);
  const { report, missing, window } = checked;
  for (const problem of missing) terminal.say(`${terminal.colors.red('error:')} ${formatProblem(problem)}`);
  if (window !== null) terminal.say(`${terminal.colors.yellow('note:')} on a real host: ${formatProblem(window)}`);
  // A rehearsal dials the numbers that are reserved for fiction.
  const nobody = report.accepted + (own(report.byCode, 'fictional_number') ?? 0) === 0;
  if (nobody || missing.length > 0) {
    const mend = nobody ? 'Mend the list' : `Mend ${out}`;
    sayNext(context, `outdial check ${fileWord(out)}`, `${mend}, then look again:`);
    return EXIT.attention;
  }
  if (report.rejected > 0) {
    terminal.say(`To mend ${count(report.rejected, 'row')}, write them into a file of their own:`);
    terminal.say(`  outdial check ${fileWord(out)} --rejects mend-me.csv`);
  }
  const real = facts.is === 'known' && !isLoopback(config.baseUrl);
  sayNext(context, `outdial rehearse ${fileWord(out)}`, real ? 'Nobody is called by a rehearsal:' : undefined);
  return report.rejected > 0 ? EXIT.attention : EXIT.ok;
}
