/** What tests need beside Node: which suites are skipped where a server or a tool is missing, told in their names. */
import { describe, inject, it } from 'vitest';
import type { Need } from './find-needs.ts';
import { tagOf } from './tag.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Looked for once for the whole run, in `setup.ts`. */
    readonly missing: readonly Need[];
  }
}

export function isMissing(need: Need): boolean {
  return inject('missing').includes(need);
}

/** `describe` where all of it is there; else every suite that it makes is skipped, and says for want of what. */
export function describeWith(...needs: readonly Need[]): typeof describe {
  return orSkipped(needs, describe, describe.skip);
}

/** The same for single tests. */
export function itWith(...needs: readonly Need[]): typeof it {
  return orSkipped(needs, it, it.skip);
}

// Vitest's functions carry others (`.each`, `.concurrent`), which give such functions again: each of them adds the words.
function orSkipped<T extends object>(needs: readonly Need[], all: T, skipped: object): T {
  const missing = needs.filter(isMissing);
  return missing.length === 0 ? all : (named(skipped, tagOf(missing)) as T);
}

function named(target: object, words: string): object {
  return new Proxy(target, {
    apply: (from, self: unknown, args: unknown[]) => {
      const [name, ...rest] = args;
      const given = typeof name === 'string' ? [`${words}${name}`, ...rest] : args;
      const made: unknown = Reflect.apply(from as () => unknown, self, given);
      return typeof made === 'function' ? named(made, words) : made;
    },
    get: (from, key) => {
      const value: unknown = Reflect.get(from, key);
      return typeof value === 'function' ? named(value, words) : value;
    },
  });
}
