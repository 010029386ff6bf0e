/** The `outcome` of a campaign file as the plan holds it: where the signal is, what its values mean, and how long it is waited for. */
import { OUTCOMES, type Outcome } from './heard.ts';
import { own } from './own.ts';
import { ifThere, number, oneOf, orNull, text, texts, within, type Fields } from './stored-fields.ts';
import { HOUR, type Duration } from './time.ts';

/** At least one, or the rule has none of its own: then it only adds words for "stop calling". Asked in this order. */
export type Signals = {
  /** Of what the provider gives back of the call's variables. */
  readonly variable?: string;
  /** The newest call of that tool that has the argument; null: that it was called at all, and its name is the value. */
  readonly tool?: { readonly name: string; readonly argument: string | null };
  /** What a line matches, or a group of it. */
  readonly transcript?: { readonly pattern: string; readonly who: 'person' | 'agent' };
  /** `field`: of a summary that is JSON, or the rest of its line "field: value". */
  readonly summary?: { readonly field?: string; readonly pattern?: string };
};

export type OutcomeRule = {
  readonly signals: Signals;
  /** Trimmed, in lower case. */
  readonly values: Readonly<Partial<Record<Outcome, readonly string[]>>>;
  /** From the end of the call, for outcomes that have somebody called again. */
  readonly after: Readonly<Partial<Record<Outcome, Duration>>>;
  /** The variable, argument or field that says when to call back; null: none does. */
  readonly callbackAt: string | null;
  readonly wait: Duration;
  /** Besides the built-in words. */
  readonly optOutWords: readonly string[];
};

export const OUTCOME_WAIT: Duration = HOUR / 6;
/** Of those that are called again where the file names no delay of theirs. */
export const OUTCOME_AFTER: Readonly<Partial<Record<Outcome, Duration>>> = {
  callback: 4 * HOUR,
  retry: 2 * HOUR,
};

export function meaningOf({ values }: Pick<OutcomeRule, 'values'>, value: string): Outcome | null {
  const said = value.trim().toLowerCase();
  return OUTCOMES.find((outcome) => values[outcome]?.includes(said) === true) ?? null;
}

/** How long what was said is waited for; null: the campaign names no signal. */
export function waitOf({ outcome }: { readonly outcome?: OutcomeRule }): Duration | null {
  return outcome === undefined || !hasSignal(outcome) ? null : outcome.wait;
}

export function hasSignal({ signals }: Pick<OutcomeRule, 'signals'>): boolean {
  return Object.keys(signals).length > 0;
}

export function readOutcomeRule(of: Fields): OutcomeRule {
  const [signals, values, after] = [within(of, 'signals'), within(of, 'values'), within(of, 'after')];
  const named = (fields: Fields): readonly Outcome[] => OUTCOMES.filter((name) => own(fields, name) !== undefined);
  return {
    signals: {
      ...ifThere(text, signals, 'variable'),
      ...ifThere((from, key) => readTool(within(from, key)), signals, 'tool'),
      ...ifThere((from, key) => readTranscript(within(from, key)), signals, 'transcript'),
      ...ifThere((from, key) => readSummary(within(from, key)), signals, 'summary'),
    },
    values: Object.fromEntries(named(values).map((name) => [name, texts(values, name)])),
    after: Object.fromEntries(named(after).map((name) => [name, number(after, name)])),
    callbackAt: orNull(text, of, 'callbackAt'),
    wait: number(of, 'wait'),
    optOutWords: texts(of, 'optOutWords'),
  };
}

function readTool(of: Fields): NonNullable<Signals['tool']> {
  return { name: text(of, 'name'), argument: orNull(text, of, 'argument') };
}

function readTranscript(of: Fields): NonNullable<Signals['transcript']> {
  return { pattern: text(of, 'pattern'), who: oneOf(['person', 'agent'], of, 'who') };
}

function readSummary(of: Fields): NonNullable<Signals['summary']> {
  return { ...ifThere(text, of, 'field'), ...ifThere(text, of, 'pattern') };
}
