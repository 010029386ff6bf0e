/** Turns what the validator found into problems a person can mend: where, which value, what it must be. */
import { own } from '../../model/own.ts';
import { z } from 'zod';
import type { Place, Problem } from '../../model/errors.ts';
import { didYouMean } from '../row/headers.ts';
import type { Path } from './source-text.ts';
import { specSchema } from './schema.ts';

type Issue = z.core.$ZodIssue;

const OF_ACCOUNT = 'It is true of the account: write it into outdial.json beside the ledger.';
const ASKS = `${OF_ACCOUNT} A campaign file, which travels with its list, makes no machine run or ask anything.`;

/** Keys that people look for one level too high, or in the other file. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  account: OF_ACCOUNT,
  lines: OF_ACCOUNT,
  prices: OF_ACCOUNT,
  retention: OF_ACCOUNT,
  zone_overrides: OF_ACCOUNT,
  defaults: OF_ACCOUNT,
  scrub: `${ASKS} What was asked elsewhere is stated here as "scrubbed".`,
  before_dial: ASKS,
  'compliance.scrub': `${ASKS} What was asked elsewhere is stated here as "scrubbed".`,
  'compliance.before_dial': ASKS,
  opt_out_words: 'Write it as "outcome": {"opt_out_words": […]}; for every campaign into outdial.json.',
  accept_double_ring_risk: 'Write it as "doubt": {"then": "redial", "accept_double_ring_risk": true}.',
};

/** `schema`: the campaign file's, unless another file of ours is read. `flagOf` gives the name of a key on the command line where that is where the value came from. */
export function specProblems(
  error: z.ZodError,
  value: unknown,
  placeOf: (path: Path) => Place,
  nameOf: (path: Path) => string,
  schema: z.ZodType = specSchema,
  elsewhere: Readonly<Record<string, string>> = ELSEWHERE,
): Problem[] {
  return once(error.issues.flatMap((issue) => flatten(issue, []))).flatMap(({ issue, path }): Problem[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownKey([...path, key], placeOf, nameOf, schema, elsewhere));
    }
    const given = valueAt(value, path);
    const at = nameOf(path);
    const place = placeOf(path);
    if (given === undefined) {
      return [{ ...place, at, code: 'missing_field', message: `is missing; it ${issue.message}.` }];
    }
    return [
      { ...place, at, code: 'bad_field', message: `${issue.message}, not ${show(given)}.`, ...hintFor(issue, given) },
    ];
  });
}

function of<T>(table: Readonly<Record<string, T>>, path: Path): T | undefined {
  return own(table, path.join('.'));
}

function unknownKey(
  path: Path,
  placeOf: (path: Path) => Place,
  nameOf: (path: Path) => string,
  schema: z.ZodType,
  others: Readonly<Record<string, string>>,
): Problem {
  const where = { ...placeOf(path), at: nameOf(path) };
  const known = keysAt(path.slice(0, -1), schema);
  const elsewhere = of(others, path);
  if (elsewhere !== undefined) {
    return { ...where, code: 'unknown_field', message: 'There is no such field here.', hint: elsewhere };
  }
  const near = didYouMean(String(path.at(-1)), known);
  const hint = near === '' ? `Known here: ${known.join(', ')}.` : near;
  return { ...where, code: 'unknown_field', message: 'There is no such field.', hint };
}

/** A value that is wrong in kind may be wrong in length too, with the same words. */
function once(found: readonly { issue: Issue; path: Path }[]): { issue: Issue; path: Path }[] {
  const words = ({ issue, path }: { issue: Issue; path: Path }): string => JSON.stringify([path, issue.message]);
  const seen = new Set<string>();
  return found.filter((one) => !seen.has(words(one)) && seen.add(words(one)));
}

/** A union says only that nothing fits; the branch that fits the value's kind says what is wrong with it. */
function flatten(issue: Issue, base: Path): { issue: Issue; path: Path }[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  if (issue.code !== 'invalid_union') return [{ issue, path }];
  const branch = issue.errors.find(
    (errors) => !errors.some(({ code, path: inner }) => inner.length === 0 && isKind(code)),
  );
  return branch === undefined ? [{ issue, path }] : branch.flatMap((inner) => flatten(inner, path));
}

function isKind(code: string): boolean {
  return code === 'invalid_type' || code === 'invalid_value';
}

function hintFor(issue: Issue, given: unknown): { hint?: string } {
  if (issue.code === 'invalid_value' && typeof given === 'string') {
    const hint = didYouMean(given, issue.values.map(String));
    return hint === '' ? {} : { hint };
  }
  if (
    issue.code === 'invalid_type' &&
    typeof given === 'string' &&
    given.trim() !== '' &&
    !Number.isNaN(Number(given))
  ) {
    return issue.expected === 'number' || issue.expected === 'int' ? { hint: 'Write it without quotes.' } : {};
  }
  if (issue.code === 'invalid_type' && typeof given === 'number' && issue.expected === 'string') {
    return { hint: 'Write it in double quotes.' };
  }
  return {};
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = own(at as Readonly<Record<string, unknown>>, String(part));
  }
  return at;
}

export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 64 ? `${text.slice(0, 61)}…` : text;
}

type SchemaNode = {
  properties?: Record<string, SchemaNode>;
  /** Of names that the user gives. */
  additionalProperties?: SchemaNode | boolean;
  anyOf?: SchemaNode[];
  /** Of a list. */
  items?: SchemaNode;
};

function keysAt(path: Path, schema: z.ZodType): string[] {
  let node: SchemaNode | undefined = z.toJSONSchema(schema, { io: 'input' }) as SchemaNode;
  const object = (of: SchemaNode | undefined): SchemaNode | undefined =>
    of?.properties === undefined ? of?.anyOf?.find((branch) => branch.properties !== undefined) : of;
  for (const part of path) {
    if (typeof part === 'number') {
      node = node?.items ?? node?.anyOf?.find((branch) => branch.items !== undefined)?.items ?? anyName(node);
      continue;
    }
    const properties: Record<string, SchemaNode> = object(node)?.properties ?? {};
    const named = own(properties, String(part));
    node = named ?? anyName(node);
  }
  return Object.keys(object(node)?.properties ?? {}).filter((key) => key !== '$schema');
}

/** What may stand under a name that the user gives, such as a variable's. */
function anyName(node: SchemaNode | undefined): SchemaNode | undefined {
  const own = [node, ...(node?.anyOf ?? [])].map((branch) => branch?.additionalProperties);
  return own.find((branch) => typeof branch === 'object');
}
