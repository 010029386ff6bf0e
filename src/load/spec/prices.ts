/** What calls cost, by the account's own prices: read from `outdial.json` beside the campaign, or from a model file. */
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../model/errors.ts';
import { LIST_PRICES, type Prices } from '../../model/prices.ts';
import { decodeWhole } from '../list/text.ts';
import { specProblems } from './problems.ts';
import { parseSpecJson, type Path } from './source-text.ts';

const price = () => {
  const error = 'must be a price in USD a minute, from 0 to 100';
  return z.number({ error }).min(0, { error }).max(100, { error });
};

export const pricesSchema = z.strictObject(
  {
    agent_per_minute: price().optional(),
    line_per_minute: z
      .strictObject(
        { cartesia: price().optional(), twilio: price().optional(), sip_trunk: price().optional() },
        { error: 'must be an object such as {"cartesia": 0.014}' },
      )
      .optional(),
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

// Other keys of that file are other readers' to judge.
const accountSchema = z.looseObject({ prices: pricesSchema.optional() });

/** Null when there is no such file, or it names no prices. */
export async function readPrices(
  dir: string,
  readFile: (path: string) => Promise<Uint8Array | null>,
): Promise<Prices | null> {
  const path = join(dir, 'outdial.json');
  const bytes = await readFile(path);
  if (bytes === null) return null;
  const { value, placeOf } = parseSpecJson(path, decodeWhole(bytes, path));
  const checked = accountSchema.safeParse(value);
  if (checked.success) return pricesOf(checked.data.prices);
  throw new UserError(specProblems(checked.error, value, placeOf, dotted, accountSchema));
}

function dotted(path: Path): string {
  return path.join('.');
}
