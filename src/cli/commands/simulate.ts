/** `outdial simulate`: the campaign on a virtual clock, with the real engine, before anyone's phone rings. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { digestOf } from '../../app/open.ts';
import { openRehearsalLedger, simulateCampaign, type Person } from '../../app/simulate.ts';
import { isLoopback, type Config, type SettingFlags } from '../../config/environment.ts';
import type { LoadReport } from '../../load/loader.ts';
import type { SpecFlags } from '../../load/spec/flags.ts';
import type { CampaignId } from '../../model/ids.ts';
import { formatProblem } from '../../model/errors.ts';
import { parseInstant, type Instant } from '../../model/time.ts';
import { dialRows } from '../../report/sim-dials.ts';
import { simulationLines } from '../../report/sim-lines.ts';
import type { Played } from '../../report/sim-types.ts';
import { forecastJson, forecastOf } from '../../report/simulation.ts';
import { count, operatorZone } from '../../report/when.ts';
import type { Store } from '../../store/port.ts';
import { addCampaignFlags, specFlags } from '../terminal/campaign-flags.ts';
import {
  configOf,
  EXIT,
  pathOf,
  sayNext,
  settingFlags,
  type Context,
  type Exit,
  type Done,
} from '../terminal/context.ts';
import { refuseOverwrite } from '../terminal/refuse-overwrite.ts';
import { whole } from '../terminal/flags.ts';
import { linesAsNamed, LINE_TYPES, type LineType } from '../../app/campaign/names.ts';
import { loadCampaign } from '../../app/campaign/load.ts';
import { lookUp, missingWindow, type LookedUp } from '../../app/campaign/lookups.ts';
import { planOf } from '../../app/campaign/plan.ts';
import { withProvider } from '../../app/provider.ts';
import { writeLines } from '../../app/results/write.ts';
import { typeAgain } from '../terminal/next-command.ts';
import { readSource, type Source } from '../terminal/input-file.ts';
import { simulationInputs } from '../../app/simulation-inputs.ts';

type Options = SpecFlags & {
  start?: Instant;
  seed: number;
  seeds?: number;
  model?: string;
  dials?: string;
  lineType?: LineType;
  json?: true;
  rejects?: string;
  force?: true;
};

/** Stand in where a bare list is simulated before anyone knows who will call. */
const NOBODY: SpecFlags = { agentId: 'not_chosen', fromNumberId: ['not_chosen'] };
const MOST_SEEDS = 20;
const FEWEST_SEEDS = 3;
/** Dials that one command simulates without being asked for more: about half a minute. */
const DIALS_AT_ONCE = 60_000;
/** The ids of contacts, in the ledger that all seeds start from, say nothing about luck. */
const LOADING_SEED = 1;

export function addSimulate(command: Command, context: Context, done: Done): void {
  addCampaignFlags(command)
    .option('--start <instant>', 'when it starts (default: schedule.start_at, else now)', instant)
    .option('--seed <n>', 'the seed of its luck; the same seed gives the same calls', whole(0, 2 ** 31), 1)
    .option(
      '--seeds <n>',
      'how many seeds P50 and P90 are taken of (default: 20, fewer for long lists)',
      whole(1, 1_000),
    )
    .option('--model <file>', 'answer rates, talk times and prices (see campaigns/model.json)')
    .option('--dials <file>', 'write every dial of the first seed as CSV (readable by you only)')
    .addOption(new Option('--line-type <type>', 'take the lines as named, without looking them up').choices(LINE_TYPES))
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nWithout an API key the lines are taken as named, as Cartesia numbers unless --line-type says otherwise.' +
        '\nExit codes: 0 everybody is dialed · 1 somebody never is · 2 cannot run\n' +
        '\nExamples:\n  $ outdial simulate campaign.json\n  $ outdial simulate campaign.json --max-concurrent-calls 20 --json\n' +
        '  $ outdial simulate campaign.json --start 2026-12-01T09:00:00-05:00 --model model.json --dials dials.csv',
    )
    .action(async (file: string, options: Options, self: Command) => {
      done(await simulate(file, options, settingFlags(self), configOf(context, self), context));
    });
}

