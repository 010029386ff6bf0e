/** What a campaign may never exceed, however it is dialed: the `limits` of its file. */
import { z } from 'zod';
import { duration, group, whole } from './kinds.ts';

const BUDGET = 'must be an amount of USD above 0, at most 1000000, in whole cents';
/** Of the campaign file, and of outdial.json for every campaign of an account. */
export const budget = () =>
  z
    .number({ error: BUDGET })
    .gt(0, { error: BUDGET })
    .max(1_000_000, { error: BUDGET })
    .refine((usd) => usd >= 0.01 && Math.abs(usd * 100 - Math.round(usd * 100)) < 1e-6, { error: BUDGET });

const PER = 'must be "lifetime" or a duration such as "1d"';
const CAPS = 'must list limits such as [{"calls": 3, "per": "1d"}]';

/** Of the campaign file, and of outdial.json for every campaign of an account. */
export const numberLimits = {
  per_number: z
    .array(
      z.strictObject(
        {
          calls: whole(1, 1000, 'calls').describe('So many at most.'),
          per: z
            .string({ error: PER })
            .regex(/^(?:lifetime|\d{1,9}(?:\.\d{1,3})?(?:ms|s|m|h|d))$/, { error: PER })
            .describe('In any span of that length, "1m" to "365d", or "lifetime".'),
        },
        { error: 'must be an object such as {"calls": 3, "per": "1d"}' },
      ),
      { error: CAPS },
    )
    .min(1, { error: CAPS })
    .max(10, { error: 'must list at most 10 limits' })
    .optional()
    .describe('Calls to one number, those of all campaigns of the ledger together. Calls that may have rung count.'),
  after_conversation: duration()
    .optional()
    .describe('No call to a number for so long after somebody answered, in any campaign; from the end of that call.'),
};

export const limitsSchema = z
  .strictObject(
    {
      budget_usd: budget()
        .optional()
        .describe(
          'What all calls of the campaign may cost together, by the prices of outdial.json. Each call is dialed only while the most that it can cost is left.',
        ),
      ...numberLimits,
    },
    group,
  )
  .describe('What is never exceeded.');

export type NumberLimitsInput = Pick<z.output<typeof limitsSchema>, keyof typeof numberLimits>;
