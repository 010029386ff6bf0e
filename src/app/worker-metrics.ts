/** What a worker's metrics say, read from its own readings, its leader and the ledger when somebody scrapes. */
import type { OpenWorker } from './open-worker.ts';
import type { Campaign } from '../model/campaign.ts';
import { RunningEstimate } from './estimates.ts';
import { DAY, SECOND, type Instant } from '../model/time.ts';
import type { CampaignReading, LineReading, Readings } from '../operate/readings.ts';

/** Starts a second are taken over this. */
const RECENT = 10 * SECOND;

export function readingsOf(open: OpenWorker): () => Promise<Readings> {
  const estimates = new Map<string, RunningEstimate>();
  return async () => {
    const { worker, store, queue, account } = open;
    const now = open.clock.now();
    const own = worker.readings();
    const campaigns: CampaignReading[] = [];
    for (const campaign of own.campaigns) {
      if (!isOfToday(campaign, now)) continue;
      const counts = await store.counts(campaign.id);
      const known = estimates.get(campaign.id) ?? new RunningEstimate(store, [campaign]);
      estimates.set(campaign.id, known);
      const running = campaign.state.is === 'running';
      const etaAt = running ? (await known.at(now, {}, () => open.clock.monotonic())).end : null;
      const calls = Object.fromEntries(own.ended.get(campaign.id) ?? []);
      campaigns.push({ id: campaign.id, counts, calls, left: etaAt === null ? null : Math.max(etaAt - now, 0) });
    }
    const attempts = await store.openAttempts(account);
    const leading = worker.leader.engine()?.slots();
    const until = worker.leader.until();
    const { jobs, oldest } = await queue.waiting();
    return {
      campaigns,
      slots: {
        configured: leading?.configured ?? null,
        effective: leading?.effective ?? null,
        open: attempts.length,
        foreign: leading?.foreign ?? null,
      },
      lines: linesOf(open, now),
      inDoubt: attempts.filter(({ attempt }) => attempt.state.is === 'in_doubt').length,
      handOver: queue.connected() ? { jobs, oldest } : null,
      lost: queue.lost(),
      unread: own.unread,
      leader: until !== null,
      leaseLeft: until === null ? null : Math.max(until - now, 0),
      clockError: Number.isFinite(open.clock.error()) ? open.clock.error() : null,
    };
  };
}

function isOfToday({ state }: Campaign, now: Instant): boolean {
  return 'at' in state ? state.at > now - DAY : true;
}

function linesOf({ worker }: OpenWorker, now: Instant): readonly LineReading[] {
  return [...worker.readings().starts].map(([line, { total, recent }]) => ({
    line,
    starts: total,
    perSecond: (recent.filter((at) => at > now - RECENT).length * SECOND) / RECENT,
  }));
}

/** A sentence when nothing can be dialed through this process; null when all is well. */
export function troubleOf({ queue, clock }: OpenWorker): string | null {
  if (!queue.connected()) return 'The hand-over cannot be reached.';
  if (clock.error() > 250) return 'The ledger’s time is not known.';
  return null;
}
