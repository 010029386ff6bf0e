/** Which registries are to be asked about a number before it may be rung? Pure. */
// That a registry does not hold a number is no consent; it only takes one objection away, and only for a while.
import type { Contact } from '../model/contact.ts';
import { own } from '../model/own.ts';
import type { PlanScrub, StatedScrub } from '../model/scrub.ts';
import type { Duration, Instant } from '../model/time.ts';
import type { ScrubDemand } from './rules/demands.ts';

export type StaleScrub = { readonly name: string; readonly oldest: Duration };

/** What a plan asks for itself, and what was stated of its whole list. */
export type ScrubTerms = {
  readonly scrubs?: readonly PlanScrub[];
  readonly scrubbed?: readonly StatedScrub[];
};

/** Those that were not asked, or too long ago: of the plan's own and of a rule's word the stricter counts. */
export function staleScrubs(
  { scrubbed = {} }: Pick<Contact, 'scrubbed'>,
  { scrubs: planned = [], scrubbed: stated = [] }: ScrubTerms,
  demanded: readonly ScrubDemand[],
  at: Instant,
): readonly StaleScrub[] {
  if (planned.length === 0 && demanded.length === 0) return [];
  const oldest = new Map<string, Duration>();
  const bind = (name: string, age: Duration): unknown => oldest.set(name, Math.min(age, oldest.get(name) ?? Infinity));
  for (const { name, oldest: age } of planned) bind(name, age);
  for (const { registry, oldest: age } of demanded) bind(registry, age);
  return [...oldest].flatMap(([name, age]) => {
    const asked = [own(scrubbed, name), ...stated.filter((one) => one.name === name).map((one) => one.at)];
    // An answer that is dated ahead of the clock says nothing of how old it is.
    return asked.some((one) => one !== undefined && one <= at && at < one + age) ? [] : [{ name, oldest: age }];
  });
}
