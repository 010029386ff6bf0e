/**
 * What happens to a call, decided by the last two digits of the number called, so that a rehearsal repeats. `OUTCOMES`,
 * at the end, is the table; every row of it can be reached with fictional numbers (555-01xx).
 */

/** How one call goes. Times are seconds before the sandbox's `speed` divides them. */
export type Script = {
  /** Until it is answered or given up; `timeout` rings as long as the request lets it. */
  readonly rings: number | 'timeout' | 'for_ever';
  /** Null: nobody answered. */
  readonly talks: number | 'for_ever' | null;
  /** A status shown while it rings. */
  readonly between?: string;
  /** The word for an answered call, where it is not `started`. */
  readonly answeredAs?: string;
  readonly status: 'completed' | 'failed';
  readonly endReason: string;
  readonly errorMessage?: string;
  /** It ends without `end_time`. */
  readonly timeless?: true;
  /** What the person says, in place of a yes. */
  readonly says?: readonly string[];
  /** What the agent does with a tool. */
  readonly tool?: { readonly name: string; readonly arguments: Readonly<Record<string, string>> };
  /** What a tool has written into the call's variables. */
  readonly sets?: Readonly<Record<string, string>>;
};

export type Outcome = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly shows: string;
  /** What its first request meets, in place of the reply it should have had. */
  readonly request?: 'lost_reply' | 'error_after' | 'error_before' | 'throttled';
  /** What its entry in the reply says besides, or in place of, a call id. */
  readonly entry?: 'error' | 'id_and_error';
  /** `nth` is 1 for the first call to the number. */
  readonly script: (digits: number, nth: number) => Script;
};

type Extra = Pick<Outcome, 'request' | 'entry'>;

function answered(digits: number): Script {
  const endReason = digits % 3 === 0 ? 'agent_hangup' : 'client_hangup';
  return { rings: 1 + (digits % 4), talks: 8 + ((digits * 7) % 53), status: 'completed', endReason };
}

function unanswered(rings: Script['rings'], endReason: string, errorMessage?: string): Script {
  return { rings, talks: null, status: 'failed', endReason, ...(errorMessage === undefined ? {} : { errorMessage }) };
}

const NO_ANSWER = unanswered('timeout', 'dial_no_answer');
const BUSY = unanswered(1, 'dial_busy');
const FAILED = unanswered(1, 'dial_failed', 'The carrier rejected the call.');
const MACHINE: Script = { rings: 4, talks: 12, status: 'completed', endReason: 'voicemail_detected' };
const FAULT = unanswered(1, 'error', 'The agent could not be started.');

/** Somebody answers and says this. */
function says(...words: readonly string[]): Outcome['script'] {
  return (digits) => ({ ...answered(digits), says: words });
}

/** The agent notes what they want: with its tool `save_result`, and so in the variable `result`. */
function saves(result: string, words: string, more: Readonly<Record<string, string>> = {}): Outcome['script'] {
  const tool = { name: 'save_result', arguments: { result, ...more } };
  return (digits) => ({ ...answered(digits), says: [words], tool, sets: { result, ...more } });
}

function firstThen(first: Script): Outcome['script'] {
  return (digits, nth) => (nth === 1 ? first : answered(digits));
}

function row(
  from: number,
  to: number,
  name: string,
  shows: string,
  script: Outcome['script'],
  extra: Extra = {},
): Outcome {
  return { from, to, name, shows, script, ...extra };
}

