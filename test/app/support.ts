/** Who asks, the settings and a ledger in memory, for the tests of operations: no terminal is anywhere in it. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Caller } from '../../src/app/runtime.ts';
import { readConfig, type Config } from '../../src/config/environment.ts';
import { UserError } from '../../src/model/errors.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import { fillLedger, T0 } from '../cli/a-ledger.ts';

/** Of nobody's environment: no key, and a folder that is not there. */
export function aConfig(more: Partial<Config> = {}): Config {
  const nowhere = join(tmpdir(), 'outdial-no-such-folder');
  const at = { env: { OUTDIAL_DATA_DIR: nowhere }, cwd: nowhere, home: nowhere, platform: process.platform };
  return { ...readConfig({ ...at, readText: () => undefined }), ...more };
}

/** Robin, at that instant; `slept` holds what was waited for. */
export function aCaller(now: number = T0 + 60_000): Caller & { readonly slept: number[] } {
  const slept: number[] = [];
  const sleep = (until: number): Promise<void> => {
    slept.push(until - now);
    return Promise.resolve();
  };
  return {
    clock: { now: () => now, monotonic: () => now, sleep },
    makeId: (length) => 'x'.repeat(length),
    makeSecret: () => 'secret',
    operator: 'robin',
    cwd: '/',
    slept,
  };
}

export function anEmptyStore(): Store {
  let n = 0;
  return openMemoryStore({ makeId: (length) => String(n++).padStart(length, '0'), now: T0 });
}

/** The ledger of `a-ledger.ts`. */
export async function aStore(): Promise<Store> {
  const store = anEmptyStore();
  await fillLedger(store);
  return store;
}

/** The codes of the problems that it refuses with. */
export async function refusal(asked: Promise<unknown>): Promise<readonly string[]> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}
