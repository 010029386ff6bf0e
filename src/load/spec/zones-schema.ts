/** The keys that say where a contact may be: columns of an address in a campaign file, overrides of zones in `outdial.json`. */
import { z } from 'zod';

const column = (what: string) => {
  const error = 'must be a column name, or null for none';
  return z
    .union([z.string({ error }).min(1, { error }), z.null()], { error })
    .optional()
    .describe(`${what} Default: found by its name and its values; null: none.`);
};

export const addressColumns = {
  state: column("The contact's state or province: its time zones and its rules count."),
  zip: column("The contact's postal code (United States, Canada, Australia)."),
  country: column("The contact's country."),
};

const OVERRIDE =
  'must be an offset such as "-05:00", a time zone, or an object such as {"offset": "-05:00", "from": "2026-12-01T00:00:00Z"}';
const offset = z
  .string({ error: OVERRIDE })
  .min(1, { error: OVERRIDE })
  .max(64, { error: OVERRIDE })
  .describe('"-05:00", or the zone whose time it keeps.');

export const zoneOverrides = z
  .record(
    z.string().min(1),
    z.union(
      [
        offset,
        z.strictObject(
          {
            offset,
            from: z
              .string({ error: 'must be an instant with its offset such as "2026-12-01T00:00:00Z"' })
              .optional()
              .describe('From which instant on. Default: always.'),
          },
          { error: OVERRIDE },
        ),
      ],
      { error: OVERRIDE },
    ),
    { error: 'must map time zones to offsets such as {"America/Winnipeg": "-05:00"}' },
  )
  .describe('Time zones whose law changed after the data of this version were made: what their clocks show instead.');
