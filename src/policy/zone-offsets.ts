/** How far a time zone is from UTC at an instant, as hours ask for it. */
export { makeOffsetsFor, makeZoneOffsets, type OffsetsFor, type ZoneOffsets } from '../model/zone-offsets.ts';
