/** Ends campaigns: those whose time is over are swept, those with nothing left to do are finished. */
import type { Campaign } from '../../model/campaign.ts';
import { mayRedial } from '../../model/follow-up.ts';
import { UNHEARD_TASK } from '../../model/heard.ts';
import type { CampaignId } from '../../model/ids.ts';
import { keepsRun } from '../../model/pause-reason.ts';
import type { Instant } from '../../model/time.ts';
import type { EngineCore } from '../core.ts';
import { watchedBy } from '../role.ts';
import { sweepClosed } from '../settle/sweep-closed.ts';
import { finish, pause } from './pause.ts';
import { sweepCanceled } from './steered.ts';

/** Far more than can have ended within the time that words are waited for. */
const MOST_UNHEARD = 10_000;

/** True when every watched campaign has ended, is paused by a rule or was canceled, and no call of theirs is open. */
export async function finishCampaigns(core: EngineCore, running: readonly Campaign[]): Promise<boolean> {
  const { campaigns, clock, role, run } = core;
  const now = clock.now();
  const watched = watchedBy(role);
  const isBusy = busyAt(core, now);
  for (const campaign of running) {
    if (campaign.plan.endAt !== null && now >= campaign.plan.endAt)
      await sweepClosed(core.store, campaign, () => clock.now());
    if (isBusy(campaign.id)) continue;
    if (!(await anyoneReady(core, campaign.id))) {
      // The count of open calls may be off until the ledger is read again: whoever is ready in a finished campaign is lost.
      if (await anyoneMoves(core, campaign.id)) continue;
      if (await anyoneUnheard(core, campaign.id, now)) continue;
      await finish(core, campaign, now);
    }
    // A campaign that another process handed over has its own limit, or none.
    else if (campaigns.limitLeft === 0 && watched.includes(campaign.id))
      await pause(core, campaign.id, { why: 'limit' });
  }
  await sweepCanceled(core, (id) => busyAt(core, clock.now())(id));
  const over = (id: CampaignId): boolean => isOver(core, id);
  // A leader that watches nothing in particular goes on.
  return role.is === 'single' && watched.every((id) => over(id) && (run.unreadable || !isBusy(id)));
}

/** A person's pause is waited for: they go on from wherever they are, and find the run as it was. */
function isOver({ campaigns }: EngineCore, id: CampaignId): boolean {
  const state = campaigns.all.get(id)?.state;
  if (state?.is === 'running') return false;
  if (state?.is === 'paused') return !keepsRun(state);
  return state?.is !== 'canceled' || campaigns.swept.has(id);
}

/**
 * Whose calls are waited for, as it is known at this moment: what ends meanwhile may be due again. A contact that needs
 * review waits for a person, and its campaign does not wait with it; unless it is to be redialed.
 */
function busyAt({ campaigns, slots }: EngineCore, now: Instant): (id: CampaignId) => boolean {
  const busy = new Set(slots.moving.keys());
  for (const contact of slots.inReview.values()) {
    const campaign = campaigns.all.get(contact.campaign);
    if (campaign === undefined) continue;
    if (mayRedial(contact, { plan: campaign.plan, campaign: campaign.state }, now)) busy.add(contact.campaign);
  }
  return (id) => busy.has(id);
}

async function anyoneReady(core: EngineCore, campaign: CampaignId): Promise<boolean> {
  const query = { campaign, now: Number.MAX_SAFE_INTEGER, places: null, cartesiaOnly: false, limit: 1 };
  return (await core.store.due(query)).length > 0;
}

/** What was said in its last calls may have somebody called again, or never again: it is not over before. */
async function anyoneUnheard({ listens, store }: EngineCore, campaign: CampaignId, now: Instant): Promise<boolean> {
  if (listens === null) return false;
  const waiting = await store.dueTasks([UNHEARD_TASK], Number.MAX_SAFE_INTEGER, MOST_UNHEARD);
  return waiting.some(({ body }) => body['campaign'] === campaign && Number(body['until']) > now);
}

/** Others move people between any two looks (workers, or an engine that this one has not seen): one look at all of them. */
async function anyoneMoves(core: EngineCore, campaign: CampaignId): Promise<boolean> {
  const { ready, in_progress: inProgress, in_doubt: inDoubt } = (await core.store.counts(campaign)).states;
  return ready + inProgress + inDoubt > 0;
}
