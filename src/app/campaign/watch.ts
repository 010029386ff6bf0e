/** Watches campaigns that the workers of a shared ledger dial: the same picture as of one's own. */
import { Signal } from '../../clock.ts';
import type { OpenAccount } from '../open.ts';
import type { Campaign } from '../../model/campaign.ts';
import { SECOND, type Duration, type Instant } from '../../model/time.ts';
import { titleOf } from '../../report/progress.ts';
import type { Progress, RunEnd } from '../../model/run.ts';
import { isAway, isBusy } from '../../store/failure.ts';
import type { CampaignCounts } from '../../store/port.ts';
import { RunningEstimate } from '../estimates.ts';
import type { Runtime } from '../runtime.ts';
import { watchLists } from '../suppression/watch-lists.ts';
import { left, standing } from '../status.ts';
import { countAll } from './dial.ts';
import { makeHours } from '../../policy/hours.ts';
import { lullsOf } from './lull.ts';
import { onAbort, type RunOptions } from './events.ts';
import { watchSteering } from './steering.ts';

const FRAME: Duration = SECOND;
/** Dials a second are taken over this. */
const RECENT: Duration = 10 * SECOND;

/** A worker may be between two leases for a moment: nobody leads is said when it lasts. */
const NOBODY: Duration = 8 * SECOND;

export async function watchWorkers(
  open: OpenAccount,
  campaigns: readonly Campaign[],
  { signal, onEvent: tell, untilIdle }: RunOptions,
  { clock }: Runtime,
): Promise<RunEnd> {
  const ids = campaigns.map(({ id }) => id);
  const detach = new Signal();
  const lulls = lullsOf(open.store, campaigns, makeHours(), untilIdle);
  const stopListening = onAbort(signal, () => detach.wake());
  // Workers may not have the files: this is where they were loaded from.
  const lists = watchLists({
    ...{ store: open.store, digest: open.digest, clock },
    isOurs: ({ id }) => ids.includes(id),
    say: (sentence) => tell({ is: 'notice', sentence }),
    asked: false,
  });
  const withFiles = campaigns.filter(({ plan }) => (plan.doNotCall?.files.length ?? 0) > 0);
  if (withFiles.length > 0) lists.start();
  tell({ is: 'handed_to_workers', campaigns: ids.length });
  const startedAt = clock.now();
  let ledAt = startedAt;
  let missed = false;
  let away = false;
  const estimates = new RunningEstimate(open.store, campaigns);
  let unsettled = 0;
  const steering = watchSteering(open.store, campaigns, tell);
  const dials: { at: Instant; dialed: number }[] = [];
  try {
    for (;;) {
      const now = clock.now();
      try {
        const end = await look(now);
        if (end !== null) return told(end);
        if (away) tell({ is: 'ledger_answers' });
        away = false;
      } catch (cause) {
        // The workers go on, or wait for it as this does.
        if (!isAway(cause) && !isBusy(cause)) throw cause;
        if (!away) tell({ is: 'ledger_away', message: cause instanceof Error ? cause.message : String(cause) });
        away = true;
        if (signal?.aborted === true) return told({ is: 'detached', left: unsettled });
      }
      await clock.sleep(now + FRAME, detach);
    }
  } finally {
    stopListening();
    await lists.stop();
  }

  /** The workers go on, and what is written into the files from now on they do not see. */
  function told(end: RunEnd): RunEnd {
    if (end.is === 'detached' && withFiles.length > 0) {
      const names = withFiles.map(({ name }) => name).join(', ');
      const sentence = `Nobody reads the do-not-call files of ${names} again until somebody runs it here: what stands in them now is obeyed.`;
      tell({ is: 'notice', sentence });
    }
    return end;
  }

  async function look(now: Instant): Promise<RunEnd | null> {
    const taken = await open.engine(ids);
    if (taken.is !== 'workers') throw new Error('a shared ledger has become one of this machine');
    if (taken.lease !== null) ledAt = now;
    const nobody = taken.lease === null && (now > ledAt + NOBODY || ledAt === startedAt);
    if (nobody && !missed) tell({ is: 'nobody_leads' });
    missed = nobody;
    const paused = await steering.look();
    const end = await standing(open, campaigns);
    if (end !== null) return end;
    const lull = await lulls(now);
    if (untilIdle === true && lull?.idle === true) {
      return { is: 'idle', left: await left(open, campaigns), until: lull.until };
    }
    if (signal?.aborted === true) return { is: 'detached', left: await left(open, campaigns) };
    const counts = await countAll(open.store, campaigns);
    unsettled = counts.states.ready + counts.states.in_progress + counts.states.in_doubt;
    dials.push({ at: now, dialed: counts.dialed });
    while ((dials[0]?.at ?? now) < now - RECENT) dials.shift();
    const note = nobody ? 'no worker dials for this account now' : paused;
    const seen = progressOf(counts, campaigns, dials, startedAt, now, note);
    const progress = lull === null || note !== null ? seen : { ...seen, lull };
    const { end: etaAt } = await estimates.at(now, {}, () => clock.monotonic());
    tell({ is: 'progress', picture: { title: titleOf(campaigns), progress, etaAt, counts, draining: false } });
    return null;
  }
}

function progressOf(
  counts: CampaignCounts,
  campaigns: readonly Campaign[],
  dials: readonly { at: Instant; dialed: number }[],
  startedAt: Instant,
  now: Instant,
  note: string | null,
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
    note,
  };
}
