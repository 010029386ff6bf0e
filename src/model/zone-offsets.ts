/** How far a time zone is from UTC at an instant: what was said in `zone_overrides`, else outdial's rules, else Node's. */
import { MINUTE, type Duration, type Instant } from './time.ts';
import type { ZoneOverride, ZoneOverrides } from './zone-overrides.ts';
import { NODE_ZONE_DATA, ownOffset } from './zone-rules.ts';

/** East of UTC; null for a zone that nobody knows. */
export type ZoneOffsets = (zone: string, at: Instant) => Duration | null;

type Options = {
  readonly overrides?: ZoneOverrides;
  /** The release of the zone data in Node: this Node's, but for tests. */
  readonly nodeVersion?: string;
};

const BUCKET: Duration = 15 * MINUTE;
/** Two weeks of a few dozen zones; beyond it the cache starts anew. */
const MOST_BUCKETS = 100_000;

/** With a cache of its own. */
export function makeZoneOffsets({ overrides = [], nodeVersion = NODE_ZONE_DATA }: Options = {}): ZoneOffsets {
  const byNode = makeNodeOffsets();
  const known: ZoneOffsets = (zone, at) => ownOffset(zone, at, nodeVersion) ?? byNode(zone, at);
  if (overrides.length === 0) return known;
  const byZone = new Map(overrides.map((said) => [idOf(said.zone), said]));
  const found = new Map<string, ZoneOverride | null>();
  return (zone, at) => {
    const kept = found.get(zone);
    const said = kept === undefined ? (byZone.get(idOf(zone)) ?? null) : kept;
    if (kept === undefined) found.set(zone, said);
    if (said === null || (said.from !== null && at < said.from)) return known(zone, at);
    // Another zone's time is that zone's without overrides: two that name one another would turn for ever.
    return fixedOffset(said.as) ?? known(said.as, at);
  };
}

/** One for each set of overrides: those of the plan that is asked about. */
export type OffsetsFor = (overrides: ZoneOverrides | undefined) => ZoneOffsets;

export function makeOffsetsFor(nodeVersion: string = NODE_ZONE_DATA): OffsetsFor {
  const usual = makeZoneOffsets({ nodeVersion });
  const byContent = new Map<string, ZoneOffsets>();
  // A plan read anew from the ledger is another object.
  const byObject = new WeakMap<ZoneOverrides, ZoneOffsets>();
  return (overrides) => {
    if (overrides === undefined || overrides.length === 0) return usual;
    const known = byObject.get(overrides);
    if (known !== undefined) return known;
    const content = JSON.stringify(overrides.map(({ zone, as, from }) => [zone, as, from]));
    const made = byContent.get(content) ?? makeZoneOffsets({ overrides, nodeVersion });
    byContent.set(content, made);
    byObject.set(overrides, made);
    return made;
  };
}

/** "-05:00", "+5:30"; undefined for what is no offset between 14 hours on either side. */
export function fixedOffset(text: string): Duration | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d{1,2}):([0-5]\d)$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const offset = Number(hours) * 60 + Number(minutes);
  if (offset > 14 * 60) return undefined;
  return offset === 0 ? 0 : (sign === '-' ? -offset : offset) * MINUTE;
}

/** By Node's data alone. */
function makeNodeOffsets(): ZoneOffsets {
  const formats = new Map<string, Intl.DateTimeFormat | null>();
  const cache = new Map<string, Map<number, Duration>>();
  let cached = 0;

  function read(zone: string, at: Instant): Duration | null {
    const format = formats.has(zone) ? formats.get(zone) : formatFor(zone);
    formats.set(zone, format ?? null);
    return format ? offsetIn(format, at) : null;
  }

  // Offsets change on quarter hours of UTC only (measured, every zone, 2026–2028).
  return (zone, at) => {
    const bucket = Math.floor(at / BUCKET);
    const known = cache.get(zone)?.get(bucket);
    if (known !== undefined) return known;
    const offset = read(zone, bucket * BUCKET);
    if (offset === null) return null;
    if (cached >= MOST_BUCKETS) {
      cache.clear();
      cached = 0;
    }
    const buckets = cache.get(zone) ?? new Map<number, Duration>();
    cache.set(zone, buckets.set(bucket, offset));
    cached += 1;
    return offset;
  };
}

/** What Intl calls it, whichever of its names was used; a zone that Intl does not know goes by its own. */
function idOf(zone: string): string {
  return formatFor(zone)?.resolvedOptions().timeZone ?? zone.toLowerCase();
}

function formatFor(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    return null;
  }
}

function offsetIn(format: Intl.DateTimeFormat, at: Instant): Duration | null {
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes = '0'] = /^GMT(?:([+-])(\d{2}):?(\d{2})?(?::\d{2})?)?$/.exec(name) ?? [];
  if (!name.startsWith('GMT')) return null;
  if (hours === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}
