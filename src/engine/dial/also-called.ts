/** Somebody is called who was called by another campaign within the hour: said and logged, and stopped by nobody. */
import type { CampaignId } from '../../model/ids.ts';
import { HOUR, MINUTE, type Instant } from '../../model/time.ts';
import type { Core } from '../core.ts';
import { logLine } from '../settle/log-line.ts';
import type { Placing } from './prepare.ts';

const LATELY = HOUR;

/** After the request was let go: nobody's call waits for it. What cannot be read is left unsaid. */
export async function noteAlsoCalled(core: Core, campaign: CampaignId, placings: readonly Placing[]): Promise<void> {
  const { campaigns, clock, notices, store } = core;
  const now = clock.now();
  if (![...campaigns.all.values()].some((one) => one.id !== campaign && mayHaveCalled(one.state, now))) return;
  const destinations = placings.map(({ attempt }) => attempt.destination);
  const found = await store.calledElsewhere(campaign, destinations, now - LATELY);
  if (found.length === 0) return;
  await store.append(
    placings.flatMap(({ attempt, change: { contact } }) =>
      found
        .filter(({ destination }) => destination === attempt.destination)
        .map((one) => {
          const minutes = Math.max(0, Math.round((now - one.at) / MINUTE));
          const evidence = { campaign: one.campaign, minutes };
          return logLine(contact.to, contact.to, {
            ...{ at: now, actor: 'engine', attempt: attempt.id, event: 'also_called', cause: null, evidence },
          });
        }),
    ),
  );
  for (const other of new Set(found.map((one) => one.campaign))) {
    const names = [campaign, other].map((id) => `"${campaigns.all.get(id)?.name ?? id}"`);
    notices.once(
      `also_called ${[campaign, other].join(' ')}`,
      `${names[0]} calls people whom ${names[1]} has called within the hour.`,
    );
  }
}

/** One that was over for an hour has called nobody within it. */
function mayHaveCalled(state: { readonly is: string; readonly at?: Instant }, now: Instant): boolean {
  return state.is !== 'scheduled' && (state.at === undefined || state.at > now - LATELY);
}
