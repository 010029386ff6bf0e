/** The shape of the campaign file: the one source of its validator and of campaign.schema.json. */
// Shapes and ranges only; what needs two keys at once is in rules.ts. Each `error` completes "KEY …, not VALUE".
import { z } from 'zod';
import { addressColumns } from './zones-schema.ts';
import { compliance } from './compliance-schema.ts';
import { scrubbedSchema } from './scrubbed-schema.ts';
import { consentColumnKeys, consentSchema } from './consent-schema.ts';
import { limitsSchema } from './limits-schema.ts';
import { rampSchema, stopSchema } from './money-schema.ts';
import { outcomeSchema } from './outcome-schema.ts';
import { retrySchema } from './retry-schema.ts';
import { text, whole, flag, group, oneOf, list, duration, country } from './kinds.ts';
import { schedule } from './schedule-schema.ts';
import { window } from './window-schema.ts';

const columnNames = () => {
  const error = 'must be a column name, or a list of column names in the order to try';
  return z.union([text(error), list(text(error), error)], { error });
};

const columns = z
  .strictObject(
    {
      to_number: columnNames()
        .optional()
        .describe('The column with the number to dial; of several the first with a value.'),
      id: text('must be a column name').optional().describe("The contact's own id. Default: its number."),
      timezone: text('must be a column name')
        .optional()
        .describe('IANA time zone of the contact. Default: by area code.'),
      ...consentColumnKeys,
      ...addressColumns,
      not_before: text('must be a column name')
        .optional()
        .describe('The day or instant before which the contact is not called. Default: found by its name.'),
      not_after: text('must be a column name')
        .optional()
        .describe('The day (its end) or instant after which the contact is not called. Default: found by its name.'),
    },
    group,
  )
  .describe('Which columns of the list are meant, by their headers. Default: found by their names.');

const variableName = z.string();
const columnName = () => text('must be the name of a column of the list');
const LANGUAGE = 'must be one of the languages en, es, fr, de, pt, it, nl, also with a region such as "es-US"';
const variable = z.strictObject(
  {
    column: columnName().describe('The column of the list.'),
    format: oneOf(['spoken', 'as_is'])
      .optional()
      .describe(
        '"spoken": a date or a time is said as a person would, "Tuesday, December 1 at 9:30 AM". "as_is": what looks like damage is meant.',
      ),
    timezone: text('must be "contact" or an IANA time zone such as "America/New_York"')
      .optional()
      .describe(
        'Of "spoken": in which zone a time with an offset is said. "contact" (the default): where each contact is.',
      ),
    language: z
      .string({ error: LANGUAGE })
      .regex(/^(?:en|es|fr|de|pt|it|nl)(?:-(?:[A-Z]{2}|419))?$/, { error: LANGUAGE })
      .optional()
      .describe('Of "spoken": the language in which it is said. Default "en".'),
    order: oneOf(['mdy', 'dmy'])
      .optional()
      .describe('Of "spoken": which of 03/04/2026 is the month. Default: as default_country writes it.'),
  },
  { error: 'must be the name of a column, or an object such as {"column": "Appt Time", "format": "spoken"}' },
);
const variables = z
  .union(
    [
      z.record(
        variableName,
        z.union([columnName(), variable], {
          error:
            'must be the name of a column of the list, or an object such as {"column": "Appt Time", "format": "spoken"}',
        }),
      ),
      z.array(columnName()),
    ],
    {
      error: 'must map names to columns ({"first_name": "First Name"}) or list columns',
    },
  )
  .describe(
    'What the agent gets of a row. Default: every column but the mapped ones and those that say identity or health.',
  );

const ATTEMPT_NAME = 'must be the name of a variable such as "outdial_attempt_id", or null';
const attemptVariable = () =>
  z.string({ error: ATTEMPT_NAME }).regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, { error: ATTEMPT_NAME });

const pacing = z
  .strictObject(
    {
      calls_per_second: z
        .number({ error: 'must be a number above 0, at most 100' })
        .gt(0, { error: 'must be a number above 0, at most 100' })
        .max(100, { error: 'must be a number above 0, at most 100' })
        .optional()
        .describe(
          'Call starts a second on each line; at most 1 on a Cartesia number. Default: what outdial.json gives the number, else 1.',
        ),
      max_concurrent_calls: whole(1, 10_000, '')
        .optional()
        .describe('Calls open at once. Default: the slots of outdial.json, else 8.'),
      batch_window: duration()
        .optional()
        .describe('Calls due within it leave in one request; "0" for one each. Default "250ms".'),
      batch_size: whole(1, 50, '').optional().describe('Calls in one request at most. Default 50.'),
    },
    group,
  )
  .describe('How fast, and how many at once.');

