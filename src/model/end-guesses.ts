/** End reasons that nobody reported: the provider's own word, should it come, outranks them. */

/** Inferred from a deadline. */
export const END_UNKNOWN = 'end_unknown';
/** The end reason and the code of an attempt that a person settled. */
export const BY_OPERATOR = 'operator';

export function isGuess(endReason: string | null): boolean {
  return endReason === END_UNKNOWN || endReason === BY_OPERATOR;
}
