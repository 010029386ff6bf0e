/** Which results are asked for, and in what form; what cannot be meant is refused before anything is written. */
import { extname } from 'node:path';
import { nearest } from '../../load/row/headers.ts';
import { DISPOSITIONS } from '../../model/disposition.ts';
import { UserError, userError, type Problem } from '../../model/errors.ts';
import { ROW_CODES } from '../../model/row-codes.ts';
import { parseInstant, type Instant } from '../../model/time.ts';
import { nextDay, startOfDay } from '../../report/day.ts';
import type { ResultRow } from '../../report/results.ts';

export const FORMATS = ['csv', 'jsonl', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

/** What a file's name asks for; any other name: CSV. */
export function formatOf(path: string): Format {
  const extension = extname(path).slice(1).toLowerCase();
  if (extension === 'ndjson') return 'jsonl';
  return FORMATS.find((format) => format === extension) ?? 'csv';
}

/** Half-open; null: no bound. */
export type Between = { readonly from: Instant | null; readonly to: Instant | null };

export type Wanted = {
  readonly format: Format;
  /** A row an attempt instead of a row of the list. */
  readonly attempts: boolean;
  /** Of CSV: the mark by which Excel knows that it is UTF-8. */
  readonly bom?: boolean;
  /** Words for states, dispositions and codes; a row stays that answers to one of them. */
  readonly only?: readonly string[];
  /** By the last call; a row that was never dialed is in no span. */
  readonly between?: Between;
  /** In this order; else all. */
  readonly columns?: readonly string[];
};

/** States of a row, of a contact and of an attempt. */
const STATES = [
  ...['ready', 'in_progress', 'in_doubt', 'needs_review', 'completed', 'exhausted', 'skipped', 'canceled', 'rejected'],
  ...['placing', 'placed', 'ended', 'not_placed'],
];
/** Codes of contacts that are none of rows. */
const CODES = [
  ...[
    'attempts_spent',
    'cap_reached',
    'refused_repeatedly',
    'throttled_repeatedly',
    'campaign_canceled',
    'campaign_ended',
    'not_after',
  ],
  ...['call_canceled', 'rang_twice', 'forgotten', 'unsent', 'throttled', 'before_dial_no'],
];
const KNOWN: ReadonlySet<string> = new Set([...STATES, ...DISPOSITIONS, ...CODES, ...Object.keys(ROW_CODES)]);

/** `busy,no_answer`, as often as wanted. Throws for a word that is near a known one: it would silently find nobody. */
export function readOnly(given: readonly string[]): readonly string[] {
  const words = given.flatMap((text) => text.split(',')).map((word) => word.trim().replaceAll('-', '_').toLowerCase());
  const problems = words.filter((word) => !KNOWN.has(word)).map(unknownWord);
  if (problems.length > 0) throw new UserError(problems);
  return [...new Set(words)];
}

function unknownWord(word: string): Problem {
  const near = nearest(word, [...KNOWN]);
  const known = `Known are ${[...DISPOSITIONS, ...STATES.slice(0, 9)].join(', ')}, and the codes of docs/codes.md.`;
  const message = `--only: ${JSON.stringify(word)} is no way in which a call or a row ends.`;
  return { code: 'wrong_option', message, hint: near === undefined ? known : `Did you mean ${near}? ${known}` };
}

/** `2026-12-01..2026-12-04`: days of the zone, both counted; or instants; either end may be left out. */
export function readBetween(text: string, zone: string): Between {
  const [from, to, ...more] = text.split('..').map((end) => end.trim());
  if (from === undefined || more.length > 0 || (from === '' && (to ?? '') === '')) throw badSpan(text);
  const last = to ?? from;
  const span = {
    from: from === '' ? null : startOf(from, zone, text),
    to: last === '' ? null : endOf(last, zone, text),
  };
  if (span.from === null || span.to === null || span.from < span.to) return span;
  throw userError('wrong_option', `--between ${text}: it ends before it begins.`, 'The earlier day comes first.');
}

function startOf(end: string, zone: string, text: string): Instant {
  const at = parseInstant(end) ?? startOfDay(end, zone);
  if (at === undefined) throw badSpan(text);
  return at;
}

/** A day counts to its end. */
function endOf(end: string, zone: string, text: string): Instant {
  const at = startOf(end, zone, text);
  return parseInstant(end) === undefined ? nextDay(at, zone) : at;
}

function badSpan(text: string): Error {
  const hint =
    'Give days such as 2026-12-01..2026-12-04 (both counted, on your own clock), or instants with an offset.';
  return userError('wrong_option', `--between ${text}: these are no two days.`, hint);
}

/** Is it among what was asked for? */
export function isWanted({ ours }: ResultRow, { only, between }: Wanted): boolean {
  if (only !== undefined) {
    const words: readonly unknown[] = [ours.status, ours.disposition, ours.code];
    if (!only.some((word) => words.includes(word))) return false;
  }
  if (between === undefined) return true;
  if (ours.last_attempt_at === null) return false;
  const at = parseInstant(String(ours.last_attempt_at)) ?? 0;
  return (between.from === null || at >= between.from) && (between.to === null || at < between.to);
}

/** Throws for a column that there is not. */
export function chosenColumns(all: readonly string[], wanted: readonly string[] | undefined): readonly string[] {
  if (wanted === undefined) return all;
  const names = wanted.flatMap((text) => (all.includes(text) ? [text] : text.split(',').map((name) => name.trim())));
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length === 0) return [...new Set(names)];
  throw new UserError(
    unknown.map((name): Problem => {
      const near = nearest(name, all);
      const hint = near === undefined ? `There are ${all.join(', ')}.` : `Did you mean "${near}"?`;
      return { code: 'unknown_column', message: `--columns: the results have no column "${name}".`, hint };
    }),
  );
}
