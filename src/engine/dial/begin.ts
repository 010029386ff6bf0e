/** Which of the running campaigns have begun by their schedule; one whose start was missed pauses, and a person starts it. */
import type { Campaign } from '../../model/campaign.ts';
import type { Instant } from '../../model/time.ts';
import { placeHours } from '../../policy/may-dial.ts';
import { mayBegin } from '../../policy/may-begin.ts';
import type { EngineCore } from '../core.ts';
import { pause } from './pause.ts';

/** Those that may be dialed. What has begun goes on: it is asked until then, and not again in this run. */
export async function begun(
  core: EngineCore,
  running: readonly Campaign[],
  now: Instant,
): Promise<readonly Campaign[]> {
  const may: Campaign[] = [];
  for (const campaign of running) if (await hasBegun(core, campaign, now)) may.push(campaign);
  return may;
}

async function hasBegun(core: EngineCore, campaign: Campaign, now: Instant): Promise<boolean> {
  const { campaigns, notices, store } = core;
  const { id, name, plan } = campaign;
  if (campaigns.begun.has(id) || (plan.after === undefined && plan.startLatest === undefined)) return true;
  const places = plan.window === null ? null : await store.places(id);
  const its = placeHours(plan, core.hours);
  const firstOpen = (from: Instant): Instant | null => {
    if (places === null) return from;
    const openings = places.map((place) => its.nextOpen(place, from)).filter((at) => at !== null);
    return openings.length === 0 ? null : Math.min(...openings);
  };
  const other = plan.after === undefined ? undefined : await otherState(core, plan.after.id);
  const facts = { campaign, begun: (await store.counts(id)).dialed > 0, other, firstOpen };
  const answer = mayBegin(facts, now);
  switch (answer.is) {
    case 'yes':
      campaigns.note(id, 'begun');
      return true;
    case 'at_its_hours':
      return true;
    case 'later':
      if (answer.waitsFor === 'after')
        notices.note('hours', `${name} waits until "${plan.after?.name ?? ''}" is finished`);
      return false;
    case 'pause':
      if (await pause(core, id, { why: 'rule', message: answer.message })) {
        notices.say(`${name} is paused: ${answer.message}.`);
      }
      return false;
  }
}

async function otherState(
  { campaigns, store }: EngineCore,
  id: Campaign['id'],
): Promise<Campaign['state'] | undefined> {
  return (campaigns.all.get(id) ?? (await store.campaign(id)))?.state;
}
