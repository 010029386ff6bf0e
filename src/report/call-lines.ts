/** A test call in words: each step as it comes, and what it came to. Pure; numbers are masked. */
import type { Attempt } from '../model/attempt.ts';
import type { Contact } from '../model/contact.ts';
import type { Disposition } from '../model/disposition.ts';
import { MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts';
import type { SaidLine } from '../voice/port.ts';
import { dispositionWords, standing } from './words.ts';
import { roughly } from './when.ts';

/** How long it talked; null: nobody took it. */
export function talked({ state }: Attempt): Duration | null {
  return state.is === 'ended' && state.startedAt !== null ? Math.max(0, state.endedAt - state.startedAt) : null;
}

export function minutesOf(attempt: Attempt): number {
  return (talked(attempt) ?? 0) / MINUTE;
}

const ENDS: ReadonlyMap<string, string> = new Map([
  ['agent_hangup', 'the agent hung up'],
  ['agent_ended', 'the agent ended it'],
  ['client_hangup', 'the person hung up'],
  ['client_disconnected', 'the person hung up'],
  ['max_duration', 'it had reached the longest that a call may last'],
  ['inactivity', 'nobody said anything any more'],
]);

/** `ended: answered, talked 41s; the person hung up`. */
export function endWords(attempt: Attempt, disposition: Disposition, endReason: string | null): string {
  const length = talked(attempt);
  const how = endReason === null ? undefined : ENDS.get(endReason);
  const words = [dispositionWords(disposition), ...(length === null ? [] : [`talked ${roughly(length)}`])].join(', ');
  return how === undefined ? words : `${words}; ${how}`;
}

/** What it came to, in a sentence. */
export function callSentence(contact: Contact, attempt: Attempt | null): string {
  if (attempt === null) return 'It was not dialed.';
  const { state } = attempt;
  if (state.is === 'ended') {
    const rang =
      state.startedAt === null ? '' : ` after ${roughly(Math.max(SECOND, state.startedAt - attempt.sendAt))}`;
    const words = endWords(attempt, state.disposition, state.endReason);
    return state.startedAt === null ? `The call ended: ${words}.` : `The call was taken${rang}: ${words}.`;
  }
  if (state.is === 'not_placed')
    return `It rang nobody: ${standing(contact)}${state.code === null ? '' : ` (${state.code})`}.`;
  return `How it ended is not known yet: ${standing(contact)}.`;
}

export function saidLines(lines: readonly SaidLine[]): readonly string[] {
  return lines.map(({ by, text, at }) => {
    const when = at === null ? '' : `${clockOf(at * SECOND)}  `;
    return `  ${when}${by.padEnd(6)}  ${text.replace(/\s+/g, ' ')}`;
  });
}

/** `0:07` from the start of the call. */
function clockOf(at: Instant): string {
  const seconds = Math.floor(at / SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
