/** How long an erasure may take, and room for others in between. */
import type { Instant } from '../../model/time.ts';

export type Budget = {
  readonly now: () => Instant;
  readonly spent: () => boolean;
  readonly breathe: () => Promise<void>;
};
