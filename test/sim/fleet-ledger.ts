/** One ledger for many machines: the memory store with leases, and each machine's own slow, breakable way to it. */
import type { AccountKey } from '../../src/model/ids.ts';
import type { Duration, Instant } from '../../src/model/time.ts';
import { between, chance, type Random } from '../../src/simulate/random.ts';
import type { World } from '../../src/simulate/world.ts';
import { StoreFailure } from '../../src/store/failure.ts';
import type { Store } from '../../src/store/port.ts';
import type { Lease, SharedStore } from '../../src/store/shared.ts';
import type { Machine } from './fleet-machine.ts';

/** The lease is a row beside the account's epoch: whoever takes it raises the epoch that every commit is guarded by. */
export function sharedMemory(store: Store, now: () => Instant): SharedStore {
  const leases = new Map<AccountKey, Lease>();
  const epochs = new Map<AccountKey, number>();
  const heard = new Set<() => void>();
  return {
    ...store,
    async takeLead(account, holder, at, until) {
      const lease = leases.get(account);
      if (lease !== undefined && lease.holder !== holder && lease.until > at) return { is: 'held', lease };
      const epoch = await store.takeAccount(account, at);
      epochs.set(account, epoch);
      leases.set(account, { epoch, holder, until });
      return { is: 'mine', epoch };
    },
    async keepLead(account, epoch, until) {
      if (epochs.get(account) !== epoch) return false;
      const lease = leases.get(account);
      if (lease === undefined) return false;
      leases.set(account, { ...lease, until: Math.max(lease.until, until) });
      return true;
    },
    async leaveLead(account, epoch) {
      if (epochs.get(account) === epoch) leases.delete(account);
    },
    async lease(account) {
      return leases.get(account) ?? null;
    },
    async serverTime() {
      return Math.floor(now());
    },
    async listen(on) {
      heard.add(on);
    },
    async findings() {
      return [];
    },
    async commit(changes, guards) {
      for (const { contact, attempt } of changes) {
        const { state } = contact.to;
        const instants = ['dueAt' in state ? state.dueAt : 0, attempt?.to.sendAt ?? 0, attempt?.to.sendBy ?? 0];
        if (!instants.every(Number.isSafeInteger)) throw new Error(`not in whole milliseconds: ${instants.join(', ')}`);
      }
      return store.commit(changes, guards);
    },
    async putCampaign(from, to, log) {
      const done = await store.putCampaign(from, to, log);
      for (const on of heard) on();
      return done;
    },
  };
}

export type LedgerWeather = {
  /** One way, in milliseconds. */
  readonly latency: readonly [Duration, Duration];
  /** A call that fails before it was done, or of which only the answer is lost. */
  readonly fails: number;
};

/** `onEffect` is told of each effect; where it kills the machine before the ledger has acted, nothing is written. */
export function ledgerEnd(
  world: World,
  machine: Machine,
  ledger: SharedStore,
  { latency: [least, most], fails }: LedgerWeather,
  weather: Random,
  onEffect: (machine: Machine, name: string) => void,
): SharedStore {
  const way = (): Duration => between(weather, least, most);
  return new Proxy(ledger, {
    get(target, name: keyof SharedStore) {
      if (name === 'listen') {
        return (on: () => void) => target.listen(() => world.after(between(weather, 1, 50), () => machine.inside(on)));
      }
      const method = target[name] as unknown as (...args: readonly unknown[]) => Promise<unknown>;
      return (...args: readonly unknown[]) =>
        machine.promise((settle, fail) => {
          const away = (): void =>
            world.after(between(weather, 500, 4_000), () =>
              fail(new StoreFailure('away', 'the ledger cannot be reached', 'Look at the network.')),
            );
          const fate = chance(weather, fails) ? weather() : 1;
          world.after(way(), () => {
            // What a process had sent before it was killed may arrive after its end.
            if (!machine.alive && chance(weather, 0.5)) return;
            if (machine.isCut('ledger')) return away();
            if (fate < 0.3) return fail(new StoreFailure('busy', 'the ledger is busy', 'Try again.'));
            if (fate < 0.6) return away();
            const before = machine.alive;
            onEffect(machine, `${name} asked`);
            if (before && !machine.alive) return;
            method.apply(target, [...args]).then(
              (value) => {
                onEffect(machine, `${name} done`);
                world.after(way(), () => (fate < 1 || machine.isCut('ledger') ? away() : settle(value)));
              },
              (cause: unknown) => world.after(way(), () => fail(cause)),
            );
          });
        });
    },
  });
}
