/** Reads and checks a rule pack of the user's own: the JSON that `outdial rules PACK --json` prints, with their own rules. */
import { UserError, userError, type Problem } from '../../model/errors.ts';
import { PURPOSES } from '../../model/purposes.ts';
import type { PackData, RuleData } from '../../model/rule-pack.ts';
import { expandCalendar } from '../expand-calendar.ts';
import { fileProblem } from '../list/file-errors.ts';
import { readSmallFile } from '../list/small-file.ts';
import { decodeWhole } from '../list/text.ts';
import { brokenPack } from './pack-rules.ts';
import { packSchema, type PackInput, type RuleInput } from './pack-schema.ts';
import { specProblems } from './problems.ts';
import { dotted, parseSpecJson, type Path } from './source-text.ts';

/** A pack is kept with every plan that is made by it. */
const MOST_BYTES = 1024 * 1024;

export type PackCalendars = {
  /** Names that whoever judges knows: they stay names, and are newest whenever they are asked. */
  readonly known: readonly string[];
  /** The years for which any other calendar is written out as dates. */
  readonly years: readonly [first: number, last: number];
};

/** Throws one UserError with every problem found. `path` is absolute. */
export async function readPackFile(path: string, calendars: PackCalendars): Promise<PackData> {
  let text: string;
  try {
    const bytes = await readSmallFile(path);
    if (bytes.length > MOST_BYTES) {
      throw userError('file_too_large', 'A rule pack holds at most 1 MiB.', 'Is this the right file?', { file: path });
    }
    text = decodeWhole(bytes, path);
  } catch (error) {
    throw fileProblem(path, error);
  }
  return packFromText(path, text, calendars);
}

export async function packFromText(path: string, text: string, calendars: PackCalendars): Promise<PackData> {
  const { value, placeOf, problems: found } = parseSpecJson(path, text, 'pack');
  const nameOf = (at: Path): string => named(value, at);
  const checked = packSchema.safeParse(value);
  const problems: Problem[] = [...found];
  if (!checked.success) problems.push(...specProblems(checked.error, value, placeOf, nameOf, packSchema, {}));
  else {
    for (const { path: at, message, hint } of brokenPack(checked.data, calendars.known)) {
      const where = { ...placeOf(at), at: nameOf(at), code: 'bad_field', message } as const;
      problems.push(hint === undefined ? where : { ...where, hint });
    }
  }
  if (problems.length > 0 || !checked.success) throw new UserError(problems);
  return packOf(checked.data, calendars, (at) => ({ ...placeOf(at), at: nameOf(at) }));
}

/** `rules[3].from (my-hours)`: a person looks for the id, an editor for the place. */
function named(value: unknown, path: Path): string {
  const [top, at] = path;
  const rules: unknown = typeof value === 'object' && value !== null && 'rules' in value ? value.rules : null;
  const rule: unknown = top === 'rules' && Array.isArray(rules) ? (rules as readonly unknown[])[Number(at)] : null;
  const id = typeof rule === 'object' && rule !== null && 'id' in rule ? rule.id : null;
  return typeof id === 'string' && path.length > 1 ? `${dotted(path)} (${id.slice(0, 80)})` : dotted(path);
}

async function packOf(
  { pack, version, rules }: PackInput,
  calendars: PackCalendars,
  whereOf: (path: Path) => Partial<Problem>,
): Promise<PackData> {
  const made: RuleData[] = [];
  for (const [nth, rule] of rules.entries()) {
    const holidays = new Set<string>();
    for (const [at, name] of (rule.holidays ?? []).entries()) {
      const where = whereOf(['rules', nth, 'holidays', at]);
      for (const one of await datesOf(name, calendars, where)) holidays.add(one);
    }
    made.push(ruleOf(rule, [...holidays]));
  }
  return { pack, version, rules: made };
}

async function datesOf(
  name: string,
  { known, years: [first, last] }: PackCalendars,
  where: Partial<Problem>,
): Promise<readonly string[]> {
  if (/^\d/.test(name) || known.includes(name)) return [name];
  try {
    return await expandCalendar(name, first, last);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.problems.map((problem) => ({ ...problem, ...where })));
  }
}

function ruleOf(rule: RuleInput, holidays: readonly string[]): RuleData {
  const { id, summary, source, regions, days, hours, calls, rest, consent, scrub } = rule;
  return {
    id,
    summary,
    source,
    from: rule.from ?? null,
    until: rule.until ?? null,
    regions,
    purposes: rule.purposes ?? PURPOSES,
    ...(days ? { days } : {}),
    ...(hours ? { hours } : {}),
    ...(holidays.length === 0 ? {} : { holidays }),
    ...(calls ? { calls } : {}),
    ...(rest ? { rest } : {}),
    ...(consent
      ? { consent: { needs: consent.needs, ...(consent.oldest === undefined ? {} : { oldest: consent.oldest }) } }
      : {}),
    ...(scrub ? { scrub } : {}),
  };
}
