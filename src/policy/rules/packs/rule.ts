/** How a rule of a built-in pack is written: what it does not say is the usual. */
import type { Purpose } from '../../../model/purposes.ts';
import type { RuleData, RuleDay } from '../../../model/rule-pack.ts';

/** On it every built-in rule was last read against its source. */
export const READ = '2026-11-27';

/**
 * Most statutes on hours speak of solicitations only. All the same the hours bind every call but an emergency\'s: whether a
 * call sold something is what courts argue about, and a person who is woken does not.
 */
export const NOT_EMERGENCY: readonly Purpose[] = ['marketing', 'informational', 'appointment', 'collections'];
export const MARKETING: readonly Purpose[] = ['marketing'];

export const WORKDAYS: readonly RuleDay[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
export const TO_SATURDAY: readonly RuleDay[] = [...WORKDAYS, 'sat'];

type Written = Pick<RuleData, 'id' | 'summary' | 'source'> & Partial<RuleData>;

/** Always in force, and for every call but an emergency\'s, where it does not say otherwise. */
export function rule(regions: readonly string[], written: Written): RuleData {
  const { id, summary, source, ...terms } = written;
  return { id, summary, source, from: null, until: null, regions, purposes: NOT_EMERGENCY, ...terms };
}

/** Of a statute that speaks of solicitations: that it is held for more than those is said where the rule is shown. */
export function ofSales(summary: string): string {
  return `${summary.replace(/\.$/, '')}; the law speaks of sales calls, and is held here for all but emergencies.`;
}

/** `span("09:00-20:00")`. */
export function span(text: string): NonNullable<RuleData['hours']>[number] {
  const [from = '', to = ''] = text.split('-');
  return { from, to };
}
