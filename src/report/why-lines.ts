/** One line of the log in a plain sentence: what happened to a contact at that instant, and how sure that is. */
import type { Attempt } from '../model/attempt.ts';
import type { Campaign } from '../model/campaign.ts';
import { DISPOSITIONS, type Disposition } from '../model/disposition.ts';
import type { LoggedLine, Personal } from '../store/port.ts';
import { dispositionWords, reasonWords } from './words.ts';
import { count } from './when.ts';

/** What a sentence may need to know beyond its line. */
export type Around = {
  readonly campaign: Campaign;
  readonly attempts: ReadonlyMap<string, Attempt>;
  /** Personal notes by their key: an attempt's texts, the words of whoever settled it. */
  readonly notes: ReadonlyMap<string, Personal['body']>;
};

/** Where the words of a person who settled an attempt are kept: they may hold names, so not in the log (I8). */
export function resolutionNote(attempt: string): string {
  return `resolved/${attempt}`;
}

export function sentence(line: LoggedLine, around: Around): string {
  const attempt = line.attempt === null ? undefined : around.attempts.get(line.attempt);
  const because = line.cause === null ? '' : ` (${plain(line.cause)})`;
  switch (line.event) {
    case 'placing':
      return `try ${attempt?.seq ?? '?'}: dialing from ${lineNumber(attempt, around.campaign)}`;
    case 'placed':
      return 'the provider took the call';
    case 'started':
      return 'answered, talking';
    case 'ended':
      return ended(line, attempt, because);
    case 'unsent':
      return `the request was not sent${because}: nothing rang, the try does not count`;
    case 'refused':
      return line.evidence?.['for_good'] === true
        ? `refused by the provider for good${because}: nothing rang`
        : `refused by the provider${because}: nothing rang, the try does not count`;
    case 'throttled':
      return `the provider was too busy${because}: nothing rang, the try does not count`;
    case 'in_doubt':
      return `not sure it rang${because}: looking for the call`;
    case 'not_found':
      return `looked for the call: ${absence(line)}`;
    case 'found':
      return 'found the call: it did reach the provider';
    case 'needs_review':
      return line.cause === 'stays_created'
        ? 'the provider has shown it as ringing for too long: left for a person to decide'
        : `looked again: ${absence(line)}; left for a person to decide`;
    case 'still_created':
      return 'looked again: the provider still shows it as ringing';
    case 'given_up':
      return 'its call was not found, and the campaign accepts that somebody may ring twice: to be dialed again';
    case 'adopted':
      return 'a call of ours was found that this ledger had no memory of: it is followed like any other';
    case 'second_call':
      return 'a second call for this try was found: it rang twice';
    case 'resolved':
      return resolved(line, around);
    case 'reopened':
      return line.cause === 'retry'
        ? `given back${by(line)}: to be dialed again`
        : 'given back: too many were refused in the same words for it to be their own fault';
    case 'forgotten':
      return `forgotten${by(line)}: number, columns and texts were erased`;
    case 'deferred':
      return line.cause === 'destination_open'
        ? 'waits: another contact with this number is being called'
        : `waits${because}`;
    case 'skipped':
      return `left out: ${reasonWords(line.cause ?? 'skipped')}`;
    case 'exhausted':
      return `given up: ${reasonWords(line.cause ?? 'exhausted')}`;
    default:
      return `${plain(line.event)}${because}`;
  }
}

/** How strong it is that a call is not listed. It is never proof: lists lag, and calls without a start sort anywhere. */
export function absence(line: Pick<LoggedLine, 'evidence' | 'cause'>): string {
  const listed = line.evidence?.['later_calls'] ?? /^later_calls_listed:(\d+)$/.exec(line.cause ?? '')?.[1] ?? 0;
  const later = Number(listed);
  if (later === 0) return 'it is not listed, nor is any later call of this line, which says little';
  return `${count(later, 'later call')} of this line ${later === 1 ? 'is' : 'are'} listed, this one is not`;
}

function ended(line: LoggedLine, attempt: Attempt | undefined, because: string): string {
  const told = line.evidence?.['disposition'];
  const known = DISPOSITIONS.find((name) => name === told);
  const disposition: Disposition | undefined =
    known ?? (attempt?.state.is === 'ended' ? attempt.state.disposition : undefined);
  if (line.cause === 'end_unknown') return 'answered; its end was never reported, so it is taken as over';
  if (disposition === undefined) return `ended${because}`;
  // A cause that only repeats the disposition says nothing.
  const why = line.cause === disposition || line.cause === `dial_${disposition}` ? '' : because;
  const next = line.to === 'ready' ? '; to be tried again' : '';
  return `ended: ${dispositionWords(disposition)}${why}${next}`;
}

function resolved(line: LoggedLine, { notes }: Around): string {
  const disposition = DISPOSITIONS.find((name) => name === line.cause);
  const verdict = disposition === undefined ? 'it did not ring' : `it rang, ${dispositionWords(disposition)}`;
  const why = line.attempt === null ? undefined : notes.get(resolutionNote(line.attempt))?.['why'];
  return `settled${by(line)}: ${verdict}${typeof why === 'string' ? ` ("${why}")` : ''}`;
}

function by(line: LoggedLine): string {
  const name = line.evidence?.['by'];
  return typeof name === 'string' ? ` by ${name}` : '';
}

function lineNumber(attempt: Attempt | undefined, campaign: Campaign): string {
  const line = campaign.plan.lines.find(({ id }) => id === attempt?.line);
  return line?.number ?? attempt?.line ?? 'a line';
}

function plain(code: string): string {
  return code.replaceAll('_', ' ');
}
