/** A leader is killed: how long until another one dials? */
import { LEASE } from '../../src/fleet/lead.ts';
import { campaignId, type AttemptId } from '../../src/model/ids.ts';
import { SECOND, type Duration, type Instant } from '../../src/model/time.ts';
import type { Lease, SharedStore } from '../../src/store/shared.ts';
import { freshDatabase } from '../support/postgres.ts';
import { startRedis } from '../support/redis.ts';
import { percentile, type Row } from './row.ts';
import { clock, NAME, openStage, until, withLedger, type Process, type Stage } from './stage.ts';

const ROUNDS = 5;
const CPS = 5;
const PROMISED = LEASE + 2 * SECOND;
const PATIENCE = 20 * SECOND;

export async function death(told: (row: Row) => void): Promise<void> {
  const database = await freshDatabase();
  const redis = await startRedis();
  const at = { databaseUrl: database.url, redisUrl: redis.url };
  const on = await openStage({ people: 600, lines: 1, cps: CPS, slots: 100, speed: 60, ...at });
  try {
    await on.load();
    const workers = new Map<string, Process>();
    for (const name of ['a', 'b']) workers.set(name, await on.worker(name));
    on.run();
    await placed(on, 25);
    const usual = gaps(on.sandbox.record().map((call) => call.at));
    const waits: Duration[] = [];
    await withLedger(database.url, async (store) => {
      for (let round = 0; round < ROUNDS; round++) {
        const { holder: full, epoch } = await leaseOf(store);
        const holder = full.split('~')[0] ?? full;
        const killed = workers.get(holder);
        const at = clock.now();
        killed?.kill();
        waits.push((await nextDial(on, store, epoch, at)) - at);
        await killed?.ended;
        workers.set(holder, await on.worker(holder));
        // Somewhere between two of its renewals and two of its dials.
        await placed(on, on.sandbox.record().length + 6 + round);
      }
    });
    const baseline = percentile(usual, 0.5) / SECOND;
    const worst = Math.max(...waits);
    const kept = worst <= PROMISED ? 'kept' : 'NOT KEPT';
    const each = waits.map((wait) => (wait / SECOND).toFixed(1)).join(', ');
    const what = `leader's death to the next leader's dial, ${ROUNDS} kills`;
    const row = { section: 'death', unit: 's', baseline };
    told({ ...row, what: `${what}, p50`, value: percentile(waits, 0.5) / SECOND });
    const note = `promised: at most ${PROMISED / SECOND} s: ${kept} (${each}); the baseline is the usual pause between two dials`;
    told({ ...row, what: `${what}, max`, value: worst / SECOND, note });
  } finally {
    await on.close();
    await redis.stop();
    await database.drop();
  }
}

async function leaseOf(store: SharedStore): Promise<Lease> {
  const campaign = await store.campaign(campaignId(NAME));
  const lease = campaign === undefined ? null : await store.lease(campaign.account);
  if (lease === null) throw new Error('nobody leads');
  return lease;
}

/** The first call that a later leader gave away: what the dead one had given is dialed by others for a moment. */
async function nextDial(on: Stage, store: SharedStore, epoch: number, after: Instant): Promise<Instant> {
  const looked = new Set<string>();
  let found: Instant | null = null;
  const look = async (): Promise<boolean> => {
    for (const { id, at, variables } of on.sandbox.record()) {
      if (at <= after || looked.has(id)) continue;
      looked.add(id);
      const attempt = (variables as Record<string, unknown> | null)?.['outdial_attempt_id'];
      const of = typeof attempt === 'string' ? await store.attempt(attempt as AttemptId) : undefined;
      if (of !== undefined && of.epoch > epoch) found ??= at;
    }
    return found !== null;
  };
  await until(look, PATIENCE, 'a call of the next leader');
  return found ?? NaN;
}

function placed(on: Stage, calls: number): Promise<void> {
  return until(() => on.sandbox.record().length >= calls, 2 * PATIENCE, `${calls} calls`);
}

function gaps(times: readonly Instant[]): Duration[] {
  return times.slice(1).map((at, n) => at - (times[n] ?? at));
}
