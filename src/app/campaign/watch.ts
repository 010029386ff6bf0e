/** Watches campaigns that the workers of a shared ledger dial: the same picture as of one's own, and Ctrl-C detaches. */
import { Signal } from '../../clock.ts';
import type { OpenAccount } from '../open.ts';
import type { Campaign } from '../../model/campaign.ts';
import { SECOND, type Duration, type Instant } from '../../model/time.ts';
import type { Painter } from '../../report/painter.ts';
import { addCounts, forecast, settledContacts } from '../../report/progress.ts';
import type { Progress, RunEnd } from '../../model/run.ts';
import { count, operatorZone } from '../../report/when.ts';
import { isAway, isBusy } from '../../store/failure.ts';
import type { CampaignCounts } from '../../store/port.ts';
import type { Context } from '../../cli/terminal/context.ts';
import { left, standing } from '../status.ts';

const FRAME: Duration = SECOND;
/** Dials a second are taken over this. */
const RECENT: Duration = 10 * SECOND;

/** A worker may be between two leases for a moment: nobody leads is said when it lasts. */
const NOBODY: Duration = 8 * SECOND;

export async function watchWorkers(
  bench: OpenAccount,
  campaigns: readonly Campaign[],
  painter: Painter,
  context: Context,
): Promise<RunEnd> {
  const { clock, terminal } = context;
  const ids = campaigns.map(({ id }) => id);
  const detach = new Signal();
  let detached = false;
  const interrupts = context.interrupts(() => {
    detached = true;
    detach.wake();
  });
  terminal.say(`The workers have been handed ${count(ids.length, 'campaign')}. This one watches; Ctrl-C detaches.`);
  const startedAt = clock.now();
  let ledAt = startedAt;
  let missed = false;
  let away = false;
  let before: number | null = null;
  let unsettled = 0;
  const dials: { at: Instant; dialed: number }[] = [];
  try {
    for (;;) {
      const now = clock.now();
      try {
        const end = await look(now);
        if (end !== null) return end;
        if (away) painter.say('The ledger answers again.');
        away = false;
      } catch (cause) {
        // The workers go on, or wait for it as this does.
        if (!isAway(cause) && !isBusy(cause)) throw cause;
        if (!away) painter.say(`${cause instanceof Error ? cause.message : String(cause)} This one waits for it.`);
        away = true;
        if (detached) return { is: 'detached', left: unsettled };
      }
      await clock.sleep(now + FRAME, detach);
    }
  } finally {
    painter.clear();
    interrupts.stop();
  }

  async function look(now: Instant): Promise<RunEnd | null> {
    const taken = await bench.engine(ids, null, () => undefined);
    if (taken.is !== 'workers') throw new Error('a shared ledger has become one of this machine');
    if (taken.lease !== null) ledAt = now;
    const nobody = taken.lease === null && (now > ledAt + NOBODY || ledAt === startedAt);
    if (nobody && !missed) painter.say('No worker dials for this account now: start one with outdial worker.');
    missed = nobody;
    const end = await standing(bench, campaigns);
    if (end !== null) return end;
    if (detached) return { is: 'detached', left: await left(bench, campaigns) };
    const counts = await countAll(bench, campaigns);
    before ??= settledContacts(counts);
    unsettled = counts.states.ready + counts.states.in_progress + counts.states.in_doubt;
    dials.push({ at: now, dialed: counts.dialed });
    while ((dials[0]?.at ?? now) < now - RECENT) dials.shift();
    const progress = progressOf(counts, campaigns, dials, startedAt, now, nobody);
    const etaAt = forecast(counts, before, progress);
    const [first] = campaigns;
    const title = campaigns.length === 1 && first !== undefined ? first.name : count(campaigns.length, 'campaign');
    painter.paint({ title, progress, etaAt, counts, draining: false, zone: operatorZone() });
    return null;
  }
}

function progressOf(
  counts: CampaignCounts,
  campaigns: readonly Campaign[],
  dials: readonly { at: Instant; dialed: number }[],
  startedAt: Instant,
  now: Instant,
  nobody: boolean,
): Progress {
  const first = dials[0] ?? { at: now, dialed: counts.dialed };
  const open = counts.states.in_progress + counts.states.in_doubt;
  return {
    now,
    startedAt,
    open,
    slots: Math.max(1, ...campaigns.map(({ plan }) => plan.maxConcurrentCalls)),
    dialed: counts.dialed,
    perSecond: now > first.at ? ((counts.dialed - first.dialed) * SECOND) / (now - first.at) : 0,
    note: nobody ? 'no worker dials for this account now' : null,
  };
}

async function countAll({ store }: OpenAccount, campaigns: readonly Campaign[]): Promise<CampaignCounts> {
  const counts: CampaignCounts[] = [];
  for (const { id } of campaigns) counts.push(await store.counts(id));
  return addCounts(counts);
}
