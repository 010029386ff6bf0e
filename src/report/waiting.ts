/** A run that dials nobody for now: until when, where the clock says so, and for how many. Pure. */
import type { Campaign } from '../model/campaign.ts';
import type { Lull } from '../model/run.ts';
import type { Waiting } from '../model/standing-facts.ts';
import type { Instant } from '../model/time.ts';
import type { Hours } from '../policy/hours.ts';
import { placeHours } from '../policy/may-dial.ts';
import { clockWords, count } from './when.ts';

/** Of people that wait in one campaign. `after`: it waits for another campaign. Null: somebody may be rung now, or nobody waits. */
export function lullOf(
  { plan }: Pick<Campaign, 'plan'>,
  { groups }: Pick<Waiting, 'groups'>,
  after: boolean,
  now: Instant,
  hours: Hours,
): Lull | null {
  const people = groups.reduce((sum, group) => sum + group.count, 0);
  if (people === 0) return null;
  if (after) return { until: null, zone: null, people, idle: true };
  const its = placeHours(plan, hours);
  const begins = Math.max(plan.startAt ?? 0, now);
  let first: { readonly until: Instant; readonly place: string; readonly people: number } | null = null;
  let idle = true;
  for (const { place, from, count: some } of groups) {
    const due = Math.max(from, begins);
    const until = its.nextOpen(place, due);
    if (until === null) continue;
    if (until <= now) return null;
    const closes = its.isOpen(place, now) ? (its.closesAt(place, now) ?? Infinity) : now;
    // Begun, open now and open until then: a delay, and nothing opens in between.
    if (begins <= now && until < closes) idle = false;
    const sum: number = first?.until === until ? first.people : 0;
    if (first === null || until <= first.until) first = { until, place, people: sum + some };
  }
  if (first === null) return { until: null, zone: null, people, idle: true };
  return { until: first.until, zone: zoneOf(plan.window, first.place), people: first.people, idle };
}

function zoneOf(window: Campaign['plan']['window'], place: string): string | null {
  if (window === null) return null;
  if (window.timezone !== 'contact') return window.timezone;
  const [zone = ''] = place.split('|')[0]?.split(',').slice(-1) ?? [];
  return zone === '' ? null : zone;
}

/** Of several campaigns of a run: the first that can go on decides, and none may be dialing. */
export function firstLull(lulls: readonly Lull[]): Lull | null {
  const [first, ...others] = lulls.toSorted((a, b) => (a.until ?? Infinity) - (b.until ?? Infinity));
  if (first === undefined) return null;
  const together = others.filter(({ until }) => until === first.until);
  return {
    ...first,
    people: together.reduce((sum, { people }) => sum + people, first.people),
    idle: lulls.every(({ idle }) => idle),
  };
}

/** `Waiting until 09:00 in New York (15:00 here) for 212 people`: the operator's clock too, where it is another. */
export function lullWords({ until, zone, people }: Lull, now: Instant, operator: string): string {
  const whom = count(people, 'person', 'people');
  if (until === null) return `Waiting for ${whom}: nobody knows yet until when`;
  return `Waiting until ${whenIn(until, now, zone, operator)} for ${whom}`;
}

/** `Mon 09:00 in New York (15:00 here)`. */
export function whenIn(until: Instant, now: Instant, zone: string | null, operator: string): string {
  const here = clockWords(until, now, operator);
  if (zone === null || zone === operator) return here;
  const there = clockWords(until, now, zone);
  const city = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  return there === here ? `${there} in ${city}` : `${there} in ${city} (${here} here)`;
}
