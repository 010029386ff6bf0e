/** Random campaigns under terms of their own: rules of law in several places, bounds of contacts, a schedule, limits, money, a ramp. */
import { callBoundsOf, type CallBounds } from '../../src/model/call-bounds.ts';
import type { Plan } from '../../src/model/campaign.ts';
import type { Window } from '../../src/model/dial-options.ts';
import type { LineId } from '../../src/model/ids.ts';
import type { PlanMoney } from '../../src/model/money.ts';
import type { NumberLimit } from '../../src/model/number-limits.ts';
import type { RuleData, RuleHours } from '../../src/model/rule-pack.ts';
import { MINUTE, SECOND } from '../../src/model/time.ts';
import { between, chance, stream, type Random } from '../../src/simulate/random.ts';
import { NOW } from '../support/fixtures.ts';
import { fleetOf, stormyFleetOf, type FleetSetting } from './fleet-setting.ts';
import { editedSettingOf, QUICK, settingOf, type Act, type Setting } from './setting.ts';

/** Whoever has a window or a law has zones. A day begins in some of them while the campaign runs: `NOW` is 14:13 UTC. */
const PLACES = [
  'America/New_York|US-FL',
  'America/Chicago,America/New_York|US-FL',
  'America/Chicago|US-TX',
  'Asia/Kolkata|IN',
  'Asia/Kathmandu|IN',
  'Australia/Brisbane|AU-QLD',
  'Australia/Darwin|AU-NT',
  'Europe/Paris|FR',
  'America/New_York',
] as const;
const WHOLE_HOURS = PLACES.filter((place) => !/Kolkata|Kathmandu|Darwin/.test(place));
const REGIONS = ['*', 'US-FL', 'US', 'IN', 'AU', 'FR'] as const;
/** The local days of the campaign, from its first on. */
const DAYS = ['2026-09-21', '2026-09-22'] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const RATE = { perMinute: 60_000, to: SECOND, least: 0, ringing: false };

/** Whatever a seed holds, and terms of a luck of their own: each of them in some of the seeds. */
export function boundedSettingOf(seed: number): Setting {
  const setting = seed % 2 === 0 ? settingOf(seed) : editedSettingOf(seed);
  const luck = stream(seed, 'terms');
  const rules = chance(luck, 0.5) ? { rules: rulesOf(luck) } : {};
  const window = chance(luck, 0.3) ? { window: windowOf(luck) } : {};
  const schedule = chance(luck, 0.3) ? scheduleOf(luck) : {};
  const limits = chance(luck, 0.4) ? { numberLimits: limitsOf(luck) } : {};
  const money = chance(luck, 0.3) ? { money: moneyOf(luck) } : {};
  const ramp = chance(luck, 0.2) ? { ramp: rampOf(luck) } : {};
  // With the minutes of another zone those of half hours might share none, and wait for ever.
  const places = window.window?.timezone === 'Europe/London' ? WHOLE_HOURS : PLACES;
  const people = Array.from({ length: setting.contacts }, () => ({
    place: places[between(luck, 0, places.length - 1)] ?? PLACES[0],
    ...(chance(luck, 0.3) ? boundsOf(luck) : {}),
  }));
  return {
    ...setting,
    acts: [...setting.acts, ...steeredTerms(stream(seed, 'steered terms'))],
    plan: { ...setting.plan, ...rules, ...window, ...schedule, ...limits, ...money, ...ramp },
    people,
  };
}

/** Several machines under what is counted in the ledger: calls of a number, money, people of a step. One of them at least. */
export function boundedFleetOf(seed: number): FleetSetting {
  const setting = seed % 2 === 0 ? fleetOf(seed) : stormyFleetOf(seed);
  const luck = stream(seed, 'fleet terms');
  const which = between(luck, 1, 7);
  const retry = {
    ...QUICK.retry,
    maxAttempts: between(luck, 1, 4),
    after: { no_answer: 20 * SECOND, busy: 10 * SECOND },
  };
  const limits = {
    ...((which & 1) === 0 ? {} : { numberLimits: limitsOf(luck), retry }),
    ...((which & 2) === 0 ? {} : { money: moneyOf(luck) }),
    ...((which & 4) === 0 ? {} : { ramp: rampOf(luck) }),
  };
  return { ...setting, plan: { ...setting.plan, ...limits } };
}

