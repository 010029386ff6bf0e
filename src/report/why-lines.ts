/** One line of the log in a plain sentence: what happened to a contact at that instant, and how sure that is. */
import type { Attempt } from '../model/attempt.ts';
import type { Campaign } from '../model/campaign.ts';
import { DISPOSITIONS, type Disposition } from '../model/disposition.ts';
import type { LogEventName } from '../model/log-events.ts';
import { registryOf } from '../model/scrub.ts';
import { BEFORE_DIAL_NOTE } from '../model/permit.ts';
import { formatInstant } from '../model/time.ts';
import { own } from '../model/own.ts';
import type { LoggedLine, Personal } from '../store/port.ts';
import { causeWords } from '../model/cause-words.ts';
import { OUTCOMES } from '../model/heard.ts';
import { limitWords } from '../model/number-limits.ts';
import { dispositionWords, outcomeWords, reasonWords } from './words.ts';
import { count, formatWhen, operatorZone } from './when.ts';

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

type Telling = {
  readonly line: LoggedLine;
  readonly around: Around;
  readonly attempt: Attempt | undefined;
  /** ` (its cause)`, or nothing. */
  readonly because: string;
};

/** A new event without its sentence does not compile. */
const SENTENCES: Readonly<Record<LogEventName, (telling: Telling) => string>> = {
  // of an attempt
  placing: ({ attempt, around }) => `try ${attempt?.seq ?? '?'}: dialing from ${lineNumber(attempt, around.campaign)}`,
  placed: () => 'the provider took the call',
  started: () => 'answered, talking',
  ended: ({ line, attempt, because }) => ended(line, attempt, because),
  unsent: ({ because }) => `the request was not sent${because}: nothing rang, the try does not count`,
  refused: ({ line, because }) =>
    line.evidence?.['for_good'] === true
      ? `refused by the provider for good${because}: nothing rang`
      : `refused by the provider${because}: nothing rang, the try does not count`,
  throttled: ({ because }) => `the provider was too busy${because}: nothing rang, the try does not count`,
  in_doubt: ({ because }) => `not sure it rang${because}: looking for the call`,
  not_found: ({ line }) => `looked for the call: ${absence(line)}`,
  found: () => 'found the call: it did reach the provider',
  needs_review: ({ line }) =>
    line.cause === 'stays_created'
      ? 'the provider has shown it as ringing for too long: left for a person to decide'
      : `looked again: ${absence(line)}; left for a person to decide`,
  still_created: () => 'looked again: the provider still shows it as ringing',
  given_up: () => 'its call was not found, and the campaign accepts that somebody may ring twice: to be dialed again',
  adopted: () => 'a call of ours was found that this ledger had no memory of: it is followed like any other',
  second_call: () => 'a second call for this try was found: it rang twice',
  resolved: ({ line, around }) => resolved(line, around),
  ids_echoed: ({ line }) =>
    line.evidence?.['echoed'] === true
      ? 'its call was read back, and carries the id of this try'
      : 'its call was read back, and does not carry the id of this try',
  also_called: ({ line }) =>
    `the campaign ${String(line.evidence?.['campaign'] ?? '?')} called this number ${count(Number(line.evidence?.['minutes'] ?? 0), 'minute')} before`,
  suppression_added: ({ line }) => `numbers were put on the list of those who are not called${by(line)}`,
  suppression_removed: ({ line }) => `an opt-out was taken back${by(line)}`,
  purged: () => 'what was kept long enough was erased',
  suppressed_too_late: () => 'asked not to be called while the request was on its way: it could not be recalled',

  // of a contact
  reopened: ({ line }) =>
    line.cause === 'retry'
      ? `given back${by(line)}: to be dialed again`
      : 'given back: too many were refused in the same words for it to be their own fault',
  callback_asked: ({ line }) => `asked to be called back${callbackFor(line)}${by(line)}`,
  callback_dropped: ({ line }) => `is not to be called back after all${by(line)}`,
  heard: ({ line }) => heardWords(line),
  opt_out_heard: ({ line }) =>
    line.cause === 'wrong_number'
      ? 'the number is not theirs: this campaign does not call it any more'
      : 'asked in the call not to be called: nobody calls them any more, for good',
  doubt_settled: ({ line }) => `what was said was no wish not to be called${by(line)}`,
  forgotten: ({ line }) => `forgotten${by(line)}: number, columns and texts were erased`,
  renumbered: () => 'the list gave another number: to be dialed there, with all its tries',
  returned: () => 'it is in the list again: to be dialed',
  deferred: ({ line, because }) =>
    line.cause === 'destination_open'
      ? 'waits: another contact with this number is being called'
      : line.cause === 'unheard'
        ? 'waits: what was said in a call to this number is yet to be listened to'
        : `waits${limitOf(line) ?? because}`,
  scrubbed: ({ line }) =>
    `the registry ${String(line.evidence?.['registry'] ?? '?')} was asked, and does not hold the number`,
  skipped: ({ line, around }) => `left out: ${reasonWords(line.cause ?? 'skipped')}${ofProgram(line, around)}`,
  exhausted: ({ line }) => `given up: ${reasonWords(line.cause ?? 'exhausted')}${limitOf(line) ?? ''}`,
  canceled: ({ line, because }) => `canceled${by(line)}${because}`,
  hang_up: ({ line }) => hangUp(line),

  // of a campaign
  campaign_made: () => 'the campaign was made',
  plan_changed: ({ line }) =>
    line.cause === 'agent_kind' ? 'the kind of its agent has changed' : `the campaign got another plan${by(line)}`,
  loaded: ({ line }) => `rows were loaded${rowsOf(line)}`,
  running: ({ line }) => running(line),
  paused: ({ line, because }) => `the campaign was paused${by(line)}${untilOf(line)}${because}`,
  finished: () => 'the campaign was finished: nothing was left to do',

  // of an account
  clock_jumped: () => "this machine's clock had jumped: nothing was dialed until it agreed with the provider's",
  lost_past: () => 'calls of this ledger were found that it does not know of',
  other_ledger: () => 'another ledger dials on this account',
  do_not_call_read: ({ line }) =>
    `a do-not-call file was read again: ${count(Number(line.evidence?.['added'] ?? 0), 'new number')}`,
  report_unread: () => 'what the provider said of a call could not be read: it was kept as it came',
};

