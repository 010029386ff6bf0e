/** How likely a text is what somebody wrote: whether its letters make words, and its signs stand where such signs stand. */
// A wrong table turns a letter into a sign within a word, or into a capital after a small letter. Weights are in the measure
// of one letter that fits; nothing is learned, so that the same bytes always give the same text.
import type { Language } from './languages.ts';

/** A run of letters and of what is not ASCII, with the character before and the one after it. */
export type Token = { readonly before: string; readonly text: string; readonly after: string };

const UNDEFINED = '\uFFFD';
const NOTHING = -12;
const WRONG_PLACE = -3;
/** Hardly a word begins with one of them. */
const NEVER_FIRST: ReadonlySet<string> = new Set('ÈÌÒÙÊËÎÏÛÃÕÔÐ');

/** The sum over the characters that are not ASCII. */
export function likelihood({ before, text, after }: Token, language: Language): number {
  const chars = [before, ...text, after];
  let sum = 0;
  for (let at = 1; at < chars.length - 1; at += 1) {
    const char = chars[at] ?? '';
    if (char < '\x80') continue;
    sum += isLetter(char) ? letterScore(chars, at, language) : signScore(chars, at);
  }
  return sum;
}

function letterScore(chars: readonly string[], at: number, { letters, script }: Language): number {
  const [char = '', prev = '', next = ''] = [chars[at], chars[at - 1], chars[at + 1]];
  if (char === 'ª' || char === 'º') return /[\d.nNM]/.test(prev) ? 1 : WRONG_PLACE;
  const rank = letters.indexOf(char.toLowerCase());
  let score = rank < 0 ? -2 : 3 - (2 * rank) / letters.length;
  if (scriptOf(char) !== script) score -= 2;
  if (isLetter(prev) && scriptOf(prev) !== scriptOf(char)) score -= 2;
  if (isLetter(next) && scriptOf(next) !== scriptOf(char)) score -= 2;
  if (isUpper(char) && isLower(prev)) score -= 5;
  if (isLower(char) && isUpper(next)) score -= 5;
  if (isUpper(char) && isUpper(prev) && chars.slice(at + 1).some(isLower)) score -= 4;
  if (!isLetter(prev) && isLower(next) && NEVER_FIRST.has(char)) score -= 2;
  if (isLower(char) && isUpper(prev) && at > 2 && isUpper(chars[at - 2] ?? '')) score -= 3;
  if (!isLetter(prev) && !isLetter(next)) score = Math.min(score, /[àáéèóòíyìÀÁÉÈÓÒÍ]/.test(char) ? 0 : -1);
  // Three in a row are no Latin word.
  if (script === 'latin' && [chars[at - 1], chars[at - 2]].every((each) => (each ?? '') >= '\x80')) score -= 3;
  return score;
}

function signScore(chars: readonly string[], at: number): number {
  const [char = '', prev = '', next = ''] = [chars[at], chars[at - 1], chars[at + 1]];
  if (char === UNDEFINED) return NOTHING;
  const [left, right] = [isLetter(prev), isLetter(next)];
  if (char === '’') return apostrophe(chars, at);
  if (char === '“' || char === '‘' || char === '«' || char === '„' || char === '¿' || char === '¡') {
    return left ? WRONG_PLACE : right ? 1.5 : 0;
  }
  if (char === '”' || char === '»' || char === '…' || char === '™' || char === '®') {
    return right ? WRONG_PLACE : left ? 1 : 0;
  }
  if (char === '–' || char === '—') return left && right ? -2.5 : left === right ? 1 : -0.5;
  if (/[€£¥¢]/.test(char)) return /\d/.test(prev + next) ? 1.5 : left || right ? WRONG_PLACE : 0;
  if (char === '°') return /[\dNn]/.test(prev) ? 1 : left || right ? WRONG_PLACE : 0;
  if (/[¼½¾²³¹]/.test(char)) return /\d/.test(prev) ? 0.5 : left || right ? WRONG_PLACE : 0;
  if (char === '\u00A0' || char === '\u00AD') return left && right ? -1 : 0;
  if (/[©•·§±×]/.test(char)) return left || right ? -2 : 0;
  return left || right ? WRONG_PLACE : -1;
}

/** `O’Brien`, `l’hôpital`, `patient’s`; not `Mart’n`. */
function apostrophe(chars: readonly string[], at: number): number {
  const before = /\p{L}*$/u.exec(chars.slice(0, at).join(''))?.[0] ?? '';
  const after = /^\p{L}*/u.exec(chars.slice(at + 1).join(''))?.[0] ?? '';
  if (before === '' || after === '') return before === after ? 0 : 0.5;
  if (/^(?:[sS]|[tT]|re|RE|ll|LL|ve|VE|[dD]|[mM])$/.test(after)) return before.length > 2 ? 3.5 : 2;
  const elided = /^(?:[oldnjsctm]|qu|all|dell|nell|sull|dall|un)$/i.test(before);
  return elided || isUpper(after[0] ?? '') ? 3 : WRONG_PLACE;
}

function isLetter(char: string): boolean {
  return char !== '' && /^\p{L}/u.test(char);
}

function isUpper(char: string): boolean {
  return /^\p{Lu}/u.test(char);
}

function isLower(char: string): boolean {
  return /^\p{Ll}/u.test(char);
}

function scriptOf(char: string): 'latin' | 'cyrillic' | 'greek' | 'other' {
  if (/\p{Script=Latin}/u.test(char)) return 'latin';
  if (/\p{Script=Cyrillic}/u.test(char)) return 'cyrillic';
  return /\p{Script=Greek}/u.test(char) ? 'greek' : 'other';
}