/** Hours that open and close within minutes, so that a campaign of minutes meets their borders. */
function rulesOf(luck: Random): NonNullable<Plan['rules']> {
  const rules = Array.from({ length: between(luck, 1, 3) }, (_, n): RuleData => {
    const bound = luck();
    return {
      id: `own-${n}`,
      summary: 'Of a test.',
      source: 'None.',
      from: bound < 0.2 ? DAYS[1] : null,
      until: bound > 0.8 ? DAYS[1] : null,
      regions: [REGIONS[between(luck, 0, REGIONS.length - 1)] ?? '*'],
      purposes: chance(luck, 0.8) ? ['marketing', 'appointment'] : ['marketing'],
      ...(chance(luck, 0.3) ? { days: [WEEK[between(luck, 0, 1)] ?? 'mon'] } : {}),
      hours: hoursOf(luck),
    };
  });
  const version = '2026-09-01';
  return {
    pack: { pack: 'own', version, rules },
    version,
    purpose: chance(luck, 0.3) ? null : chance(luck, 0.7) ? 'marketing' : 'appointment',
  };
}

/** Of every hour the same minutes. Any two of them share some, so that nobody waits for days, which every play would count. */
function minutesOf(luck: Random): { readonly from: number; readonly to: number } {
  return { from: between(luck, 0, 25), to: between(luck, 35, 59) };
}

function hoursOf(luck: Random): readonly RuleHours[] {
  const { from, to } = minutesOf(luck);
  const two = (n: number): string => String(n).padStart(2, '0');
  return HOURS.map((hour) => ({ from: `${two(hour)}:${two(from)}`, to: `${two(hour)}:${two(to)}` }));
}

function windowOf(luck: Random): Window {
  const { from, to } = minutesOf(luck);
  const [first, ...more] = HOURS.map((hour) => ({ days: WEEK, from: hour * 60 + from, to: hour * 60 + to }));
  return { days: WEEK, from: 0, to: 0, ...first, more, timezone: chance(luck, 0.7) ? 'contact' : 'Europe/London' };
}

/** Somebody sets another window or other limits while it runs. */
function steeredTerms(luck: Random): Act[] {
  if (chance(luck, 0.6)) return [];
  return Array.from({ length: between(luck, 1, 3) }, (): Act => {
    const window = chance(luck, 0.5) ? { window: { ...windowOf(luck), timezone: 'contact' } } : {};
    const numberLimits = chance(luck, 0.5) ? { numberLimits: limitsOf(luck) } : {};
    return { at: between(luck, 0, 120) * SECOND, does: 'edit', edit: { does: 'set', ...window, ...numberLimits } };
  });
}

function scheduleOf(luck: Random): Pick<Plan, 'startAt' | 'endAt'> {
  const startAt = chance(luck, 0.6) ? NOW + between(luck, 0, 90) * SECOND : null;
  const endAt = chance(luck, 0.6) ? (startAt ?? NOW) + between(luck, 5, 300) * SECOND : null;
  return { startAt, endAt };
}

function limitsOf(luck: Random): readonly NumberLimit[] {
  const per = chance(luck, 0.2) ? null : between(luck, 1, 6) * MINUTE;
  const rest = { is: 'rest', for: between(luck, 1, 5) * MINUTE, by: 'account' } as const;
  return [{ is: 'calls', calls: between(luck, 1, 2), per, by: 'campaign' }, ...(chance(luck, 0.4) ? [rest] : [])];
}

function moneyOf(luck: Random): PlanMoney {
  const rates = { ['ap_0' as LineId]: [RATE], ['ap_1' as LineId]: [RATE] };
  return { budget: between(luck, 1, 12) * 60_000, rates };
}

function rampOf(luck: Random): NonNullable<Plan['ramp']> {
  const first = between(luck, 1, 3);
  return { steps: [first, first + between(luck, 1, 3)], goOnIf: null };
}

function boundsOf(luck: Random): CallBounds {
  const notBefore = chance(luck, 0.6) ? NOW + between(luck, 0, 120) * SECOND : undefined;
  const notAfter = chance(luck, 0.6) ? (notBefore ?? NOW) + between(luck, 5, 240) * SECOND : undefined;
  return callBoundsOf({
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
  });
}
