/** One worker of several on a shared ledger: works on what it is given, and leads when nobody else does. */
import { Signal } from '../clock.ts';
import { pauseAll } from '../engine/dial/pause.ts';
import { SECOND, type Duration } from '../model/time.ts';
import type { Core } from '../engine/core.ts';
import { isLedgerLost } from '../engine/ledger-trouble.ts';
import { readCampaigns } from '../engine/read-campaigns.ts';
import type { LineStarts } from '../engine/state/line-pacer.ts';
import type { Campaign } from '../model/campaign.ts';
import type { Disposition } from '../model/disposition.ts';
import type { CampaignId, LineId } from '../model/ids.ts';
import { isAway, isBusy, type StoreFailure } from '../store/failure.ts';
import { startLeading, type Leader, type LeadOptions, type LeadPorts } from './lead.ts';
import { work } from './work.ts';
import { openWorkerCore } from './worker-core.ts';
import { CLOCK_ERROR } from './worker-reports.ts';

const HEARTBEAT: Duration = SECOND;
/** Batches that wait for their commit, and looks at the provider, at a time. */
const AT_ONCE = 16;

/** What this process has seen and done since it began. */
export type WorkerReadings = {
  readonly campaigns: readonly Campaign[];
  /** Calls of which it noted the end. */
  readonly ended: ReadonlyMap<CampaignId, ReadonlyMap<Disposition, number>>;
  readonly starts: ReadonlyMap<LineId, LineStarts>;
  /** Reports of calls that could not be read. */
  readonly unread: number;
};

export type Worker = {
  readings(): WorkerReadings;
  readonly leader: Leader;
  /** Resolves with why this process cannot go on, if that ever happens: nothing is taken or led any more. */
  readonly lost: Promise<Error>;
  /** Takes nothing new, ends what is under way, leaves the lead. */
  stop(): Promise<void>;
};

export async function startWorker(ports: LeadPorts, options: LeadOptions): Promise<Worker> {
  const { clock, store, queue } = ports;
  const { say } = options;
  await clock.sync();
  const core = openWorkerCore(ports, { ...options, say: (sentence) => say('warn', 'told', sentence, {}) });
  await readCampaigns(core);
  let leader: Leader | undefined = undefined;
  // First what may fail: a worker that could not start must not lead.
  await store.listen(() => leader?.wake());
  const stopWork = await queue.work(AT_ONCE, async (job) => {
    try {
      await work(core, clock, job);
    } catch (cause) {
      if (isLedgerLost(core, cause)) return;
      const passing = isAway(cause) || isBusy(cause);
      const words = cause instanceof Error ? cause.message : String(cause);
      say(passing ? 'warn' : 'error', 'job_failed', words, { job: job.is, epoch: job.epoch });
    }
  });
  const leading = startLeading(ports, options, (cause: StoreFailure) => core.run.fail(cause));
  leader = leading;
  const end = new Signal();
  let lose = (_cause: Error): void => undefined;
  const lost = new Promise<Error>((fulfil) => (lose = fulfil));
  let stopping = false;
  const beating = (async () => {
    let doubted = false;
    while (!stopping) {
      try {
        await beat(ports, core);
      } catch (cause) {
        if (!isLedgerLost(core, cause))
          say('warn', 'ledger_away', cause instanceof Error ? cause.message : String(cause), {});
      }
      if (core.run.broken !== null) return lose(core.run.broken);
      const off = clock.error() > CLOCK_ERROR;
      if (off !== doubted) {
        doubted = off;
        const words = off
          ? 'The ledger’s time is not known well enough: nothing is sent.'
          : 'The ledger’s time is known again.';
        say(off ? 'warn' : 'info', 'clock', words, { error_ms: Math.ceil(Math.min(clock.error(), 1e9)) });
      }
      await clock.sleep(clock.now() + HEARTBEAT, end);
    }
  })();
  return {
    readings: () => ({
      campaigns: [...core.campaigns.all.values()],
      ended: core.campaigns.ended,
      starts: core.lines.starts,
      unread: core.calls.unread,
    }),
    leader: leading,
    lost,
    stop: async () => {
      stopping = true;
      end.wake();
      await Promise.all([stopWork(), leading.stop()]);
      await Promise.all(core.run.underWay);
      core.run.stop('now');
      await beating;
    },
  };
}

/** Each second: what time it is, which campaigns there are, and whether something was met that everybody must stop for. */
async function beat({ clock }: LeadPorts, core: Core): Promise<void> {
  await clock.sync();
  await readCampaigns(core);
  if (core.run.pauseRequests.length > 0) await pauseAll(core, core.run.pauseRequests);
}
