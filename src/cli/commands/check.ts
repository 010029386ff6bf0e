/** `outdial check`: what is in a campaign and what is wrong with it; dials nothing and keeps nothing. */
import type { Command } from 'commander';
import { digestOf, openScratchLedger } from '../../app/open.ts';
import { isLoopback, type Config, type SettingFlags } from '../../config/environment.ts';
import type { SpecFlags } from '../../load/spec/flags.ts';
import { formatProblem, UserError } from '../../model/errors.ts';
import { makeHours } from '../../policy/hours.ts';
import { estimate } from '../../report/estimate.ts';
import { agentNotes, attemptNotes } from '../../report/agent-notes.ts';
import { checkLines, checkSummary, type Checked } from '../../report/check.ts';
import { formatWhen, operatorZone } from '../../report/when.ts';
import { addCampaignFlags, specFlags } from '../terminal/campaign-flags.ts';
import { configOf, EXIT, sayNext, settingFlags, type Context, type Exit, type Done } from '../terminal/context.ts';
import { whole } from '../terminal/flags.ts';
import { openSpool, type IssueSpool } from '../../app/campaign/issue-spool.ts';
import { loadCampaign } from '../../app/campaign/load.ts';
import { lookUp, missingWindow, type LookedUp } from '../../app/campaign/lookups.ts';
import { planOf } from '../../app/campaign/plan.ts';
import { withProvider } from '../../app/provider.ts';
import { refuseOverwrite } from '../terminal/refuse-overwrite.ts';
import { typeAgain } from '../terminal/next-command.ts';
import { readSource, sourceWords, type Source } from '../terminal/input-file.ts';

type Options = SpecFlags & { json?: true; offline?: true; rejects?: string; force?: true; limitIssues?: number };

/** Stand in where a bare list is checked before anyone knows who will call. */
const NOBODY: SpecFlags = { agentId: 'not_chosen', fromNumberId: ['not_chosen'] };

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
  const source = await readSource(context, file, specFlags(options), NOBODY, settings);
  const { rejects, force = false } = options;
  const reading = { sources: [source], dataDir: config.dataDir, force };
  await refuseOverwrite(context, [{ flag: '--rejects', path: rejects }], reading);
  const looked = await linesOf(source, options, config);
  const rehearsal = isLoopback(config.baseUrl);
  const spool = openSpool(options.json === true ? (options.limitIssues ?? Infinity) : 0);
  try {
    const checked = await rowsOf(source, looked, rehearsal, options, spool, context);
    if (options.json === true) await printJson(checked, spool, context);
    else for (const line of checkLines(checked)) await context.terminal.out(line);
    return verdict(source, checked, config, context);
  } finally {
    spool.close();
  }
}

type Looked = LookedUp | { readonly why: 'no_key' | 'offline' | 'not_chosen' };

async function linesOf({ spec }: Source, options: Options, config: Config): Promise<Looked> {
  if (options.offline === true) return { why: 'offline' };
  if (spec.agentId === NOBODY.agentId || spec.fromNumbers[0] === NOBODY.fromNumberId?.[0]) return { why: 'not_chosen' };
  if (config.apiKey === null) return { why: 'no_key' };
  return withProvider(config, (voice) => lookUp(spec, voice));
}

async function rowsOf(
  source: Source,
  looked: Looked,
  rehearsal: boolean,
  options: Options,
  spool: IssueSpool,
  context: Context,
): Promise<Checked> {
  const { spec } = source;
  const now = context.clock.now();
  const store = await openScratchLedger(context);
  try {
    const known = 'lines' in looked;
    // Without a line's rule a number is judged as by one that may call anywhere, and that is said.
    const lineTypes = known ? looked.lines.map(({ provider }) => provider) : (['unknown'] as const);
    const digest = digestOf(await store.info());
    const { rejects, force = false } = options;
    const agent = known ? looked.agent : null;
    const tellMissing = true as const;
    const onIssue = spool.add;
    const loading = { source, store, digest, lineTypes, rehearsal, rejects, force, agent, tellMissing, onIssue };
    const { id, report, mapping, variables, missing, unsaid, suppressed } = await loadCampaign(loading, context);
    const unknown = { lines: [], agent: { id: spec.agentId as never, name: null, kind: 'managed' as const } };
    const plan = planOf(spec, known ? looked : unknown, null);
    const lines = known
      ? plan.lines
      : spec.fromNumbers.map((id) => ({
          id: id as never,
          number: id,
          provider: 'unknown' as const,
          callsPerSecond: spec.callsPerSecond,
        }));
    const keys = await store.places(id);
    return {
      name: spec.name,
      typed: source.typed,
      report,
      mapping,
      variables,
      suppressed,
      missing,
      notes: [...(unsaid === null ? [] : [unsaid]), ...agentNotes(agent, now), ...attemptNotes(spec.attemptVariable)],
      plan: { ...plan, lines },
      unlooked: known ? null : looked.why,
      window: missingWindow(spec),
      estimate: estimate({ ...plan, lines }, report.accepted, keys, now, makeHours()),
      now,
      zone: operatorZone(),
    };
  } finally {
    await store.close();
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
function verdict(source: Source, checked: Checked, config: Config, context: Context): Exit {
  const { report, window, unlooked, now, zone, missing } = checked;
  if (missing.length > 0) throw new UserError(missing);
  const { terminal } = context;
  const live = !isLoopback(config.baseUrl);
  if (window !== null && live) {
    if (config.apiKey !== null && unlooked === null) throw new UserError(window);
    terminal.say(`${terminal.colors.yellow('note:')} on a real host: ${formatProblem(window)}`);
  }
  const { endAt } = source.spec;
  if (endAt !== null && endAt <= now) {
    const note = terminal.colors.yellow('note:');
    terminal.say(`${note} schedule.end_at has passed (${formatWhen(endAt, now, zone)}): run will not dial anybody.`);
  }
  const again = typeAgain(report.accepted === 0 ? 'check' : 'run', [source]);
  sayNext(context, again, report.accepted === 0 ? `Mend ${sourceWords(source)}, then look again:` : undefined);
  return report.rejected > 0 ? EXIT.attention : EXIT.ok;
}
