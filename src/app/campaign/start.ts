/** Brings a campaign from the ledger's past and a checked file together: new, going on, or refused. */
import type { VariablePlan } from '../../model/load-report.ts';
import { changeAsRead, makeCampaign } from '../../engine/change-campaign.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { ErrorCode } from '../../model/error-codes.ts';
import { userError, type UserError } from '../../model/errors.ts';
import { withUsualStop } from '../../load/spec/money-build.ts';
import { plainHeader } from '../../load/row/headers.ts';
import { sameName, type CampaignId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { Store } from '../../store/port.ts';
import { formatWhen, operatorZone } from '../../report/when.ts';
import type { OpenAccount } from '../open.ts';
import type { LookedUp } from './lookups.ts';
import { datedName } from './dated.ts';
import type { PlanRules } from '../../model/rule-pack.ts';
import { planOf, samePlan } from './plan.ts';
import { Refusal } from '../refusal.ts';
import type { Source } from './source.ts';

/** Before anything is loaded into it: may this campaign be dialed by this account, and is it the one that is meant? */
export async function refuseForeign(open: OpenAccount, id: CampaignId, source: Source, now: Instant): Promise<void> {
  const { spec } = source;
  const known = await open.store.campaign(id);
  if (known === undefined) {
    refuseEnded(spec, now);
    return;
  }
  if (known.account !== open.account) {
    const message = `The campaign "${known.name}" in this ledger was made with another host or API key.`;
    throw underAnotherName('other_account', message, source);
  }
  if (!sameName(known.name, spec.name)) {
    const message = `The campaign "${known.name}" in this ledger has the id ${id}, which "${spec.name}" would get too.`;
    throw underAnotherName('other_name', message, source);
  }
  if (known.state.is === 'canceled') {
    throw canceled(known, source);
  }
  refuseOtherIdentity(known, source);
}

/** Under another identity every contact would be new, those of before would stay, and everybody would be rung twice. */
function refuseOtherIdentity({ name, plan }: Campaign, source: Source): void {
  const { identity } = plan;
  const { id } = source.spec.columns;
  // A ledger of before identities were kept: what was dialed is still known by its numbers (`already_called`).
  if (identity === undefined) return;
  if (identity === null ? id === null : id !== null && plainHeader(identity) === plainHeader(id)) return;
  const by = (column: string | null): string =>
    column === null ? 'their numbers' : `the column ${JSON.stringify(column)}`;
  const keep =
    identity === null ? 'Leave out "columns": {"id": …}.' : `Keep it: "columns": {"id": ${JSON.stringify(identity)}}.`;
  const message = `The campaign "${name}" knows its contacts by ${by(identity)}, and this would know them by ${by(id)}: everybody would be new and be called again.`;
  throw new Refusal(
    { code: 'other_identity', message, hint: `${keep} Or make another campaign of it, under another name.` },
    { is: 'identify_by', column: identity, name: nextName(source) },
    [source],
  );
}

/** One that is known may have calls to settle and contacts to give up; a new one could only be given up whole. */
function refuseEnded({ endAt, name }: Source['spec'], now: Instant): void {
  if (endAt === null || endAt > now) return;
  const message = `The end of "${name}", schedule.end_at, has passed (${formatWhen(endAt, now, operatorZone())}): nobody would be dialed.`;
  throw userError('ended', message, 'Set a later end_at, or leave it out.');
}

function nextName({ spec }: Source): string {
  return `${spec.name} 2`;
}

/** The campaign as this file asks for it: nothing is written. `known`: as it stands; its state stays. */
export function asPlanned(
  open: Pick<OpenAccount, 'account'>,
  id: CampaignId,
  source: Source,
  looked: LookedUp,
  rules: PlanRules | null,
  variables: VariablePlan,
  known: Campaign | null,
  now: Instant,
  rehearsal: boolean,
): Campaign {
  const names = variables.leave.map(({ name }) => name);
  const plan = planOf(withUsualStop(source.spec, rehearsal), looked, known?.plan ?? null, rules, names);
  if (known !== null) return samePlan(known.plan, plan) ? known : { ...known, plan };
  const { name } = source.spec;
  return { id, name, account: open.account, state: { is: 'scheduled' }, plan, createdAt: now, version: 1 };
}

/** With that plan, in the ledger. It must stand as it was when it was shown: `moved` else. */
export async function putPlan(
  { store }: OpenAccount,
  known: Campaign | null,
  planned: Campaign,
  source: Source,
  now: Instant,
): Promise<Campaign> {
  const asked = { now: () => now, by: { is: 'operator' } } as const;
  if (known === null) {
    if (!(await makeCampaign(store, planned, asked))) throw moved(planned);
    return planned;
  }
  const standing = await store.campaign(known.id);
  if (standing?.version !== known.version) throw moved(known);
  if (planned === known) return known;
  const result = await changeAsRead(store, known, { is: 'change_plan', plan: planned.plan, because: null }, asked);
  if (result.is === 'changed') return result.campaign;
  throw result.is === 'refused' ? canceled(known, source) : moved(known);
}

/**
 * From now on every engine of the account dials it; by what was read and shown. One that moved since may have been paused, by
 * a rule or by somebody who was told that no call begins: that stands. `resumedBy`: who ends a person's pause with it.
 */
export async function startCampaign(
  store: Store,
  campaign: Campaign,
  now: Instant,
  resumedBy?: string,
): Promise<Campaign> {
  const by = { is: 'operator', ...(resumedBy === undefined ? {} : { name: resumedBy }) } as const;
  const is = campaign.state.is === 'paused' ? 'resume' : 'start';
  const command = resumedBy === undefined ? ({ is: 'start' } as const) : ({ is, by: resumedBy } as const);
  const result = await changeAsRead(store, campaign, command, { now: () => now, by });
  if (result.is === 'lost') throw moved(campaign);
  if (result.is === 'refused') {
    throw userError('canceled', `The campaign "${campaign.name}" was canceled.`, 'Give this one another name.');
  }
  return result.campaign;
}

/** A finished campaign that has people to dial again was given new rows: that is not for the program to guess at. */
export function refuseFinished(campaign: Campaign, toDial: number, source: Source, now: Instant): void {
  if (campaign.state.is !== 'finished' || toDial === 0) return;
  const when = formatWhen(campaign.state.at, now, operatorZone());
  const message = `"${campaign.name}" was finished (${when}), and its list now has ${toDial} more to dial.`;
  const hint = 'Say that it is to be continued, to dial only those. To call everybody again, give it another name.';
  const dated = datedName(source.spec.name, now, operatorZone());
  const name = dated === source.spec.name ? nextName(source) : dated;
  throw new Refusal({ code: 'finished', message, hint }, { is: 'continue', name }, [source]);
}

export function moved({ name }: Campaign): UserError {
  const message = `"${name}" was changed by another outdial at this moment.`;
  return userError('moved', message, 'Run the same command again.');
}

function canceled({ name }: Campaign, source: Source): UserError {
  return underAnotherName('canceled', `The campaign "${name}" was canceled.`, source);
}

function underAnotherName(code: ErrorCode, message: string, source: Source): UserError {
  const problem = { code, message, hint: 'Give this one another name.' };
  return new Refusal(problem, { is: 'rename', name: nextName(source) }, [source]);
}
