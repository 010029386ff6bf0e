/** Is a text the name of a time zone that means one thing, and which one was meant where it is not? */
import { nearest } from '../row/headers.ts';

/** Region/City ids and UTC only: three letters such as IST or EST mean different hours to different people. */
export function isZone(zone: string): boolean {
  if (zone !== 'UTC' && !/^[A-Za-z_]+\/[A-Za-z0-9_+\-/]+$/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

export function zoneHint(zone: string): string {
  const known = Intl.supportedValuesOf('timeZone');
  const city = zone.split('/').at(-1)?.replaceAll(' ', '_').toLowerCase();
  const near = known.find((name) => name.toLowerCase().endsWith(`/${city}`)) ?? nearest(zone, known);
  if (near !== undefined) return `Did you mean "${near}"? Or "contact" for where each contact is.`;
  return 'Such as "America/New_York"; or "contact" for where each contact is.';
}
