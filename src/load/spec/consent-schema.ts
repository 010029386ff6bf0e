/** The campaign file's `consent`: what is stated once for everybody of a list, on what ground, and by whom. */
import { z } from 'zod';
import type { StatedConsent } from '../../model/consent.ts';
import { parseInstant, type Instant } from '../../model/time.ts';
import { group, oneOf, text } from './kinds.ts';
import { parseSpecJson } from './source-text.ts';

const DAY = 'must be a day such as "2026-05-01", or an instant with an offset';

export const consentSchema = z
  .strictObject(
    {
      level: oneOf(['express', 'written']).describe(
        '"express": they agreed, in whatever way. "written": they signed an agreement to be called so.',
      ),
      at: z
        .string({ error: DAY })
        .refine((given) => dayOrInstant(given) !== undefined, { error: DAY })
        .optional()
        .describe('The oldest of them; without it a rule that lets a consent grow old is not met.'),
      source: text('must say on what ground', 500).describe('On what ground: "sign-up form v3, checkbox".'),
      stated_by: text('must be a name', 200).describe('Who states it.'),
    },
    group,
  )
  .describe(
    'What everybody of the list has agreed to; a column of the list that says it person by person outweighs it.',
  );

export const consentColumnKeys = {
  consent: text('must be a column name')
    .optional()
    .describe(
      'What the contact agreed to: "none", "express" ("yes" is no more) or "written". Default: found by its name.',
    ),
  consent_at: text('must be a column name').optional().describe('When it was given. Default: found by its name.'),
  consent_source: text('must be a column name')
    .optional()
    .describe('Where that is written down; kept, and never sent. Default: found by its name.'),
};

export function statedConsent(input: z.output<typeof consentSchema> | undefined): StatedConsent | null {
  return input === undefined ? null : { level: input.level, at: dayOrInstant(input.at ?? '') ?? null };
}

/** On what ground, and who says so, by the text of a campaign file; null where it states nothing. */
export function statedSource(text: string): string | null {
  const { value } = parseSpecJson('campaign', text);
  const read = z.object({ consent: consentSchema }).safeParse(value);
  return read.success ? `${read.data.consent.source} (stated by ${read.data.consent.stated_by})` : null;
}

/** The beginning of a day: what was said on it is never taken for younger than it is. */
export function dayOrInstant(text: string): Instant | undefined {
  return parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
}
