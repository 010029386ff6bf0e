/** The shape of `window`: hours of days, with a lunch, with other hours on other days, and days on which nobody is called. */
// What needs two keys at once, and what a date or a calendar must be, is in window-rules.ts.
import { z } from 'zod';
import { WEEKDAYS } from '../../model/dial-options.ts';
import { list, oneOf, text, timeOfDay } from './kinds.ts';

const SPANS = 'must list spans of hours such as [{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "18:00"}]';
const DATE = 'must be a date such as "2026-12-24", or two such as "2026-12-27/2027-01-02"';
const CALENDAR = 'must be a calendar of holidays such as "US" or "DE-BY"';

const hours = z.strictObject({
  days: list(oneOf(WEEKDAYS), 'must list days such as ["mon", "tue"]')
    .optional()
    .describe('Days of the week, in the time zone below. Default: Monday to Friday.'),
  from: timeOfDay().optional().describe('First minute, "09:00".'),
  to: timeOfDay().optional().describe('Not from this minute on, "18:00"; "24:00" is the end of the day.'),
  hours: z
    .array(z.strictObject({ from: timeOfDay(), to: timeOfDay() }, { error: SPANS }), { error: SPANS })
    .min(1, { error: SPANS })
    .max(24, { error: SPANS })
    .optional()
    .describe('In the place of from and to: several spans of those days, for a lunch.'),
  timezone: text('must be "contact" or an IANA time zone such as "America/New_York"')
    .optional()
    .describe('"contact" (the default): where each contact is. Or one IANA zone for all.'),
  except: z
    .array(z.string({ error: DATE }).regex(/^\d{4}-\d{2}-\d{2}(?:\/\d{4}-\d{2}-\d{2})?$/, { error: DATE }), {
      error: 'must list dates such as ["2026-12-24", "2026-12-27/2027-01-02"]',
    })
    .max(400, { error: 'must list at most 400 dates' })
    .optional()
    .describe('Dates on which nobody is called, or from the first to the last of several.'),
  holidays: z
    .array(z.string({ error: CALENDAR }).regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/, { error: CALENDAR }), {
      error: 'must list calendars such as ["US", "DE-BY"]',
    })
    .max(20, { error: 'must list at most 20 calendars' })
    .optional()
    .describe('Calendars of countries and states (ISO 3166) on whose holidays nobody is called.'),
});

export type HoursInput = z.infer<typeof hours>;

export const window = z
  .union([z.literal('always'), hours, z.array(hours).min(1, { error: 'must list at least one' }).max(14)], {
    error: 'must be an object such as {"from": "09:00", "to": "18:00"}, a list of them, or "always"',
  })
  .describe(
    'When contacts may be rung; of a list, whenever one of them says so. "always" only beside compliance.preset "none".',
  );
