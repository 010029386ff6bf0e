/** What a worker tells the leader of its requests, in the leader's names and by the leader's clock. */
import { assertNever } from '../model/errors.ts';
import type { Duration, Instant } from '../model/time.ts';
import type { Queue, Report, RequestSignal } from '../queue/port.ts';
import type { Core } from '../engine/core.ts';
import type { LedgerClock } from './ledger-clock.ts';

/** A worker whose clock may be further off than this sends nothing (DESIGN: ledger time). */
export const CLOCK_ERROR: Duration = 250;

/** `owners`: this worker's own, which hear of it first. */
export function workerReports(
  queue: Queue,
  clock: LedgerClock,
  owners: Pick<Core, 'lines' | 'backoff'>,
): (report: Report) => Promise<void> {
  const { lines } = owners;
  const told = new Map<string, Instant>();
  // As late as it may have been, by the leader's reckoning.
  const latest = (at: Instant): Instant => at + Math.ceil(Math.min(clock.error(), CLOCK_ERROR));
  return (report) => {
    switch (report.is) {
      case 'started': {
        const { due, at, count } = report;
        const given = lines.inFlight.get(report.batch);
        if (given !== undefined) {
          lines.wrote({ batch: report.batch, line: given.batch.line, due, at, count, took: null });
        }
        told.set(`${report.line} ${at}`, latest(at));
        return queue.report({ ...report, batch: givenAs(report.batch), at: latest(at) });
      }
      case 'replied': {
        // The leader knows the request by the instant that it was told.
        const name = `${report.line} ${report.at}`;
        const at = told.get(name) ?? report.at;
        told.delete(name);
        return queue.report({ ...report, at });
      }
      case 'idle':
        lines.idle(report.batch);
        return queue.report({ ...report, batch: givenAs(report.batch) });
      case 'met':
        noteMet(owners, clock, report.met);
        return queue.report(report);
      case 'walked':
        return queue.report(report);
      default:
        return assertNever(report);
    }
  };
}

/** The name by which the leader knows it: each try of a batch has one of its own. */
export function givenAs(name: string): string {
  return name.split('.', 1)[0] ?? name;
}

function noteMet({ backoff }: Pick<Core, 'backoff'>, clock: LedgerClock, met: RequestSignal): void {
  if (met.is === 'answered') backoff.providerBack();
  if (met.is === 'unreachable') backoff.providerAway(met.cause, clock.now());
}
