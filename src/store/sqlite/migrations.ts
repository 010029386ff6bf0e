/** The schema, as the numbered steps that lead to it: a step that was released is never changed, only followed. */
// What is indexed, guarded or counted has a column, the rest of a record is JSON in `body`. Plain SQL where possible:
// PostgreSQL takes the same tables.

export type Migration = { readonly version: number; readonly statements: readonly string[] };

const LEDGER = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)`,
  `CREATE TABLE account (key TEXT PRIMARY KEY, epoch INTEGER NOT NULL, taken_at INTEGER NOT NULL)`,
  `CREATE TABLE campaign (
     id TEXT PRIMARY KEY, account TEXT NOT NULL, state TEXT NOT NULL, plan INTEGER NOT NULL,
     created_at INTEGER NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL)`,
  `CREATE INDEX campaign_account ON campaign (account, state)`,
  `CREATE TABLE plan (
     campaign TEXT NOT NULL REFERENCES campaign (id), version INTEGER NOT NULL, body TEXT NOT NULL,
     PRIMARY KEY (campaign, version))`,
];

// A contact is visible when its load is not newer than the newest published load of its campaign: publishing a million
// rows is one row written. `current`: the newest published load of a list, whose rejected and skipped rows count.
const LISTS = [
  `CREATE TABLE load (
     id INTEGER PRIMARY KEY, campaign TEXT NOT NULL, list TEXT NOT NULL, begun_at INTEGER NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('open', 'published', 'abandoned')), current INTEGER NOT NULL DEFAULT 0)`,
  `CREATE INDEX load_campaign ON load (campaign, state, id)`,
  `CREATE TABLE contact (
     id TEXT PRIMARY KEY, campaign TEXT NOT NULL, key TEXT NOT NULL, destination TEXT NOT NULL,
     window_key TEXT NOT NULL, domestic INTEGER NOT NULL, priority INTEGER NOT NULL, list TEXT NOT NULL, list_row INTEGER NOT NULL,
     load INTEGER NOT NULL REFERENCES load (id), digest TEXT NOT NULL, state TEXT NOT NULL, due_at INTEGER,
     attempt TEXT, disposition TEXT, version INTEGER NOT NULL, body TEXT NOT NULL,
     UNIQUE (campaign, key))`,
  `CREATE INDEX contact_pick ON contact (campaign, window_key, priority, due_at, list_row, list, id, domestic, load)
     WHERE state = 'ready'`,
  `CREATE INDEX contact_ready ON contact (campaign, due_at, load) WHERE state = 'ready'`,
  `CREATE INDEX contact_alarm ON contact (due_at, id) WHERE attempt IS NOT NULL`,
  `CREATE INDEX contact_list ON contact (campaign, list, list_row, id)`,
  `CREATE INDEX contact_tally ON contact (campaign, state, disposition, load)`,
  `CREATE INDEX contact_destination ON contact (destination)`,
  `CREATE INDEX contact_load ON contact (load)`,
  `CREATE TABLE row_outcome (
     load INTEGER NOT NULL REFERENCES load (id), owner TEXT NOT NULL, campaign TEXT NOT NULL, list TEXT NOT NULL,
     list_row INTEGER NOT NULL, status TEXT NOT NULL CHECK (status IN ('rejected', 'skipped')), code TEXT NOT NULL,
     PRIMARY KEY (load, owner))`,
  `CREATE INDEX row_outcome_list ON row_outcome (campaign, list, list_row, owner)`,
  `CREATE INDEX row_outcome_owner ON row_outcome (owner)`,
  `CREATE TABLE load_change (
     load INTEGER NOT NULL REFERENCES load (id), contact TEXT NOT NULL, list_row INTEGER NOT NULL, digest TEXT NOT NULL,
     changed INTEGER NOT NULL, body TEXT,
     PRIMARY KEY (load, contact))`,
  `CREATE INDEX load_change_row ON load_change (load, list_row)`,
];

// `open`: 1 holds the destination and the contact (I1 cannot be broken, whatever the code does); 2 is a call found alive
// after its end was recorded, while a newer attempt was open: it holds a slot; 0 is over.
const CALLS = [
  `CREATE TABLE attempt (
     id TEXT PRIMARY KEY, contact TEXT NOT NULL REFERENCES contact (id), campaign TEXT NOT NULL, account TEXT NOT NULL,
     line TEXT NOT NULL, destination TEXT NOT NULL, seq INTEGER NOT NULL, send_at INTEGER NOT NULL, state TEXT NOT NULL,
     call_id TEXT, open INTEGER NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL)`,
  `CREATE UNIQUE INDEX attempt_one_a_destination ON attempt (destination) WHERE open = 1`,
  `CREATE UNIQUE INDEX attempt_one_a_contact ON attempt (contact) WHERE open = 1`,
  `CREATE INDEX attempt_open ON attempt (account, destination, contact) WHERE open > 0`,
  `CREATE INDEX attempt_call ON attempt (call_id) WHERE call_id IS NOT NULL`,
  `CREATE INDEX attempt_contact ON attempt (contact, seq)`,
  `CREATE INDEX attempt_line ON attempt (line, account, send_at)`,
  `CREATE INDEX attempt_campaign ON attempt (campaign, state)`,
  `CREATE TABLE destination (key TEXT PRIMARY KEY, suppressed_at INTEGER, source TEXT)`,
];

// The only table with numbers, names or provider bodies (I8): erasing a person touches no other.
const RECORDS = [
  `CREATE TABLE personal (owner TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (owner, key))`,
  `CREATE TABLE log (
     seq INTEGER PRIMARY KEY, campaign TEXT, contact TEXT, body TEXT NOT NULL, hash TEXT NOT NULL)`,
  `CREATE INDEX log_contact ON log (contact, seq) WHERE contact IS NOT NULL`,
  `CREATE INDEX log_campaign ON log (campaign, seq) WHERE campaign IS NOT NULL`,
];

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, statements: [...LEDGER, ...LISTS, ...CALLS, ...RECORDS] },
  // The moment before which the provider asked for nothing more.
  { version: 2, statements: ['ALTER TABLE account ADD COLUMN closed_until INTEGER NOT NULL DEFAULT 0'] },
];

/** The schema this version of outdial writes. */
export const SCHEMA = Math.max(...MIGRATIONS.map(({ version }) => version));
