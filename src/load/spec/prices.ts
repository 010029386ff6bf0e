/** What calls cost, by the account's own prices, as `outdial.json` and a model file name them. */
import { z } from 'zod';
import { LIST_PRICES, type Prices, type Rounding } from '../../model/prices.ts';
import { MINUTE, parseDuration, SECOND, type Duration } from '../../model/time.ts';
import { flag, oneOf } from './kinds.ts';

const price = () => {
  const error = 'must be a price in USD a minute, from 0 to 100';
  return z.number({ error }).min(0, { error }).max(100, { error });
};

const TO = ['minute', '6s', '1s'] as const;
const OF: Readonly<Record<(typeof TO)[number], Duration>> = { minute: MINUTE, '6s': 6 * SECOND, '1s': SECOND };
const ROUNDING = 'must be an object such as {"to": "6s", "least": "30s"}';
const LEAST = 'must be a duration from "0" to "10m", such as "30s"';

export const roundingSchema = z.strictObject(
  {
    to: oneOf(TO)
      .optional()
      .describe('What a call took is rounded up to whole ones of these. Default "minute": the most that it can be.'),
    least: z
      .string({ error: LEAST })
      .refine((text) => (parseDuration(text) ?? Infinity) <= 10 * MINUTE, { error: LEAST })
      .optional()
      .describe('No call that is charged counts as shorter. Default "0".'),
    ringing: flag().optional().describe('It is charged from the first ring on, whoever answers. Default false.'),
  },
  { error: ROUNDING },
);

export const pricesSchema = z.strictObject(
  {
    agent_per_minute: price().optional().describe('Of the agent.'),
    line_per_minute: z
      .strictObject(
        { cartesia: price().optional(), twilio: price().optional(), sip_trunk: price().optional() },
        { error: 'must be an object such as {"cartesia": 0.014}' },
      )
      .optional()
      .describe("Of the number called from, by its kind. One number's own price wins over it."),
    rounding: z
      .strictObject(
        { agent: roundingSchema.optional(), line: roundingSchema.optional() },
        { error: 'must be an object such as {"line": {"to": "6s"}}' },
      )
      .optional()
      .describe('How what a call took is rounded: by the provider of the agent, and by carriers.'),
  },
  { error: 'must be an object such as {"agent_per_minute": 0.06}' },
);

/** What is not named stays at the published price. */
export function pricesOf(input: z.output<typeof pricesSchema> | undefined): Prices | null {
  if (input === undefined) return null;
  const { agent: ofAgent = {}, line: ofLines = {} } = input.rounding ?? {};
  const { cartesia, twilio, sip_trunk } = input.line_per_minute ?? {};
  const lines = Object.entries({ cartesia, twilio, sip_trunk }).filter(([, value]) => value !== undefined);
  return {
    agentPerMinute: input.agent_per_minute ?? LIST_PRICES.agentPerMinute,
    linePerMinute: { ...LIST_PRICES.linePerMinute, ...Object.fromEntries(lines) },
    ...(input.rounding === undefined ? {} : { rounding: { agent: roundingOf(ofAgent), line: roundingOf(ofLines) } }),
  };
}

export function roundingOf(input: z.output<typeof roundingSchema>): Rounding {
  const { to = 'minute', least = '0', ringing = false } = input;
  return { to: OF[to], least: parseDuration(least) ?? 0, ringing };
}
