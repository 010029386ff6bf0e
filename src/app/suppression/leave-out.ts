/** What a no does at once: who waits is left out, and what is on its way to them is waited for. */
import type { Config } from '../../config/environment.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import type { CampaignId, DestinationKey } from '../../model/ids.ts';
import { withdraw } from '../../model/permit.ts';
import { scopesOf, type Scope } from '../../model/suppression.ts';
import { SECOND, type Duration } from '../../model/time.ts';
import type { Change, Store } from '../../store/port.ts';
import { LATENESS } from '../../policy/may-dial.ts';
import { ledgerNow } from '../open-ledger.ts';
import type { Runtime } from '../runtime.ts';

/** The engine next door never waits for longer than a commit of so many. */
const CHUNK = 100;
/** Between two looks at a request that is on its way, and how many of them: whoever sends has died by then, and sent nothing. */
const LOOK: Duration = SECOND / 10;
const LOOKS = 30;

export type LeftOut = {
  /** Who waited and was left out now, as they stand. */
  readonly waited: readonly Contact[];
  /** Whose call is going on, or in doubt: it is not cut, and they are not called again. */
  readonly open: readonly Contact[];
};

/** Contacts on these numbers in campaigns of the scope. They are suppressed already: this moves who would only be skipped later. */
export async function leaveOut(
  store: Store,
  destinations: readonly DestinationKey[],
  scopes: readonly Scope[],
  { clock }: Pick<Runtime, 'clock'>,
): Promise<LeftOut> {
  const campaigns = new Map((await store.campaigns()).map((campaign) => [campaign.id, campaign]));
  const meant = ({ campaign: id }: Contact): boolean => {
    const campaign = campaigns.get(id);
    return campaign !== undefined && scopesOf(campaign).some((scope) => scopes.includes(scope));
  };
  const found = campaigns.size === 0 ? [] : (await store.contactsOn(destinations)).filter(meant);
  const waited: Contact[] = [];
  for (let from = 0; from < found.length; from += CHUNK) {
    waited.push(...(await withdrawAll(store, found.slice(from, from + CHUNK), campaigns, clock.now())));
  }
  // Looked at again: somebody may have been dialed at this moment.
  const now = await store.contactsOn(destinations.length > 0 && found.length > 0 ? destinations : []);
  const isOpen = ({ state }: Contact): boolean =>
    state.is === 'in_progress' || state.is === 'in_doubt' || state.is === 'needs_review';
  return { waited, open: now.filter((contact) => isOpen(contact) && meant(contact)) };
}

async function withdrawAll(
  store: Store,
  contacts: readonly Contact[],
  campaigns: ReadonlyMap<CampaignId, Campaign>,
  now: number,
): Promise<readonly Contact[]> {
  const done: Contact[] = [];
  let left = contacts;
  while (left.length > 0) {
    const changes = left.flatMap((contact): Change[] => {
      const campaign = campaigns.get(contact.campaign);
      if (campaign === undefined) return [];
      const to = withdraw(contact, 'suppressed', { plan: campaign.plan, campaign: campaign.state }, now);
      return to === undefined ? [] : [leaves(contact, to, now)];
    });
    const again: Contact[] = [];
    (changes.length === 0 ? [] : await store.commit(changes, {})).forEach((result, index) => {
      const change = changes[index];
      if (result.is === 'done') done.push(...(change === undefined ? [] : [change.contact.to]));
      // Something happened to them meanwhile: whoever waits again is left out as well.
      else if (result.current !== undefined) again.push(result.current);
    });
    left = again;
  }
  return done;
}

function leaves(contact: Contact, to: Contact, at: number): Change {
  const { campaign, id, state } = contact;
  const about = { campaign, contact: id, attempt: null };
  const what = { event: 'skipped', from: state.is, to: to.state.is, cause: 'suppressed', evidence: null } as const;
  return { contact: { from: contact.version, to }, log: [{ at, actor: 'operator', ...about, ...what }] };
}

/**
 * What was committed before may still leave until its appointment is over, a second at most, and its request may be on its
 * way for a moment: whoever of these is suppressed is waited for.
 */
export async function lastRing(config: Config, store: Store, { clock }: Runtime): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const until = await lastSend(store, clock.now());
    if (until === null) return;
    const left = until - (await ledgerNow(config, store, clock));
    await clock.sleep(clock.now() + Math.min(Math.max(left, LOOK), 2 * LATENESS));
  }
}

/**
 * The same of the other ledgers of a team, whom nobody here can look at. Whoever of them had asked the list a moment before
 * may dial for as long as an appointment lasts, which a fleet gives a second early, and for the way of the request.
 */
export async function lastRingElsewhere({ clock }: Runtime): Promise<void> {
  await clock.sleep(clock.now() + 2 * LATENESS + LOOK);
}

/** Of attempts that are being sent to somebody who is suppressed; null: none. */
async function lastSend(store: Store, now: number): Promise<number | null> {
  const campaigns = await store.campaigns();
  let until: number | null = null;
  for (const account of new Set(campaigns.map((campaign) => campaign.account))) {
    for (const { attempt } of await store.openAttempts(account)) {
      const campaign = campaigns.find(({ id }) => id === attempt.campaign);
      if (attempt.state.is !== 'placing' || campaign === undefined) continue;
      const found = await store.suppressed([attempt.destination], scopesOf(campaign), now);
      if (found.size > 0) until = Math.max(until ?? 0, attempt.sendBy);
    }
  }
  return until;
}