/** What an older or a newer version wrote and this one does not know is shown as it stands. */
export function sentence(line: LoggedLine, around: Around): string {
  const attempt = line.attempt === null ? undefined : around.attempts.get(line.attempt);
  const because = line.cause === null ? '' : ` (${causeWords(line.cause)})`;
  const known: ((telling: Telling) => string) | undefined = own(SENTENCES, line.event);
  return known?.({ line, around, attempt, because }) ?? `${plain(line.event)}${because}`;
}

function heardWords(line: LoggedLine): string {
  const { evidence } = line;
  const outcome = OUTCOMES.find((name) => name === evidence?.['outcome']);
  const doubt = evidence?.['doubt'] === true ? 'they may have asked not to be called: a person is to say' : null;
  const what = outcome === undefined ? null : `${outcomeWords(outcome)}${callbackFor(line)}`;
  const next = line.from !== 'ready' && line.to === 'ready' && outcome !== 'callback' ? '; to be tried again' : '';
  return `heard in the call: ${[what, doubt].filter((words) => words !== null).join('; ')}${next}`;
}

function callbackFor({ evidence, at }: LoggedLine): string {
  const instant = evidence?.['for'];
  return typeof instant === 'number' ? ` at ${formatWhen(instant, at, operatorZone())}` : '';
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
  if (line.cause === 'never_started') return 'no answer was seen, and no call of it can last so long: taken as over';
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

/** What the program that was asked first said of it. */
/** Who said it, and in what words: they stand with the person's own data. */
function ofProgram({ cause }: LoggedLine, { notes }: Around): string {
  if (cause === 'on_registry') return ofRegistry(notes);
  const why = cause === 'before_dial_no' ? notes.get(BEFORE_DIAL_NOTE)?.['why'] : undefined;
  return typeof why === 'string' ? ` ("${why}")` : '';
}

function ofRegistry(notes: Around['notes']): string {
  const said = [...notes].flatMap(([key, body]) => {
    const name = registryOf(key);
    if (name === undefined || body['listed'] !== 'yes') return [];
    return [`${name}${typeof body['words'] === 'string' ? `: "${body['words']}"` : ''}`];
  });
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

function running(line: LoggedLine): string {
  if (line.cause === 'pause_over') return 'the campaign goes on: its pause was over';
  if (line.cause === 'ramp')
    return 'the campaign goes on with the next step of its ramp: the bounds of the last one held';
  if (line.cause === 'retry') return `the campaign runs again${by(line)}: some are to be dialed`;
  return by(line) === '' ? 'the campaign runs' : `the campaign was resumed${by(line)}`;
}

function untilOf({ evidence }: LoggedLine): string {
  const until = evidence?.['until'];
  return typeof until === 'number' ? ` until ${formatInstant(until)}` : '';
}

function hangUp(line: LoggedLine): string {
  const asked = `its call was to be hung up${by(line)}`;
  if (line.cause === 'hung_up') return `${asked}: the provider ended it`;
  if (line.cause === 'ringing') return `${asked}: it rang still, which nobody can take back`;
  return `${asked}: ${line.cause === 'over' ? 'it was over by then' : 'the provider did not say that it did'}`;
}

function by(line: LoggedLine): string {
  const name = line.evidence?.['by'];
  return typeof name === 'string' ? ` by ${name}` : '';
}

/** How many, where the line says it. */
function rowsOf({ evidence }: LoggedLine): string {
  const n = evidence?.['rows'];
  return typeof n === 'number' ? `: ${n}` : '';
}

function lineNumber(attempt: Attempt | undefined, campaign: Campaign): string {
  const line = campaign.plan.lines.find(({ id }) => id === attempt?.line);
  return line?.number ?? attempt?.line ?? 'a line';
}

function plain(code: string): string {
  return code.replaceAll('_', ' ');
}

/** Which limit of calls to a number; null where the line is of none. */
function limitOf({ evidence }: LoggedLine): string | null {
  const [limit, calls, span] = [evidence?.['limit'], evidence?.['calls'], evidence?.['span']];
  if (typeof limit !== 'string') return null;
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return `: ${limitWords({ limit, calls: number(calls), span: number(span) })}`;
}
