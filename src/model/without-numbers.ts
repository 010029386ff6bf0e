/** Words from outside without any number that may be somebody's: they go where no personal data is (I8). */

/** Seven digits or more, of any script, however they are set apart. */
const NUMBER = /[+(]?\p{Nd}(?:[\p{Zs}\p{Pd}\t().·/_]{0,3}\p{Nd}){6,}/gu;

export function withoutNumbers(text: string): string {
  return text.replace(NUMBER, '•••');
}