// prettier-ignore
export const OUTCOMES: readonly Outcome[] = [
  row( 0, 38, 'answered', 'answered, 8 to 60 s of talk', answered),
  row(39, 39, 'long_talk', 'answered, 90 s of talk: over a limit of one minute', (n) => ({ ...answered(n), talks: 90 })),
  row(40, 44, 'no_answer_once', 'no answer once, then answered', firstThen(NO_ANSWER)),
  row(45, 49, 'no_answer', 'no answer, every time', () => NO_ANSWER),
  row(50, 53, 'busy_once', 'busy once, then answered', firstThen(BUSY)),
  row(54, 57, 'busy', 'busy, every time', () => BUSY),
  row(58, 60, 'dial_failed', 'dial_failed, every time', () => FAILED),
  row(61, 61, 'timeless', 'dial_failed, and the call shows no times at all', () => ({ ...FAILED, timeless: true })),
  row(62, 63, 'voicemail', 'answered by a machine: voicemail_detected', () => MACHINE),
  row(64, 64, 'endless', 'answered, and never ends', (n) => ({ ...answered(n), talks: 'for_ever' })),
  row(65, 65, 'odd_status', 'a status nobody knows, then answered', (n) => ({ ...answered(n), between: 'bridging' })),
  row(66, 66, 'odd_end', 'answered, with an end reason nobody knows', (n) => ({ ...answered(n), endReason: 'caller_teleported' })),
  row(67, 67, 'refused', 'an error for this destination in the reply, and no call', answered, { entry: 'error' }),
  row(68, 68, 'id_and_error', 'an error beside a call id in the reply; the call is answered', answered, { entry: 'id_and_error' }),
  row(69, 69, 'error_once', 'a platform error before anyone answered, once, then answered', firstThen(FAULT)),
  row(70, 70, 'lost_reply', 'first request: placed, and the reply is lost', answered, { request: 'lost_reply' }),
  row(71, 71, 'error_after', 'first request: placed, and a 500', answered, { request: 'error_after' }),
  row(72, 72, 'error_before', 'first request: a 500, nothing placed', answered, { request: 'error_before' }),
  row(73, 73, 'throttled', 'first request: a 429, nothing placed', answered, { request: 'throttled' }),
  row(74, 74, 'opt_out', 'answered: "Please stop calling me."', says('Please stop calling me.')),
  row(75, 75, 'opt_out_doubtful', 'answered: "My wife said stop calling us."', says('My wife said stop calling us.')),
  row(76, 76, 'callback', 'answered: "Llámeme mañana a las tres.", saved as result "callback" with callback_at', saves('callback', 'Llámeme mañana a las tres.', { callback_at: 'tomorrow 15:00' })),
  row(77, 77, 'booked', 'answered: "Yes, Tuesday works.", saved as result "booked"', saves('booked', 'Yes, Tuesday works.')),
  row(78, 78, 'greeting', 'a machine that looks answered: "Please leave a message after the tone."', says('You have reached my voicemail.', 'Please leave a message after the tone.')),
  row(79, 79, 'wrong_number', 'answered: "You have the wrong number.", saved as result "wrong_number"', saves('wrong_number', 'You have the wrong number.')),
  row(80, 80, 'not_now', 'answered: "I cannot talk now.", saved as result "retry", once, then answered', (n, nth) => nth === 1 ? saves('retry', 'I cannot talk now.')(n, nth) : answered(n)),
  row(81, 97, 'answered', 'answered, as 00 to 38', answered),
  row(98, 98, 'stuck', 'created for ever, as in a queue that does not move', (n) => ({ ...answered(n), rings: 'for_ever' })),
  row(99, 99, 'old_words', 'answered, in the words of 2025: active, then completed', (n) => ({ ...answered(n), answeredAs: 'active' })),
];

export function lastDigits(to: string): number {
  return Number(/\d\d$/.exec(to)?.[0] ?? '0');
}

/** What people do; everything else is what networks and providers do, for tests. */
const USUAL: ReadonlySet<string> = new Set([
  ...['answered', 'no_answer_once', 'no_answer', 'busy_once', 'busy', 'dial_failed', 'voicemail'],
]);

/** `usualOnly`: numbers of the other rows are answered. */
export function outcomeOf(to: string, usualOnly = false): Outcome {
  const digits = lastDigits(to);
  const found = OUTCOMES.find(({ from, to: last }) => from <= digits && digits <= last);
  const outcome = found === undefined || (usualOnly && !USUAL.has(found.name)) ? OUTCOMES[0] : found;
  if (outcome === undefined) throw new Error(`no outcome for ${digits}`);
  return outcome;
}
