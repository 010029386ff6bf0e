/** Whoever waits in a campaign that is canceled, or whose time is over, leaves it, whatever hour it is where they are. */
import type { Campaign } from '../../model/campaign.ts';
import { withdraw } from '../../model/permit.ts';
import type { Instant } from '../../model/time.ts';
import type { Change, Store } from '../../store/port.ts';
import { waitingLine } from './log-line.ts';

const CHUNK = 200;

/** True once nobody waits in it any more. Those who were moved meanwhile by somebody else are looked at again. */
export async function sweepClosed(
  store: Pick<Store, 'commit' | 'due'>,
  campaign: Campaign,
  now: () => Instant,
  most = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const rules = { plan: campaign.plan, campaign: campaign.state };
  const cause = campaign.state.is === 'canceled' ? 'campaign_canceled' : 'campaign_ended';
  const everybody = { campaign: campaign.id, now: Number.MAX_SAFE_INTEGER, places: null, cartesiaOnly: false };
  let left = 0;
  while (left < most) {
    const at = now();
    const waiting = await store.due({ ...everybody, limit: CHUNK });
    const changes: Change[] = [];
    for (const contact of waiting) {
      const next = withdraw(contact, null, rules, at);
      if (next === undefined) continue;
      const log = [waitingLine(contact, next, cause, at)];
      changes.push({ contact: { from: contact.version, to: next }, log });
    }
    if (changes.length === 0) return true;
    const results = await store.commit(changes, {});
    const done = results.filter(({ is }) => is === 'done').length;
    left += done;
    // All of them were moved by others at this moment: to ask again at once would be to race them.
    if (done === 0) return false;
  }
  return false;
}

/** Whoever moves them meanwhile cannot do so for ever. */
const MOST_TRIES = 10;

/** Until nobody waits in it, as far as others let it. */
export async function sweepWhole(
  store: Pick<Store, 'commit' | 'due'>,
  campaign: Campaign,
  now: () => Instant,
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) if (await sweepClosed(store, campaign, now)) return;
}
