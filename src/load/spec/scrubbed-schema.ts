/** The campaign file's `scrubbed`: a registry that the list was compared with elsewhere, when, against what, and who says so. */
import { z } from 'zod';
import type { StatedScrub } from '../../model/scrub.ts';
import type { Broken } from './broken.ts';
import { dayOrInstant } from './consent-schema.ts';
import { group, text } from './kinds.ts';

const DAY = 'must be the day such as "2026-11-20", or an instant with an offset';
const REGISTRY = 'must be a name such as "national_dnc", as rules name it';

const one = z.strictObject(
  {
    registry: z
      .string({ error: REGISTRY })
      .regex(/^[a-z][a-z0-9_-]{0,39}$/, { error: REGISTRY })
      .describe('As rules name it.'),
    at: z
      .string({ error: DAY })
      .refine((given) => dayOrInstant(given) !== undefined, { error: DAY })
      .describe('When the numbers were compared; it holds as long as the rule says that asks for it.'),
    against: text('must say with what they were compared', 500).describe('With what: a file and its date, a service.'),
    stated_by: text('must be a name', 200).describe('Who states it.'),
  },
  group,
);

export const scrubbedSchema = z
  .array(one, {
    error:
      'must list objects such as {"registry": "national_dnc", "at": "2026-11-20", "against": "…", "stated_by": "…"}',
  })
  .min(1, { error: 'must list at least one' })
  .max(10, { error: 'must list at most 10' })
  .describe('Registries with which the numbers of the list were compared elsewhere, before they came here.');

type Written = z.output<typeof scrubbedSchema>;

export function statedScrubs(input: Written | undefined): readonly StatedScrub[] {
  return (input ?? []).map(({ registry, at }) => ({ name: registry, at: dayOrInstant(at) ?? 0 }));
}

export function scrubbedRules(input: Written | undefined): Broken[] {
  return (input ?? []).flatMap(({ registry }, nth, all): Broken[] =>
    all.findIndex((other) => other.registry === registry) === nth
      ? []
      : [{ path: ['scrubbed', nth, 'registry'], message: `is named twice: "${registry}".` }],
  );
}
