/** Makes a campaign ready to be started: looked up at the provider, loaded into the ledger, refused where it should not be dialed. */
import { isLoopback } from '../../config/environment.ts';
import type { Campaign } from '../../model/campaign.ts';
import { UserError, userError, type Problem } from '../../model/errors.ts';
import { everyWords } from '../../model/recurring.ts';
import { refuseAfter, type Beside } from './after.ts';
import { campaignId } from '../../model/ids.ts';
import { totalContacts } from '../../report/progress.ts';
import type { Kept } from '../../model/list-changes.ts';
import type { CampaignCounts } from '../../store/port.ts';
import type { Waiting } from '../../model/standing-facts.ts';
import type { OpenAccount } from '../open.ts';
import { Refusal } from '../refusal.ts';
import type { Caller } from '../runtime.ts';
import { stageCampaign, type Loaded, type LoadNotice } from './load.ts';
import { lookUp, type LookedUp } from './lookups.ts';
import { missingTerms, rulesFor } from './rules.ts';
import { scrubbedWords } from './scrub-list.ts';
import { refuseUnmet, unmetLaw } from './unmet-law.ts';
import { makeHours } from '../../policy/hours.ts';
import { NOBODY, saysWhoCalls, sourceWords, type Source } from './source.ts';
import { reviewOf } from './review.ts';
import { asPlanned, moved, putPlan, refuseFinished, refuseForeign } from './start.ts';
import { sweepSpent } from './sweep-spent.ts';
import { tooManyRejected } from './thresholds.ts';

/** A campaign loaded and ready to be started. */
export type Prepared = {
  readonly source: Source;
  readonly looked: LookedUp;
  readonly loaded: Loaded;
  readonly campaign: Campaign;
  readonly counts: CampaignCounts;
  /** Who would wait, while nothing of it is in the ledger yet. */
  readonly waiting?: Waiting;
};

export type PrepareOptions = {
  readonly baseUrl: string;
  /** Campaigns that are loaded in the same run: this one may begin after one of them. */
  readonly beside?: Beside;
  /** Whoever waits and is not in the list any more is left out. */
  readonly sync?: boolean;
  /** The kinds of rows that are taken of a list whose campaign is known. */
  readonly only?: readonly Kept[] | undefined;
  /** A file for rejected rows, and whether one that is there is replaced. */
  readonly rejects?: string | undefined;
  readonly force?: boolean;
  readonly onNotice?: (notice: LoadNotice) => void;
  readonly bytes?: AsyncIterable<Uint8Array>;
};

/** Two files of one name would be loaded into one campaign, the second over the first. */
export function refuseSameName(sources: readonly Source[]): void {
  const names = sources.map(({ spec }) => campaignId(spec.name));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return;
  throw userError('same_name', `Two of these files make the campaign "${twice}".`, 'Give each a "name" of its own.');
}

/** A campaign file that was made before anybody knew who calls says so where the number and the agent belong. */
export function refuseUnchosen(sources: readonly Source[]): void {
  const open = sources.filter((source) => !saysWhoCalls(source));
  if (open.length === 0) return;
  throw new UserError(
    open.map((source): Problem => {
      const { agentId } = source.spec;
      const at = agentId === NOBODY.agentId ? 'agent_id' : 'from_number_id';
      const message = `The campaign does not say yet who calls ("${at}": "${NOBODY.agentId ?? ''}").`;
      const hint = 'Write in the id of your agent ("agent_id") and the number to call from ("from_number_id").';
      return { code: 'not_chosen', file: sourceWords(source), at, message, hint };
    }),
  );
}

/** To dial it now, once, is not what it says. */
function refuseRecurring(source: Source): void {
  const { name, recurring } = source.spec;
  if (recurring === null) return;
  const message = `"${name}" recurs, ${everyWords(recurring.every)} (schedule.every): it is not dialed once.`;
  const hint = 'Run its file, and let it run: outdial run. Or take schedule.every out.';
  throw userError('recurring', message, hint);
}

/** On a real host nobody is rung at just any hour, and the law depends on what a call is for. */
export function refuseWithoutTerms(sources: readonly Source[], baseUrl: string): void {
  const problems = isLoopback(baseUrl) ? [] : sources.flatMap(withoutTerms);
  if (problems.length > 0) throw new UserError(problems);
}

function withoutTerms({ spec, bare, named }: Source): Problem[] {
  const problem = missingTerms(spec);
  if (problem === null) return [];
  if (problem.code === 'purpose_missing' && bare) {
    return [{ ...problem, file: named, hint: 'Say it with --purpose appointment, or whichever it is.' }];
  }
  const hint = `Write a campaign file {"agent_id": …, "from_number_id": …, "contacts": "${named}", "window": {"from": "09:00", "to": "18:00"}}.`;
  return [{ ...problem, file: named, ...(bare ? { hint } : {}) }];
}

