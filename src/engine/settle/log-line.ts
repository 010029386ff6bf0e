/** A line of the log about one contact: what moved it, from where to where, and why. */
import type { Contact } from '../../model/contact.ts';
import type { AttemptId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { LogLine } from '../../store/port.ts';

export type LineOf = {
  readonly at: Instant;
  readonly actor: 'engine' | 'provider';
  readonly attempt: AttemptId | null;
  readonly event: string;
  readonly cause: string | null;
  readonly evidence: LogLine['evidence'];
};

export function logLine(before: Contact, after: Contact, told: LineOf): LogLine {
  const { at, actor, attempt, event, cause, evidence } = told;
  const who = { campaign: after.campaign, contact: after.id, attempt };
  return { at, actor, ...who, event, from: before.state.is, to: after.state.is, cause, evidence };
}

/** A contact that waited waits longer, or leaves, without an attempt. */
export function waitingLine(before: Contact, after: Contact, cause: string, at: Instant): LogLine {
  const event = after.state.is === 'ready' ? 'deferred' : after.state.is;
  return logLine(before, after, { at, actor: 'engine', attempt: null, event, cause, evidence: null });
}

/** Something the engine found out that is about no contact in particular. */
export function engineLine(event: string, at: Instant, evidence: LogLine['evidence']): LogLine {
  const about = { campaign: null, contact: null, attempt: null, from: null, to: null };
  return { at, actor: 'engine', ...about, event, cause: null, evidence };
}
