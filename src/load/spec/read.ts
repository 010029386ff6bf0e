/** Reads and checks a campaign file, or the flags and values that stand for one. */
import { basename, dirname, resolve } from 'node:path';
import { UserError, userError, type Place, type Problem } from '../../model/errors.ts';
import { fileProblem } from '../list/file-errors.ts';
import { NO_ACCOUNT, type Account } from './account.ts';
import { buildSpec } from './build.ts';
import { dotted, parseSpecJson, type Path } from './source-text.ts';
import { specProblems } from './problems.ts';
import { brokenRules } from './rules.ts';
import { specSchema } from './schema.ts';
import type { InlineRows, Spec } from './spec.ts';
import { readSmallFile } from '../list/small-file.ts';
import { flagOf, withFlags, type SpecFlags } from './flags.ts';
import { secretsIn } from './secrets-in.ts';
import { aboveAccount, defaultName, isDefault, withDefaults } from './with-account.ts';
import { decodeWhole } from '../list/text.ts';
import { whyIllegal } from '../row/variables.ts';

export type SpecIo = { readonly readFile: (path: string) => Promise<Uint8Array> };

const disk: SpecIo = { readFile: readSmallFile };

/** Reads and checks a campaign file; flags win over it. Throws one UserError with every problem found. */
export async function readSpec(
  path: string,
  flags: SpecFlags = {},
  account: Account = NO_ACCOUNT,
  io: SpecIo = disk,
): Promise<Spec> {
  let bytes: Uint8Array;
  try {
    bytes = await io.readFile(path);
  } catch (error) {
    throw fileProblem(path, error);
  }
  const text = decodeWhole(bytes, path);
  const json = parseSpecJson(path, text);
  const own = json.value as Record<string, unknown>;
  const value = withFlags(withDefaults(own, account), flags);
  const changed = value !== json.value;
  const { placeOf: place, problems } = json;
  const spec = checkSpec(value, { own, flags, place, problems, offerFlags: false, account });
  const name = baseName(path);
  const origin = { name, dir: dirname(resolve(path)), text: changed ? JSON.stringify(value, null, 2) : text };
  return buildSpec(spec, origin, account);
}

/** The same for a bare list: `run contacts.csv --agent-id … --from-number-id …`. `list` is a path or `-`. */
export function specFromFlags(
  list: string,
  flags: SpecFlags,
  dir: string,
  account: Account = NO_ACCOUNT,
  forBare: SpecFlags = {},
): Spec {
  const own = { contacts: list };
  const value = withFlags(merged(own, account, forBare), flags);
  const spec = checkSpec(value, { own, flags, place: () => ({}), problems: [], offerFlags: true, account });
  const name = list === '-' ? 'stdin' : baseName(list);
  return buildSpec(spec, { name, dir, text: JSON.stringify(value, null, 2) }, account);
}

/** `forBare`: weakest of all, for what may be looked at before anybody knows it. */
function merged(own: Record<string, unknown>, account: Account, forBare: SpecFlags): Record<string, unknown> {
  return withDefaults(own, { defaults: withDefaults(account.defaults, { defaults: withFlags({}, forBare) }) });
}

/** The same for a program's own value, its rows apart: `contacts` is what the value holds else. The plan keeps no row. */
export function specFromValue(
  value: Readonly<Record<string, unknown>>,
  rows: InlineRows | null,
  dir: string,
  account: Account = NO_ACCOUNT,
): Spec {
  const own = rows === null ? value : { ...value, contacts: [] };
  const whole = withDefaults(own, account);
  const place = (): Place => ({});
  const input = checkSpec(whole, { own, flags: {}, place, problems: [], offerFlags: false, account });
  const { contacts, ...kept } = whole as Record<string, unknown>;
  const text = JSON.stringify(typeof contacts === 'string' ? whole : kept, null, 2);
  const spec = buildSpec(input, { name: 'campaign', dir, text }, account);
  return rows === null ? spec : { ...spec, contacts: { is: 'inline', rows } };
}

/** The text that a plan keeps of its campaign: where it lay nobody knows any more, so its relative paths mean nothing. */
export function specFromText(text: string, name: string, account: Account = NO_ACCOUNT): Spec {
  const { value, problems } = parseSpecJson(name, text);
  const own = value as Record<string, unknown>;
  // Rows that a program gave are kept by nobody.
  const whole = 'contacts' in own ? own : { ...own, contacts: [] };
  const place = (): Place => ({});
  const input = checkSpec(whole, {
    own,
    flags: {},
    place,
    problems,
    offerFlags: false,
    account: { ...account, defaults: {} },
  });
  return buildSpec(input, { name, dir: '/', text }, account);
}

type Checking = {
  /** What the campaign itself says, before defaults and flags. */
  readonly own: Readonly<Record<string, unknown>>;
  readonly flags: SpecFlags;
  /** Where something stands that the campaign says. */
  readonly place: (path: Path) => Place;
  readonly problems: readonly Problem[];
  /** Name what is missing by its flag. */
  readonly offerFlags: boolean;
  readonly account: Account;
};

function checkSpec(value: Readonly<Record<string, unknown>>, checking: Checking): SpecOk {
  const { own, flags, place: inCampaign, problems: found, offerFlags, account } = checking;
  // Alone: the message about a value that is wrong would repeat it.
  const secrets = secretsIn(own, inCampaign);
  if (secrets.length > 0) throw new UserError(secrets);
  const typed = (path: Path): boolean => flagOf(path, flags) !== undefined;
  const byDefault = (path: Path): boolean => !typed(path) && isDefault(path, own, account);
  const place = (path: Path): Place => {
    if (typed(path)) return {};
    return byDefault(path) ? account.placeOf(['defaults', ...path]) : inCampaign(path);
  };
  const nameOf = (path: Path): string => {
    if (byDefault(path)) return defaultName(path);
    return flagOf(path, offerFlags ? undefined : flags) ?? dotted(path);
  };
  const checked = specSchema.safeParse(value);
  const problems = [...found, ...hiddenVariable(value, place)];
  if (!checked.success) problems.push(...specProblems(checked.error, value, place, nameOf));
  // Rules over several keys need every key to be sound; half a file would give half-true sentences.
  else {
    for (const { path, message, hint } of brokenRules(checked.data)) {
      const where = { ...place(path), at: nameOf(path), code: 'bad_field', message } as const;
      problems.push(hint === undefined ? where : { ...where, hint });
    }
    problems.push(...aboveAccount(checked.data, account, (path) => ({ ...place(path), at: nameOf(path) })));
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

function baseName(path: string): string {
  const name = basename(path).replace(/\.[^.]+$/, '');
  return (
    name
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .trim()
      .slice(0, 80) || 'campaign'
  );
}
