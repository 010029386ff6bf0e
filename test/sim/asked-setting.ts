/** Random campaigns whose people's consent runs out, whose registry changes its mind, and who say no late or again and again. */
import type { OutcomeRule } from '../../src/model/outcome-rule.ts';
import type { PlanRules, RuleData } from '../../src/model/rule-pack.ts';
import { MINUTE, SECOND } from '../../src/model/time.ts';
import { between, chance, stream, type Random } from '../../src/simulate/random.ts';
import { NOW } from '../support/fixtures.ts';
import type { RegistrySetting } from './registry.ts';
import { correctedSettingOf, settingOf, type Setting } from './setting.ts';

const PLACE = 'America/New_York|US-NY';
const OUTCOME: OutcomeRule = {
  ...{ signals: { variable: 'result' }, values: { done: ['done'], retry: ['again'] }, after: { retry: MINUTE } },
  ...{ callbackAt: null, wait: 10 * MINUTE, optOutWords: [] },
};

export function askedSettingOf(seed: number): Setting {
  const luck = stream(seed, 'asked');
  const wishing = chance(luck, 0.6);
  // Lists that come back with other numbers, retries and callbacks try to bring back who said no.
  const setting = !wishing && chance(luck, 0.5) ? correctedSettingOf(seed) : settingOf(seed);
  const rules = chance(luck, 0.6) ? { rules: consentRule(between(luck, 20, 40)) } : {};
  const people = Array.from({ length: setting.contacts }, () => ({
    place: PLACE,
    ...(chance(luck, 0.8) ? { consent: { level: 'written', at: NOW - between(luck, 0, 40) * MINUTE } as const } : {}),
  }));
  return {
    ...setting,
    ...(chance(luck, 0.6) ? { registry: registryOf(luck, setting.contacts) } : {}),
    ...(wishing ? { talks: 'wishes' } : {}),
    plan: { ...setting.plan, ...rules, ...(wishing ? { outcome: OUTCOME } : {}) },
    people,
  };
}

/** At any hour; a consent in writing that is so many minutes old is none. */
export function consentRule(minutes: number): PlanRules {
  const rule: RuleData = {
    ...{ id: 'own', summary: 'Of a test.', source: 'None.', from: null, until: null },
    ...{ regions: ['*'], purposes: ['marketing'], consent: { needs: 'written', oldest: `${minutes}m` } },
  };
  return { pack: { pack: 'own', version: '2026-09-01', rules: [rule] }, version: '2026-09-01', purpose: 'marketing' };
}

function registryOf(luck: Random, contacts: number): RegistrySetting {
  const lists = Array.from({ length: between(luck, 0, 3) }, () => ({
    contact: between(luck, 0, contacts - 1),
    at: chance(luck, 0.5) ? 0 : between(luck, 0, 120) * SECOND,
  }));
  const oldest = between(luck, 30, 300) * SECOND;
  return { name: 'dnc', oldest, lists, fails: luck() * 0.3, unsure: luck() * 0.2 };
}
