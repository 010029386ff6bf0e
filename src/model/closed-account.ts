/** The moment before which the provider asked for nothing more, and whether it binds. */
import { DAY, type Duration, type Instant } from './time.ts';

/** A moment further ahead is of a clock that was set back since: it must not stop an account for years. */
const LONGEST: Duration = 2 * DAY;

export function isClosedAt(until: Instant, at: Instant): boolean {
  return at < until && until <= at + LONGEST;
}
