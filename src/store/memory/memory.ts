/** The ledger in memory, for simulations and unit tests: it forgets everything, and answers at once. */
import type { MakeId } from '../../random.ts';
import type { Instant } from '../../model/time.ts';
import type { Store } from '../port.ts';
import { memoryAge } from './age.ts';
import { memoryEngine } from './engine.ts';
import { memoryLoads } from './loads.ts';
import { memoryReports } from './reports.ts';
import { memoryStanding } from './standing.ts';
import { byText } from './sorted.ts';
import { memorySuppression } from './suppression.ts';
import { Tables } from './tables.ts';
import { memoryTasks } from './tasks.ts';

/** Deterministic: with the same ids and the same calls it gives the same answers. */
export function openMemoryStore({ makeId, now }: { makeId: MakeId; now: Instant }): Store {
  const tables = new Tables();
  const info = { id: makeId(8), schema: 1, digestKey: makeId(52), createdAt: now };

  return {
    async info() {
      return info;
    },
    async takeAccount(account) {
      const epoch = (tables.epochs.get(account) ?? 0) + 1;
      tables.epochs.set(account, epoch);
      return epoch;
    },
    async closeAccount(account, until) {
      tables.closed.set(account, Math.max(until, tables.closed.get(account) ?? 0));
    },
    async closedUntil(account) {
      return tables.closed.get(account) ?? 0;
    },
    async campaigns() {
      return [...tables.campaigns.values()].sort((a, b) => a.createdAt - b.createdAt || byText(a.id, b.id));
    },
    async campaign(id) {
      return tables.campaigns.get(id);
    },
    async putCampaign(from, to, log) {
      if (tables.campaigns.get(to.id)?.version !== (from === 'new' ? undefined : from)) return 'lost';
      tables.campaigns.set(to.id, to);
      tables.append(log);
      return 'done';
    },
    async append(log) {
      tables.append(log);
    },
    async close() {
      return undefined;
    },
    ...memoryLoads(tables),
    ...memoryEngine(tables),
    ...memoryReports(tables),
    ...memoryStanding(tables),
    ...memorySuppression(tables),
    ...memoryTasks(tables),
    ...memoryAge(tables),
  };
}
