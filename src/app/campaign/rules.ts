/** By which rules a campaign's calls are judged: the pack that it names, read and checked, or the one that holds by default. */
import type { PackCalendars } from '../../load/spec/pack-file.ts';
import { readPackFile } from '../../load/spec/pack-file.ts';
import type { Preset } from '../../load/spec/preset.ts';
import type { Spec } from '../../load/spec/spec.ts';
import { dateOfDay } from '../../model/local-day.ts';
import type { Problem } from '../../model/errors.ts';
import { PURPOSES } from '../../model/purposes.ts';
import type { PackData, PlanRules } from '../../model/rule-pack.ts';
import { DAY, type Instant } from '../../model/time.ts';
import { HOLIDAY_CALENDARS } from '../../policy/rules/holidays.ts';
import { PACKS } from '../../policy/rules/packs.ts';

/** On a host that rings people nobody has to know the law to be kept to it. */
const DEFAULT: Preset = { is: 'built_in', name: 'us_safe' };
const NONE: Preset = { is: 'none' };
/** No campaign is dialed for longer. */
const YEARS = 10;

type Said = Pick<Spec, 'compliance'>;

/** `rehearsal`: a host on this machine. Null: no rules of law. */
export async function rulesFor({ compliance }: Said, rehearsal: boolean, now: Instant): Promise<PlanRules | null> {
  const { preset, purpose } = compliance;
  const pack = await packOf(preset ?? (rehearsal ? NONE : DEFAULT), now);
  return pack === null ? null : { pack: pack.own ? pack.data : pack.data.pack, version: pack.data.version, purpose };
}

async function packOf(
  preset: Preset,
  now: Instant,
): Promise<{ readonly data: PackData; readonly own: boolean } | null> {
  switch (preset.is) {
    case 'none':
      return null;
    case 'built_in': {
      const data = PACKS.get(preset.name);
      if (data === undefined) throw new Error(`the rule pack ${preset.name} is missing`);
      return { data, own: false };
    }
    case 'file':
      return { data: await readPackFile(preset.path, calendarsAt(now)), own: true };
  }
}

/** What an own pack's calendars are read against. */
export function calendarsAt(now: Instant): PackCalendars {
  const year = Number(dateOfDay(Math.floor(now / DAY)).slice(0, 4));
  return { known: HOLIDAY_CALENDARS, years: [year - 1, year + YEARS] };
}

/** What must be in the file before a host that is not this machine is dialed through. Null: nothing is missing. */
export function missingTerms(spec: Pick<Spec, 'compliance' | 'window'>): Problem | null {
  const { preset, purpose } = spec.compliance;
  if (preset?.is === 'none') return missingWindow(spec);
  if (purpose !== null) return null;
  return {
    code: 'purpose_missing',
    at: 'compliance.purpose',
    message: `The campaign does not say what its calls are for, and the law depends on it: ${PURPOSES.join(', ')}.`,
    hint: 'Add to the campaign file: "compliance": {"purpose": "appointment"}, or whichever it is.',
  };
}

/** Without rules of law the hours are the campaign's alone. */
export function missingWindow({ window }: Pick<Spec, 'window'>): Problem | null {
  if (window !== null) return null;
  return {
    code: 'window_missing',
    at: 'window',
    message: 'The campaign names no hours, and nobody is rung at just any hour.',
    hint: 'Add to the campaign file: "window": {"from": "09:00", "to": "18:00"}.',
  };
}
