/** What calls cost, by the account's own prices, as `outdial.json` and a model file name them. */
import { z } from 'zod';
import { LIST_PRICES, type Prices } from '../../model/prices.ts';

const price = () => {
  const error = 'must be a price in USD a minute, from 0 to 100';
  return z.number({ error }).min(0, { error }).max(100, { error });
};

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
  },
  { error: 'must be an object such as {"agent_per_minute": 0.06}' },
);

/** What is not named stays at the published price. */
export function pricesOf(input: z.output<typeof pricesSchema> | undefined): Prices | null {
  if (input === undefined) return null;
  const { cartesia, twilio, sip_trunk } = input.line_per_minute ?? {};
  const lines = Object.entries({ cartesia, twilio, sip_trunk }).filter(([, value]) => value !== undefined);
  return {
    agentPerMinute: input.agent_per_minute ?? LIST_PRICES.agentPerMinute,
    linePerMinute: { ...LIST_PRICES.linePerMinute, ...Object.fromEntries(lines) },
  };
}
