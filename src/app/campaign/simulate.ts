/** Plays a campaign on a virtual clock, seed by seed, and says when it would end and what it would cost. */
import { operatorZone } from '../../report/when.ts';
import { firingAfter, instanceOf } from './firings.ts';
import { unbound } from './without-schedule.ts';
import type { LoadReport } from '../../model/load-report.ts';
import { isLoopback, type Config } from '../../config/environment.ts';
import type { Plan } from '../../model/campaign.ts';
import type { Problem } from '../../model/errors.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import { hasConsentRule } from '../../policy/rules/demands.ts';
import { bindingTable, type BindingRule } from '../../report/rule-table.ts';
import type { Played } from '../../report/sim-types.ts';
import { forecastOf, type Forecast } from '../../report/simulation.ts';
import type { Store } from '../../store/port.ts';
import type { LedgerView } from '../../store/view.ts';
import { digestOf } from '../account.ts';
import { viewLedger } from '../open-ledger.ts';
import { openSharedList } from '../open-suppression.ts';
import { withProvider } from '../provider.ts';
import type { Caller } from '../runtime.ts';
import { openRehearsalLedger, simulateCampaign, type Person } from '../simulate.ts';
import type { SimulationInputs } from '../simulation-inputs.ts';
import { loadCampaign, type LoadNotice } from './load.ts';
import { lookUp, type LookedUp } from './lookups.ts';
import { missingTerms, rulesFor } from './rules.ts';
import type { PlanRules } from '../../model/rule-pack.ts';
import { linesAsNamed, type LineType } from './names.ts';
import { withOptOutsOf } from './opt-outs.ts';
import { planOf } from './plan.ts';
import { saysWhoCalls, type Source } from './source.ts';

export type SimulationNotice =
  | LoadNotice
  /** `window`: what is missing before a real host is dialed through. `fictional`: numbers that a real host's run leaves out; `consent`: supposed of all. */
  | {
      readonly is: 'loaded';
      readonly window: Problem | null;
      readonly fictional: number;
      readonly consent: boolean;
    }
  | { readonly is: 'simulating'; readonly seeds: number };

export type SimulateOptions = {
  readonly inputs: SimulationInputs;
  /** Null: when the campaign starts, else now. */
  readonly start: Instant | null;
  /** The first. */
  readonly seed: number;
  /** Null: as many as the list's length asks for. */
  readonly seeds: number | null;
  /** The lines are of this type, and nobody is asked. */
  readonly lineType: LineType | null;
  readonly rejects?: string | undefined;
  readonly force?: boolean;
  readonly onNotice: (notice: SimulationNotice) => void;
  readonly bytes?: AsyncIterable<Uint8Array>;
};

export type Simulated = {
  readonly report: LoadReport;
  readonly plan: Plan;
  /** Rules about hours, and for how many contacts each holds. */
  readonly binding: readonly BindingRule[];
  readonly contacts: number;
  readonly forecast: Forecast;
  /** As the first seed was played. */
  readonly first: Played;
};

const MOST_SEEDS = 20;
const FEWEST_SEEDS = 3;
/** Dials that are simulated without being asked for more: about half a minute. */
const DIALS_AT_ONCE = 60_000;
/** The ids of contacts, in the ledger that all seeds start from, say nothing about luck. */
const LOADING_SEED = 1;

export async function simulateSource(
  given: Source,
  options: SimulateOptions,
  config: Config,
  caller: Caller,
): Promise<Simulated> {
  const from = options.start ?? caller.clock.now();
  const source = supposingConsent(asPlayed(given, from), from);
  const { spec } = source;
  const { seed, onNotice: tell } = options;
  const { model, from: read } = options.inputs;
  const lines = await linesOf(source, options, config);
  const { prices: ofLine } = lines.found;
  // A model file with prices says all of them.
  const priced = read.prices !== null && read.prices === read.model;
  const prices = priced || ofLine === undefined ? options.inputs.prices : { ...options.inputs.prices, ofLine };
  // Before its own start nobody is due; a start in the past has passed.
  const start = Math.max(from, spec.startAt ?? 0);
  const view = await lookAtLedger(config, caller, tell);
  const rules = await rulesFor(spec, isLoopback(config.baseUrl), start);
  const { id, report, people, silent } = await load(source, lines, rules, view, config, start, options, caller).finally(
    async () => view?.close(),
  );
  const plan = planOf(spec, lines.found, null, rules);
  const consent = silent && source.bare && hasConsentRule(rules ?? undefined);
  tell({ is: 'loaded', window: missingTerms(spec), fictional: fictionalIn(report), consent });
  const seeds = options.seeds ?? seedsFor(report.accepted * plan.retry.maxAttempts);
  tell({ is: 'simulating', seeds });
  const { pollInterval } = config;
  const campaign = { id, name: spec.name, plan: unstopped(plan) };
  const play = (nth: number): Promise<Played> =>
    simulateCampaign({ seed: seed + nth, start, campaign, people, model, pollInterval });
  const first = await play(0);
  const played = [first];
  for (let nth = 1; nth < seeds; nth++) played.push(await play(nth));
  const forecast = forecastOf(played, plan, people.length, prices);
  const binding = bindingTable(rules ?? undefined, {
    groups: people.map(({ contact: { place } }) => ({ place, count: 1 })),
  });
  return { report, plan, binding, contacts: people.length, forecast, first };
}

