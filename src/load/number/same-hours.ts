/** Whether two time zones keep the same hours, all year round. */
import { DAY, type Instant } from '../../model/time.ts';
import { makeZoneOffsets } from '../../model/zone-offsets.ts';

/** Two years, often enough to fall between any two dates on which places change their clocks. */
/** The noon of 1 January 2026, UTC. */
const FROM: Instant = 1_767_268_800_000;
const SAMPLES = Array.from({ length: 244 }, (_, at): Instant => FROM + at * 3 * DAY);

/** The offset at each sample; a zone is asked for once, since a list names few and has many rows. */
const offsets = new Map<string, string>();

function offsetsOf(zone: string): string {
  const known = offsets.get(zone);
  if (known !== undefined) return known;
  const offsetOf = makeZoneOffsets();
  const found = SAMPLES.map((at) => offsetOf(zone, at)).join();
  offsets.set(zone, found);
  return found;
}

/** Both must be zones that somebody knows. */
export function sameHours(a: string, b: string): boolean {
  return a === b || offsetsOf(a) === offsetsOf(b);
}
