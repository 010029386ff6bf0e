/** A program's ledger in a folder of its own, with the sandbox behind it: for tests of the library. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openOutdial, OutdialError, type Outdial, type OutdialOptions } from '../../src/index.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';

export type Program = {
  readonly dir: string;
  readonly sandbox: Sandbox;
  readonly outdial: Outdial;
  open(more?: Partial<OutdialOptions>): Promise<Outdial>;
};

/** Its members are there in each test. */
export function program(): Program {
  const now: { dir: string; sandbox?: Sandbox; outdial?: Outdial } = { dir: '' };
  const must = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('only in a test');
    return value;
  };
  const open = (more: Partial<OutdialOptions> = {}): Promise<Outdial> =>
    openOutdial({
      ...{ dataDir: 'data', apiKey: 'sk_car_x', baseUrl: must(now.sandbox).url, pollInterval: '50ms', cwd: now.dir },
      ...more,
    });
  beforeEach(async () => {
    now.dir = mkdtempSync(join(tmpdir(), 'outdial-program-'));
    now.sandbox = await startSandbox({ clock: systemClock(), speed: 50, usualOnly: true });
    now.outdial = await open();
  });
  afterEach(async () => {
    await now.outdial?.close();
    await now.sandbox?.close();
    rmSync(now.dir, { recursive: true, force: true });
  });
  return {
    get dir() {
      return now.dir;
    },
    get sandbox() {
      return must(now.sandbox);
    },
    get outdial() {
      return must(now.outdial);
    },
    open,
  };
}

/** Numbers of the sandbox that answer: their last digits say what becomes of the call. */
export function people(count: number): { id: string; phone: string; name: string }[] {
  return Array.from({ length: count }, (_, nth) => ({
    id: `P${nth}`,
    phone: `+141555501${String(nth).padStart(2, '0')}`,
    name: `Name ${nth}`,
  }));
}

export const FAST = {
  name: 'calls',
  agent_id: 'agent_sandbox',
  from_number_id: 'ap_sandbox_twilio',
  columns: { id: 'id' },
  pacing: { calls_per_second: 20, max_concurrent_calls: 20 },
} as const;

export async function all<T>(rows: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

/** The code that it rejects with; else what it rejects with, which is no error of outdial's. */
export async function code(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => 'nothing was thrown',
    (cause: unknown) => cause,
  );
  return error instanceof OutdialError ? error.code : String(error);
}
