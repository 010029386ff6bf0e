/** Ends campaigns: those whose time is over are swept, those with nothing left to do are finished. */
import type { Attempt } from '../../model/attempt.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import { mayRedial } from '../../model/follow-up.ts';
import type { CampaignId } from '../../model/ids.ts';
import { withdraw } from '../../model/permit.ts';
import type { Instant } from '../../model/time.ts';
import type { Session } from '../session.ts';
import { waitingLine } from '../settle/log-line.ts';
import type { Change } from '../../store/port.ts';
import { finish, pause } from './pause.ts';

const CHUNK = 200;

/** An open attempt of the account, with its contact. */
export type OpenAttempt = { readonly contact: Contact; readonly attempt: Attempt };

/** True when every watched campaign has ended, is paused or was canceled, and no call of theirs is open. */
export async function finishCampaigns(
  session: Session,
  running: readonly Campaign[],
  open: readonly OpenAttempt[],
): Promise<boolean> {
  const now = session.clock.now();
  const busy = new Set<CampaignId>(
    open.filter(({ contact }) => isAwaited(session, contact, now)).map(({ contact }) => contact.campaign),
  );
  for (const campaign of running) {
    if (campaign.plan.endAt !== null && now >= campaign.plan.endAt) await sweepEnded(session, campaign);
    if (busy.has(campaign.id)) continue;
    if (!(await anyoneReady(session, campaign.id))) {
      if (session.shared && (await anyoneMoves(session, campaign.id))) continue;
      await finish(session, campaign, now);
    }
    // A campaign that another process handed over has its own limit, or none.
    else if (session.limitLeft === 0 && session.watched.includes(campaign.id))
      await pause(session, campaign.id, { why: 'limit' });
  }
  const over = (id: CampaignId): boolean => session.campaigns.get(id)?.state.is !== 'running';
  // A leader that watches nothing in particular goes on.
  return !session.shared && session.watched.every((id) => over(id) && (session.unreadable || !busy.has(id)));
}

/** A contact that needs review waits for a person, and its campaign does not wait with it; unless it is to be redialed. */
function isAwaited(session: Session, contact: Contact, now: Instant): boolean {
  if (contact.state.is !== 'needs_review') return true;
  const campaign = session.campaigns.get(contact.campaign);
  return campaign !== undefined && mayRedial(contact, { plan: campaign.plan, campaign: campaign.state }, now);
}

async function anyoneReady(session: Session, campaign: CampaignId): Promise<boolean> {
  const query = { campaign, now: Number.MAX_SAFE_INTEGER, places: null, cartesiaOnly: false, limit: 1 };
  return (await session.store.due(query)).length > 0;
}

/** Workers move people between any two looks, and whoever is ready in a finished campaign is never called: one look at all. */
async function anyoneMoves(session: Session, campaign: CampaignId): Promise<boolean> {
  const { ready, in_progress: inProgress, in_doubt: inDoubt } = (await session.store.counts(campaign)).states;
  return ready + inProgress + inDoubt > 0;
}

/** The campaign's time is over: whoever waits leaves, whatever hour it is where they are. */
async function sweepEnded(session: Session, campaign: Campaign): Promise<void> {
  const now = session.clock.now();
  const rules = { plan: campaign.plan, campaign: campaign.state };
  for (;;) {
    const query = {
      campaign: campaign.id,
      now: Number.MAX_SAFE_INTEGER,
      places: null,
      cartesiaOnly: false,
      limit: CHUNK,
    };
    const waiting = await session.store.due(query);
    const changes: Change[] = [];
    for (const contact of waiting) {
      const next = withdraw(contact, null, rules, now);
      if (next === undefined) continue;
      const log = [waitingLine(contact, next, 'campaign_ended', now)];
      changes.push({ contact: { from: contact.version, to: next }, log });
    }
    if (changes.length === 0) return;
    await session.store.commit(changes, {});
  }
}
