/** What a campaign may never exceed, however it is dialed: the `limits` of its file. */
import { z } from 'zod';
import { group } from './kinds.ts';

const BUDGET = 'must be an amount of USD above 0, at most 1000000, in whole cents';
/** Of the campaign file, and of outdial.json for every campaign of an account. */
export const budget = () =>
  z
    .number({ error: BUDGET })
    .gt(0, { error: BUDGET })
    .max(1_000_000, { error: BUDGET })
    .refine((usd) => Math.abs(usd * 100 - Math.round(usd * 100)) < 1e-6, { error: BUDGET });

export const limitsSchema = z
  .strictObject(
    {
      budget_usd: budget()
        .optional()
        .describe(
          'What all calls of the campaign may cost together, by the prices of outdial.json. Each call is dialed only while the most that it can cost is left.',
        ),
    },
    group,
  )
  .describe('What is never exceeded.');
