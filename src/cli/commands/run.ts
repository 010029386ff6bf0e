/** `outdial run`: loads, shows what it will do, asks, dials to the end, says what became of it. */
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Beside } from '../../app/campaign/after.ts';
import type { LoadNotice } from '../../app/campaign/load.ts';
import { scheduleNotes } from '../../app/campaign/schedule-notes.ts';
import {
  alive,
  proposeCampaign,
  refuseSameName,
  refuseToDial,
  refuseUnchosen,
  refuseWithoutTerms,
} from '../../app/campaign/prepare.ts';
import { refuseLimit } from '../../app/campaign/run.ts';
import { datedName } from '../../app/campaign/dated.ts';
import { openAccount, type OpenAccount } from '../../app/open.ts';
import type { Config } from '../../config/environment.ts';
import type { Campaign } from '../../model/campaign.ts';
import { userError } from '../../model/errors.ts';
import { campaignId } from '../../model/ids.ts';
import { operatorZone } from '../../report/when.ts';
import { accountFor } from '../terminal/account.ts';
import { callFirst } from '../terminal/call-first.ts';
import { specFlags } from '../terminal/campaign-flags.ts';
import { configOf, EXIT, settingFlags, type Context, type Exit, type Done } from '../terminal/context.ts';
import { finishedChoice } from '../terminal/finished-choice.ts';
import { firstStep, type FirstStep } from '../terminal/first-step.ts';
import { refuseOverwrite, refuseSharedRejects, type Output } from '../terminal/refuse-overwrite.ts';
import { offerInit, withoutKeys } from '../terminal/offer-init.ts';
import { addRunFlags, type RunFlags } from '../terminal/run-flags.ts';
import { showLoaded } from '../terminal/show-loaded.ts';
import { loadWords } from '../terminal/show-notices.ts';
import { showPreflight, type Proposed, type Ready } from '../terminal/show-preflight.ts';
import { showRunEnd } from '../terminal/show-run-end.ts';
import { runOnScreen } from '../terminal/show-run.ts';
import { pausedLines } from '../terminal/show-steering.ts';
import { withTypedHints } from '../terminal/typed-hints.ts';
import { readTyped, type TypedSource } from '../terminal/typed-source.ts';

/** What `--sandbox` does. */
type Rehearse = (files: readonly string[], flags: RunFlags) => Promise<Exit>;

export function addRunCommand(command: Command, context: Context, done: Done, rehearse: Rehearse): void {
  addRunFlags(command)
    .addHelpText(
      'after',
      '\nBefore the first call it shows what it will do, and asks. Ctrl-C stops dialing and waits for open calls,\n' +
        'twice stops at once; the same command goes on where it stopped.\n' +
        '\nExit codes: 0 finished · 1 finished, some need review · 2 could not start · 3 stopped with work left\n' +
        '            or canceled · 4 paused by a rule · 5 another outdial has taken over\n' +
        '\nExamples:\n  $ outdial run campaign.json\n  $ outdial run campaign.json --limit 5\n' +
        '  $ outdial run contacts.csv --agent-id agent_… --from-number-id +14155550101 --default-country US\n' +
        '  $ crm export | outdial run - --name today --agent-id agent_… --from-number-id front-desk --yes',
    )
    .option('--sandbox', 'rehearse it: outdial rehearse FILE')
    .action(async (files: string[], options: RunFlags & { sandbox?: true }, self: Command) => {
      const typed = { ...options, settings: settingFlags(self) };
      if (options.sandbox === true) return done(await rehearse(files, typed));
      done(await run(files, typed, configOf(context, self), context));
    });
}

/** Everything that `run` and `demo` do. */
export async function run(files: readonly string[], flags: RunFlags, config: Config, context: Context): Promise<Exit> {
  refuseLimit(config, flags.limit ?? null);
  const made = await offerInit(files, flags, config, context);
  if (made !== null) return made.file === null ? made.exit : run([made.file], withoutKeys(flags), config, context);
  const sources = await readAll(files, flags, config, context);
  const recurs = sources.find(({ spec }) => spec.recurring !== null);
  return recurs === undefined
    ? runSources(sources, flags, config, context)
    : runRecurring(recurs, sources.length > 1, flags, config, context);
}

/** What waits from day to day is loaded where a campaign does. */
async function runRecurring(
  source: TypedSource,
  several: boolean,
  flags: RunFlags,
  config: Config,
  context: Context,
): Promise<Exit> {
  if (several) {
    const message = `"${source.spec.name}" recurs (schedule.every), and is run by a command of its own.`;
    throw userError('recurring', message, 'Run each file by itself: they share the ledger.');
  }
  refuseUnchosen([source]);
  refuseWithoutTerms([source], config.baseUrl);
  const { runEvery } = await import('../terminal/run-every.ts');
  const { runStored } = await import('../terminal/show-resume.ts');
  const readAgain = async (): Promise<TypedSource> => {
    const [again = source] = await readAll([source.named], flags, config, context);
    return again;
  };
  const dials = {
    readAgain,
    run: (one: TypedSource, its: RunFlags, at: Context) => runSources([one], its, config, at),
    resume: (campaigns: readonly Campaign[], its: RunFlags, at: Context) =>
      runStored(campaigns, its, config, at, undefined),
  };
  return runEvery(source, dials, flags, config, context);
}

