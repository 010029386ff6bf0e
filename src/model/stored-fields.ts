/** A record's JSON, asked field by field: what is missing or of another kind is named, and never guessed. */
import { own } from './own.ts';

export type Fields = Readonly<Record<string, unknown>>;
type Read<T> = (of: Fields, name: string) => T;

export function parse(json: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // The parser's own words repeat what it found.
    throw new Error('it is no JSON');
  }
  return fields(value, 'it');
}

export function fields(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(name, 'fields', value);
  return value as Fields;
}

export const within: Read<Fields> = (of, name) => fields(own(of, name), name);

export const text: Read<string> = (of, name) => {
  const value = own(of, name);
  return typeof value === 'string' ? value : fail(name, 'a text', value);
};

export const number: Read<number> = (of, name) => {
  const value = own(of, name);
  return typeof value === 'number' ? value : fail(name, 'a number', value);
};

export const flag: Read<boolean> = (of, name) => {
  const value = own(of, name);
  return typeof value === 'boolean' ? value : fail(name, 'true or false', value);
};

export function orNull<T>(read: Read<T>, of: Fields, name: string): T | null {
  return own(of, name) === null ? null : read(of, name);
}

/** For a field that records of older versions do not have: absent stays absent. */
export function ifThere<K extends string, T>(read: Read<T>, of: Fields, name: K): Partial<Record<K, T>> {
  // The key is computed, so its type is lost.
  return own(of, name) === undefined ? {} : ({ [name]: read(of, name) } as Record<K, T>);
}

export function oneOf<T extends string>(names: readonly T[], of: Fields, name: string): T {
  const value = own(of, name);
  return names.find((known) => known === value) ?? fail(name, `one of ${names.join(', ')}`, value);
}

export function each<T>(read: (value: unknown) => T, of: Fields, name: string): readonly T[] {
  const value = own(of, name);
  return Array.isArray(value) ? value.map((item: unknown) => read(item)) : fail(name, 'a list', value);
}

export const texts: Read<readonly string[]> = (of, name) =>
  each((value) => (typeof value === 'string' ? value : fail(name, 'texts', value)), of, name);

function fail(name: string, expected: string, value: unknown): never {
  throw wrong(name, expected, value);
}

/** The value itself is not repeated: it may be a person's. */
function wrong(name: string, expected: string, value: unknown): Error {
  const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
  return new Error(`${name} is ${found}, not ${expected}`);
}
