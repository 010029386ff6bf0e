/** Plain objects whose keys come from outside: asked, given and counted by any text, "constructor" and "__proto__" too. */
// A lint rule (scripts/outside-keys.mjs) allows no other way. `{}["constructor"]` is a function, and one word of a reply, a
// header or a file would be taken for what it is not.
/* eslint-disable outdial/outside-keys -- the one place where it is asked after looking. */

/** What the object itself holds under the key; never what every object answers to. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** As an assignment, but that `__proto__` becomes a key like any other. */
export function put<T>(record: Record<string, T>, key: string, value: T): void {
  if (key !== '__proto__') record[key] = value;
  else Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
}

export function tally(counts: Record<string, number>, key: string, by = 1): void {
  put(counts, key, (own(counts, key) ?? 0) + by);
}
