/** What a program may find out before anybody is rung: a list checked, a campaign simulated, a setup examined. */
import type { Account } from '../app/account-file.ts';
import { checkCampaign } from '../app/campaign/check.ts';
import { LINE_TYPES, type LineType } from '../app/campaign/names.ts';
import { simulateSource } from '../app/campaign/simulate.ts';
import { readSource, wholeSourceOf, type CampaignValue, type Source } from '../app/campaign/source.ts';
import type { GivenInstant } from '../app/given-instant.ts';
import type { Caller } from '../app/runtime.ts';
import { simulationInputs } from '../app/simulation-inputs.ts';
import type { Config } from '../config/environment.ts';
import { userError } from '../model/errors.ts';
import type { ColumnUse, IssueGroup, RowIssue } from '../model/load-report.ts';
import { checkLines } from '../report/check.ts';
import { simulationLines } from '../report/sim-lines.ts';
import type { Forecast } from '../report/simulation.ts';
import { operatorZone } from '../report/when.ts';
import { copyCampaign } from './given-campaign.ts';
import { inOptions } from './in-options.ts';
import { givenInstant, readOptions } from './options.ts';

/** How a campaign is checked. */
export type CheckOptions = {
  /** The provider is not asked about agent and numbers. Default false. */
  readonly offline?: boolean;
  /** A file for the rows that would be rejected. Default: none is written. */
  readonly rejects?: string;
  /** Replaces that file where it is there. */
  readonly force?: boolean;
  /** At most so many single issues are kept. Default 1000; the groups count all of them. */
  readonly limitIssues?: number;
  /** Breaks it off between two rows. */
  readonly signal?: AbortSignal;
};

/** What is in a campaign and what is wrong with it. */
export type CheckReport = {
  /** The campaign's name. */
  readonly name: string;
  /** Of the list, without its header. */
  readonly rows: number;
  /** Rows that would be dialed. */
  readonly accepted: number;
  /** Rows whose data is wrong. */
  readonly rejected: number;
  /** Rows that would be left out. */
  readonly skipped: number;
  /** Rejected and skipped rows by the code that decided (docs/codes.md). */
  readonly byCode: Readonly<Record<string, number>>;
  /** What is wrong, a kind at a time, with an example of each. */
  readonly groups: readonly IssueGroup[];
  /** What is wrong, row by row; at most `limitIssues`. */
  readonly issues: readonly RowIssue[];
  /** What becomes of each column: sent to the agent, withheld, or the number, the id, the zone. */
  readonly columns: readonly ColumnUse[];
  /** What a person should know, in sentences. */
  readonly notes: readonly string[];
  /** What a run would refuse it for on a real host; empty: nothing. */
  readonly refusals: readonly string[];
  /** The same for people, as `outdial check` prints it. */
  readonly lines: readonly string[];
};

/** How a campaign is simulated. */
export type SimulateOptions = {
  /** When it starts. Default: the campaign's own start, else now. */
  readonly start?: GivenInstant;
  /** Of its luck; the same seed gives the same calls. Default 1. */
  readonly seed?: number;
  /** How many seeds P50 and P90 are taken of. Default: 20, fewer for long lists. */
  readonly seeds?: number;
  /** A file with answer rates, talk times and prices (campaigns/model.json). */
  readonly model?: string;
  /** The lines are taken as of this type (`cartesia`, `twilio`, `sip_trunk`), and the provider is not asked. */
  readonly lineType?: LineType;
  /** Breaks off the reading of the list between two rows. */
  readonly signal?: AbortSignal;
};

/** When a campaign would end and what it would cost. */
export type Simulation = {
  /** Contacts that would be dialed. */
  readonly contacts: number;
  /** Rows that would be rejected. */
  readonly rejected: number;
  /** Rows that would be left out. */
  readonly skipped: number;
  /** Ends, dials, waiting and cost, over the seeds. Instants in milliseconds since 1970. */
  readonly forecast: Forecast;
  /** The same for people, as `outdial simulate` prints it. */
  readonly lines: readonly string[];
};

export async function sourceFor(
  given: string | CampaignValue,
  signal: AbortSignal | undefined,
  account: Account,
  { cwd }: Caller,
): Promise<Source> {
  const campaign = copyCampaign(given, signal);
  return typeof campaign === 'string' ? readSource(cwd, campaign, {}, account) : wholeSourceOf(campaign, cwd, account);
}

export async function check(
  given: string | CampaignValue,
  options: CheckOptions | undefined,
  { account, config }: { readonly account: Account; readonly config: Config },
  caller: Caller,
): Promise<CheckReport> {
  const {
    offline = false,
    rejects,
    force = false,
    limitIssues = 1_000,
    signal,
  } = readOptions<CheckOptions>(options, {
    offline: 'flag',
    rejects: 'text',
    force: 'flag',
    limitIssues: 'whole',
    signal: 'signal',
  });
  const source = await sourceFor(given, signal, account, caller);
  const issues: RowIssue[] = [];
  const onIssue = (issue: RowIssue): void => {
    if (issues.length < limitIssues) issues.push(issue);
  };
  const checked = await checkCampaign(source, { offline, rejects, force, onIssue }, config, caller);
  const { name, report, columns, notes, missing, window } = checked;
  const { rows, accepted, rejected, skipped, byCode, issues: groups } = report;
  return {
    ...{ name, rows, accepted, rejected, skipped, byCode, columns },
    groups: groups.map(hinted),
    issues: issues.map(hinted),
    notes: notes.map(inOptions),
    refusals: [...missing, ...(window === null ? [] : [window])].map(({ message }) => inOptions(message)),
    lines: checkLines(checked, operatorZone()),
  };
}

function hinted<T extends { readonly hint?: string }>(issue: T): T {
  return issue.hint === undefined ? issue : { ...issue, hint: inOptions(issue.hint) };
}

export async function simulate(
  given: string | CampaignValue,
  options: SimulateOptions | undefined,
  { account, config }: { readonly account: Account; readonly config: Config },
  caller: Caller,
): Promise<Simulation> {
  const {
    start,
    seed = 1,
    seeds,
    model,
    lineType,
    signal,
  } = readOptions<SimulateOptions>(options, {
    start: 'instant',
    seed: 'whole',
    seeds: 'whole',
    model: 'text',
    lineType: 'text',
    signal: 'signal',
  });
  if (seeds === 0 || (seeds ?? 1) > 1_000) throw userError('wrong_option', 'The option seeds must be from 1 to 1000.');
  if (lineType !== undefined && !LINE_TYPES.includes(lineType)) {
    throw userError('wrong_option', `The option lineType must be one of ${LINE_TYPES.join(', ')}.`);
  }
  const source = await sourceFor(given, signal, account, caller);
  const inputs = await simulationInputs(source.spec, model, caller.cwd);
  const asked = { inputs, start: givenInstant(start), seed, seeds: seeds ?? null, lineType: lineType ?? null };
  const simulated = await simulateSource(source, { ...asked, onNotice: () => undefined }, config, caller);
  const { report, forecast, first, contacts, plan, binding } = simulated;
  const { rejected, skipped } = report;
  const told = { name: source.spec.name, forecast, first, plan, binding, contacts, rejected, skipped };
  return {
    ...{ contacts, rejected, skipped, forecast },
    lines: simulationLines({ ...told, ...inputs, zone: operatorZone() }),
  };
}
