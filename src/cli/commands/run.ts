/** `outdial run`: loads, shows what it will do, asks, dials to the end, says what became of it. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { isLoopback, type Config, type SettingFlags } from '../../config/environment.ts';
import type { SpecFlags } from '../../load/spec/flags.ts';
import { UserError, userError } from '../../model/errors.ts';
import { campaignId } from '../../model/ids.ts';
import { totalContacts } from '../../report/progress.ts';
import { statusReport } from '../../report/status.ts';
import { openAccount, type OpenAccount } from '../../app/open.ts';
import { addCampaignFlags, specFlags } from '../terminal/campaign-flags.ts';
import { configOf, EXIT, sayNext, settingFlags, type Context, type Exit, type Done } from '../terminal/context.ts';
import { dialAll, limitWorkers } from '../../app/campaign/dial-all.ts';
import { whole } from '../terminal/flags.ts';
import { loadCampaign } from '../../app/campaign/load.ts';
import { lookUp, missingWindow } from '../../app/campaign/lookups.ts';
import { refuseOverwrite, refuseSharedRejects } from '../terminal/refuse-overwrite.ts';
import { typeAgain } from '../terminal/next-command.ts';
import { readSource, sourceWords, type Source } from '../terminal/input-file.ts';
import { tooManyRejected } from '../../app/campaign/thresholds.ts';
import { showPreflight, type Prepared } from '../terminal/show-preflight.ts';
import { putPlan, refuseFinished, refuseForeign } from '../../app/campaign/start.ts';
import { windDown } from '../terminal/show-run-end.ts';

export type RunOptions = SpecFlags & {
  yes?: true;
  loadOnly?: true;
  limit?: number;
  rejects?: string;
  /** Replaces what `results` and `rejects` name. */
  force?: true;
  acceptRejects?: true;
  acceptOtherLedgers?: true;
  continue?: true;
  results?: string;
  json?: true;
  /** As typed, for what to type to go on. */
  settings?: SettingFlags;
  /** No flag: what to type to go on, where that is not `run` with the same files. */
  again?: string;
};

export function addRun(command: Command, context: Context, done: Done): void {
  addRunFlags(command)
    .addHelpText(
      'after',
      '\nBefore the first call it shows what it will do, and asks. Ctrl-C stops dialing and waits for open calls,\n' +
        'twice stops at once; the same command goes on where it stopped.\n' +
        '\nExit codes: 0 finished · 1 finished, some need review · 2 could not start · 3 stopped with work left\n' +
        '            4 paused by a rule · 5 another outdial has taken over\n' +
        '\nExamples:\n  $ outdial run campaign.json\n  $ outdial run campaign.json --limit 5\n' +
        '  $ outdial run contacts.csv --agent-id agent_… --from-number-id +14155550101 --default-country US\n' +
        '  $ crm export | outdial run - --name today --agent-id agent_… --from-number-id front-desk --yes',
    )
    .action(async (files: string[], options: RunOptions, self: Command) => {
      const typed = { ...options, settings: settingFlags(self) };
      done(await run(files, typed, configOf(context, self), context));
    });
}

export function addRunFlags(command: Command): Command {
  return addCampaignFlags(command)
    .option('--yes', 'do not ask')
    .option('--load-only', 'load and stop; nobody is dialed')
    .option('--limit <n>', 'dial at most so many contacts, then hold (not with DATABASE_URL)', whole(1, 1_000_000_000))
    .option('--accept-rejects', 'dial although many rows are rejected or repeat one number')
    .option('--accept-other-ledgers', 'dial although another outdial ledger uses this account')
    .option('--continue', 'a finished campaign whose list has grown: dial the new rows')
    .option('--results <file>', 'where the results go (default: beside the ledger)')
    .option('--json', 'print the end of each campaign as JSON');
}

/** Everything that `run` and `demo` do. */
export async function run(
  files: readonly string[],
  options: RunOptions,
  config: Config,
  context: Context,
): Promise<Exit> {
  if (config.databaseUrl !== null && options.limit !== undefined) throw limitWorkers();
  const sources: Source[] = [];
  for (const file of files) sources.push(await readSource(context, file, specFlags(options), {}, options.settings));
  refuseTwice(sources);
  refuseSharedRejects(options.rejects, sources);
  const { results, force = false } = options;
  // Of several campaigns it names a folder.
  const resultFiles =
    results === undefined || sources.length === 1
      ? [results]
      : sources.map(({ spec }) => join(results, `${campaignId(spec.name)}.csv`));
  const outputs = [
    ...resultFiles.map((path) => ({ flag: '--results', path })),
    { flag: '--rejects', path: options.rejects },
  ];
  await refuseOverwrite(context, outputs, { sources, dataDir: config.dataDir, force });
  const rehearsal = isLoopback(config.baseUrl);
  if (!rehearsal) refuseWithoutHours(sources);
  const bench = await openAccount(config, context, options.acceptOtherLedgers);
  try {
    const prepared: Prepared[] = [];
    for (const source of sources) prepared.push(await prepare(source, options, bench, rehearsal, context));
    return await proceed(prepared, options, config, bench, context);
  } finally {
    await bench.close();
  }
}

