/** What dialing keeps in Redis: the next seconds, or the list? */
import { campaignId } from '../../src/model/ids.ts';
import { SECOND, type Instant } from '../../src/model/time.ts';
import type { Filled, Fills } from './filled.ts';
import { lookAt, type RedisLook } from './redis.ts';
import type { Row } from './row.ts';
import { clock, NAME, withLedger } from './stage.ts';

const FEW = 1_000;
const MANY = 1_000_000;
const EMPTY_FOR = 3 * SECOND;
const DIAL_FOR = 20 * SECOND;
const SAMPLE_EVERY = 50;

type Peak = { readonly bytes: number; readonly keys: number };
type Kept = { readonly above: number; readonly empty: number; readonly keys: number; readonly dialed: number };

export async function memory(told: (row: Row) => void, fills: Fills): Promise<void> {
  const few = await kept(await fills.of(FEW));
  const many = await kept(await fills.of(MANY));
  const row = (contacts: number, { above, empty, keys, dialed }: Kept, baseline: number | null): Row => ({
    section: 'memory',
    what: `Redis, peak over ${DIAL_FOR / SECOND} s of dialing, ${contacts.toLocaleString('en-US')} contacts`,
    unit: 'KB',
    value: above / 1024,
    baseline,
    note: `above ${Math.round(empty / 1024)} KB with two connected workers; at most ${keys} keys; ${dialed} calls`,
  });
  told(row(FEW, few, null));
  told(row(MANY, many, few.above / 1024));
}

async function kept({ stage, database, redis }: Filled): Promise<Kept> {
  const workers = [await stage.worker('w1'), await stage.worker('w2')];
  const look = await lookAt(redis.url);
  try {
    const empty = await peak(look, clock.now() + EMPTY_FOR);
    const before = stage.sandbox.record().length;
    await withLedger(database.url, async (store) => {
      const campaign = await store.campaign(campaignId(NAME));
      if (campaign === undefined) throw new Error('no campaign');
      const running = { ...campaign, state: { is: 'running' as const }, version: campaign.version + 1 };
      await store.putCampaign(campaign.version, running, []);
    });
    const dialing = await peak(look, clock.now() + DIAL_FOR);
    const dialed = stage.sandbox.record().length - before;
    return { above: dialing.bytes - empty.bytes, empty: empty.bytes, keys: dialing.keys, dialed };
  } finally {
    look.close();
    for (const worker of workers) worker.kill();
    await Promise.all(workers.map(({ ended }) => ended));
  }
}

async function peak(look: RedisLook, until: Instant): Promise<Peak> {
  let bytes = 0;
  let keys = 0;
  while (clock.now() < until) {
    bytes = Math.max(bytes, await look.used());
    keys = Math.max(keys, await look.keys());
    await clock.sleep(clock.now() + SAMPLE_EVERY);
  }
  return { bytes, keys };
}
