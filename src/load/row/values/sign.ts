/** What a single cell shows of being private: the common word of those who look at values. */
import type { ValueKind } from '../../../model/load-report.ts';

export type Sign = {
  readonly kind: ValueKind;
  /**
   * `sure`: nothing else looks like it, so one cell is enough. `maybe`: order numbers and dates look like it too, so a column
   * must be full of it. `shape`: written like it, and its check digit says that it is none.
   */
  readonly is: 'sure' | 'maybe' | 'shape';
  /** Which of several forms: a column is of one. */
  readonly form: string;
};

export type Looking = {
  /** ISO country that numbers without a plus are of; undefined: not known. */
  readonly country?: string | undefined;
};
