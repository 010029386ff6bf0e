/** Brings a campaign from the ledger's past and a checked file together: new, going on, or refused. */
import type { VariablePlan } from '../../model/load-report.ts';
import { changeAsRead, makeCampaign } from '../../engine/change-campaign.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { ErrorCode } from '../../model/error-codes.ts';
import { userError, type UserError } from '../../model/errors.ts';
import { plainHeader } from '../../load/row/headers.ts';
import { sameName, type CampaignId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { Store } from '../../store/port.ts';
import { formatWhen, operatorZone } from '../../report/when.ts';
import type { OpenAccount } from '../open.ts';
import type { LookedUp } from './lookups.ts';
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

/** The campaign with the plan that this file asks for, in the ledger; its state is as it was. */
export async function putPlan(
  open: OpenAccount,
  id: CampaignId,
  source: Source,
  looked: LookedUp,
  variables: VariablePlan,
  now: Instant,
): Promise<Campaign> {
  const { spec } = source;
  const known = await open.store.campaign(id);
  const plan = planOf(
    spec,
    looked,
    known?.plan ?? null,
    variables.leave.map(({ name }) => name),
  );
  if (known !== undefined && samePlan(known.plan, plan)) return known;
  const asked = { now: () => now, by: { is: 'operator' } } as const;
  if (known !== undefined) {
    const result = await changeAsRead(open.store, known, { is: 'change_plan', plan, because: null }, asked);
    if (result.is === 'changed') return result.campaign;
    throw result.is === 'refused' ? canceled(known, source) : moved(known);
  }
  const state = { is: 'scheduled' } as const;
  const campaign: Campaign = { id, name: spec.name, account: open.account, state, plan, createdAt: now, version: 1 };
  if (!(await makeCampaign(open.store, campaign, asked))) throw moved(campaign);
  return campaign;
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
  const command = resumedBy === undefined ? ({ is: 'start' } as const) : ({ is: 'resume', by: resumedBy } as const);
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
  throw new Refusal({ code: 'finished', message, hint }, { is: 'continue', name: nextName(source) }, [source]);
}

function moved({ name }: Campaign): UserError {
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
