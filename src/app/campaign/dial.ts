/** Runs this process's engine to its end, and tells how it goes. */
import { Signal } from '../../clock.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Lull, Progress, RunEnd } from '../../model/run.ts';
import { makeHours } from '../../policy/hours.ts';
import { count } from '../../report/when.ts';
import { lullsOf } from './lull.ts';
import { formatInstant, type Duration } from '../../model/time.ts';
import { addCounts, titleOf, type RunPicture } from '../../report/progress.ts';
import type { CampaignCounts, Store } from '../../store/port.ts';
import { RunningEstimate } from '../estimates.ts';
import type { Runtime } from '../runtime.ts';
import { GONE, onAbort, type RunOptions } from './events.ts';
import { watchSteering } from './steering.ts';

/** How often it is told; counting is kept below a twentieth of the engine's time. */
const FRAME: Duration = 500;
const SHARE = 20;
const LEAST_WAIT: Duration = 2_000;

export async function dialToTheEnd(
  engine: Engine,
  store: Store,
  campaigns: readonly Campaign[],
  { limit, signal, atOnce, onEvent: tell, untilIdle }: RunOptions,
  { clock }: Runtime,
): Promise<RunEnd> {
  const ended = new Signal();
  let draining = false;
  let over = false;
  let idle: Lull | null = null;
  const lulls = lullsOf(store, campaigns, makeHours(), untilIdle);
  const listening = [
    onAbort(signal, () => {
      draining = true;
      tell({ is: 'stopping' });
      if (signal?.reason === GONE) engine.stop('gone');
      else engine.stop();
    }),
    onAbort(atOnce, () => {
      draining = true;
      tell({ is: 'stopping_at_once' });
      engine.abort();
    }),
  ];
  const steering = watchSteering(store, campaigns, tell);
  try {
    const estimates = new RunningEstimate(store, campaigns);
    const finished = engine.run().finally(() => {
      over = true;
      ended.wake();
    });
    // Handled below; without this a failure during a sleep here would end the process unhandled.
    finished.catch(() => undefined);
    while (!over) {
      const from = clock.monotonic();
      try {
        const paused = await steering.look();
        const picture = await look(engine, store, campaigns, { limit, estimates, clock, paused, lulls });
        tell({ is: 'progress', picture: { ...picture, draining } });
        const { lull } = picture.progress;
        if (untilIdle === true && !draining && lull?.idle === true) {
          draining = true;
          idle = lull;
          engine.stop();
        }
      } catch {
        // A picture that cannot be drawn is no reason to end a run; what hinders it the engine meets itself, and says.
      }
      const spent = clock.monotonic() - from;
      await clock.sleep(clock.now() + Math.max(FRAME, spent * SHARE), ended);
    }
    const end = await finished;
    return idle !== null && end.is === 'stopped' ? { is: 'idle', left: end.left, until: idle.until } : end;
  } finally {
    for (const stop of listening) stop();
  }
}

type Looking = Pick<RunOptions, 'limit'> &
  Pick<Runtime, 'clock'> & {
    readonly estimates: RunningEstimate;
    readonly paused: string | null;
    readonly lulls: ReturnType<typeof lullsOf>;
  };

async function look(
  engine: Engine,
  store: Store,
  campaigns: readonly Campaign[],
  { limit, estimates, clock, paused, lulls }: Looking,
): Promise<Omit<RunPicture, 'draining'>> {
  const counts = await countAll(store, campaigns);
  const running = engine.progress();
  const { dialed, slots, now } = running;
  const left = limit === null ? null : Math.max(0, limit - dialed);
  const { end } = await estimates.at(now, { limit: left, slots }, () => clock.monotonic());
  const still = running.open === 0 && running.perSecond === 0 && (running.note === null || running.waits === true);
  const lull = still ? await lulls(now) : null;
  const waits = lull === null ? await noteOf(running, store, campaigns) : waitsNote(lull);
  const progress = { ...running, note: paused ?? waits, ...(lull === null ? {} : { lull }) };
  return { title: titleOf(campaigns), progress, etaAt: end, counts };
}

/** What the engine says, else when the next contact is due: a picture in which nothing moves must say why. */
async function noteOf(progress: Progress, store: Store, campaigns: readonly Campaign[]): Promise<string | null> {
  if (progress.note !== null) return progress.note;
  const [first] = campaigns;
  if (first === undefined || progress.perSecond > 0) return null;
  const { ready } = await store.nextAlarms(first.account);
  if (ready === null || ready < progress.now + LEAST_WAIT) return null;
  return `waiting: the next call is due at ${formatInstant(ready)}`;
}

/** The instant as RFC 3339, for whoever shows it in a zone. */
function waitsNote({ until, people }: Lull): string {
  const whom = count(people, 'person', 'people');
  return until === null ? `waiting for ${whom}` : `waiting until ${formatInstant(until)} for ${whom}`;
}

export async function countAll(store: Store, campaigns: readonly Campaign[]): Promise<CampaignCounts> {
  const counts: CampaignCounts[] = [];
  for (const { id } of campaigns) counts.push(await store.counts(id));
  return addCounts(counts);
}
