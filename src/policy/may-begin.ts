/** May a campaign be begun at this instant, by its schedule? Asked once of each run of it, before anybody of it is dialed. Pure. */
// What was held up by an outage begins late without anybody knowing of it; what is wrongly held back a person starts with one
// word. So a start that nobody can show to be meant is a pause.
import type { Campaign } from '../model/campaign.ts';
import { latestStart } from '../model/schedule.ts';
import { formatDuration, type Duration, type Instant } from '../model/time.ts';
import { afterOther, saidAt, type OtherFacts } from './after-other.ts';

export type MayBegin =
  | { readonly is: 'yes' }
  /** Its own start, or the end of the other campaign. `until` null: nobody knows. */
  | { readonly is: 'later'; readonly waitsFor: 'start_at' | 'after'; readonly until: Instant | null }
  /** It could begin, if it were an hour to ring anybody. */
  | { readonly is: 'at_its_hours'; readonly from: Instant }
  /** A person has to say that it is still meant. The sentence is without its stop. */
  | { readonly is: 'pause'; readonly message: string };

export type BeginFacts = OtherFacts & {
  readonly campaign: Pick<Campaign, 'id'>;
  /** The first instant from then on at which somebody of it may be rung; null: none that anybody sees. */
  readonly firstOpen: (from: Instant) => Instant | null;
};

export function mayBegin({ campaign, begun, other, firstOpen }: BeginFacts, now: Instant): MayBegin {
  const { id, state, plan } = campaign;
  const { startAt, after, startLatest } = plan;
  if (begun || (after === undefined && startLatest === undefined)) return { is: 'yes' };
  switch (afterOther({ campaign, begun, other })) {
    case 'free':
      break;
    case 'waits':
      return { is: 'later', waitsFor: 'after', until: null };
    case 'gone': {
      const what = other === undefined ? 'is not in the ledger' : 'was canceled';
      const message = `it begins after "${after?.name ?? ''}", which ${what}: outdial resume ${id} starts it all the same`;
      return { is: 'pause', message };
    }
  }
  const said = saidAt(state);
  const from = Math.max(startAt ?? 0, other?.is === 'finished' ? other.at : 0);
  if (startAt !== null && now < startAt) return { is: 'later', waitsFor: 'start_at', until: startAt };
  // Whoever said so once its time had come knew that it was late.
  if (startAt === null || startLatest === undefined || (said !== null && said >= startAt)) return { is: 'yes' };
  const opens = firstOpen(from);
  if (opens === null) return { is: 'yes' };
  const latest = latestStart(plan, opens) ?? Infinity;
  if (now > latest) return { is: 'pause', message: missed(id, now - Math.min(opens, latest)) };
  return now < opens ? { is: 'at_its_hours', from: opens } : { is: 'yes' };
}

function missed(id: string, late: Duration): string {
  return `its start was missed by ${formatDuration(late)}, more than schedule.start_latest allows: outdial resume ${id} starts it now`;
}
