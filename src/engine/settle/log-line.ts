/** A line of the log about one contact: what moved it, from where to where, and why. */
import type { Contact } from '../../model/contact.ts';
import type { AttemptId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { EngineLogEvent, EvidenceOf, LogFacts } from '../../model/log-events.ts';
import type { LogLine } from '../../store/port.ts';

export type LineOf = LogFacts & {
  readonly at: Instant;
  readonly actor: 'engine' | 'provider';
  readonly attempt: AttemptId | null;
  readonly cause: string | null;
};

export function logLine(before: Contact, after: Contact, line: LineOf): LogLine {
  return { ...line, campaign: after.campaign, contact: after.id, from: before.state.is, to: after.state.is };
}

/** A contact that waited waits longer, or leaves, without an attempt. */
export function waitingLine(before: Contact, after: Contact, cause: string, at: Instant): LogLine {
  const facts = { at, actor: 'engine', attempt: null, cause, evidence: null } as const;
  switch (after.state.is) {
    case 'exhausted':
    case 'skipped':
    case 'canceled':
      return logLine(before, after, { ...facts, event: after.state.is });
    default:
      return logLine(before, after, { ...facts, event: 'deferred' });
  }
}

/** Something the engine found out that is about no contact in particular. */
export function engineLine<E extends EngineLogEvent>(event: E, at: Instant, evidence: EvidenceOf<E>): LogLine {
  const about = { campaign: null, contact: null, attempt: null, from: null, to: null };
  // The signature proves that the evidence is the event's; of a generic pair the compiler cannot see it again.
  const facts = { event, evidence } as LogFacts;
  return { at, actor: 'engine', ...about, cause: null, ...facts };
}
