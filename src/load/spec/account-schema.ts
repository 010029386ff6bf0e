/** The shape of `outdial.json`, what is true of an account whatever is dialed: the source of its validator and of outdial.schema.json. */
// Shapes and ranges only, as in schema.ts. Each `error` completes "KEY …, not VALUE".
import { z } from 'zod';
import { beforeDialSchema, scrubsSchema } from './ask-schema.ts';
import { budget, numberLimits } from './limits-schema.ts';
import { optOutWords } from './opt-out-words.ts';
import { pricesSchema, roundingSchema } from './prices.ts';
import { retentionSchema } from './retention.ts';
import { specSchema } from './schema.ts';
import { zoneOverrides } from './zones-schema.ts';

const group = { error: 'must be an object' };
const whole = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};
const above = (most: number) => {
  const error = `must be a number above 0, at most ${most}`;
  const slow = 'must be at least 0.001';
  return z
    .number({ error })
    .gt(0, { error })
    .max(most, { error })
    .refine((n) => n >= 0.001, { error: slow });
};
const price = () => {
  const error = 'must be a price in USD a minute, from 0 to 100';
  return z.number({ error }).min(0, { error }).max(100, { error });
};

const account = z
  .strictObject(
    {
      slots: whole(1, 10_000)
        .optional()
        .describe('Calls that the plan of the account allows at once (Free 8, Pro 12, Startup 20, Scale 60).'),
      inbound_reserve: whole(0, 9_999)
        .optional()
        .describe('Slots that are left for people who call in: no campaign takes them.'),
    },
    group,
  )
  .describe('What the account as a whole allows.');

const line = z.strictObject(
  {
    calls_per_second: above(100)
      .optional()
      .describe('Call starts a second that the carrier allows on this number; on a Cartesia number at most 1.'),
    price_per_minute: price().optional().describe("The carrier's price in USD a connected minute."),
    rounding: roundingSchema.optional().describe('How its carrier rounds. Default: as "prices" says of lines.'),
  },
  { error: 'must be an object such as {"calls_per_second": 5}' },
);

const path = () => z.string({ error: 'must be a path' }).min(1, { error: 'must be a path' }).max(1000);
const paths = z.array(path(), { error: 'must list paths such as ["do-not-call.txt"]' });
const doNotCall = z.strictObject(
  {
    files: paths.optional().describe('Files of numbers that no campaign dials, relative to this file.'),
    shared: path()
      .optional()
      .describe(
        'The list that every ledger of a team reads at the dial: a CSV file, relative to this file, or postgres://host/database. A password goes into OUTDIAL_SUPPRESSION_URL of the environment.',
      ),
  },
  { error: 'must be an object such as {"shared": "team-do-not-call.csv"}' },
);

/** Each campaign has its own of these: one for all would be the wrong list, or the same name twice. */
export const OWN_KEYS = ['$schema', 'name', 'contacts', 'suppression'] as const;

const defaults = specSchema
  .omit({ $schema: true, name: true, contacts: true, suppression: true })
  .partial()
  .describe('Keys of the campaign file that hold where a campaign does not give them.');

export const accountSchema = z
  .strictObject(
    {
      $schema: z.string({ error: 'must be the address of the schema' }).optional().describe('For editors.'),
      account: account.optional(),
      lines: z
        .record(z.string().min(1), line, { error: 'must map numbers to objects such as {"+14155550100": {}}' })
        .optional()
        .describe('The numbers to call from, each by its id, its number in E.164 or its label.'),
      prices: pricesSchema.optional().describe('What a connected minute costs in USD. Default: the published prices.'),
      limits: z
        .strictObject(
          {
            budget_usd: budget()
              .optional()
              .describe(
                'What all calls of a campaign may cost together: of each campaign, which may have less, never more.',
              ),
            ...numberLimits,
          },
          group,
        )
        .optional()
        .describe('What no campaign exceeds.'),
      suppression: z
        .union([paths, doNotCall], {
          error: 'must list paths such as ["do-not-call.txt"], or be {"files": […], "shared": "team-do-not-call.csv"}',
        })
        .optional()
        .describe('Files of numbers that no campaign dials, relative to this file; and the list that a team shares.'),
      retention: retentionSchema.optional(),
      scrub: scrubsSchema.optional(),
      before_dial: beforeDialSchema.optional(),
      opt_out_words: optOutWords.optional(),
      zone_overrides: zoneOverrides.optional(),
      defaults: defaults.optional(),
    },
    { error: 'must be a JSON object' },
  )
  .describe('What is true of an account, for every campaign of it.');

export type AccountInput = z.infer<typeof accountSchema>;

/** outdial.schema.json, byte for byte (JSON Schema draft 2020-12, for editors). */
export function accountSchemaText(): string {
  const schema = { title: 'outdial account', ...z.toJSONSchema(accountSchema, { io: 'input' }) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