async function prepare(
  source: Source,
  options: RunOptions,
  bench: OpenAccount,
  rehearsal: boolean,
  context: Context,
): Promise<Prepared> {
  const { store, digest } = bench;
  const { clock } = context;
  await refuseForeign(bench, campaignId(source.spec.name), source, clock.now());
  const looked = await lookUp(source.spec, bench.voice);
  const lineTypes = looked.lines.map(({ provider }) => provider);
  const { rejects, force = false } = options;
  // The rows first: a list that cannot be read leaves no campaign behind.
  const loaded = await loadCampaign(
    { source, store, digest, lineTypes, rehearsal, rejects, force, agent: looked.agent },
    context,
  );
  const campaign = await putPlan(bench, loaded.id, source, looked, loaded.variables, clock.now());
  const counts = await store.counts(loaded.id);
  return { source, looked, loaded, campaign, counts };
}

async function proceed(
  prepared: readonly Prepared[],
  options: RunOptions,
  config: Config,
  bench: OpenAccount,
  context: Context,
): Promise<Exit> {
  const { terminal, clock } = context;
  const limit = options.limit ?? null;
  for (const one of prepared) await showPreflight(one, limit, config, bench.store, context);
  if (options.loadOnly === true) {
    for (const { campaign, counts } of prepared) {
      if (options.json === true)
        await terminal.out(JSON.stringify(statusReport(campaign, counts, await bench.store.rangTwice(campaign.id))));
    }
    terminal.say('Loaded; nobody was dialed (--load-only).');
    sayNext(
      context,
      options.again ??
        typeAgain(
          'run',
          prepared.map(({ source }) => source),
        ),
    );
    return EXIT.ok;
  }
  for (const { campaign, counts, source } of prepared) {
    if (options.continue !== true) refuseFinished(campaign, counts.states.ready, source, clock.now());
  }
  if (!isLoopback(config.baseUrl) && options.acceptRejects !== true) {
    const problems = prepared.flatMap(({ loaded }) => tooManyRejected(loaded.report));
    if (problems.length > 0) throw new UserError(problems);
  }
  if (prepared.every(({ counts }) => totalContacts(counts) === 0)) throw nobody(prepared);
  if (prepared.every(({ counts }) => alive(counts) === 0)) {
    terminal.say('Nobody is left to be dialed.');
    return windDown(prepared, { is: 'finished', needsReview: 0 }, null, options, config, bench, context);
  }
  if (!(await confirmed(prepared, options, context))) return EXIT.cannot;
  const startedAt = clock.now();
  const campaigns = prepared.map(({ campaign }) => campaign);
  const end = await dialAll(bench, campaigns, limit, context);
  return windDown(prepared, end, clock.now() - startedAt, options, config, bench, context);
}

function nobody(prepared: readonly Prepared[]): UserError {
  const sources = prepared.map(({ source }) => source);
  const files = sources.map(sourceWords).join(' ');
  const rows = prepared.reduce((sum, { counts }) => sum + counts.rows, 0);
  return userError(
    'nobody_to_dial',
    `None of the ${rows} rows of ${files} can be dialed.`,
    `${typeAgain('check', sources)} says why.`,
  );
}

function alive({ states }: Prepared['counts']): number {
  return states.ready + states.in_progress + states.in_doubt;
}

async function confirmed(prepared: readonly Prepared[], options: RunOptions, context: Context): Promise<boolean> {
  if (options.yes === true) return true;
  const calls = prepared.reduce((sum, { counts }) => sum + counts.states.ready, 0);
  const answer = await context.terminal.ask(`Dial ${Math.min(calls, options.limit ?? calls)} contacts now?`);
  if (answer === true) return true;
  if (answer === null) {
    const message = 'Nobody is here to be asked (this is no terminal), so nobody was dialed.';
    throw userError('needs_yes', message, 'Add --yes to dial without asking, or --load-only to load only.');
  }
  context.terminal.say('Nobody was dialed. What was loaded stays loaded.');
  return false;
}

function refuseWithoutHours(sources: readonly Source[]): void {
  const problems = sources.flatMap(({ spec, bare, typed }) => {
    const problem = missingWindow(spec);
    if (problem === null) return [];
    const hint = `Write a campaign file {"agent_id": …, "from_number_id": …, "contacts": "${typed}", "window": {"from": "09:00", "to": "18:00"}}.`;
    return [{ ...problem, file: typed, ...(bare ? { hint } : {}) }];
  });
  if (problems.length > 0) throw new UserError(problems);
}

/** Two files of one name would be loaded into one campaign, the second over the first. */
function refuseTwice(sources: readonly Source[]): void {
  const names = sources.map(({ spec }) => campaignId(spec.name));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return;
  throw userError('same_name', `Two of these files make the campaign "${twice}".`, 'Give each a "name" of its own.');
}
