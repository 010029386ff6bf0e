/** In which countries the rules of a plan say when calls may be made: without what reads a pack's file, for whoever shows a campaign. */
import type { PlanRules } from '../../model/rule-pack.ts';
import { PACKS } from '../../policy/rules/packs.ts';

/**
 * The countries in which a pack says when calls may be made; null: everywhere, or there is no pack. A country that it does
 * not speak of is one whose law nobody has looked up: it is not dialed at just any hour.
 */
export function countriesOf(rules: PlanRules | null | undefined): readonly string[] | null {
  if (rules === null || rules === undefined) return null;
  const pack = typeof rules.pack === 'string' ? PACKS.get(rules.pack) : rules.pack;
  // Unknown here: nobody is dialed by it, whatever the country.
  if (pack === undefined) return null;
  const regions = pack.rules.filter(({ hours }) => hours !== undefined).flatMap((rule) => rule.regions);
  return regions.includes('*') ? null : [...new Set(regions.map((region) => region.slice(0, 2)))].sort();
}