async function readAll(
  files: readonly string[],
  flags: RunFlags,
  config: Config,
  context: Context,
): Promise<readonly TypedSource[]> {
  const sources: TypedSource[] = [];
  const account = accountFor(files, config, context);
  for (const file of files) {
    const read = (keys: RunFlags): Promise<TypedSource> =>
      readTyped(context.cwd, file, specFlags(keys), flags.settings ?? {}, account);
    const source = await read(flags);
    const name = datedName(source.spec.name, context.clock.now(), operatorZone());
    sources.push(flags.new === true ? await read({ ...flags, name }) : source);
  }
  return sources;
}

/** The same of campaigns that were read. */
export async function runSources(
  sources: readonly TypedSource[],
  flags: RunFlags,
  config: Config,
  context: Context,
): Promise<Exit> {
  refuseSameName(sources);
  refuseSharedRejects(flags.rejects, sources);
  await refuseOverwrite(context, outputsOf(flags, sources), {
    sources,
    dataDir: config.dataDir,
    force: flags.force === true,
  });
  refuseUnchosen(sources);
  refuseWithoutTerms(sources, config.baseUrl);
  const open = await openAccount(config, context, flags.acceptOtherLedgers);
  const proposed: Proposed[] = [];
  try {
    const beside = besideOf(sources);
    for (const source of sources) proposed.push(await propose(source, flags, config, open, beside, context));
    const exit = await proceed(proposed, flags, config, open, context);
    if (exit !== 'anew') return exit;
  } finally {
    // What was applied stays; of what was not agreed to nothing is left.
    for (const { abandon } of proposed) await abandon().catch(() => undefined);
    await open.close();
  }
  const anew = { ...flags, new: true } as const;
  const files = sources.map(({ named }) => named);
  return runSources(await readAll(files, anew, config, context), anew, config, context);
}

/** One of them may begin after another. */
function besideOf(sources: readonly TypedSource[]): Beside {
  return new Map(sources.map(({ spec }) => [campaignId(spec.name), spec.after?.id ?? null]));
}

function outputsOf({ results, rejects }: RunFlags, sources: readonly TypedSource[]): Output[] {
  // Of several campaigns it names a folder.
  const files =
    results === undefined || sources.length === 1
      ? [results]
      : sources.map(({ spec }) => join(results, `${campaignId(spec.name)}.csv`));
  return [...files.map((path) => ({ flag: '--results', path })), { flag: '--rejects', path: rejects }];
}

async function propose(
  source: TypedSource,
  { rejects, force, only, sync }: RunFlags,
  { baseUrl }: Config,
  open: OpenAccount,
  beside: Beside,
  context: Context,
): Promise<Proposed> {
  const onNotice = (notice: LoadNotice): void => context.terminal.say(loadWords(notice));
  const options = {
    baseUrl,
    rejects,
    force: force === true,
    only,
    sync: sync === true,
    beside,
    onNotice,
    bytes: context.stdin,
  };
  const proposed = await withTypedHints([source], () => proposeCampaign(open, source, options, context));
  return { ...proposed, source };
}

async function proceed(
  proposed: readonly Proposed[],
  flags: RunFlags,
  config: Config,
  open: OpenAccount,
  context: Context,
): Promise<Exit | 'anew'> {
  const { terminal, clock } = context;
  const limit = flags.limit ?? null;
  for (const one of proposed) {
    await showPreflight(one, limit, config, open, context);
    const begun = one.counts.dialed > 0;
    for (const note of scheduleNotes(one.source.spec, clock.now(), operatorZone(), begun)) terminal.say(note);
    for (const line of pausedLines(one.campaign, flags, context)) terminal.say(line);
  }
  if (flags.loadOnly === true) return showLoaded(await applyAll(proposed), flags, open, context);
  const choice = flags.continue === true ? 'continue' : await finishedChoice(proposed, context);
  if (choice === 'anew') return choice;
  if (choice === 'nobody') return saidNo(context);
  const accepted = { continued: choice === 'continue', rejects: flags.acceptRejects === true };
  const sources = proposed.map(({ source }) => source);
  await withTypedHints(sources, () => refuseToDial(proposed, accepted, config.baseUrl, context));
  if (proposed.every(({ counts }) => alive(counts) === 0)) {
    terminal.say('Nobody is left to be dialed.');
    const ended = await applyAll(proposed);
    return showRunEnd(ended, { is: 'finished', needsReview: 0 }, null, flags, config, open, context);
  }
  const step = await chosenStep(proposed, flags, config, open, context);
  if (step.is === 'nobody') return saidNo(context);
  const ready = await applyAll(proposed);
  const startedAt = clock.now();
  const campaigns = ready.map(({ campaign }) => campaign);
  // Whoever was asked has read that it is paused, and said that it is to be dialed.
  const resumedBy = flags.yes === true ? undefined : context.operator;
  const end = await runOnScreen(open, campaigns, step.limit, context, resumedBy, flags.untilIdle === true);
  return showRunEnd(ready, end, clock.now() - startedAt, flags, config, open, context);
}

async function applyAll(proposed: readonly Proposed[]): Promise<readonly Ready[]> {
  const ready: Ready[] = [];
  for (const { apply, source } of proposed) ready.push({ ...(await apply()), source });
  return ready;
}

function saidNo({ terminal }: Context): Exit {
  terminal.say('Nobody was dialed, and nothing was changed.');
  return EXIT.cannot;
}

/** Asked again after each test call. */
async function chosenStep(
  ready: readonly Proposed[],
  flags: RunFlags,
  config: Config,
  open: OpenAccount,
  context: Context,
): Promise<Exclude<FirstStep, { is: 'call_first' }>> {
  for (;;) {
    const step = await firstStep(ready, flags, config, context.terminal);
    if (step.is !== 'call_first') return step;
    const [first] = ready;
    if (first !== undefined) await callFirst(step.number, first, config, open, context);
  }
}
