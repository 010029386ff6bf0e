/** Words from outside without any number that may be somebody's: they go where no personal data is (I8). */
import { BETWEEN_DIGITS } from './mask-number.ts';

/** Seven digits or more, of any script, however they are set apart. */
const NUMBER = new RegExp(`[+＋(（[]{0,4}\\p{Nd}(?:[${BETWEEN_DIGITS},|+]{0,3}\\p{Nd}){6,}`, 'gu');

/** Half a character, as a cut or a hostile reply leaves it, is no text to a server that reads it as JSON. */
export function whole(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

export function withoutNumbers(text: string): string {
  return whole(text).replace(NUMBER, '•••');
}
