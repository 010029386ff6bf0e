/** What the rules of a plan demand of a person before they may be rung: a consent, and that registries were asked. */
import { readPlace } from '../../model/place.ts';
import type { Plan } from '../../model/campaign.ts';
import type { PlanRules } from '../../model/rule-pack.ts';
import { DAY, parseDuration, type Duration, type Instant } from '../../model/time.ts';
import { makeOffsetsFor } from '../zone-offsets.ts';
import { bindingRules, compileRules, type CompiledRule, type CompiledRules, type LocalDay } from './in-force.ts';

/** In whose words it is demanded. */
export type OfRule = Pick<CompiledRule, 'id' | 'summary' | 'source'>;

export type ConsentDemand = {
  readonly rule: OfRule;
  readonly needs: 'express' | 'written';
  /** Null: it does not grow old. */
  readonly oldest: Duration | null;
};

export type ScrubDemand = { readonly rule: OfRule; readonly registry: string; readonly oldest: Duration };

export type Demanded = { readonly consent: readonly ConsentDemand[]; readonly scrubs: readonly ScrubDemand[] };

/** `at`: the day counts on which the call would ring, in every zone that the person may be in. */
export type Demands = (terms: Pick<Plan, 'rules' | 'zoneOverrides'>, place: string, at: Instant) => Demanded;

export const NOTHING: Demanded = { consent: [], scrubs: [] };
/** Places times days; beyond it the cache starts anew. */
const MOST = 10_000;

type Known = { readonly compiled: CompiledRules; readonly answers: Map<string, Demanded> };

/** With a cache of its own. */
export function makeDemands(): Demands {
  const offsetsFor = makeOffsetsFor();
  // By object for speed, by content because a plan read anew from the ledger is another object.
  const byObject = new WeakMap<PlanRules, Known>();
  const byContent = new Map<string, Known>();

  function knownOf(rules: PlanRules): Known {
    const known = byObject.get(rules);
    if (known !== undefined) return known;
    const content = JSON.stringify(rules);
    const found = byContent.get(content) ?? { compiled: compileRules(rules), answers: new Map<string, Demanded>() };
    byContent.set(content, found);
    byObject.set(rules, found);
    return found;
  }

  return ({ rules, zoneOverrides }, place, at) => {
    if (rules === undefined) return NOTHING;
    const { compiled, answers } = knownOf(rules);
    const { zones, regions } = readPlace(place);
    const offsetOf = offsetsFor(zoneOverrides);
    const offsets = zones.length === 0 ? [0] : zones.map((zone) => offsetOf(zone, at) ?? 0);
    const days = [...new Set(offsets.map((offset) => Math.floor((at + offset) / DAY)))];
    const key = `${place} ${days.join()}`;
    const answer = answers.get(key) ?? demandedOn(compiled, regions, days);
    if (answers.size >= MOST) answers.clear();
    answers.set(key, answer);
    return answer;
  };
}

/** Where it is two days at once, what is demanded on either. */
function demandedOn(compiled: CompiledRules, regions: readonly string[], days: readonly LocalDay[]): Demanded {
  const rules = [...new Set(days.flatMap((day) => bindingRules(compiled, regions, day)))];
  const consent = rules.flatMap(({ consent: asked, ...rule }): ConsentDemand[] => {
    if (asked === undefined) return [];
    const oldest = asked.oldest === undefined ? null : strictly(asked.oldest);
    return [{ rule: named(rule), needs: asked.needs, oldest }];
  });
  const scrubs = rules.flatMap(({ scrub, ...rule }): ScrubDemand[] =>
    scrub === undefined ? [] : [{ rule: named(rule), registry: scrub.registry, oldest: strictly(scrub.oldest) }],
  );
  return consent.length === 0 && scrubs.length === 0 ? NOTHING : { consent, scrubs };
}

/** A pack was checked when it was loaded; what cannot be read all the same lets nothing be young enough. */
function strictly(text: string): Duration {
  return parseDuration(text) ?? 0;
}

function named({ id, summary, source }: OfRule): OfRule {
  return { id, summary, source };
}

/** On whatever day, of whomever. */
export function hasConsentRule(rules: PlanRules | undefined): boolean {
  return rules !== undefined && compileRules(rules).rules.some(({ consent }) => consent !== undefined);
}
