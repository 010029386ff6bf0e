/** Looks again and again at how campaigns stand, in a ledger that others write, until they are over or somebody says stop. */
import { existsSync } from 'node:fs';
import { Signal } from '../clock.ts';
import type { Config } from '../config/environment.ts';
import { UserError } from '../model/errors.ts';
import type { Duration } from '../model/time.ts';
import { isAway, isBusy, StoreFailure } from '../store/failure.ts';
import type { Store } from '../store/port.ts';
import { onAbort } from './campaign/events.ts';
import { noLedger } from './ledger.ts';
import { ledgerPath, openAnyLedger } from './open-ledger.ts';
import type { Runtime } from './runtime.ts';
import { statusOf, statusOfAll, type CampaignStatus, type LedgerStatus } from './status.ts';

export type WatchedStatus =
  | { readonly is: 'one'; readonly status: CampaignStatus }
  | { readonly is: 'all'; readonly status: LedgerStatus }
  /** The ledger is busy or away: it is looked for again. */
  | { readonly is: 'trouble'; readonly message: string };

export type WatchOptions = {
  readonly interval: Duration;
  readonly zone: string;
  readonly signal: AbortSignal;
  /** `false`: nobody listens any more. */
  readonly onLook: (look: WatchedStatus) => Promise<boolean>;
};

/** Looking costs at most a tenth of the time, however long the list is. */
const SHARE = 10;

/** `name` null: all campaigns. Throws where at the first look there is no ledger, or no such campaign. */
export async function watchStatus(
  name: string | null,
  { interval, zone, signal, onLook }: WatchOptions,
  config: Config,
  runtime: Runtime,
): Promise<'over' | 'stopped'> {
  const { clock } = runtime;
  const stop = new Signal();
  const stopListening = onAbort(signal, () => stop.wake());
  let store: Store | null = null;
  let seen = false;
  try {
    for (;;) {
      const began = clock.monotonic();
      try {
        if (config.databaseUrl === null && !existsSync(ledgerPath(config.dataDir))) throw noLedger(config);
        store ??= await openAnyLedger(config, runtime);
        const look = await lookAt(store, config, name, { now: clock.now(), zone });
        seen = true;
        if (!(await onLook(look))) return 'stopped';
        if (isOver(look)) return 'over';
      } catch (error) {
        // What was there and is not now comes back, or somebody stops looking for it.
        const passes = error instanceof StoreFailure && (isBusy(error) || isAway(error));
        if (!seen && !passes) throw error;
        if (!(error instanceof UserError)) throw error;
        await store?.close().catch(() => undefined);
        store = null;
        const message = error instanceof Error ? error.message : String(error);
        if (!(await onLook({ is: 'trouble', message }))) return 'stopped';
      }
      if (signal.aborted) return 'stopped';
      await clock.sleep(clock.now() + Math.max(interval, (clock.monotonic() - began) * SHARE), stop);
      if (signal.aborted) return 'stopped';
    }
  } finally {
    stopListening();
    await store?.close();
  }
}

async function lookAt(
  store: Store,
  config: Config,
  name: string | null,
  asking: { readonly now: number; readonly zone: string },
): Promise<Exclude<WatchedStatus, { is: 'trouble' }>> {
  if (name !== null) return { is: 'one', status: await statusOf(store, config, name, asking) };
  return { is: 'all', status: await statusOfAll(store, config, { ...asking, brief: true }) };
}

function isOver(look: Exclude<WatchedStatus, { is: 'trouble' }>): boolean {
  const all = look.is === 'one' ? [look.status] : look.status.campaigns;
  return all.length > 0 && all.every(isOneOver);
}

/** Whatever waits for a person may wait for ever. */
export function isOneOver({ campaign: { state }, counts: { states } }: CampaignStatus): boolean {
  return (state.is === 'finished' || state.is === 'canceled') && states.in_progress + states.in_doubt === 0;
}
