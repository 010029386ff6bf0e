/** One running engine: takes the account, learns what happened while nobody looked, then runs its loops to the end. */
import { checkClock } from './dial/clock-guard.ts';
import { LATENESS } from './dial/dialer.ts';
import { dispatch } from './dial/dispatcher.ts';
import { applyReport } from './dial/apply-report.ts';
import { LOCAL_TASKS } from './dial/local-tasks.ts';
import { pauseLeftBehind, pauseStopped } from './dial/pause-unattended.ts';
import { isClosedAt } from '../model/closed-account.ts';
import { SECOND, type Duration, type Instant } from '../model/time.ts';
import type { Progress, RunEnd } from '../model/run.ts';
import {
  abortRun,
  isLedgerLost,
  isTransient,
  openSession,
  readCampaigns,
  wakeAll,
  type EngineOptions,
  type Ports,
  type Session,
} from './session.ts';
import { StoreFailure } from '../store/failure.ts';
import { quietLine } from '../policy/pacing.ts';
import type { LineId } from '../model/ids.ts';
import type { Report } from '../queue/port.ts';
import { poll } from './settle/poller.ts';
import { recoverOrphans, sweep } from './settle/sweeper.ts';
import { syncAtStart } from './settle/startup-sync.ts';
import { pauseWords } from './settle/pause-words.ts';
import { scanCalls } from './settle/scan.ts';

export type Engine = {
  /** Dials the watched campaigns to their end, and those that other runs hand over meanwhile. */
  run(): Promise<RunEnd>;
  /** No new dials; resolves `run` once the open calls have ended. */
  stop(): void;
  /** Stops at once; what is open is learned at the next start. */
  abort(): void;
  progress(): Progress;
  /** Another may lead: nothing more is given away. Resolves `run` with `lost_lease`. */
  loseLease(): void;
  /** Of the account, as this engine reckons. */
  slots(): { readonly configured: number; readonly effective: number; readonly foreign: number };
  /** Looks at once: somebody changed something. */
  wake(): void;
  /** What workers report. */
  hear(report: Report): Promise<void>;
};

/** Without `tasks` the engine does everything itself. */
export async function openEngine(
  ports: Omit<Ports, 'tasks'> & Partial<Pick<Ports, 'tasks'>>,
  options: EngineOptions,
): Promise<Engine> {
  const startedAt = ports.clock.now();
  const epoch = options.leads ?? (await ports.store.takeAccount(options.account, startedAt));
  const session = openSession({ tasks: LOCAL_TASKS, ...ports }, options, epoch);
  const closed = await ports.store.closedUntil(options.account);
  if (isClosedAt(closed, startedAt)) session.closedUntil = closed;
  const sends = await ports.store.lastSends(options.account);
  for (const [line, at] of sends) {
    // A worker of the leader before may still keep its last appointment: as late as it may.
    session.paces.set(line as LineId, quietLine(startedAt, session.shared ? at + LATENESS : at));
  }
  return {
    run: () => run(session),
    stop: () => {
      if (session.stopping === 'no') session.stopping = 'draining';
      wakeAll(session);
    },
    abort: () => {
      session.stopping = 'now';
      wakeAll(session);
    },
    progress: () => progressOf(session, startedAt),
    loseLease: () => {
      session.lostLease = true;
      wakeAll(session);
    },
    slots: () => ({
      configured: session.slots.configured,
      effective: session.slots.effective,
      foreign: session.foreign,
    }),
    wake: () => session.wakes.dispatch.wake(),
    hear: (report) => applyReport(session, report),
  };
}

async function run(session: Session): Promise<RunEnd> {
  await retryWhileLedgerBusy(session, learnFirst);
  const learning = [retryWhileLedgerBusy(session, poll), retryWhileLedgerBusy(session, sweep)];
  await retryWhileLedgerBusy(session, dialAll);
  session.stopping = 'now';
  wakeAll(session);
  await Promise.all(learning);
  await Promise.all(session.background);
  if (session.broken === null) {
    const end = await endOf(session);
    if (end.is === 'stopped') await pauseStopped(session, session.watched);
    return end;
  }
  if (session.broken instanceof StoreFailure) return { is: 'ledger_lost', message: session.broken.message };
  throw session.broken;
}

