/** What somebody says of a zone before any data know it: it keeps an offset, or another zone's time, from an instant on. */
import { each, fields, number, orNull, text, type Fields } from './stored-fields.ts';
import type { Instant } from './time.ts';

export type ZoneOverride = {
  /** Its other names are meant as well: "Canada/Central" is "America/Winnipeg". */
  readonly zone: string;
  /** "-05:00", or the zone whose time it keeps. */
  readonly as: string;
  /** Null: it always did. */
  readonly from: Instant | null;
};

/** One a zone. */
export type ZoneOverrides = readonly ZoneOverride[];

export function readZoneOverrides(of: Fields, name: string): ZoneOverrides {
  return each(
    (value) => {
      const one = fields(value, 'an override');
      return { zone: text(one, 'zone'), as: text(one, 'as'), from: orNull(number, one, 'from') };
    },
    of,
    name,
  );
}
