/** Is it the name of a time zone that a file may give? */

/** Region/City ids and UTC only: three letters such as IST or EST mean different hours to different people. */
export function isZone(zone: string): boolean {
  if (zone !== 'UTC' && !/^[A-Za-z_]+\/[A-Za-z0-9_+\-/]+$/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
