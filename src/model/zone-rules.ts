/** The zone rules that outdial brings: the offset of a zone at an instant, by IANA's data of `data/zone-rules.ts`. */
// Node's own data are as old as Node: 20 and 24.9 are an hour wrong for British Columbia, Alberta, Manitoba, the Northwest
// Territories and Morocco since the autumn of 2026. So ours hold wherever they are newer than Node's.
import { ZONES_BY_RULE, ZONE_RULES_FROM, ZONE_RULES_UNTIL, ZONE_RULES_VERSION } from './data/zone-rules.ts';
import { MINUTE, type Duration, type Instant } from './time.ts';

/** `offsets[n]` holds from `begins[n]` to before `begins[n + 1]`. */
export type ZoneRule = { readonly begins: readonly Instant[]; readonly offsets: readonly Duration[] };

/** As Intl is, it belongs to the Node that runs; empty where Node does not know. */
export const NODE_ZONE_DATA = process.versions.tz ?? '';

const RULES: ReadonlyMap<string, ZoneRule> = new Map(
  Object.entries(ZONES_BY_RULE).flatMap(([text, zones]) => {
    const rule = readRule(text);
    return zones.split(' ').map((zone): [string, ZoneRule] => [zone, rule]);
  }),
);

/** By its name in any case, as Intl reads them. */
const NAMES: ReadonlyMap<string, string> = new Map([...RULES.keys()].map((zone) => [zone.toLowerCase(), zone]));

/** Whose rules are obeyed. Names of releases order as text: 2025c < 2026a < 2026f. */
export function zoneDataInForce(nodeVersion: string = NODE_ZONE_DATA): { by: 'outdial' | 'node'; version: string } {
  return nodeVersion >= ZONE_RULES_VERSION
    ? { by: 'node', version: nodeVersion }
    : { by: 'outdial', version: ZONE_RULES_VERSION };
}

/** In its usual spelling; undefined for a name that the data do not have. */
export function zoneNamed(name: string): string | undefined {
  return NAMES.get(name.toLowerCase());
}

export function zoneNames(): readonly string[] {
  return [...RULES.keys()];
}

/** Undefined for a zone that the data do not have. */
export function zoneRule(zone: string): ZoneRule | undefined {
  return RULES.get(zone) ?? RULES.get(zoneNamed(zone) ?? '');
}

/** Undefined outside the years of the data. */
export function offsetBy({ begins, offsets }: ZoneRule, at: Instant): Duration | undefined {
  if (!(at >= ZONE_RULES_FROM && at < ZONE_RULES_UNTIL)) return undefined;
  let [low, high] = [0, begins.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((begins[middle] ?? Infinity) <= at) low = middle;
    else high = middle;
  }
  return offsets[low];
}

/** Undefined where Node's rules hold: they are as new, or ours say nothing of that zone or that year. */
export function ownOffset(zone: string, at: Instant, nodeVersion: string = NODE_ZONE_DATA): Duration | undefined {
  if (zoneDataInForce(nodeVersion).by === 'node') return undefined;
  const rule = zoneRule(zone);
  return rule === undefined ? undefined : offsetBy(rule, at);
}

/** For whoever formats with Intl: the zone and instant that show what the clock on that zone's wall shows, by the rules in force. */
export function asIntlShows(zone: string, at: Instant): { readonly timeZone: string; readonly at: Instant } {
  const offset = ownOffset(zone, at);
  return offset === undefined ? { timeZone: zone, at } : { timeZone: 'UTC', at: at + offset };
}

function readRule(text: string): ZoneRule {
  const [offsets = '', order = '', steps = ''] = text.split('|');
  const kinds = offsets.split(' ').map(Number);
  let at = ZONE_RULES_FROM;
  const later = steps === '' ? [] : steps.split(' ').map((step) => (at += parseInt(step, 36) * 15 * MINUTE));
  return {
    begins: [ZONE_RULES_FROM, ...later],
    offsets: [...order].map((kind) => (kinds[parseInt(kind, 36)] ?? NaN) * MINUTE),
  };
}
