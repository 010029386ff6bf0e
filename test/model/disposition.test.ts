/** How a call ended, by the provider's words: those that are known, and those that are not. */
import { expect, it } from 'vitest';
import {
  BY_PHONE,
  dispositionOf,
  DISPOSITIONS,
  endReasonCode,
  phaseOf,
  REACHED,
  UNREACHED,
} from '../../src/model/disposition.ts';

it.each([
  // Somebody was on the line, whatever the status says of the call.
  ['failed', 'agent_hangup', 'answered'],
  ['failed', 'client_hangup', 'answered'],
  ['failed', 'agent_ended', 'answered'],
  ['failed', 'max_duration', 'answered'],
  ['failed', 'inactivity', 'answered'],
  ['failed', 'client_disconnected', 'answered'],
  ['completed', 'agent_hangup', 'answered'],
  ['completed', 'voicemail_detected', 'voicemail'],
  ['completed', 'call_screened', 'screened'],
  ['failed', 'screening_detected', 'screened'],
  ['completed', 'voicemail_full', 'unavailable'],
  ['failed', 'mailbox_unavailable', 'unavailable'],
  ['failed', 'dial_unreachable', 'unavailable'],
  ['failed', 'dial_no_answer', 'no_answer'],
  ['failed', 'dial_busy', 'busy'],
  ['completed', 'dial_failed', 'failed'],
  ['completed', 'api_cancelled', 'canceled'],
  ['completed', 'error', 'error'],
  // What nobody knows: a completed call was answered, a failed one was not.
  ['completed', 'a_new_word', 'answered'],
  ['completed', 'constructor', 'answered'],
  ['completed', null, 'answered'],
  ['failed', 'a_new_word', 'failed'],
  ['failed', null, 'failed'],
  ['canceled', null, 'canceled'],
  ['cancelled', null, 'canceled'],
])('a call that is %s for %s was %s', (status, reason, disposition) => {
  expect(dispositionOf(status, reason)).toBe(disposition);
});

it.each([
  ['created', 'created'],
  ['started', 'started'],
  ['active', 'started'],
  ['completed', 'ended'],
  ['failed', 'ended'],
  ['cancelled', 'ended'],
  ['canceled', 'ended'],
  ['queued', 'unknown'],
  ['', 'unknown'],
])('the status %j is of a call that is %s', (status, phase) => {
  expect(phaseOf(status)).toBe(phase);
});

it('an end reason stands in the log where it is a code, and nothing that somebody said', () => {
  expect(endReasonCode(null)).toBeNull();
  for (const code of ['dial_busy', 'x', 'A-b.c:9', `a${'b'.repeat(63)}`]) expect(endReasonCode(code)).toBe(code);
  for (const words of ['', 'Ann hung up', '9x', '_x', ' dial_busy', 'dial_busy!', `a${'b'.repeat(64)}`])
    expect(endReasonCode(words)).toBe('other');
});

it('somebody or their machine was reached, or nobody was', () => {
  expect(REACHED).toEqual(['answered', 'voicemail', 'screened']);
  expect([...REACHED, ...UNREACHED].sort()).toEqual([...DISPOSITIONS].sort());
  expect(BY_PHONE).toEqual(['answered', 'voicemail', 'no_answer', 'busy', 'failed']);
});
