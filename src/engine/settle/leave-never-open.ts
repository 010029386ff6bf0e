/** Whoever waits where no hour opens any more leaves: whoever waits for an hour that does not come keeps a run for ever, and is called by nobody. */
// At load such rows are refused (`app/campaign/never-open.ts`); afterwards a plan may be changed, and a newer rule may close.
// The same question is asked here (`mayDial`), and the list brings them back once it is loaded under wider hours.
import { standingWithout, withoutCallback } from '../../model/callback.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import { NEVER_OPEN } from '../../model/list-changes.ts';
import type { Instant } from '../../model/time.ts';
import type { Hours } from '../../policy/hours.ts';
import { mayDial, placeHours } from '../../policy/may-dial.ts';
import type { Change, Store } from '../../store/port.ts';
import { waitingLine } from './log-line.ts';

const CHUNK = 200;

/** How many left. Asked once nobody of it may be rung at that hour, so that nobody waits behind them. */
export async function leaveNeverOpen(
  { hours, store }: { readonly hours: Hours; readonly store: Pick<Store, 'commit' | 'due' | 'places'> },
  campaign: Campaign,
  now: Instant,
): Promise<number> {
  const its = placeHours(campaign.plan, hours);
  const places = (await store.places(campaign.id)).filter((place) => its.nextOpen(place, now) === null);
  const everybody = { campaign: campaign.id, now: Number.MAX_SAFE_INTEGER, cartesiaOnly: false, limit: CHUNK };
  let left = 0;
  for (const place of places) {
    for (;;) {
      const waiting = await store.due({ ...everybody, places: [place] });
      const changes = waiting.flatMap((contact) => leave(contact, campaign, hours, now));
      if (changes.length === 0) break;
      const done = (await store.commit(changes, {})).filter(({ is }) => is === 'done').length;
      left += done;
      // All of them were moved by others at this moment: to ask again at once would be to race them.
      if (done === 0) break;
    }
  }
  return left;
}

export function neverOpenWords(left: number): string {
  const who = left === 1 ? '1 contact is' : `${left} contacts are`;
  return `${who} left out: no hour of the next 60 days is inside the window and the rules where they are (outdial why NUMBER names the rule). Widen "window" and load the list again to have them back`;
}

/** None for whoever waits for a day beyond those that were looked at: by then it may open. */
function leave(contact: Contact, campaign: Campaign, hours: Hours, now: Instant): Change[] {
  const facts = { contact, campaign, lines: campaign.plan.lines, suppressed: false };
  const may = mayDial(facts, now, hours);
  if (may.is !== 'never' || (may.rule !== 'hours' && may.rule !== 'law')) return [];
  const state = standingWithout(contact, { is: 'skipped', reason: NEVER_OPEN });
  const to: Contact = { ...withoutCallback(contact), state, version: contact.version + 1 };
  return [{ contact: { from: contact.version, to }, log: [waitingLine(contact, to, NEVER_OPEN, now)] }];
}
