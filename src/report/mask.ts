/** Hides the middle of phone numbers in everything that is shown while working: screens are shared and logs are kept. */
import { BETWEEN_DIGITS, maskNumber } from '../model/mask-number.ts';

export { maskNumber };

/** Fewer digits are nobody's number. */
const FEWEST = 7;

const DIGIT = String.raw`[\p{Nd}\p{No}]`;
const BETWEEN = `[${BETWEEN_DIGITS}]{0,4}`;

// What has many digits and is no number: ids of ours and of the provider, UUIDs, addresses, instants, a date in a slug.
const KEPT = [
  String.raw`\bod1\.[\w-]+\.[\w-]+\.[\w-]+\.\d+(?:\.\w+)?`,
  String.raw`\b(?:ac|agent|ap|call)_[\w-]+`,
  String.raw`\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b`,
  // Alone only: `4.1.5.5) 550101` is a number in dots.
  String.raw`(?<![\d.]|\d${BETWEEN})(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\d|${BETWEEN}${DIGIT})(?::\d{1,5}\b)?`,
  String.raw`(?<![\p{N}-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d|-\d)(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?`,
  String.raw`(?<!\d)\d{1,2}:\d\d:\d\d(?:[.,]\d+)?(?!\d)`,
  String.raw`(?<=\p{L}-)20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d|-\d)`,
].join('|');
const RUN = String.raw`[+＋(（[]{0,4}${DIGIT}(?:${BETWEEN}${DIGIT})+`;
const KEPT_OR_RUN = new RegExp(`(?<kept>${KEPT})|${RUN}`, 'giu');

/** Masks every number inside a text, however it is written: with or without a plus, grouped, in the digits of any script. */
export function maskText(text: string): string {
  return text.replace(KEPT_OR_RUN, (found: string, ...more: unknown[]) => {
    const { kept } = more.at(-1) as { kept?: string };
    const at = more.at(-3) as number;
    return kept === undefined
      ? maskRun(found, text.slice(Math.max(0, at - 1), at), text.slice(at + found.length, at + found.length + 5))
      : found;
  });
}

/** Digits that are a part of a word are a part of an id; `x22` behind a number is its extension. */
function maskRun(run: string, before: string, after: string): string {
  const head = run.startsWith('+') || !/[\p{L}\p{N}_]$/u.test(before) ? '' : (FIRST_GROUP.exec(run)?.[0] ?? '');
  const tail = /^\w{5}/.test(after) ? (LAST_GROUP.exec(run.slice(head.length))?.[0] ?? '') : '';
  const number = run.slice(head.length, run.length - tail.length);
  const digits = number.match(DIGITS)?.length ?? 0;
  if (digits < FEWEST) return run;
  const [left = ''] = /^[^\p{N}+＋(（[]*/u.exec(number) ?? [];
  const [right = ''] = /[^\p{N}]*$/u.exec(number) ?? [];
  return `${head}${left}${maskNumber(number.slice(left.length))}${right}${tail}`;
}

const DIGITS = new RegExp(DIGIT, 'gu');
const FIRST_GROUP = new RegExp(`^[^\\p{N}]*${DIGIT}+`, 'u');
const LAST_GROUP = new RegExp(`${DIGIT}+$`, 'u');
