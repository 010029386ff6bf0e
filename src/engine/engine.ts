/** One running engine: opens, runs, stops. The order of a run and nothing else. */
import type { Progress, RunEnd } from '../model/run.ts';
import { SECOND, type Duration, type Instant } from '../model/time.ts';
import type { Report } from '../queue/port.ts';
import { isOtherSchema, StoreFailure } from '../store/failure.ts';
import type { EngineCore } from './core.ts';
import { checkClock } from './dial/clock-guard.ts';
import { dispatch } from './dial/dispatcher.ts';
import { drain } from './dial/drain.ts';
import { pauseLeftBehind, pauseStopped } from './dial/pause-unattended.ts';
import { sweepAtTheEnd } from './dial/steered.ts';
import { applyReport } from './dial/apply-report.ts';
import { doLater } from './later.ts';
import { isLedgerLost, isTransient } from './ledger-trouble.ts';
import { openCore, type EngineOptions, type EnginePorts } from './open-core.ts';
import { readCampaigns } from './read-campaigns.ts';
import { endOf } from './run-end.ts';
import { poll } from './settle/poller.ts';
import { recoverOrphans, sweep } from './settle/sweeper.ts';
import { syncAtStart } from './settle/startup-sync.ts';

export type Engine = {
  /** Dials the watched campaigns to their end, and those that other runs hand over meanwhile. */
  run(): Promise<RunEnd>;
  /** No new dials; resolves `run` once the open calls have ended. `gone`: nobody asked, and what it leaves stays running. */
  stop(because?: 'asked' | 'gone'): void;
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
export async function openEngine(ports: EnginePorts, options: EngineOptions): Promise<Engine> {
  const startedAt = ports.clock.now();
  const core = await openCore(ports, options, startedAt);
  const { run: control, slots } = core;
  return {
    run: () => run(core),
    stop: (because = 'asked') => control.stop('draining', because),
    abort: () => control.stop('now', 'asked'),
    progress: () => progressOf(core, startedAt),
    loseLease: () => control.loseLease(),
    slots: () => ({ ...slots.slots, foreign: slots.foreign }),
    wake: () => {
      control.signals.dispatch.wake();
      control.signals.later.wake();
    },
    hear: (report) => applyReport(core, report),
  };
}

async function run(core: EngineCore): Promise<RunEnd> {
  const { run: control } = core;
  let leftBehindPaused = false;
  await retryWhileLedgerBusy(core, async () => {
    await readCampaigns(core);
    core.slots.configure(core.campaigns.promisedSlots);
    if (core.role.is === 'single') {
      if (!leftBehindPaused) await pauseLeftBehind(core);
      leftBehindPaused = true;
      // Where others go on, a request of an older epoch may be on its way: its own alarm asks for it, if nobody answers.
      await recoverOrphans(core);
    }
    await syncAtStart(core);
    await checkClock(core);
  });
  const beside = [poll, sweep, doLater].map((part) => retryWhileLedgerBusy(core, part));
  await retryWhileLedgerBusy(core, dialAll);
  control.stop('now');
  await Promise.all(beside);
  await Promise.all(control.underWay);
  if (control.broken === null) {
    await retryWhileLedgerBusy(core, sweepAtTheEnd);
    const end = await endOf(core);
    // Whoever has taken over dials them now: they are not this one's to set aside.
    if (end.is !== 'finished' && end.is !== 'lost_lease' && !control.gone) await pauseStopped(core);
    return end;
  }
  // A leader's whole process ends with it: who leads here next would meet it again.
  if (core.role.is === 'leader' && isOtherSchema(control.broken)) throw control.broken;
  if (control.broken instanceof StoreFailure) return { is: 'ledger_lost', message: control.broken.message };
  throw control.broken;
}

async function dialAll(core: EngineCore): Promise<void> {
  await dispatch(core);
  // Who leads next follows the calls that are open.
  if (core.role.is === 'leader') return;
  await drain(core);
}

const BUSY_PAUSE: Duration = SECOND;

/** Runs a part of the engine to its end: after a busy ledger again, after a lost one or a mistake of ours nothing more. */
async function retryWhileLedgerBusy(core: EngineCore, part: (core: EngineCore) => Promise<void>): Promise<void> {
  const { clock, run: control } = core;
  while (control.broken === null && !control.lostLease) {
    try {
      return await part(core);
    } catch (cause) {
      if (isLedgerLost(core, cause)) return;
      if (!isTransient(core, cause)) return control.fail(cause);
      if (control.stopping === 'now') return;
      await clock.sleep(clock.now() + BUSY_PAUSE);
    }
  }
}

function progressOf({ clock, lines, notices, slots }: EngineCore, startedAt: Instant): Progress {
  const now = clock.now();
  const recent = [...lines.starts.values()].flatMap((line) => line.recent.filter((at) => at > now - 10 * SECOND));
  return {
    now,
    startedAt,
    open: slots.open.size,
    slots: slots.slots.effective,
    dialed: lines.dialed,
    perSecond: recent.length / Math.min(10, Math.max(1, (now - startedAt) / SECOND)),
    note: notices.current,
    ...(notices.waits ? { waits: true } : {}),
  };
}
