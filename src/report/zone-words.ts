/** What is said of zones, in words: whose rules hold, and what a user said of one. */
import { formatInstant } from '../model/time.ts';
import type { ZoneOverride } from '../model/zone-overrides.ts';
import { NODE_ZONE_DATA, zoneDataInForce } from '../model/zone-rules.ts';

/** "America/Winnipeg -05:00 from 2026-12-01T00:00:00Z". */
export function zoneOverrideWords({ zone, as, from }: ZoneOverride): string {
  return `${zone} ${as}${from === null ? '' : ` from ${formatInstant(from)}`}`;
}

/** "IANA 2026f of outdial; Node has 2025c". */
export function zoneDataWords(nodeVersion: string = NODE_ZONE_DATA): string {
  const { by, version } = zoneDataInForce(nodeVersion);
  const node = nodeVersion === '' ? 'does not say which it has' : `has ${nodeVersion}`;
  return by === 'node' ? `IANA ${version} of Node` : `IANA ${version} of outdial; Node ${node}`;
}
