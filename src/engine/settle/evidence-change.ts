/** One thing that is known of an attempt, as a change of the ledger: by the table, and with its line in the log. */
import type { Attempt } from '../../model/attempt.ts';
import { FETCH_TASK, mayHaveTalked } from '../../model/conversation.ts';
import type { Contact } from '../../model/contact.ts';
import type { AttemptEvent } from '../../model/events.ts';
import type { Rules } from '../../model/follow-up.ts';
import { unheard } from '../../model/heard.ts';
import type { AttemptId } from '../../model/ids.ts';
import type { AttemptEvidence } from '../../model/log-events.ts';
import { waitOf } from '../../model/outcome-rule.ts';
import type { Duration, Instant } from '../../model/time.ts';
import { transition } from '../../model/transitions.ts';
import type { Change, Personal } from '../../store/port.ts';
import { logLine } from './log-line.ts';

/** One thing that is known of one attempt. `body` is the provider's personal data beside it (summary, error message). */
export type Evidence = {
  readonly attempt: AttemptId;
  /**
   * The request it is about, where a request is what said it. A commit that never landed leaves its attempt id to the
   * next request, and what is known of the first must not be taken for the second.
   */
  readonly batch?: string;
  /**
   * The commit that made the attempt got no answer, and may still land: until then an attempt that the ledger does not
   * know is asked for again. Where nobody did, a contact whom nobody called would end in review.
   */
  readonly until?: Instant;
  readonly event: AttemptEvent;
  readonly actor: 'engine' | 'provider';
  readonly body?: Readonly<Record<string, unknown>>;
};

export type Known = { readonly contact: Contact; readonly attempt: Attempt };

/** What becomes of them by the table, with its line in the log; undefined where it is no news. */
export function changeOf(current: Known, item: Evidence, rules: Rules, now: Instant): Change | undefined {
  const verdict = transition(current.contact, current.attempt, item.event, rules, now);
  if (verdict.is === 'same') return lateBody(current, item);
  const { contact, attempt } = verdict;
  const log = logLine(current.contact, contact, {
    at: now,
    actor: item.actor,
    attempt: attempt.id,
    event: verdict.event,
    cause: verdict.cause,
    evidence: evidenceOf(item.event),
  });
  const personal: Personal[] = item.body === undefined ? [] : [{ owner: contact.id, key: attempt.id, body: item.body }];
  return {
    contact: { from: current.contact.version, to: contact },
    attempt: { from: current.attempt.version, to: attempt },
    log: [log],
    personal,
  };
}

/**
 * With the end of a call in which somebody may have talked: a process that dies right after it owes the listening all the
 * same, and until then nobody dials that number.
 */
export function alsoListened(change: Change, { plan }: Pick<Rules, 'plan'>, firstLook: Duration, now: Instant): Change {
  const { attempt } = change;
  if (attempt?.to.state.is !== 'ended' || !mayHaveTalked(attempt.to)) return change;
  const fetch = { kind: FETCH_TASK, subject: attempt.to.id, dueAt: now + firstLook, tries: 0, body: {} };
  // By our own clock: what ended in the past of a lost ledger was heard by nobody either.
  const waiting = unheard(attempt.to, now, waitOf(plan));
  return { ...change, tasks: [...(change.tasks ?? []), fetch, waiting] };
}

/** A call that had ended says more of itself later (its summary): nothing changes but what is known of it. */
function lateBody({ contact, attempt }: Known, item: Evidence): Change | undefined {
  if (item.body === undefined || attempt.state.is !== 'ended') return undefined;
  return {
    contact: { from: contact.version, to: { ...contact, version: contact.version + 1 } },
    log: [],
    personal: [{ owner: contact.id, key: attempt.id, body: item.body }],
  };
}

/** Ids, instants and codes of the event; never text that a person or the provider wrote (I8). */
function evidenceOf(event: AttemptEvent): AttemptEvidence {
  switch (event.is) {
    case 'accepted':
      return { call: event.callId };
    case 'alive':
      return { call: event.callId, seen: event.seen };
    case 'over':
      return {
        call: event.callId,
        disposition: event.disposition,
        end_reason: event.endReason,
        ended_at: event.endedAt,
      };
    case 'not_found':
      return { later_calls: event.later };
    case 'throttled':
      return { retry_after: event.retryAfter };
    case 'refused':
      return { for_good: event.forGood };
    case 'unsent':
    case 'unknown':
    case 'silence':
      return null;
  }
}
