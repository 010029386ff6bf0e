/** What of a campaign's own keys cannot come true, as far as its list and the ledger show it. */
import type { Spec } from '../../load/spec/spec.ts';
import type { Plan } from '../../model/campaign.ts';
import { campaignId } from '../../model/ids.ts';
import type { Waiting } from '../../model/standing-facts.ts';
import type { Instant } from '../../model/time.ts';
import { makeHours } from '../../policy/hours.ts';
import type { Estimate } from '../../report/estimate.ts';
import { firingNote, scheduleLint } from '../../report/schedule-lint.ts';
import type { Store } from '../../store/port.ts';
import { afterNotes } from './after.ts';
import { firingAfter } from './firings.ts';

type Linted = {
  readonly spec: Pick<Spec, 'name' | 'after' | 'recurring' | 'startAt' | 'endAt' | 'startLatest'>;
  readonly plan: Plan;
  readonly waiting: Pick<Waiting, 'groups'>;
  readonly estimate: Pick<Estimate, 'first' | 'end'>;
};

export async function lintNotes(
  ledger: Pick<Store, 'campaign'> | null,
  { spec, plan, waiting, estimate }: Linted,
  zone: string,
  now: Instant,
): Promise<readonly string[]> {
  const places = [...new Set(waiting.groups.map(({ place }) => place))];
  // The end of a series is the end of its firings.
  const of = spec.recurring === null ? plan : { ...plan, startAt: null, endAt: null };
  return [
    ...scheduleLint(of, { places, now, hours: makeHours(), zone }),
    ...overlapping(spec, estimate, zone, now),
    ...(await afterNotes(ledger, { id: campaignId(spec.name), name: spec.name }, spec)),
  ];
}

function overlapping(spec: Linted['spec'], { first, end }: Linted['estimate'], zone: string, now: Instant) {
  const { recurring } = spec;
  if (recurring === null || first === null || end === null) return [];
  const series = { ...spec, recurring };
  const next = firingAfter(series, zone, now);
  const another = next === null ? null : firingAfter(series, zone, next.at);
  if (next === null || another === null) return [];
  const note = firingNote(recurring, another.at - next.at, end - first);
  return note === null ? [] : [note];
}
