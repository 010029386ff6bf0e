/** Reads and checks a campaign file, or the flags and values that stand for one. */
import { basename, dirname, resolve } from 'node:path';
import { UserError, userError, type Place, type Problem } from '../../model/errors.ts';
import { fileProblem } from '../list/file-errors.ts';
import { buildSpec } from './build.ts';
import { parseSpecJson, type Path } from './source-text.ts';
import { specProblems } from './problems.ts';
import { brokenRules } from './rules.ts';
import { specSchema } from './schema.ts';
import type { InlineRows, Spec } from './spec.ts';
import { readSmallFile } from '../list/small-file.ts';
import { flagOf, withFlags, type SpecFlags } from './flags.ts';
import { decodeWhole } from '../list/text.ts';
import { whyIllegal } from '../row/variables.ts';

export type SpecIo = { readonly readFile: (path: string) => Promise<Uint8Array> };

const disk: SpecIo = { readFile: readSmallFile };

/** Reads and checks a campaign file; flags win over it. Throws one UserError with every problem found. */
export async function readSpec(path: string, flags: SpecFlags = {}, io: SpecIo = disk): Promise<Spec> {
  let bytes: Uint8Array;
  try {
    bytes = await io.readFile(path);
  } catch (error) {
    throw fileProblem(path, error);
  }
  const text = decodeWhole(bytes, path);
  const json = parseSpecJson(path, text);
  const value = withFlags(json.value as Record<string, unknown>, flags);
  const changed = value !== json.value;
  const place = (at: Path): Place => (flagOf(at, flags) === undefined ? json.placeOf(at) : {});
  const spec = checkSpec(value, { flags, place, problems: json.problems, offerFlags: false });
  return buildSpec(spec, {
    name: baseName(path),
    dir: dirname(resolve(path)),
    text: changed ? JSON.stringify(value, null, 2) : text,
  });
}

/** The same for a bare list: `run contacts.csv --agent-id … --from-number-id …`. `list` is a path or `-`. */
export function specFromFlags(list: string, flags: SpecFlags, dir: string): Spec {
  const value = withFlags({ contacts: list }, flags);
  const spec = checkSpec(value, { flags, place: () => ({}), problems: [], offerFlags: true });
  const name = list === '-' ? 'stdin' : baseName(list);
  return buildSpec(spec, { name, dir, text: JSON.stringify(value, null, 2) });
}

/** The same for a program's own value, its rows apart: `contacts` is what the value holds else. The plan keeps no row. */
export function specFromValue(value: Readonly<Record<string, unknown>>, rows: InlineRows | null, dir: string): Spec {
  const whole = rows === null ? value : { ...value, contacts: [] };
  const place = (): Place => ({});
  const input = checkSpec(whole, { flags: {}, place, problems: [], offerFlags: false });
  const { contacts, ...kept } = whole;
  const text = JSON.stringify(typeof contacts === 'string' ? whole : kept, null, 2);
  const spec = buildSpec(input, { name: 'campaign', dir, text });
  return rows === null ? spec : { ...spec, contacts: { is: 'inline', rows } };
}

type Checking = {
  readonly flags: SpecFlags;
  readonly place: (path: Path) => Place;
  readonly problems: readonly Problem[];
  /** Name what is missing by its flag. */
  readonly offerFlags: boolean;
};

function checkSpec(value: unknown, { flags, place, problems: found, offerFlags }: Checking): SpecOk {
  const nameOf = (path: Path): string => flagOf(path, offerFlags ? undefined : flags) ?? dotted(path);
  const checked = specSchema.safeParse(value);
  const problems = [...found, ...hiddenVariable(value, place)];
  if (!checked.success) problems.push(...specProblems(checked.error, value, place, nameOf));
  // Rules over several keys need every key to be sound; half a file would give half-true sentences.
  else {
    for (const { path, message, hint } of brokenRules(checked.data)) {
      const where = { ...place(path), at: nameOf(path), code: 'bad_field', message } as const;
      problems.push(hint === undefined ? where : { ...where, hint });
    }
  }
  if (problems.length > 0) throw new UserError(problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)));
  if (!checked.success) throw userError('bad_field', 'The campaign file is not valid.');
  return checked.data;
}

/** The validator drops a `__proto__` among names of the user's own without a word. */
function hiddenVariable(value: unknown, place: Checking['place']): Problem[] {
  const variables = typeof value === 'object' && value !== null && 'variables' in value ? value.variables : null;
  if (typeof variables !== 'object' || variables === null || !Object.hasOwn(variables, '__proto__')) return [];
  const path = ['variables', '__proto__'];
  const message = `cannot be a variable: ${whyIllegal('__proto__') ?? 'no object can hold it'}.`;
  return [{ ...place(path), at: dotted(path), code: 'bad_field', message }];
}

type SpecOk = Parameters<typeof buildSpec>[0];

function dotted(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

function baseName(path: string): string {
  const name = basename(path).replace(/\.[^.]+$/, '');
  return (
    name
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .trim()
      .slice(0, 80) || 'campaign'
  );
}
