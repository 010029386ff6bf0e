/** Runs an engine to its end, with progress on the screen and Ctrl-C in its place. */
import { Signal } from '../../clock.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Campaign } from '../../model/campaign.ts';
import { assertNever } from '../../model/errors.ts';
import { parseInstant, type Duration, type Instant } from '../../model/time.ts';
import type { Painter } from '../../report/painter.ts';
import { addCounts, forecast, settledContacts, type View } from '../../report/progress.ts';
import { maskText } from '../../report/mask.ts';
import type { Progress, RunEnd } from '../../model/run.ts';
import { count, formatWhen, operatorZone } from '../../report/when.ts';
import type { CampaignCounts, Store } from '../../store/port.ts';
import { EXIT, type Context, type Exit } from '../../cli/terminal/context.ts';

/** How often the screen is looked after; counting is kept below a twentieth of the engine's time. */
const FRAME: Duration = 500;
const SHARE = 20;
const LEAST_WAIT: Duration = 2_000;

export async function dialToTheEnd(
  engine: Engine,
  store: Store,
  campaigns: readonly Campaign[],
  painter: Painter,
  context: Context,
): Promise<RunEnd> {
  const { clock } = context;
  const ended = new Signal();
  let asked = 0;
  let over = false;
  const interrupts = context.interrupts(() => {
    asked += 1;
    if (asked === 1) {
      painter.say('Stopping: no new calls, waiting for the open ones. Ctrl-C again stops at once.');
      engine.stop();
    } else {
      if (asked === 2) painter.say('Stopping at once. What is still open is looked up at the next start.');
      engine.abort();
    }
  });
  try {
    // Before the engine runs: from then on it has to be waited for, whatever happens here.
    const before = settledContacts(await countAll(store, campaigns));
    const finished = engine.run().finally(() => {
      over = true;
      ended.wake();
    });
    // Handled below; without this a failure during a sleep of the painter would end the process unhandled.
    finished.catch(() => undefined);
    while (!over) {
      const from = clock.monotonic();
      try {
        painter.paint(await look(engine, store, campaigns, before, asked > 0));
      } catch {
        // A picture that cannot be drawn is no reason to end a run; what hinders it the engine meets itself, and says.
      }
      const spent = clock.monotonic() - from;
      await clock.sleep(clock.now() + Math.max(FRAME, spent * SHARE), ended);
    }
    return await finished;
  } finally {
    painter.clear();
    interrupts.stop();
  }
}

async function look(
  engine: Engine,
  store: Store,
  campaigns: readonly Campaign[],
  before: number,
  draining: boolean,
): Promise<View> {
  const counts = await countAll(store, campaigns);
  const progress = engine.progress();
  const note = await noteOf(progress, store, campaigns);
  const etaAt = forecast(counts, before, { ...progress, note });
  const [first] = campaigns;
  const title = campaigns.length === 1 && first !== undefined ? first.name : count(campaigns.length, 'campaign');
  return { title, progress: { ...progress, note }, etaAt, counts, draining, zone: operatorZone() };
}

/** What the engine says, else when the next contact is due: a screen on which nothing moves must say why. */
/** The engine speaks in instants; people read clocks. */
function readable(note: string, now: Instant): string {
  return note.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (text) =>
    formatWhen(parseInstant(text) ?? now, now, operatorZone()),
  );
}

async function noteOf(progress: Progress, store: Store, campaigns: readonly Campaign[]): Promise<string | null> {
  if (progress.note !== null) return maskText(readable(progress.note, progress.now));
  const [first] = campaigns;
  if (first === undefined || progress.perSecond > 0) return null;
  const { ready } = await store.nextAlarms(first.account);
  if (ready === null || ready < progress.now + LEAST_WAIT) return null;
  return `waiting: the next call is due at ${formatWhen(ready, progress.now, operatorZone())}`;
}

async function countAll(store: Store, campaigns: readonly Campaign[]): Promise<CampaignCounts> {
  const counts: CampaignCounts[] = [];
  for (const { id } of campaigns) counts.push(await store.counts(id));
  return addCounts(counts);
}

export function exitOf(end: RunEnd): Exit {
  switch (end.is) {
    case 'finished':
      return end.needsReview > 0 ? EXIT.attention : EXIT.ok;
    case 'stopped':
    case 'detached':
    case 'ledger_lost':
      return EXIT.stopped;
    case 'limit':
      return end.left > 0 ? EXIT.stopped : EXIT.ok;
    case 'paused':
      return EXIT.paused;
    case 'lost_lease':
      return EXIT.lostLease;
    default:
      return assertNever(end);
  }
}

export function endWords(end: RunEnd): string {
  switch (end.is) {
    case 'finished':
      return end.needsReview === 0
        ? 'Finished.'
        : `Finished; for ${count(end.needsReview, 'contact')} it is not sure whether it rang.`;
    case 'stopped':
      return `Stopped with ${count(end.left, 'contact')} left.`;
    case 'limit':
      return `The limit is reached; ${count(end.left, 'contact')} left.`;
    case 'paused':
      return `Paused: ${maskText(end.message)}`;
    case 'detached':
      return `Detached; whoever dials goes on with ${count(end.left, 'contact')} left.`;
    case 'ledger_lost':
      return `Stopped before the next call: ${end.message}`;
    case 'lost_lease':
      return 'Another outdial has taken over this account; this one has stopped dialing.';
    default:
      return assertNever(end);
  }
}
