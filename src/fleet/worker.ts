/** One worker of several on a shared ledger: works on what it is given, and leads when nobody else does. */
import { Signal } from '../clock.ts';
import { pauseAll } from '../engine/dial/pause.ts';
import { SECOND, type Duration } from '../model/time.ts';
import { openSession, readCampaigns, type Session } from '../engine/session.ts';
import { isAway, isBusy } from '../store/failure.ts';
import { startLeading, type Leader, type LeadOptions, type LeadPorts } from './lead.ts';
import { CLOCK_ERROR, work, workerTasks } from './work.ts';

const HEARTBEAT: Duration = SECOND;
/** Batches that wait for their commit, and looks at the provider, at a time. */
const AT_ONCE = 16;

export type Worker = {
  readonly session: Session;
  readonly leader: Leader;
  /** Takes nothing new, ends what is under way, leaves the lead. */
  stop(): Promise<void>;
};

export async function startWorker(ports: LeadPorts, options: LeadOptions): Promise<Worker> {
  const { clock, store, queue } = ports;
  const { say } = options;
  await clock.sync();
  const session = openSession(
    { ...ports, tasks: workerTasks(queue, clock) },
    {
      ...options,
      watched: [],
      limit: null,
      leads: 0,
      say: (sentence) => say('warn', 'told', sentence, {}),
    },
    0,
  );
  session.learnedAt = clock.now();
  await readCampaigns(session);
  let leader: Leader | undefined = undefined;
  // First what may fail: a worker that could not start must not lead.
  await store.listen(() => leader?.wake());
  const stopWork = await queue.work(AT_ONCE, async (job) => {
    try {
      await work(session, clock, job);
    } catch (cause) {
      const passing = isAway(cause) || isBusy(cause);
      const words = cause instanceof Error ? cause.message : String(cause);
      say(passing ? 'warn' : 'error', 'job_failed', words, { job: job.is, epoch: job.epoch });
    }
  });
  const leading = startLeading(ports, options);
  leader = leading;
  const end = new Signal();
  let stopping = false;
  const beating = (async () => {
    let doubted = false;
    while (!stopping) {
      try {
        await beat(ports, session);
      } catch (cause) {
        say('warn', 'ledger_away', cause instanceof Error ? cause.message : String(cause), {});
      }
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
    session,
    leader: leading,
    stop: async () => {
      stopping = true;
      end.wake();
      await Promise.all([stopWork(), leading.stop()]);
      await Promise.all([...session.background]);
      session.stopping = 'now';
      await beating;
    },
  };
}

/** Each second: what time it is, which campaigns there are, and whether something was met that everybody must stop for. */
async function beat({ clock }: LeadPorts, session: Session): Promise<void> {
  await clock.sync();
  await readCampaigns(session);
  if (session.mustPause !== null) await pauseAll(session, session.mustPause);
}
