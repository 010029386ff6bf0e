/** The instant at which somebody wants to be called, by what their agent wrote down. Pure; hours are asked before they are rung. */
import { DAY, parseInstant, type Instant } from '../../model/time.ts';
import { typedInstant } from '../../model/typed-instant.ts';

/** Whoever is asked for a year ahead was misunderstood. */
const FARTHEST = 366 * DAY;

/**
 * An instant with its offset, or a time on the clocks of the zones where they may be ("tomorrow 15:00", "2026-12-01 15:00"):
 * the latest of them, so that nobody is rung earlier than they said. Null where it cannot be read or is no time to come.
 */
export function callbackTime(text: string, saidAt: Instant, zones: readonly string[]): Instant | null {
  const exact = parseInstant(text.trim());
  const read = exact === undefined ? zones.flatMap((zone) => typed(text, saidAt, zone)) : [exact];
  if (read.length === 0) return null;
  const at = Math.max(...read);
  return at > saidAt && at <= saidAt + FARTHEST ? at : null;
}

function typed(text: string, saidAt: Instant, zone: string): readonly Instant[] {
  try {
    return [typedInstant(text, saidAt, zone)];
  } catch {
    return [];
  }
}