/** What a run would begin with, shown before anything of it is in the ledger: `apply` does it, `abandon` leaves no trace. */
export type Proposal = Prepared & {
  /** As it stands in the ledger; null: it would be new. */
  readonly known: Campaign | null;
  readonly waiting: Waiting;
  /** Who waits and has no try left by the plan: given up with it. */
  readonly spent: number;
  readonly sync: boolean;
  readonly only: readonly Kept[] | undefined;
  apply(): Promise<Prepared>;
  abandon(): Promise<void>;
};

/** Loaded and planned at once, for whoever has nobody to ask. */
export async function prepareCampaign(
  open: OpenAccount,
  source: Source,
  options: PrepareOptions,
  caller: Caller,
): Promise<Prepared> {
  const proposal = await proposeCampaign(open, source, options, caller);
  try {
    return await proposal.apply();
  } catch (error) {
    await proposal.abandon();
    throw error;
  }
}

export async function proposeCampaign(
  open: OpenAccount,
  source: Source,
  { baseUrl, sync = false, beside, ...options }: PrepareOptions,
  caller: Caller,
): Promise<Proposal> {
  const { store, digest } = open;
  const { clock } = caller;
  const id = campaignId(source.spec.name);
  refuseUnchosen([source]);
  refuseRecurring(source);
  await refuseAfter(store, { id, name: source.spec.name }, source.spec, beside);
  await refuseForeign(open, id, source, clock.now());
  const looked = await lookUp(source.spec, open.voice);
  const lineTypes = looked.lines.map(({ provider }) => provider);
  const rehearsal = isLoopback(baseUrl);
  const rules = await rulesFor(source.spec, rehearsal, clock.now());
  const known = (await store.campaign(id)) ?? null;
  const { team } = open;
  const loading = { ...options, source, store, team, digest, lineTypes, rules, rehearsal, agent: looked.agent };
  const { staged, ...loaded } = await stageCampaign(loading, caller);
  try {
    const now = clock.now();
    const campaign = asPlanned(open, id, source, looked, rules, loaded.variables, known, now, rehearsal);
    const { startAt } = source.spec;
    const review = await reviewOf(store, id, staged, campaign.plan, { sync, startAt, now });
    refuseUnmet(unmetLaw(campaign.plan, loaded, review.waiting, makeHours(), now));
    const apply = async (): Promise<Prepared> => {
      // The plan first: new people under the hours and limits of before would be the worse half.
      const planned = await putPlan(open, known, campaign, source, clock.now());
      const report = await staged.publish({ sync });
      const standing = await store.campaign(id);
      // Publishing is one step of its own; any other was somebody else's.
      if (standing?.version !== planned.version + 1) throw moved(planned);
      if (review.spent > 0) await sweepSpent(store, standing, clock.now());
      const { onNotice: tell = () => undefined } = options;
      await scrubNow(open, standing, (message) => tell({ is: 'suppression', message }));
      return { source, looked, loaded: { ...loaded, report }, campaign: standing, counts: await store.counts(id) };
    };
    return {
      source,
      looked,
      loaded,
      campaign,
      known,
      sync,
      only: options.only,
      ...review,
      apply,
      abandon: () => staged.abandon(),
    };
  } catch (error) {
    await staged.abandon();
    throw error;
  }
}

async function scrubNow(open: OpenAccount, campaign: Campaign, say: (sentence: string) => void): Promise<void> {
  if (campaign.plan.scrubs === undefined && campaign.plan.rules === undefined) return;
  const scrubbed = await open.scrub(campaign, say);
  const words = scrubbed === null ? null : scrubbedWords(scrubbed);
  if (words !== null) say(words);
}

export type Accepted = {
  /** Finished campaigns whose lists have grown go on. */
  readonly continued: boolean;
  /** Lists are right, although they look like a mistake. */
  readonly rejects: boolean;
};

/** What was loaded and should not be dialed all the same. */
export function refuseToDial(
  prepared: readonly Prepared[],
  accepted: Accepted,
  baseUrl: string,
  { clock }: Caller,
): void {
  for (const { campaign, counts, source } of prepared) {
    if (!accepted.continued) refuseFinished(campaign, counts.states.ready, source, clock.now());
  }
  if (!isLoopback(baseUrl) && !accepted.rejects) {
    const problems = prepared.flatMap(({ loaded }) => tooManyRejected(loaded.report));
    if (problems.length > 0) throw new UserError(problems);
  }
  if (prepared.every(({ counts }) => totalContacts(counts) === 0)) throw nobody(prepared);
}

function nobody(prepared: readonly Prepared[]): Error {
  const sources = prepared.map(({ source }) => source);
  const files = sources.map(sourceWords).join(' ');
  const rows = prepared.reduce((sum, { counts }) => sum + counts.rows, 0);
  const message = `None of the ${rows} rows of ${files} can be dialed.`;
  return new Refusal({ code: 'nobody_to_dial', message, hint: 'A check says why.' }, { is: 'check' }, sources);
}

/** Contacts who may be rung or heard of yet. */
export function alive({ states }: CampaignCounts): number {
  return states.ready + states.in_progress + states.in_doubt;
}