/** What it would come to with nothing in its way: a person goes on after each step, and says what the budget is. */
function unstopped(plan: Plan): Plan {
  const rest: { -readonly [K in keyof Plan]: Plan[K] } = { ...plan };
  delete rest.ramp;
  delete rest.stop;
  if (rest.money !== undefined) rest.money = { ...rest.money, budget: null };
  return rest;
}

/** Of a recurring campaign the next firing; and nobody can tell when another campaign will be finished. */
function asPlayed(source: Source, now: Instant): Source {
  const { recurring } = source.spec;
  const next = recurring === null ? null : firingAfter({ ...source.spec, recurring }, operatorZone(), now - 1);
  const played = next === null ? source : instanceOf(source, next);
  return { ...played, spec: unbound({ ...played.spec, recurring: null }) };
}

/** A bare list has no file that could state it. What its columns say outweighs what is supposed here. */
function supposingConsent(source: Source, at: Instant): Source {
  if (!source.bare || source.spec.consent != null) return source;
  return { ...source, spec: { ...source.spec, consent: { level: 'written', at } } };
}

type Lines = { readonly found: LookedUp; readonly asked: boolean };

async function linesOf(source: Source, { lineType }: SimulateOptions, config: Config): Promise<Lines> {
  const { spec } = source;
  if (config.apiKey === null || lineType !== null || !saysWhoCalls(source)) {
    return { found: await linesAsNamed(spec, lineType ?? 'cartesia'), asked: false };
  }
  return { found: await withProvider(config, (voice) => lookUp(spec, voice)), asked: true };
}

type Loaded = {
  readonly id: CampaignId;
  readonly report: LoadReport;
  readonly people: readonly Person[];
  /** The list has no column that says who agreed. */
  readonly silent: boolean;
};

/** Who asked there not to be called is left out of the forecast too. Without it the forecast is a little long, and that is said. */
async function lookAtLedger(
  config: Config,
  caller: Caller,
  tell: SimulateOptions['onNotice'],
): Promise<LedgerView | null> {
  try {
    const view = await viewLedger(config, caller);
    return typeof view === 'string' ? null : view;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    tell({ is: 'suppression', message: `The ledger cannot be read, so its opt-outs are not counted: ${why}` });
    return null;
  }
}

/** As `check` and `run` load it, at the instant of the start. */
async function load(
  source: Source,
  { found, asked }: Lines,
  rules: PlanRules | null,
  view: LedgerView | null,
  config: Config,
  start: Instant,
  { rejects, force = false, onNotice, bytes }: SimulateOptions,
  caller: Caller,
): Promise<Loaded> {
  const { store: empty, makeId } = openRehearsalLedger(LOADING_SEED, start);
  const store = view === null ? empty : withOptOutsOf(empty, view);
  // People are told from each other by the real ledger's own key.
  const digest = digestOf(await (view ?? empty).info());
  const lineTypes = found.lines.map(({ provider }) => provider);
  const clock = { now: () => start, monotonic: () => start, sleep: () => Promise.resolve() };
  const { id, report, mapping } = await loadCampaign(
    // Nobody was asked which host it will be: fictional numbers are part of the rehearsal, and that is said.
    {
      ...{ source, store, digest, lineTypes, rules, rejects, force, onNotice, bytes },
      team: (shared) => openSharedList(shared, config, caller),
      teamClock: caller.clock,
      rehearsal: isLoopback(config.baseUrl) || !asked,
      agent: asked ? found.agent : null,
    },
    { ...caller, makeId, clock },
  );
  return { id, report, people: await peopleOf(store, id), silent: mapping.consent === undefined };
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

function fictionalIn({ issues }: LoadReport): number {
  return issues.find(({ code, severity }) => code === 'fictional_number' && severity === 'warning')?.count ?? 0;
}

/** Whoever has a long list needs fewer: the longer the list, the less the luck of each matters. */
function seedsFor(mostDials: number): number {
  return Math.min(MOST_SEEDS, Math.max(FEWEST_SEEDS, Math.floor(DIALS_AT_ONCE / Math.max(1, mostDials))));
}
