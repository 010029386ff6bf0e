/** The tables of the ledger in PostgreSQL, as the numbered steps that lead to them: a released step is never changed. */
// The same tables as in SQLite, with the same meaning. Text is ordered by its bytes (COLLATE "C"), as in every other
// ledger, and a body is JSON as text: `jsonb` cannot hold the NUL that a name may contain.

export type Migration = { readonly version: number; readonly name: string; readonly statements: readonly string[] };

const TEXT = 'TEXT COLLATE "C"';

const LEDGER = [
  `CREATE TABLE meta (key ${TEXT} PRIMARY KEY, value ${TEXT} NOT NULL)`,
  // The account's row is its lock, its fence and its lease.
  `CREATE TABLE account (
     key ${TEXT} PRIMARY KEY, epoch BIGINT NOT NULL, taken_at BIGINT NOT NULL, holder ${TEXT}, lease_until BIGINT)`,
  `CREATE TABLE campaign (
     id ${TEXT} PRIMARY KEY, account ${TEXT} NOT NULL, state ${TEXT} NOT NULL, plan BIGINT NOT NULL,
     created_at BIGINT NOT NULL, version BIGINT NOT NULL, body ${TEXT} NOT NULL)`,
  `CREATE INDEX campaign_account ON campaign (account, state)`,
  `CREATE TABLE plan (
     campaign ${TEXT} NOT NULL REFERENCES campaign (id), version BIGINT NOT NULL, body ${TEXT} NOT NULL,
     PRIMARY KEY (campaign, version))`,
];

// Loads are never deleted, so that nothing refers to them by a foreign key: it would lock their row once a contact.
const LISTS = [
  `CREATE TABLE load (
     id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, campaign ${TEXT} NOT NULL, list ${TEXT} NOT NULL,
     begun_at BIGINT NOT NULL, state ${TEXT} NOT NULL CHECK (state IN ('open', 'published', 'abandoned')),
     current SMALLINT NOT NULL DEFAULT 0)`,
  `CREATE INDEX load_campaign ON load (campaign, state, id)`,
  `CREATE UNIQUE INDEX load_one_open ON load (campaign) WHERE state = 'open'`,
  `CREATE TABLE contact (
     id ${TEXT} PRIMARY KEY, campaign ${TEXT} NOT NULL, key ${TEXT} NOT NULL, destination ${TEXT} NOT NULL,
     window_key ${TEXT} NOT NULL, domestic SMALLINT NOT NULL, priority BIGINT NOT NULL, list ${TEXT} NOT NULL,
     list_row BIGINT NOT NULL, load BIGINT NOT NULL, digest ${TEXT} NOT NULL, state ${TEXT} NOT NULL, due_at BIGINT,
     attempt ${TEXT}, disposition ${TEXT}, version BIGINT NOT NULL, body ${TEXT} NOT NULL,
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
     load BIGINT NOT NULL, owner ${TEXT} NOT NULL, campaign ${TEXT} NOT NULL, list ${TEXT} NOT NULL,
     list_row BIGINT NOT NULL, status ${TEXT} NOT NULL CHECK (status IN ('rejected', 'skipped')), code ${TEXT} NOT NULL,
     PRIMARY KEY (load, owner))`,
  `CREATE INDEX row_outcome_list ON row_outcome (campaign, list, list_row, owner)`,
  `CREATE INDEX row_outcome_owner ON row_outcome (owner)`,
  `CREATE TABLE load_change (
     load BIGINT NOT NULL, contact ${TEXT} NOT NULL, list_row BIGINT NOT NULL, digest ${TEXT} NOT NULL,
     changed SMALLINT NOT NULL, body ${TEXT},
     PRIMARY KEY (load, contact))`,
  `CREATE INDEX load_change_row ON load_change (load, list_row)`,
  `CREATE INDEX load_change_contact ON load_change (contact)`,
];

// `open`: 1 holds the destination and the contact (I1 cannot be broken, whatever the code does); 2 is a call found alive
// after its end was recorded, while a newer attempt was open: it holds a slot; 0 is over.
const CALLS = [
  `CREATE TABLE attempt (
     id ${TEXT} PRIMARY KEY, contact ${TEXT} NOT NULL REFERENCES contact (id), campaign ${TEXT} NOT NULL,
     account ${TEXT} NOT NULL, line ${TEXT} NOT NULL, destination ${TEXT} NOT NULL, seq BIGINT NOT NULL,
     send_at BIGINT NOT NULL, state ${TEXT} NOT NULL, call_id ${TEXT}, open SMALLINT NOT NULL,
     version BIGINT NOT NULL, body ${TEXT} NOT NULL)`,
  `CREATE UNIQUE INDEX attempt_one_a_destination ON attempt (destination) WHERE open = 1`,
  `CREATE UNIQUE INDEX attempt_one_a_contact ON attempt (contact) WHERE open = 1`,
  `CREATE INDEX attempt_open ON attempt (account) WHERE open > 0`,
  `CREATE INDEX attempt_open_destination ON attempt (destination) WHERE open > 0`,
  `CREATE INDEX attempt_open_contact ON attempt (contact) WHERE open > 0`,
  `CREATE INDEX attempt_call ON attempt (call_id) WHERE call_id IS NOT NULL`,
  `CREATE INDEX attempt_contact ON attempt (contact, seq)`,
  `CREATE INDEX attempt_line ON attempt (account, line, send_at)`,
  `CREATE INDEX attempt_campaign ON attempt (campaign, state)`,
  `CREATE TABLE destination (key ${TEXT} PRIMARY KEY, suppressed_at BIGINT, source ${TEXT})`,
];

// The only table with numbers, names or provider bodies (I8): erasing a person touches no other.
const RECORDS = [
  `CREATE TABLE personal (
     owner ${TEXT} NOT NULL, key ${TEXT} NOT NULL, body ${TEXT} NOT NULL, PRIMARY KEY (owner, key))`,
  `CREATE TABLE log (
     seq BIGINT PRIMARY KEY, campaign ${TEXT}, contact ${TEXT}, body ${TEXT} NOT NULL, hash ${TEXT} NOT NULL)`,
  `CREATE INDEX log_contact ON log (contact, seq) WHERE contact IS NOT NULL`,
  `CREATE INDEX log_campaign ON log (campaign, seq) WHERE campaign IS NOT NULL`,
  // The chain has one end: whoever appends holds this row until the commit, and nothing else after it.
  `CREATE TABLE chain (one BOOLEAN PRIMARY KEY CHECK (one), seq BIGINT NOT NULL, hash ${TEXT} NOT NULL)`,
  `INSERT INTO chain (one, seq, hash) VALUES (true, 0, '')`,
];

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'the ledger', statements: [...LEDGER, ...LISTS, ...CALLS, ...RECORDS] },
  {
    version: 2,
    name: 'the moment before which the provider asked for nothing more',
    statements: ['ALTER TABLE account ADD COLUMN closed_until BIGINT NOT NULL DEFAULT 0'],
  },
];

/** The schema this version of outdial writes. */
export const SCHEMA = Math.max(...MIGRATIONS.map(({ version }) => version));