async function simulate(
  file: string,
  options: Options,
  settings: SettingFlags,
  config: Config,
  context: Context,
): Promise<Exit> {
  const { terminal } = context;
  const source = await readSource(context, file, specFlags(options), NOBODY, settings);
  const { spec } = source;
  const { model, prices, from } = await simulationInputs(spec, options.model, context);
  const outputs = [
    { flag: '--dials', path: options.dials },
    { flag: '--rejects', path: options.rejects },
  ];
  await refuseOverwrite(context, outputs, {
    sources: [source],
    dataDir: config.dataDir,
    force: options.force === true,
  });
  const looked = await linesOf(source, options, config);
  const now = context.clock.now();
  // Before its own start nobody is due; a start in the past has passed.
  const start = Math.max(options.start ?? now, spec.startAt ?? 0);
  const { id, report, people } = await load(source, looked, isLoopback(config.baseUrl), start, options, context);
  const plan = planOf(spec, looked.found, null);
  noteDifferences(source, report, context);
  const seeds = options.seeds ?? seedsFor(report.accepted * plan.retry.maxAttempts);
  if (seeds > 1) terminal.say(`Simulating ${count(seeds, 'seed')} …`);
  const played: Played[] = [];
  for (let nth = 0; nth < seeds; nth++) {
    const campaign = { id, name: spec.name, plan };
    const { pollInterval } = config;
    played.push(await simulateCampaign({ seed: options.seed + nth, start, campaign, people, model, pollInterval }));
  }
  const [first] = played;
  if (first === undefined) return EXIT.cannot;
  const forecast = forecastOf(played, plan, people.length, prices);
  const { accepted, rejected, skipped } = report;
  if (options.json === true) {
    const rows = { rows: report.rows, accepted, rejected, skipped };
    await terminal.out(JSON.stringify({ name: spec.name, ...rows, ...forecastJson(forecast, first) }));
  } else {
    const told = { name: spec.name, forecast, first, plan, contacts: people.length, rejected, skipped };
    const lines = simulationLines({ ...told, model, prices, from, zone: operatorZone() });
    for (const line of lines) await terminal.out(line);
  }
  if (options.dials !== undefined) await writeDials(options.dials, first, options.force === true, context);
  sayNext(context, typeAgain(report.accepted === 0 ? 'check' : 'run', [source]));
  return forecast.complete && people.length > 0 ? EXIT.ok : EXIT.attention;
}

type Lines = { readonly found: LookedUp; readonly asked: boolean };

async function linesOf({ spec }: Source, { lineType }: Options, config: Config): Promise<Lines> {
  const unnamed = spec.agentId === NOBODY.agentId || spec.fromNumbers[0] === NOBODY.fromNumberId?.[0];
  if (config.apiKey === null || lineType !== undefined || unnamed) {
    return { found: await linesAsNamed(spec, lineType ?? 'cartesia'), asked: false };
  }
  return { found: await withProvider(config, (voice) => lookUp(spec, voice)), asked: true };
}

type Loaded = { readonly id: CampaignId; readonly report: LoadReport; readonly people: readonly Person[] };

/** As `check` and `run` load it, at the instant of the start. */
async function load(
  source: Source,
  { found, asked }: Lines,
  rehearsal: boolean,
  start: Instant,
  { rejects, force }: Options,
  context: Context,
): Promise<Loaded> {
  const { store, makeId } = openRehearsalLedger(LOADING_SEED, start);
  const digest = digestOf(await store.info());
  const lineTypes = found.lines.map(({ provider }) => provider);
  const clock = { now: () => start, monotonic: () => start, sleep: () => Promise.resolve() };
  const { id, report } = await loadCampaign(
    // Nobody was asked which host it will be: fictional numbers are part of the rehearsal, and that is said.
    {
      ...{ source, store, digest, lineTypes, rejects, force: force === true },
      rehearsal: rehearsal || !asked,
      agent: asked ? found.agent : null,
    },
    { ...context, makeId, clock },
  );
  return { id, report, people: await peopleOf(store, id) };
}

async function peopleOf(store: Store, id: CampaignId): Promise<readonly Person[]> {
  const rows = await store.rows(id, null, Number.MAX_SAFE_INTEGER);
  const contacts = rows.flatMap(({ outcome }) => (outcome.is === 'accepted' ? [outcome.contact] : []));
  const bodies = await store.personal(
    contacts.map((contact) => contact.id),
    'row',
  );
  return contacts.flatMap((contact) => {
    const to = bodies.get(contact.id)?.['to_number'];
    return typeof to === 'string' ? [{ contact, to }] : [];
  });
}

/** Where a real run would do otherwise. */
function noteDifferences({ spec }: Source, report: LoadReport, { terminal }: Context): void {
  const note = terminal.colors.yellow('note:');
  const window = missingWindow(spec);
  if (window !== null) terminal.say(`${note} on a real host: ${formatProblem(window)}`);
  const fictional = report.issues.find(({ code, severity }) => code === 'fictional_number' && severity === 'warning');
  if (fictional !== undefined)
    terminal.say(`${note} a real host's run leaves out ${count(fictional.count, 'fictional number')} simulated here`);
}

async function writeDials(typed: string, played: Played, force: boolean, context: Context): Promise<void> {
  const path = pathOf(context, typed);
  async function* lines(): AsyncGenerator<string> {
    yield* dialRows(played.dials);
  }
  const written = await writeLines(path, lines(), '\r\n', force);
  context.terminal.say(`${count(written - 1, 'dial')} written to ${path}`);
}

/** Whoever has a long list needs fewer: the longer the list, the less the luck of each matters. */
function seedsFor(mostDials: number): number {
  return Math.min(MOST_SEEDS, Math.max(FEWEST_SEEDS, Math.floor(DIALS_AT_ONCE / Math.max(1, mostDials))));
}

function instant(text: string): Instant {
  const at = parseInstant(text);
  if (at !== undefined) return at;
  throw new InvalidArgumentError('Give an instant with its offset, such as 2026-12-01T09:00:00-05:00.');
}
