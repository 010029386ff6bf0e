/** Which rules of law a campaign goes by, and for how many of its contacts each holds. Pure. */
import type { Plan } from '../model/campaign.ts';
import { readPlace } from '../model/place.ts';
import type { PlanRules } from '../model/rule-pack.ts';
import { bindsIn, compileRules, type CompiledRule } from '../policy/rules/in-force.ts';
import type { Waiting } from '../model/standing-facts.ts';
import { count } from './when.ts';
import { windowWords } from './window-words.ts';

export type BindingRule = Pick<CompiledRule, 'id' | 'summary' | 'source'> & { readonly contacts: number };

/** `us_safe 2026-11-27, marketing`. */
export function rulesWords(rules: PlanRules | undefined): string {
  if (rules === undefined) return 'none: no rules of law are applied';
  const { pack, version, purpose } = compileRules(rules);
  return `${pack} ${version}, ${purpose ?? 'of every purpose'}`;
}

/** When a campaign rings people, where it has a window of its own and where it has none. */
export function hoursWords({ window, rules }: Pick<Plan, 'window' | 'rules'>): string {
  if (window !== null) return windowWords(window);
  return rules === undefined ? 'at any time' : 'whenever the rules allow';
}

/** Of those about hours, whoever binds most first. A rule that begins later is among them. */
export function bindingTable(
  rules: PlanRules | undefined,
  { groups }: { readonly groups: readonly Pick<Waiting['groups'][number], 'place' | 'count'>[] },
): readonly BindingRule[] {
  if (rules === undefined) return [];
  const table = compileRules(rules)
    .rules.filter(({ hours }) => hours !== null)
    .map((rule) => ({
      id: rule.id,
      summary: rule.summary,
      source: rule.source,
      contacts: groups
        .filter(({ place }) => bindsIn(rule, readPlace(place).regions))
        .reduce((sum, group) => sum + group.count, 0),
    }));
  return table.filter(({ contacts }) => contacts > 0).sort((a, b) => b.contacts - a.contacts);
}

/** `412 contacts  us-hours: Calls are made …` */
export function bindingLines(table: readonly BindingRule[]): readonly string[] {
  return table.map(({ id, summary, contacts }) => `            ${count(contacts, 'contact')}: ${summary} (${id})`);
}

/** Null: no rules of law are applied. */
export function bindingJson(
  rules: PlanRules | undefined,
  table: readonly BindingRule[],
): Record<string, unknown> | null {
  if (rules === undefined) return null;
  const { pack, version, purpose } = compileRules(rules);
  const binding = table.map(({ id, summary, source, contacts }) => ({ id, summary, source, contacts }));
  return { pack, version, purpose, binding };
}
