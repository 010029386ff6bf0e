/** What was said in a call, as the ledger keeps it: untrusted text about a person, so only under the key of a note (I8). */
import { callIdOf, type Attempt } from './attempt.ts';
import { REACHED } from './disposition.ts';
import type { AttemptId } from './ids.ts';
import { own } from './own.ts';
import { SECOND, type Duration, type Instant } from './time.ts';

/** The kind of task that fetches it; the subject is an attempt. */
export const FETCH_TASK = 'transcript';
/** The kind of task that stands for one that is kept, due at the end of its call: by it, what is old is found. */
export const KEPT_TASK = 'conversation';
/** The provider writes it down a little after the end. */
export const FIRST_LOOK: Duration = 5 * SECOND;
export const FIRST_LOOK_HERE: Duration = SECOND / 4;

export type Said = {
  readonly by: 'agent' | 'person';
  readonly text: string;
  /** Seconds from the start of the call; null when not given. */
  readonly at: number | null;
};

export type KeptConversation = {
  readonly lines: readonly Said[];
  readonly summary: string | null;
  /** There was more of it than is kept. */
  readonly cut: boolean;
  /** When the provider was asked. */
  readonly askedAt: Instant;
  /** Why there are no lines: `silent` nothing is shown of it, `gone` the provider does not know the call (any more). */
  readonly none: 'silent' | 'gone' | null;
};

const PREFIX = 'conversation/';

/** Of a note of the call's contact. */
export function conversationKey(attempt: AttemptId): string {
  return `${PREFIX}${attempt}`;
}

/** Somebody, or a machine, took the call, so that something may have been said in it. */
export function mayHaveTalked(attempt: Attempt): boolean {
  const { state } = attempt;
  if (state.is !== 'ended' || callIdOf(attempt) === null) return false;
  return state.startedAt !== null || REACHED.some((reached) => reached === state.disposition);
}

/** A conversation longer than a book is a mistake of somebody's, and every copy of the ledger would carry it. */
const MOST_LETTERS = 200_000;
const MOST_LINES = 5_000;
const LONGEST_SUMMARY = 10_000;

/** As a note; what is more than the bounds is left out, and that is said. */
export function conversationNote(
  { lines, summary, cut }: { lines: readonly Said[]; summary: string | null; cut?: boolean },
  askedAt: Instant,
  none: KeptConversation['none'] = null,
): Readonly<Record<string, unknown>> {
  const kept: Said[] = [];
  let left = MOST_LETTERS;
  for (const line of lines.slice(0, MOST_LINES)) {
    if (line.text.length > left) break;
    left -= line.text.length;
    kept.push(line);
  }
  const shorter = kept.length < lines.length || (summary ?? '').length > LONGEST_SUMMARY;
  const said = kept.map(({ by, text, at }) => [by, at, text]);
  return { said, summary: shortSummary(summary), cut: cut === true || shorter, asked_at: askedAt, none };
}

/** As it is kept beside the attempt, too. */
export function shortSummary(summary: string | null): string | null {
  return summary === null ? null : summary.slice(0, LONGEST_SUMMARY);
}

/** Undefined for what is none. Lines that this version cannot read are left out: the rest can be read all the same. */
export function readConversationNote(note: Readonly<Record<string, unknown>>): KeptConversation | undefined {
  const said = own(note, 'said');
  const askedAt = own(note, 'asked_at');
  if (!Array.isArray(said) || typeof askedAt !== 'number') return undefined;
  const [summary, none] = [own(note, 'summary'), own(note, 'none')];
  return {
    lines: said.flatMap(saidOf),
    summary: typeof summary === 'string' ? summary : null,
    cut: own(note, 'cut') === true,
    askedAt,
    none: none === 'silent' || none === 'gone' ? none : null,
  };
}

function saidOf(line: unknown): Said[] {
  if (!Array.isArray(line)) return [];
  const [by, at, text] = line as readonly unknown[];
  if ((by !== 'agent' && by !== 'person') || typeof text !== 'string') return [];
  return [{ by, text, at: typeof at === 'number' ? at : null }];
}
