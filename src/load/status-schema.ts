/** What `status --json` writes, as a schema: for the published `status.schema.json`, and the type of what is written. */
import { z } from 'zod';
import { OUTCOMES } from '../model/heard.ts';
import { DISPOSITIONS } from '../model/disposition.ts';

const n = z.int().min(0);
const at = z.iso.datetime({ precision: 3 });
const reasons = z.array(z.strictObject({ code: z.string(), count: n }));

const day = z
  .strictObject({
    since: at,
    calls: n.describe('Calls that ended.'),
    reached: n,
    gave_up: n,
    left_out: n.describe('People who were left out after the list was loaded.'),
  })
  .describe("A day of the operator's zone.");

const rules = z
  .array(z.strictObject({ id: z.string(), summary: z.string(), source: z.string(), zone: z.string() }))
  .describe('The rules of law that close them; none: the window of the campaign.');

const binding = z.discriminatedUnion('is', [
  z.strictObject({ is: z.enum(['not_started', 'paused', 'nobody_dials']), waiting: n }),
  z.strictObject({ is: z.literal('after'), campaign: z.string(), waiting: n }),
  z.strictObject({ is: z.enum(['start_at', 'provider']), until: at, waiting: n }),
  z.strictObject({ is: z.literal('slots'), open: n, slots: n, waiting: n }),
  z.strictObject({ is: z.literal('calls_per_second'), per_second: z.number().min(0), waiting: n }),
  z.strictObject({ is: z.literal('hours'), waiting: n, opens_at: at, zone: z.string(), more_zones: n, rules }),
  z.strictObject({ is: z.literal('never_open'), waiting: n, rules }),
  z.strictObject({ is: z.literal('retry_delays'), waiting: n, next_at: at }),
  z.strictObject({ is: z.literal('last_calls'), open: n }),
  z.strictObject({ is: z.enum(['in_doubt', 'review']), waiting: n }),
]);

export const statusSchema = z
  .strictObject({
    id: z.string().describe('What the campaign is called in commands and file names.'),
    name: z.string(),
    at: at.describe('The instant of which all of this is true.'),
    state: z.enum(['scheduled', 'running', 'paused', 'finished', 'canceled']),
    since: at.nullable().describe('Since when it is in that state, where that is known.'),
    rows: n.describe('Rows read; the counts add up to them.'),
    counts: z.strictObject({
      ready: n,
      in_progress: n,
      in_doubt: n,
      needs_review: n,
      completed: n,
      exhausted: n,
      rejected: n,
      skipped: n,
      canceled: n,
    }),
    dispositions: z.partialRecord(z.enum(DISPOSITIONS), n).describe('How the last call of each ended.'),
    outcomes: z
      .partialRecord(z.enum([...OUTCOMES, 'unknown']), n)
      .optional()
      .describe(
        'Of whom somebody was reached, by what was last heard of them; unknown: nothing says it. Only of one campaign.',
      ),
    doubts: n
      .optional()
      .describe(
        'People who may have asked not to be called: their numbers wait for "outdial resolve". Only of one campaign.',
      ),
    rang_twice: n.describe('People of whom two calls were open at once.'),
    dialing: z.boolean(),
    engine: z
      .strictObject({
        pid: n.optional(),
        host: z.string().optional(),
        since: at.optional(),
        leads: z.string().optional().describe('The worker that leads, where several share the ledger.'),
      })
      .nullable()
      .describe('Who dials with this ledger; null: nobody, or nobody who says who it is.'),
    not_yet: z
      .strictObject({ first_time: n, again: n })
      .describe('Ready contacts, by whether they were called before.'),
    callbacks: z
      .strictObject({ waiting: n, next_at: at.nullable().describe('When the first of them may be called.') })
      .describe('Ready contacts that asked to be called.'),
    left_out: reasons.describe('Rows that are not to be called, by the code of the reason.'),
    rejected: reasons.describe('Rows with something wrong in them, by the code of what is wrong.'),
    paused: z
      .strictObject({
        why: z.enum([
          'operator',
          'breaker',
          'account',
          'doubt',
          'limit',
          'unattended',
          'clock',
          'budget',
          'rule',
          'ramp',
        ]),
        by: z.string().nullable(),
        until: at.nullable().describe('It goes on by itself then.'),
        sentence: z.string(),
      })
      .nullable(),
    used: z
      .strictObject({
        calls: n.describe('Calls that ended.'),
        connected_minutes: z.number().min(0),
        cost_usd: z.number().min(0).describe('By the prices that are known; nothing is paid for a rehearsal.'),
        prices: z.string().describe('Where the prices are from: "published", or the file.'),
        lines_without_price: z.array(z.enum(['cartesia', 'twilio', 'sip_trunk', 'unknown'])),
        rehearsal: z.boolean(),
      })
      .nullable(),
    limits: z
      .strictObject({
        budget_usd: z.number().min(0).nullable(),
        spent_usd: z.number().min(0).describe('Of calls that are over; where nobody saw the end the most.'),
        reserved_usd: z.number().min(0).describe('The most that open calls may cost.'),
        people_dialed: n,
        ramp: z.strictObject({ step: n, steps: n, most: n.nullable() }).nullable(),
      })
      .optional()
      .describe('Of a campaign with a budget or a ramp.'),
    capped: z
      .strictObject({
        waiting: n.describe('People who were looked at, and whose numbers may not be called again yet.'),
        first_at: at.nullable().describe('When the first of them may be.'),
        last_at: at.nullable().describe('When all of them may be.'),
      })
      .optional()
      .describe('Of a campaign under limits of calls to a number, its own, the account’s or of rules of law.'),
    binds: z.array(binding).describe('What it waits for now, the most telling first.'),
    next_call_at: at.nullable(),
    estimate: z
      .strictObject({
        ends_at: at.nullable().describe('When the last call is over, as likely before as after.'),
        no_end: z.enum(['nobody_left', 'never_open', 'too_far']).nullable().describe('Why no end can be said.'),
        if: z
          .enum(['dialed', 'resumed', 'started'])
          .nullable()
          .describe('It holds if this happens now: nobody dials, it is paused, or it was not started.'),
        calls: n.describe('Calls to come, further tries included.'),
        dialing_seconds: n,
        limit: z
          .enum(['calls_per_second', 'slots', 'hours', 'retry_delays'])
          .describe('What most of the time goes by with.'),
        cut_off: n.describe("People whom the campaign's own end comes before."),
        never_open: n.describe('People for whom there is no hour within 60 days.'),
      })
      .nullable()
      .describe('Null: the campaign is over.'),
    today: day.nullable(),
    yesterday: day.nullable(),
    deeds: z
      .array(z.strictObject({ at, event: z.string(), by: z.string().nullable(), rows: n.nullable() }))
      .describe('What was done with the campaign since yesterday, by the events of the log.'),
  })
  .describe('How a campaign stands: outdial status NAME --json. Instants are RFC 3339 in UTC.');

/** How a campaign stands, for machines. */
export type StatusRecord = z.output<typeof statusSchema>;

/** status.schema.json, byte for byte (JSON Schema draft 2020-12). */
export function statusSchemaText(): string {
  const schema = { title: 'outdial status', ...z.toJSONSchema(statusSchema) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
