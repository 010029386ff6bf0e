/** The shape of `schedule`: when a campaign as a whole begins and ends, and how often it is begun anew. */
import { z } from 'zod';
import { EVERY_FORMS } from '../../model/recurring.ts';
import { group, text } from './kinds.ts';

const INSTANT = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})`;
const LOCAL = String.raw`\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2} [A-Za-z][A-Za-z0-9_+\-/]*`;
const DURATION = String.raw`0|\d{1,9}(?:\.\d{1,3})?(?:ms|s|m|h|d)`;
const EXAMPLES = 'such as "2026-12-01T09:00:00-05:00" or "2026-12-01 09:00 America/New_York"';

const when = () => {
  const error = `must be an instant with an offset or a zone, ${EXAMPLES}`;
  return z.string({ error }).regex(new RegExp(`^(?:${INSTANT}|${LOCAL})$`), { error });
};
const latest = () => {
  const error = `must be a duration such as "30m" or "2h", or an instant ${EXAMPLES}`;
  return z.string({ error }).regex(new RegExp(`^(?:${DURATION}|${INSTANT}|${LOCAL})$`), { error });
};

export const schedule = z
  .strictObject(
    {
      start_at: when().optional().describe('No call before it: an instant, or a local time with its zone.'),
      end_at: when().optional().describe('No call from it on; whoever was not reached is given up.'),
      start_latest: latest()
        .optional()
        .describe(
          'How late its start may be, counted from the first moment at which somebody may be rung ("30m"), or until when. Later it pauses, and a person starts it. Default "1h" beside start_at or every.',
        ),
      after: text('must be the name of a campaign', 80)
        .optional()
        .describe('It begins once that campaign of the same ledger is finished.'),
      every: text(`must be days and a time such as ${EVERY_FORMS}`, 80)
        .optional()
        .describe(
          `Begun anew each time, with the list as it is then, as a campaign of its own with the day in its name, while outdial run goes on: ${EVERY_FORMS}.`,
        ),
      timezone: text('must be an IANA time zone such as "America/New_York"', 60)
        .optional()
        .describe('On whose clock every is read. Default: that of this machine.'),
    },
    group,
  )
  .describe('When the campaign as a whole begins and ends.');
