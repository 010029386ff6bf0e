/** The numbered steps that bring a ledger of an older version to the present schema: a released step is never changed. */
// A ledger that is new is made from the tables as they are (schema.ts), so that every step here has to end where they do.
import { POSTGRES, SQLITE, type Dialect } from './dialect.ts';
import { schemaStatements } from './schema.ts';
import type { Server } from './tables.ts';

export type Migration = { readonly version: number; readonly name: string; readonly statements: readonly string[] };
type Step = { readonly name: string } & Readonly<Record<Server, readonly string[]>>;

const TEXT = 'TEXT COLLATE "C"';

/** From the version before. There is no step to 1: a ledger that exists has it. */
const STEPS: ReadonlyMap<number, Step> = new Map([
  [
    2,
    {
      name: 'the moment before which the provider asked for nothing more',
      sqlite: ['ALTER TABLE account ADD COLUMN closed_until INTEGER NOT NULL DEFAULT 0'],
      postgres: ['ALTER TABLE account ADD COLUMN closed_until BIGINT NOT NULL DEFAULT 0'],
    },
  ],
  [
    3,
    {
      name: 'limits and money of attempts, reasons of suppressions, tasks',
      sqlite: [
        'ALTER TABLE contact RENAME COLUMN window_key TO place',
        'ALTER TABLE contact RENAME COLUMN domestic TO cartesia_dialable',
        'ALTER TABLE attempt ADD COLUMN ringing_timeout_s INTEGER',
        'ALTER TABLE attempt ADD COLUMN max_duration_s INTEGER',
        'ALTER TABLE attempt ADD COLUMN reserved INTEGER',
        'CREATE INDEX attempt_destination ON attempt (destination, send_at)',
        `CREATE TABLE suppression (
           destination TEXT NOT NULL, scope TEXT NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL,
           at INTEGER NOT NULL, until INTEGER, PRIMARY KEY (destination, scope))`,
        `INSERT INTO suppression (destination, scope, reason, source, at)
           SELECT key, 'everywhere', 'do_not_call', source, suppressed_at FROM destination WHERE suppressed_at IS NOT NULL`,
        'DROP TABLE destination',
        `CREATE TABLE task (
           kind TEXT NOT NULL, subject TEXT NOT NULL, due_at INTEGER NOT NULL, tries INTEGER NOT NULL,
           body TEXT NOT NULL, PRIMARY KEY (kind, subject))`,
        'CREATE INDEX task_due ON task (due_at)',
      ],
      postgres: [
        // All at once, and in the order of a commit: what an older process has still to commit is waited for before
        // anything is copied (an opt-out would be dropped with its column), and neither waits for the other in a circle.
        'LOCK TABLE account, campaign, destination, contact, attempt IN ACCESS EXCLUSIVE MODE',
        'ALTER TABLE contact RENAME COLUMN window_key TO place',
        'ALTER TABLE contact RENAME COLUMN domestic TO cartesia_dialable',
        `ALTER TABLE attempt ADD COLUMN ringing_timeout_s BIGINT, ADD COLUMN max_duration_s BIGINT,
           ADD COLUMN reserved BIGINT`,
        'CREATE INDEX attempt_destination ON attempt (destination, send_at)',
        `CREATE TABLE suppression (
           destination ${TEXT} NOT NULL, scope ${TEXT} NOT NULL, reason ${TEXT} NOT NULL, source ${TEXT} NOT NULL,
           at BIGINT NOT NULL, until BIGINT, PRIMARY KEY (destination, scope))`,
        `INSERT INTO suppression (destination, scope, reason, source, at)
           SELECT key, 'everywhere', 'do_not_call', source, suppressed_at FROM destination WHERE suppressed_at IS NOT NULL`,
        'ALTER TABLE destination DROP COLUMN suppressed_at, DROP COLUMN source',
        `CREATE TABLE task (
           kind ${TEXT} NOT NULL, subject ${TEXT} NOT NULL, due_at BIGINT NOT NULL, tries BIGINT NOT NULL,
           body ${TEXT} NOT NULL, PRIMARY KEY (kind, subject))`,
        'CREATE INDEX task_due ON task (due_at)',
      ],
    },
  ],
  [
    4,
    {
      // Conversations that are kept stand there for years, and what is due is asked for each second.
      name: 'tasks by their kind',
      sqlite: ['DROP INDEX task_due', 'CREATE INDEX task_due ON task (kind, due_at)'],
      postgres: ['DROP INDEX task_due', 'CREATE INDEX task_due ON task (kind, due_at)'],
    },
  ],
  [
    5,
    {
      // A budget asks at each commit, under the lock, what all attempts bind: 400,000 of them took 0.6 s, and take 0.07.
      name: 'what the attempts of a campaign bind',
      sqlite: ['CREATE INDEX attempt_bound ON attempt (campaign, reserved)'],
      postgres: ['CREATE INDEX attempt_bound ON attempt (campaign, reserved)'],
    },
  ],
  [
    6,
    {
      // Still longer the longer a campaign was. What each commit keeps up is read in no time.
      name: 'what the attempts of a campaign bind, as sums',
      sqlite: ['DROP INDEX attempt_bound', spentTable('TEXT', 'INTEGER'), spentOf(SQLITE)],
      postgres: [
        // Whatever an older process has still to commit is in the sums.
        'LOCK TABLE account, campaign, contact, attempt IN ACCESS EXCLUSIVE MODE',
        ...['DROP INDEX attempt_bound', spentTable(TEXT, 'BIGINT'), spentOf(POSTGRES)],
      ],
    },
  ],
]);

function spentTable(text: string, number: string): string {
  const sums = ['spent', 'reserved', 'unpriced', 'people', 'open'].map((column) => `${column} ${number} NOT NULL`);
  return `CREATE TABLE campaign_spent (campaign ${text} PRIMARY KEY, ${sums.join(', ')})`;
}

function spentOf(d: Dialect): string {
  const rang = `(state <> 'not_placed' OR ${d.textAt('body', 'state', 'why')} = 'given_up')`;
  return `INSERT INTO campaign_spent (campaign, spent, reserved, unpriced, people, open)
    SELECT campaign, coalesce(sum(CASE WHEN open = 0 THEN reserved END), 0), coalesce(sum(CASE WHEN open > 0 THEN reserved END), 0),
      count(CASE WHEN ${rang} AND reserved IS NULL THEN 1 END), count(DISTINCT CASE WHEN ${rang} THEN contact END),
      count(CASE WHEN open > 0 THEN 1 END)
    FROM attempt GROUP BY campaign`;
}

/** The schema this version of outdial writes. */
export const SCHEMA = Math.max(...STEPS.keys());

/** What is left to do for a ledger of this schema; 0: there is none yet. */
export function migrationsAfter(schema: number, server: Server): readonly Migration[] {
  if (schema === 0) return [{ version: SCHEMA, name: 'the ledger', statements: schemaStatements(server) }];
  const left = [...STEPS].filter(([version]) => version > schema);
  return left.map(([version, step]) => ({ version, name: step.name, statements: step[server] }));
}