async function learnFirst(session: Session): Promise<void> {
  await readCampaigns(session);
  if (!session.shared) {
    await pauseLeftBehind(session);
    // Where others go on, a request of an older epoch may be on its way: its own alarm asks for it, if nobody answers.
    await recoverOrphans(session);
  }
  await syncAtStart(session);
  await checkClock(session);
}

async function dialAll(session: Session): Promise<void> {
  await dispatch(session);
  // Who leads next follows the calls that are open.
  if (session.shared) return;
  await drain(session);
  await lateSummaries(session);
}

const BUSY_PAUSE: Duration = SECOND;

/** Runs a part of the engine to its end: after a busy ledger again, after a lost one or a mistake of ours nothing more. */
async function retryWhileLedgerBusy(session: Session, part: (session: Session) => Promise<void>): Promise<void> {
  while (session.broken === null && !session.lostLease) {
    try {
      return await part(session);
    } catch (cause) {
      if (isLedgerLost(session, cause)) return;
      if (!isTransient(session, cause)) return abortRun(session, cause);
      if (session.stopping === 'now') return;
      await session.clock.sleep(session.clock.now() + BUSY_PAUSE);
    }
  }
}

/** After the last dial: open calls are followed to their end, doubts until their look-ups are spent. */
async function drain(session: Session): Promise<void> {
  while (session.stopping !== 'now' && !session.lostLease) {
    await Promise.all(session.background);
    const open = await session.store.openAttempts(session.account);
    const awaited = open.filter(({ contact, attempt }) =>
      session.stopping === 'draining'
        ? // Whose report cannot be taken in would be waited for until its longest end, and perhaps for ever.
          attempt.state.is !== 'in_doubt' && !session.unread.stuck.has(attempt.id)
        : contact.state.is !== 'needs_review',
    );
    if (awaited.length === 0 || session.unreadable) return;
    await session.clock.sleep(session.clock.now() + 1_000, session.wakes.dispatch);
  }
}

/** Summaries are written a little after the end: one more look, once. */
async function lateSummaries(session: Session): Promise<void> {
  if (session.stopping !== 'no' || session.lostLease) return;
  const missing = [...session.lastSeenState.values()].some((state) => !state.endsWith('/s'));
  if (!missing) return;
  await session.clock.sleep(session.clock.now() + session.pollInterval);
  const agents = new Set(session.watched.map((id) => session.campaigns.get(id)?.plan.agent));
  for (const agent of agents) if (agent !== undefined) await scanCalls(session, agent, [], { pages: 1 });
}

async function endOf(session: Session): Promise<RunEnd> {
  if (session.lostLease) return { is: 'lost_lease' };
  let left = 0;
  let needsReview = 0;
  let end: RunEnd | undefined;
  for (const id of session.watched) {
    const campaign = await session.store.campaign(id);
    const { states } = await session.store.counts(id);
    left += states.ready + states.in_progress + states.in_doubt;
    needsReview += states.needs_review;
    if (campaign?.state.is !== 'paused') continue;
    if (campaign.state.why === 'limit') end ??= { is: 'limit', left: states.ready };
    else end = { is: 'paused', message: await pauseWords(session.store, campaign.state) };
  }
  if (end?.is === 'paused') return end;
  if (end?.is === 'limit') return { ...end, left };
  return left > 0 ? { is: 'stopped', left } : { is: 'finished', needsReview };
}

function progressOf(session: Session, startedAt: Instant): Progress {
  const now = session.clock.now();
  const recent = session.starts.filter((at) => at > now - 10_000).length;
  return {
    now,
    startedAt,
    open: session.open,
    slots: session.slots.effective,
    dialed: session.dialed,
    perSecond: recent / Math.min(10, Math.max(1, (now - startedAt) / 1_000)),
    note: session.note,
  };
}
