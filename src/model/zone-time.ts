/** What a clock on the wall of a zone shows, and the instant at which it shows it. By outdial's own rules of zones where they are newer than Node's. */
import { DAY, type Duration, type Instant, MINUTE, parseInstant, SECOND } from './time.ts';
import type { ZoneOffsets } from './zone-offsets.ts';
import { ownOffset } from './zone-rules.ts';

/** What the clock on the wall shows, as milliseconds: that of UTC at an instant is the instant itself. */
export type Wall = number;

/** In whole seconds. `offsets`: of the plan that it is about. Throws a `RangeError` for a zone that Intl does not know. */
export function wallIn(zone: string, at: Instant, offsets?: ZoneOffsets): Wall {
  const own = offsets?.(zone, at) ?? ownOffset(zone, at);
  if (own !== undefined) return Math.floor(at / SECOND) * SECOND + own;
  const parts: Record<string, string> = {};
  for (const { type, value } of formatIn(zone).formatToParts(at)) parts[type] = value;
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = parts;
  return parseInstant(`${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}Z`) ?? Number.NaN;
}

/**
 * The first instant at which that zone's clock shows it: of an hour that comes twice, the first. An hour that the clock
 * leaves out gives the first instant after it.
 */
export function instantOf(wall: Wall, zone: string, offsets?: ZoneOffsets): Instant {
  const wallAt = (at: Instant): Wall => wallIn(zone, at, offsets);
  const [before, after] = offsetsAround(wallAt, wall);
  const [first] = readings(wallAt, wall);
  return first ?? endOfGap(wallAt, wall, { from: wall - after, to: wall - before });
}

/** Of an hour that the clock leaves out: which instants it would be by the clock of before, and by that of afterwards. */
export function aroundGap(wall: Wall, zone: string): readonly [before: Instant, after: Instant] {
  const [before, after] = offsetsAround((at) => wallIn(zone, at), wall);
  return [wall - before, wall - after];
}

/** No zone is further than a day from UTC, so both offsets that can hold about that hour are seen from here. */
function offsetsAround(wallAt: WallAt, wall: Wall): readonly [before: Duration, after: Duration] {
  return [wallAt(wall - DAY) - (wall - DAY), wallAt(wall + DAY) - (wall + DAY)];
}

/** Every instant at which that zone's clock shows it, the first one first: none of an hour that it leaves out, two of one that comes twice. */
export function readingsOf(wall: Wall, zone: string): readonly Instant[] {
  return readings((at) => wallIn(zone, at), wall);
}

type WallAt = (at: Instant) => Wall;

function readings(wallAt: WallAt, wall: Wall): readonly Instant[] {
  const [before, after] = offsetsAround(wallAt, wall);
  const fits = [wall - before, wall - after].filter((at) => wallAt(at) === wall);
  return [...new Set(fits)].sort((a, b) => a - b);
}

/** The clock is before `wall` at `from`, and past it at `to`: by halves to the minute at which it jumped. */
function endOfGap(wallAt: WallAt, wall: Wall, { from, to }: { readonly from: Instant; readonly to: Instant }): Instant {
  let [low, high] = [Math.floor(from / MINUTE), Math.ceil(to / MINUTE)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wallAt(middle * MINUTE) < wall) low = middle;
    else high = middle;
  }
  return high * MINUTE;
}

/** There are some six hundred zones, and to make a format costs more than to use it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = newFormat(timeZone);
  formats.set(timeZone, made);
  return made;
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', calendar: 'gregory', ...day, ...time });
}
