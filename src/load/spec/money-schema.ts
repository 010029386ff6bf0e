/** Rules by which a campaign stops itself, as its file gives them: `stop` and `ramp`. */
import { z } from 'zod';
import { duration, group, list, whole } from './kinds.ts';

const SHARE = 'must be a share above 0, at most 1, such as 0.5';
const share = () => z.number({ error: SHARE }).gt(0, { error: SHARE }).max(1, { error: SHARE });
const OFF = 'must be an object such as {"share": 0.5, "of": 20, "within": "10m"}, or "off"';

const breaker = {
  share: share().describe('Of those that are counted: from this share on it stops.'),
  of: whole(2, 100_000, 'calls').describe('No fewer calls are judged.'),
  within: duration().describe('Calls that ended so lately are counted.'),
};

export const stopSchema = z
  .strictObject(
    {
      failures: z
        .union([z.literal('off'), z.strictObject(breaker, { error: OFF })], { error: OFF })
        .optional()
        .describe('Of calls that ended: those that failed. Default on a real host: 0.7 of 50 within "15m".'),
      short_calls: z
        .union(
          [
            z.literal('off'),
            z.strictObject({ under: duration().describe('A call that took less.'), ...breaker }, { error: OFF }),
          ],
          { error: OFF },
        )
        .optional()
        .describe(
          'Of calls that were answered: those that were over so soon, or broke in the agent. Default on a real host: under "3s", 0.7 of 50 within "15m".',
        ),
    },
    group,
  )
  .describe('When the campaign pauses itself, because too much goes wrong.');

const STEPS = 'must list numbers of people, each more than the one before, such as [20, 100]';
const steps = () =>
  list(whole(1, 10_000_000, 'people'), STEPS)
    .max(20, { error: STEPS })
    .refine((all) => all.every((n, at) => at === 0 || n > (all[at - 1] ?? 0)), { error: STEPS });

const COST = 'must be an amount of USD above 0, at most 1000';
const RAMP =
  'must be a list such as [20, 100], or an object such as {"steps": [20, 100], "go_on_if": {"answered": 0.2}}';
export const rampSchema = z
  .union(
    [
      steps(),
      z.strictObject(
        {
          steps: steps().describe('People dialed in all by the end of each step; then everybody.'),
          go_on_if: z
            .strictObject(
              {
                answered: share().optional().describe('At least this share of those dialed has answered.'),
                failed_below: share().optional().describe('Less than this share has failed.'),
                cost_per_answered_below: z
                  .number({ error: COST })
                  .gt(0, { error: COST })
                  .max(1000, { error: COST })
                  .optional()
                  .describe('USD: calls have cost less for each who answered.'),
              },
              group,
            )
            .optional()
            .describe('It goes on by itself where all of them hold, once the calls of the step have ended.'),
        },
        { error: RAMP },
      ),
    ],
    { error: RAMP },
  )
  .describe('First so many people, then it waits for "outdial resume"; then so many in all; then everybody.');

export type StopInput = z.output<typeof stopSchema>;
export type RampInput = z.output<typeof rampSchema>;
