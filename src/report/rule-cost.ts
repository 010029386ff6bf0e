/** What the rules of a campaign take of its own hours, and from how many: told before anybody wonders why a list takes so long. Pure. */
import type { Plan } from '../model/campaign.ts';
import { readPlace } from '../model/place.ts';
import type { PlanRules } from '../model/rule-pack.ts';
import type { Waiting } from '../model/standing-facts.ts';
import { DAY, HOUR, type Duration, type Instant } from '../model/time.ts';
import type { Hours, Terms } from '../policy/hours.ts';
import { openTime } from '../policy/open-time.ts';
import { compileRules } from '../policy/rules/in-force.ts';
import { count } from './when.ts';

/** Of the seven days from then on, for those of whom the rules leave equally much. */
export type RuleCost = {
  readonly contacts: number;
  /** That the window allows, where they are. */
  readonly hours: number;
  /** That the rules leave of them. */
  readonly left: number;
  /** States and countries of which they may be. */
  readonly regions: readonly string[];
};

type Groups = readonly Pick<Waiting['groups'][number], 'place' | 'count'>[];

const SPAN: Duration = 7 * DAY;

/** The greatest loss first; none where the rules take nothing. */
export function ruleCosts(
  plan: Terms & Pick<Plan, 'startAt'>,
  groups: Groups,
  hours: Pick<Hours, 'nextOpen' | 'closesAt'>,
  now: Instant,
): readonly RuleCost[] {
  if (plan.rules === undefined) return [];
  const { rules: _, ...ownTerms } = plan;
  const from = Math.max(now, plan.startAt ?? 0);
  const week = { from, until: from + SPAN };
  const people = new Map<string, number>();
  for (const { place, count: n } of groups) people.set(place, n + (people.get(place) ?? 0));
  const costs = new Map<string, { contacts: number; hours: number; left: number; regions: Set<string> }>();
  for (const [place, contacts] of people) {
    const [window, left] = [ownTerms, plan].map((terms) => hoursOf(openTime(hours, terms, place, week)));
    if (window === undefined || left === undefined || left >= window) continue;
    const key = `${window} ${left}`;
    const cost = costs.get(key) ?? { contacts: 0, hours: window, left, regions: new Set<string>() };
    cost.contacts += contacts;
    for (const region of readPlace(place).regions) cost.regions.add(region);
    costs.set(key, cost);
  }
  return [...costs.values()]
    .map(({ regions, ...cost }) => ({ ...cost, regions: [...regions].sort() }))
    .sort((a, b) => a.left / a.hours - b.left / b.hours || b.contacts - a.contacts);
}

/** To a quarter. */
function hoursOf(open: Duration): number {
  return Math.round((open / HOUR) * 4) / 4;
}

const MOST_LINES = 6;
const MOST_REGIONS = 8;

/** `us_safe leaves 44.25 of the window's 60 hours of the next 7 days to 412 contacts (US-FL, US-GA)`. */
export function costLines(
  { window, rules }: { readonly window: Plan['window']; readonly rules?: PlanRules | undefined },
  costs: readonly RuleCost[],
): readonly string[] {
  if (rules === undefined || costs.length === 0) return [];
  const { pack } = compileRules(rules);
  const whose = window === null ? 'the' : 'the window’s';
  const shown = costs.slice(0, MOST_LINES).map(({ contacts, hours, left, regions }, nth) => {
    const where = regions.slice(0, MOST_REGIONS).join(', ') + (regions.length > MOST_REGIONS ? ', …' : '');
    const said = `${pack} leaves ${left} of ${whose} ${hours} hours of the next 7 days to ${count(contacts, 'contact')}`;
    return `${nth === 0 ? 'costs' : ''}`.padEnd(12) + said + (where === '' ? '' : ` (${where})`);
  });
  const more = costs.length - shown.length;
  return more > 0 ? [...shown, `            and ${count(more, 'more group')}: --json has them all`] : shown;
}

export function costJson(costs: readonly RuleCost[]): readonly Record<string, unknown>[] {
  return costs.map(({ contacts, hours, left, regions }) => ({
    contacts,
    window_hours: hours,
    left_hours: left,
    regions,
  }));
}
