/** The rule packs that there are, and the rules of one: all of them, or those that bind a number, a purpose, a day. */
import { userError } from '../model/errors.ts';
import { dateOfDay, dayOfDate } from '../model/local-day.ts';
import { PACK_NAMES } from '../model/pack-names.ts';
import { regionsMeet } from '../model/place.ts';
import type { Purpose } from '../model/purposes.ts';
import type { PackData, RuleData } from '../model/rule-pack.ts';
import { DAY } from '../model/time.ts';
import { makeDayHours } from '../policy/day-hours.ts';
import { compileRules, type LocalDay, type Span } from '../policy/rules/in-force.ts';
import { PACKS } from '../policy/rules/packs.ts';
import type { Caller } from './runtime.ts';

export type PackListed = { readonly pack: string; readonly version: string; readonly rules: number };

export type RulesAsked = {
  /** A pack that outdial brings, or the path of a file. */
  readonly pack: string;
  /** "2026-12-24": only rules in force on that day. */
  readonly at?: string | undefined;
  /** Only rules that bind whoever has that number, written in any way. */
  readonly number?: string | undefined;
  readonly purpose?: Purpose | undefined;
};

export type RulesFound = {
  readonly pack: PackData;
  /** Asked for, or today; in UTC. */
  readonly date: string;
  /** Of a number: where its owner may be, and the hours that are left of that day. Null: no number was given. */
  readonly binding: { readonly regions: readonly string[]; readonly open: readonly Span[] } | null;
};

export function listPacks(): readonly PackListed[] {
  return [...PACKS.values()].map(({ pack, version, rules }) => ({ pack, version, rules: rules.length }));
}

export async function findRules({ pack, at, number, purpose }: RulesAsked, caller: Caller): Promise<RulesFound> {
  const day = at === undefined ? Math.floor(caller.clock.now() / DAY) : typedDay(at);
  const regions = number === undefined ? null : await regionsOfNumber(number);
  const whole = await findPack(pack, caller);
  const rules = whole.rules.filter(
    (rule) =>
      (at === undefined || isInForce(rule, day)) &&
      (purpose === undefined || rule.purposes.includes(purpose)) &&
      (regions === null || bindsIn(rule, regions)),
  );
  const found = { ...whole, rules };
  if (regions === null) return { pack: found, date: dateOfDay(day), binding: null };
  const compiled = compileRules({ pack: found, version: found.version, purpose: purpose ?? null });
  const open = makeDayHours(null, compiled, regions).openOn(day);
  return { pack: found, date: dateOfDay(day), binding: { regions, open } };
}

function isInForce({ from, until }: RuleData, day: LocalDay): boolean {
  return (dayOfDate(from ?? '') ?? -Infinity) <= day && day < (dayOfDate(until ?? '') ?? Infinity);
}

function bindsIn(rule: RuleData, regions: readonly string[]): boolean {
  return regions.length === 0 || rule.regions.some((of) => regions.some((region) => regionsMeet(of, region)));
}

function typedDay(text: string): LocalDay {
  const day = dayOfDate(text);
  if (day !== undefined) return day;
  throw userError('bad_instant', `"${text}" is no day.`, 'Write it as in 2026-12-24.');
}

/** A pack that outdial brings, by its name, or the file of a user's own. Throws a `UserError` that names the nearest. */
export async function findPack(name: string, caller: Pick<Caller, 'cwd' | 'clock'>): Promise<PackData> {
  const known = PACKS.get(name);
  if (known !== undefined) return known;
  const { presetOf, presetProblem } = await import('../load/spec/preset.ts');
  const problem = presetProblem(name);
  if (problem !== null || name === 'none') {
    const message = `There is no rule pack called "${name}".`;
    throw userError('unknown_pack', message, problem?.hint ?? `There are ${PACK_NAMES.join(', ')}.`);
  }
  const preset = presetOf(name, caller.cwd);
  if (preset?.is !== 'file') throw userError('unknown_pack', `There is no rule pack called "${name}".`);
  // What reads files is loaded for a file alone.
  const { readPackFile } = await import('../load/spec/pack-file.ts');
  const { calendarsAt } = await import('./campaign/rules.ts');
  return readPackFile(preset.path, calendarsAt(caller.clock.now()));
}

/** The number itself is not repeated: it is somebody's. */
async function regionsOfNumber(typed: string): Promise<readonly string[]> {
  const { numbersOf } = await import('./person/numbers.ts');
  const { countryOfNumber } = await import('../load/number/country-of.ts');
  const { regionsOf } = await import('../load/number/regions.ts');
  const [e164] = numbersOf(typed);
  if (e164 !== undefined) return regionsOf(e164, countryOfNumber(e164));
  throw userError(
    'bad_number',
    'What was given for --for is no phone number.',
    'Write it with its country code, as in +14155550123.',
  );
}
