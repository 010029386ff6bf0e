/** Reads one call report as an event of an attempt. Every enum is open: what is not known ends nothing. */
import { dispositionOf, endReasonCode, phaseOf } from '../../model/disposition.ts';
import type { AttemptEvent } from '../../model/events.ts';
import type { Instant } from '../../model/time.ts';
import type { CallReport } from '../../voice/port.ts';

export function eventOf(report: CallReport, now: Instant): AttemptEvent {
  switch (phaseOf(report.status)) {
    case 'ended':
      return {
        is: 'over',
        callId: report.callId,
        disposition: dispositionOf(report.status, report.endReason),
        startedAt: report.startTime,
        endedAt: report.endTime ?? now,
        endReason: endReasonCode(report.endReason),
      };
    case 'started':
      return { is: 'alive', callId: report.callId, seen: 'started', startedAt: report.startTime };
    case 'created':
    case 'unknown':
      // A call with a status nobody knows exists all the same; only its deadline ends the waiting.
      return { is: 'alive', callId: report.callId, seen: 'created', startedAt: null };
  }
}

/** The provider's personal data of a call, for the personal table; undefined when there is none. */
export function bodyOf(report: CallReport): Readonly<Record<string, unknown>> | undefined {
  const body: Record<string, unknown> = {};
  if (report.summary !== null) body['summary'] = report.summary;
  if (report.errorMessage !== null) body['error_message'] = report.errorMessage;
  if (report.endReason !== endReasonCode(report.endReason)) body['end_reason'] = report.endReason;
  return Object.keys(body).length === 0 ? undefined : body;
}