const doubt = z
  .strictObject(
    {
      look_ups: list(duration(), 'must list durations such as ["5s", "30s", "2m"]')
        .max(10, { error: 'must list at most 10 durations' })
        .optional()
        .describe('When to look after a call that may have been placed. Default ["5s", "30s", "2m"].'),
      then: oneOf(['hold', 'redial'])
        .optional()
        .describe(
          'When nothing was found: "hold" it for a person, or "redial" (only beside accept_double_ring_risk). Default "hold".',
        ),
      accept_double_ring_risk: flag()
        .optional()
        .describe('For "redial": some people whose call could not be found may be rung twice. Default false.'),
    },
    group,
  )
  .describe('What to do when a reply was lost and a phone may be ringing.');

const WEIGHT = 'must be a number from 0.01 to 100';
const AREA_CODE = 'must be three digits such as "621"';
const fromNumber = () => text('must be a phone-number id, a number in E.164 or a label');

const contacts = 'must be the path of a list, "-" for standard input, or an array of rows';

const SHEET = 'must be the name of a sheet, or its number in quotes such as "2"';

export const specSchema = z
  .strictObject(
    {
      $schema: z.string({ error: 'must be the address of the schema' }).optional().describe('For editors.'),
      name: text('must be 1 to 80 characters', 80)
        .optional()
        .describe('Name of the campaign. Default: the name of the file.'),
      agent_id: text('must be the id of an agent').describe('The agent that talks.'),
      from_number_id: z
        .union([fromNumber(), list(fromNumber(), 'must name at least one number')], {
          error: 'must be a phone-number id, a number in E.164 or a label, or a list of them',
        })
        .describe('The number to call from: id, E.164 or label; or several.'),
      contacts: z
        .union([text('must be a path'), z.array(z.record(z.string(), z.unknown(), group), { error: contacts })], {
          error: contacts,
        })
        .describe(
          'The list: a path relative to this file (Excel, OpenDocument, CSV, TSV, JSON, JSON Lines), "-", or the rows themselves.',
        ),
      sheet: text(SHEET, 255)
        .optional()
        .describe('The sheet of a workbook, by its name or its number. Default: the first that is not hidden.'),
      encoding: text('must be the name of an encoding such as "windows-1252"', 40)
        .optional()
        .describe('How the text of the list is encoded: "windows-1252", "macintosh", "utf-8" … Default: found out.'),
      columns: columns.optional(),
      variables: variables.optional(),
      attempt_id_variable: z
        .union([attemptVariable(), z.null()], { error: ATTEMPT_NAME })
        .optional()
        .describe(
          'The variable that carries outdial\'s own id of each attempt, by which calls are recognized. Default "outdial_attempt_id"; null: none.',
        ),
      default_country: country()
        .optional()
        .describe('For numbers without a "+" (ISO 3166-1, "US"). Default: they are rejected.'),
      ringing_timeout_seconds: whole(5, 80, 'seconds').optional().describe('How long a phone rings. Default 30.'),
      max_call_duration_minutes: whole(1, 480, 'minutes')
        .optional()
        .describe('The longest a call may last. Default 10.'),
      pacing: pacing.optional(),
      weight: z
        .number({ error: WEIGHT })
        .min(0.01, { error: WEIGHT })
        .max(100, { error: WEIGHT })
        .optional()
        .describe(
          'Where campaigns dial at once: of slots and starts one of 2 gets twice as much as one of 1. Default 1.',
        ),
      window: window.optional(),
      schedule: schedule.optional(),
      retry: retrySchema.optional(),
      suppression: z
        .array(text('must be a path'), { error: 'must list paths such as ["do-not-call.txt"]' })
        .optional()
        .describe('Files of numbers that are never dialed, relative to this file.'),
      doubt: doubt.optional(),
      outcome: outcomeSchema.optional(),
      limits: limitsSchema.optional(),
      stop: stopSchema.optional(),
      ramp: rampSchema.optional(),
      compliance: compliance.optional(),
      consent: consentSchema.optional(),
      scrubbed: scrubbedSchema.optional(),
      allow_us_territories: flag().optional().describe('Let a Cartesia number call PR, GU, VI, AS, MP. Default false.'),
      allow_toll_free: flag().optional().describe('Let toll-free numbers be called. Default false.'),
      extra_us_area_codes: z
        .array(z.string({ error: AREA_CODE }).regex(/^[2-9]\d{2}$/, { error: AREA_CODE }), {
          error: 'must list area codes such as ["621"]',
        })
        .optional()
        .describe('Area codes newer than the built-in tables.'),
    },
    { error: 'must be a JSON object' },
  )
  .describe('A campaign of outdial.');

/** A campaign file as written, its shape checked. */
export type SpecInput = z.infer<typeof specSchema>;

/** campaign.schema.json, byte for byte (JSON Schema draft 2020-12, for editors). */
export function campaignSchemaText(): string {
  const schema = { title: 'outdial campaign', ...z.toJSONSchema(specSchema, { io: 'input' }) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
