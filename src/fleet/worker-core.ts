/** What a worker knows while it runs: owners of its own. It is no engine, and gives nothing away. */
import { commonCore, type Core, type CoreOptions, type Ports } from '../engine/core.ts';
import { Backoff } from '../engine/state/backoff.ts';
import { Campaigns } from '../engine/state/campaigns.ts';
import { LinePacer } from '../engine/state/line-pacer.ts';
import { SECOND, type Duration } from '../model/time.ts';
import type { Queue } from '../queue/port.ts';
import type { LedgerClock } from './ledger-clock.ts';
import { workerReports } from './worker-reports.ts';

export type WorkerPorts = Omit<Ports, 'clock'> & { readonly clock: LedgerClock; readonly queue: Queue };

/** A worker that cannot reach the provider hands back what it is given for so long, each a little later. */
const LONGEST_AWAY: Duration = 10 * SECOND;

export function openWorkerCore(ports: WorkerPorts, options: CoreOptions): Core {
  const lines = new LinePacer();
  const backoff = new Backoff(LONGEST_AWAY);
  const core: Core = {
    ...commonCore(ports, options),
    // A job names the leader's.
    epoch: 0,
    remote: true,
    worker: true,
    report: workerReports(ports.queue, ports.clock, { lines, backoff }),
    lines,
    backoff,
    campaigns: new Campaigns(),
  };
  // The past is the leader's to read: what a list shows from now on with ids of this ledger, and it does not know, is a copy's.
  core.calls.learned(ports.clock.now());
  return core;
}
