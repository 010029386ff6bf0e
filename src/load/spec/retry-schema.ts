/** Whom to call again, when, and how often: the `retry` of a campaign file. */
import { z } from 'zod';
import type { Retried } from '../../model/disposition.ts';
import { MOST_TRIES } from '../../model/tries.ts';
import { duration, flag, group, list, timeOfDay, whole } from './kinds.ts';

const AFTER =
  'must be a duration such as "2h", a list of them such as ["1h", "4h"], or an object such as {"first": "15m", "longest": "1d"}';
const FACTOR = 'must be a number from 1 to 100';
const JITTER = 'must be a share from 0 to 1, such as 0.2';

const after = () =>
  z.union(
    [
      duration(),
      list(duration(), AFTER).max(MOST_TRIES, { error: `must list at most ${MOST_TRIES} durations` }),
      z.strictObject(
        {
          first: duration().describe('What the first try waits.'),
          factor: z
            .number({ error: FACTOR })
            .min(1, { error: FACTOR })
            .max(100, { error: FACTOR })
            .optional()
            .describe('Each try waits so many times as long as the one before. Default 2.'),
          longest: duration().optional().describe('None waits longer, but for its jitter. Default "1d".'),
          jitter: z
            .number({ error: JITTER })
            .min(0, { error: JITTER })
            .max(1, { error: JITTER })
            .optional()
            .describe('The share by which each wait is shorter or longer, by chance. Default 0.'),
        },
        { error: AFTER },
      ),
    ],
    { error: AFTER },
  );

const again = (what: string) =>
  z
    .strictObject(
      {
        after: after()
          .optional()
          .describe(
            "Delay from the call's own end. Of a list the nth try of the contact waits the nth, and those after the last wait the last.",
          ),
        max: whole(1, MOST_TRIES, 'calls')
          .optional()
          .describe('After so many calls that ended so the contact is given up. Within max_attempts, never beyond it.'),
        different_day_part: flag().optional().describe('As different_day_part of retry, for this end alone.'),
      },
      { error: 'must be an object such as {"after": "2h"}' },
    )
    .optional()
    .describe(what);

const tries = {
  no_answer: again('Default, where max_attempts is above 1: after "2h", in another part of the day.'),
  busy: again('Default, where max_attempts is above 1: after "15m", in whichever part of the day that is.'),
  failed: again('Not tried again by default.'),
  unavailable: again(
    'The mailbox is full or there is none, or the phone cannot be reached. Not tried again by default.',
  ),
  voicemail: again('Not tried again by default.'),
  screened: again('An assistant of the phone asked who calls. Not tried again by default.'),
  error: again('A fault of the platform. Not tried again by default.'),
} satisfies Readonly<Record<Retried, z.ZodType>>;
export const RETRIED = Object.keys(tries) as readonly Retried[]; // `Object.keys` forgets the names of its record

const PARTS = 'must list times of the day, each later than the one before, such as ["12:00", "14:00", "17:00"]';

export const retrySchema = z
  .strictObject(
    {
      max_attempts: whole(1, MOST_TRIES, 'calls to a contact in all')
        .optional()
        .describe('Calls to a contact in all. Default 1.'),
      different_day_part: flag()
        .optional()
        .describe(
          'The next try falls into another part of the day than the last, in every zone in which the contact may be; where no other part is open before the end, it takes what is open. Default: true after no_answer, false where an end names its own "after", and after busy.',
        ),
      day_parts: list(timeOfDay(), PARTS)
        .max(23, { error: PARTS })
        .optional()
        .describe(
          'Where the parts of the day meet, by the clock of the contact. Default ["12:00", "14:00", "17:00"]: morning, noon, afternoon, evening.',
        ),
      ...tries,
    },
    group,
  )
  .describe('Whom to call again, and when.');

export type RetryInput = z.output<typeof retrySchema>;
