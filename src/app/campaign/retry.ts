/** Gives people back whom the provider refused, once what it complained of is mended. */
import { changeCampaign } from '../../engine/change-campaign.ts';
import { reopenRefused } from '../../engine/settle/reopen-refused.ts';
import type { Campaign } from '../../model/campaign.ts';
import { userError } from '../../model/errors.ts';
import { attemptId, type AttemptId } from '../../model/ids.ts';
import { isRefused } from '../../model/reopen.ts';
import type { RowRecord, Store } from '../../store/port.ts';
import { findCampaign } from '../ledger.ts';
import type { Caller, Runtime } from '../runtime.ts';

const PAGE = 500;

export type Refused = { readonly campaign: Campaign; readonly attempts: readonly AttemptId[] };

/** Those who were refused and may be dialed again; a `UserError` where the campaign cannot dial anybody any more. */
export async function findRefused(store: Store, name: string, { clock }: Runtime): Promise<Refused> {
  const campaign = await findCampaign(store, name);
  if (campaign.state.is === 'canceled') {
    throw userError('canceled', `"${campaign.name}" was canceled.`, 'Make a campaign of another name of its list.');
  }
  const { endAt } = campaign.plan;
  if (endAt !== null && endAt <= clock.now()) {
    const hint = 'Set a later end_at and run its file again, then retry.';
    throw userError('ended', `The end of "${campaign.name}", schedule.end_at, has passed.`, hint);
  }
  return { campaign, attempts: await refusedOf(store, campaign) };
}

export type Retried = {
  /** Who has moved on meanwhile is not among them. */
  readonly reopened: number;
  /** The campaign waits for somebody to go on with it. */
  readonly waits: boolean;
};

export async function retryRefused(store: Store, { campaign, attempts }: Refused, caller: Caller): Promise<Retried> {
  const how = { actor: 'operator', cause: 'retry', evidence: { by: caller.operator } } as const;
  const reopened = await reopenRefused(store, attempts, how, caller.clock.now());
  return { reopened, waits: await reopenCampaign(store, campaign, caller) };
}

async function refusedOf(store: Store, { id }: Campaign): Promise<readonly AttemptId[]> {
  const { id: ledger } = await store.info();
  const found: AttemptId[] = [];
  for (let after: RowRecord | null = null; ;) {
    const page: readonly RowRecord[] = await store.rows(id, after, PAGE);
    for (const { outcome } of page) {
      if (outcome.is !== 'accepted' || !isRefused(outcome.contact)) continue;
      const { contact } = outcome;
      found.push(attemptId(ledger, contact.campaign, contact.id, contact.seq));
    }
    after = page.at(-1) ?? null;
    if (after === null || page.length < PAGE) return found;
  }
}

/** A campaign that was over has people to dial again: it waits for somebody to go on. False while one dials it. */
async function reopenCampaign(store: Store, { id }: Campaign, { clock, operator }: Caller): Promise<boolean> {
  const asked = { now: () => clock.now(), by: { is: 'operator', name: operator } } as const;
  const result = await changeCampaign(store, id, { is: 'reopen', dialed: false }, asked);
  return result.is === 'gone' || result.campaign.state.is !== 'running';
}
