/** Erases at the provider what was said in a person's calls. */
import type { Config } from '../../config/environment.ts';
import { callIdOf, type Attempt } from '../../model/attempt.ts';
import type { AccountKey, CallId } from '../../model/ids.ts';
import type { Voice } from '../../voice/port.ts';
import { hostOf } from '../account.ts';
import { withProvider } from '../provider.ts';

/** Counts of calls. */
export type ErasedCalls = {
  readonly erased: number;
  /** The provider knows nothing of them, or this key does not. */
  readonly unknown: number;
  /** They were made at another host than the settings name. */
  readonly elsewhere: number;
  /** Not even tried: there is no API key. */
  readonly keyless: number;
  readonly failed: number;
  /** The first failure, in the provider's words; null: none. */
  readonly failure: string | null;
};

/** Nothing is left that was said, as far as anybody can know. */
export function isComplete({ elsewhere, keyless, failed }: ErasedCalls): boolean {
  return elsewhere + keyless + failed === 0;
}

/** One after the other: a person has a handful of calls. What fails can be asked again: erasing twice is erasing once. */
export async function eraseCalls(attempts: readonly Attempt[], config: Config): Promise<ErasedCalls> {
  const host = hostOf(config.baseUrl);
  const calls = attempts.flatMap((attempt) => {
    const id = callIdOf(attempt);
    return id === null ? [] : [{ id, here: attempt.account.startsWith(`${host}#`) }];
  });
  const mine = calls.filter(({ here }) => here).map(({ id }) => id);
  const nothing = { erased: 0, unknown: 0, keyless: 0, failed: 0, failure: null };
  const elsewhere = calls.length - mine.length;
  if (mine.length === 0) return { ...nothing, elsewhere };
  if (config.apiKey === null) return { ...nothing, elsewhere, keyless: mine.length };
  return { ...nothing, elsewhere, ...(await eraseHere(mine, config)) };
}

async function eraseHere(calls: readonly CallId[], config: Config): Promise<AtProvider> {
  return withProvider(config, (voice) => eraseOver(voice, calls));
}

type AtProvider = Pick<ErasedCalls, 'erased' | 'unknown' | 'failed' | 'failure'>;

async function eraseOver(voice: Pick<Voice, 'erase'>, calls: readonly CallId[]): Promise<AtProvider> {
  let [erased, unknown] = [0, 0];
  const failures: string[] = [];
  for (const id of calls) {
    const read = await voice.erase(id);
    if (read.is === 'ok') erased += 1;
    else if (read.why === 'not_found') unknown += 1;
    else failures.push(read.message);
  }
  return { erased, unknown, failed: failures.length, failure: failures[0] ?? null };
}

/** By whoever has the provider open; of the calls of its account alone. */
export async function eraseCallsBy(
  voice: Pick<Voice, 'erase'>,
  account: AccountKey,
  attempts: readonly Attempt[],
): Promise<ErasedCalls> {
  const calls = attempts.filter((attempt) => callIdOf(attempt) !== null);
  const mine = calls.filter((attempt) => attempt.account === account).flatMap((attempt) => callIdOf(attempt) ?? []);
  return { elsewhere: calls.length - mine.length, keyless: 0, ...(await eraseOver(voice, mine)) };
}
