/** Options as a program gives them: each is looked at once, and what is none, or not what it must be, is named. */
import { readInstant } from '../app/given-instant.ts';
import type { Clock } from '../clock.ts';
import { userError } from '../model/errors.ts';
import { own } from '../model/own.ts';
import { parseDuration, type Duration, type Instant } from '../model/time.ts';

const KINDS = {
  text: ['a text', (value: unknown) => typeof value === 'string' && value.trim() !== ''],
  texts: ['a list of texts', (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string')],
  flag: ['true or false', (value: unknown) => typeof value === 'boolean'],
  whole: ['a whole number, 0 or more', (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0],
  number: ['a number above 0', (value: unknown) => typeof value === 'number' && Number.isFinite(value) && value > 0],
  function: ['a function', (value: unknown) => typeof value === 'function'],
  signal: ['an AbortSignal', isSignal],
  instant: ['an instant: a Date, milliseconds, or RFC 3339', (value: unknown) => readInstant(value) !== undefined],
  duration: ['a duration such as 10s', (value: unknown) => typeof value === 'string' && !!parseDuration(value)],
  any: ['anything', () => true],
  data: ['an object', (value: unknown) => typeof value === 'object' && value !== null],
  clock: ['a clock', isClock],
} as const;

/** What an option must be. */
export type Kind = keyof typeof KINDS;

/** Every option of `T` and what it must be; `needed` ones may not be left out. */
export type Kinds<T> = { readonly [Name in keyof Required<T>]: Kind };

/**
 * A copy with nothing in it but known options. Programs without types give anything: a misspelled option would pass for one
 * that was left out, and a wrong value would be met where nobody looks for it. No value is repeated: one of them is the key.
 */
export function readOptions<T extends object>(
  given: T | undefined,
  kinds: Kinds<T>,
  needed: readonly string[] = [],
): T {
  const found = new Map<string, unknown>();
  for (const [name, value] of entriesOf(given)) {
    const kind = own<Kind>(kinds, name);
    if (kind === undefined) {
      const hint = `There are: ${Object.keys(kinds).join(', ')}.`;
      throw userError('wrong_option', `There is no option ${name.slice(0, 64)}.`, hint);
    }
    if (value === undefined) continue;
    checkValue(name, value, kind);
    found.set(name, value);
  }
  for (const name of needed) {
    if (!found.has(name)) throw userError('wrong_option', `The option ${name} is missing.`);
  }
  return Object.fromEntries(found) as T; // each of its options was asked for by its kind
}

function checkValue(name: string, value: unknown, kind: Kind): void {
  const [words, fits] = KINDS[kind];
  if (tried(() => fits(value)) === true) return;
  throw userError('wrong_option', `The option ${name} must be ${words}, and is ${shown(value)}.`);
}

/** One argument that is no option: a name, a query, a path. */
export function checkArgument(name: string, value: unknown, kind: Kind): void {
  const [words, fits] = KINDS[kind];
  if (tried(() => fits(value)) === true) return;
  throw userError('wrong_option', `The argument ${name} must be ${words}, and is ${shown(value)}.`);
}

export function givenInstant(value: unknown): Instant | null {
  return readInstant(value) ?? null;
}

/** A span that ends before it begins holds nobody, which would pass for an answer. */
export function checkSpan(from: unknown, to: unknown): void {
  if (from === undefined || to === undefined) return;
  const [start, end] = [givenInstant(from), givenInstant(to)];
  if (start === null || end === null || start < end) return;
  throw userError('wrong_option', 'The option to must be later than from.', 'The earlier instant is from.');
}

export function givenDuration(text: string | undefined, usual: Duration): Duration {
  return (text === undefined ? undefined : parseDuration(text)) ?? usual;
}

/** Reading a value may run its code. */
function entriesOf(given: unknown): [string, unknown][] {
  if (given === undefined) return [];
  const entries =
    typeof given === 'object' && given !== null && !Array.isArray(given)
      ? tried(() => Object.entries(given))
      : undefined;
  if (entries !== undefined) return entries;
  throw userError('wrong_option', `Options are an object, and ${shown(given)} was given.`);
}

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Its kind alone. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value === '') return 'an empty text';
  return Array.isArray(value) ? 'a list' : `of the type ${typeof value}`;
}

/** One of another realm, or of a library, too. */
function isSignal(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { aborted, addEventListener, removeEventListener } = value as Partial<AbortSignal>;
  return [typeof aborted, typeof addEventListener, typeof removeEventListener].join() === 'boolean,function,function';
}

function isClock(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { now, monotonic, sleep } = value as Partial<Clock>;
  return [typeof now, typeof monotonic, typeof sleep].join() === 'function,function,function';
}
