/** The shape of a rule pack's file, as `outdial rules PACK --json` prints it. Each `error` completes "KEY …, not VALUE". */
import { z } from 'zod';
import { WEEKDAYS } from '../../model/dial-options.ts';
import { PURPOSES } from '../../model/purposes.ts';
import { group, list, oneOf, text, timeOfDay, whole } from './kinds.ts';

const DATE = 'must be a date such as "2026-10-18", or null';
const date = z
  .string({ error: DATE })
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: DATE })
  .nullish();

const REGION = 'must be a country such as "FR", a state or province such as "US-FL", or "*" for everywhere';
const region = z.string({ error: REGION }).regex(/^(?:\*|[A-Z]{2}(?:-[A-Z0-9]{1,3})?)$/, { error: REGION });

const SPAN = 'must be a duration such as "24h" or "7d", from "1m" to "365d"';
const span = z.string({ error: SPAN });
const PER = 'must be a duration from "1m" to "365d", or "lifetime"';

const hours = z.strictObject(
  { from: timeOfDay(), to: timeOfDay() },
  { error: 'must be an object such as {"from": "09:00", "to": "20:00"}' },
);

const ID = 'must be 1 to 80 letters, digits or ._()- such as "my-hours"';
const rule = z.strictObject(
  {
    id: z.string({ error: ID }).regex(/^[A-Za-z0-9][A-Za-z0-9._()-]{0,79}$/, { error: ID }),
    summary: text('must be one sentence, of at most 400 characters', 400),
    source: text('must say where the rule stands, in at most 400 characters', 400),
    from: date,
    until: date,
    regions: list(region, 'must list regions such as ["US-FL"], or ["*"]'),
    purposes: list(oneOf(PURPOSES), 'must list purposes such as ["marketing"]; leave it out for all').nullish(),
    days: list(oneOf([...WEEKDAYS, 'holiday']), 'must list days such as ["mon", "holiday"]').nullish(),
    hours: z
      .array(hours, { error: 'must list spans such as [{"from": "09:00", "to": "20:00"}]; [] for no call at all' })
      .nullish(),
    holidays: list(
      text('must be a calendar such as "US-PA" or a date such as "2026-12-24"', 20),
      'must list calendars and dates such as ["US", "2026-12-24"]',
    ).nullish(),
    calls: list(
      z.strictObject({ calls: whole(1, 100_000, ''), per: z.string({ error: PER }) }, group),
      'must list caps such as [{"calls": 3, "per": "24h"}]',
    ).nullish(),
    rest: list(
      z.strictObject({ after: oneOf(['conversation', 'refusal']), for: span }, group),
      'must list rests such as [{"after": "conversation", "for": "7d"}]',
    ).nullish(),
    consent: z.strictObject({ needs: oneOf(['express', 'written']), oldest: span.optional() }, group).nullish(),
    scrub: z.strictObject({ registry: text('must be the name of a registry', 80), oldest: span }, group).nullish(),
  },
  { error: 'must be a rule, an object with "id", "summary", "source" and "regions"' },
);

const NAME = 'must be a name of letters, digits, "_" and "-" such as "my_rules"';
export const packSchema = z.strictObject(
  {
    $schema: z.string().optional(),
    pack: z.string({ error: NAME }).regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, { error: NAME }),
    version: text('must be its version, such as the day of its last change "2026-11-27"', 40),
    rules: list(rule, 'must list at least one rule').max(1000, { error: 'must list at most 1000 rules' }),
  },
  { error: 'must be a JSON object' },
);

export type PackInput = z.infer<typeof packSchema>;
export type RuleInput = PackInput['rules'][number];
export const PACK_WORDS = { span: SPAN, per: PER, date: DATE, region: REGION } as const;
