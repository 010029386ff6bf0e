/** How long the ledger keeps what, as `outdial.json` says it. */
import { z } from 'zod';
import type { Retention } from '../../model/retention.ts';
import { DAY, HOUR, parseDuration, type Duration } from '../../model/time.ts';

const LONGEST: Duration = 36_500 * DAY;

const duration = (least: Duration, word: string, more = '') => {
  const error = `must be a duration from "${word}" to "36500d", such as "90d"${more}`;
  return z.string({ error }).refine(
    (text) => {
      const ms = parseDuration(text);
      return ms !== undefined && ms >= least && ms <= LONGEST;
    },
    { error },
  );
};

const NEVER = 'none';

export const retentionSchema = z
  .strictObject(
    {
      personal: duration(HOUR, '1h')
        .optional()
        .describe('Names, numbers, columns and the provider’s words of people, from the end of their campaign on.'),
      transcripts: z
        .union([z.literal(NEVER), duration(HOUR, '1h', ', or "none"')], {
          error: 'must be a duration from "1h" to "36500d", such as "30d", or "none"',
        })
        .optional()
        .describe('What was said in calls, from the end of the call on; "none": it is never fetched.'),
      log: duration(DAY, '1d')
        .optional()
        .describe('Lines of the log, which name nobody, from when they were written on.'),
    },
    { error: 'must be an object such as {"personal": "90d"}' },
  )
  .describe('How long the ledger keeps what. What is not named is kept until somebody erases it.');

/** What is not named is kept. */
export function retentionOf(input: z.output<typeof retentionSchema> | undefined): Retention {
  const { personal, transcripts, log } = input ?? {};
  const read = (text: string | undefined): Duration | null =>
    text === undefined ? null : (parseDuration(text) ?? null);
  return {
    personal: read(personal),
    transcripts: transcripts === NEVER ? 'never' : read(transcripts),
    log: read(log),
  };
}
