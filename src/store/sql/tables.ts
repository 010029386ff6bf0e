/** Every table of the ledger, described once: both servers' schemas, the column lists and the kinds of values follow from it. */
// What is indexed, guarded or counted has a column, the rest of a record is JSON in `body`: as text, since `jsonb` cannot
// hold the NUL that a name may contain.

export type Server = 'sqlite' | 'postgres';

/**
 * `small`: a number of few values; `serial`: the ledger counts; `true`: of a table with one row.
 * `half`: of a record that changes, who it is about (which hardly ever does) or how it stands.
 */
export type Column = {
  readonly kind: 'text' | 'number' | 'small' | 'serial' | 'true';
  readonly null?: true;
  readonly half?: 'who' | 'how';
  readonly among?: readonly string[];
  readonly fallback?: number;
  readonly references?: { readonly table: string; readonly on?: Server };
  /** Absent: on both. */
  readonly on?: Server;
};
export type Index = {
  readonly name: string;
  readonly by: string;
  readonly where?: string;
  readonly unique?: true;
  readonly on?: Server;
};
export type Table = {
  readonly columns: Readonly<Record<string, Column>>;
  readonly key: readonly string[];
  readonly unique?: readonly string[];
  readonly indexes?: readonly Index[];
  readonly on?: Server;
};

const text = { kind: 'text' } as const;
const number = { kind: 'number' } as const;
const small = { kind: 'small' } as const;
const orNull = <C extends Column>(column: C): C & { null: true } => ({ ...column, null: true });
const who = <C extends Column>(column: C): C & { half: 'who' } => ({ ...column, half: 'who' });
const how = <C extends Column>(column: C): C & { half: 'how' } => ({ ...column, half: 'how' });

// Loads are never deleted, and in PostgreSQL the foreign key would lock their row once a contact.
const LOAD = { ...number, references: { table: 'load', on: 'sqlite' } } as const;

export const TABLES = {
  meta: { columns: { key: text, value: text }, key: ['key'] },
  /** In PostgreSQL the account's row is its lock, its fence and its lease. `closed_until`: nothing new is dialed before it. */
  account: {
    columns: {
      ...{ key: text, epoch: number, taken_at: number },
      holder: { ...orNull(text), on: 'postgres' },
      lease_until: { ...orNull(number), on: 'postgres' },
      closed_until: { ...number, fallback: 0 },
    },
    key: ['key'],
  },
  campaign: {
    columns: { id: text, account: text, state: text, plan: number, created_at: number, version: number, body: text },
    key: ['id'],
    indexes: [{ name: 'campaign_account', by: 'account, state' }],
  },
  plan: {
    columns: { campaign: { ...text, references: { table: 'campaign' } }, version: number, body: text },
    key: ['campaign', 'version'],
  },

  // A contact is visible when its load is not newer than the newest published load of its campaign: publishing a million
  // rows is one row written. `current`: the newest published load of a list, whose rejected and skipped rows count.
  load: {
    columns: {
      ...{ id: { kind: 'serial' }, campaign: text, list: text, begun_at: number },
      state: { ...text, among: ['open', 'published', 'abandoned'] },
      current: { ...small, fallback: 0 },
    },
    key: ['id'],
    indexes: [
      { name: 'load_campaign', by: 'campaign, state, id' },
      { name: 'load_one_open', by: 'campaign', where: `state = 'open'`, unique: true, on: 'postgres' },
    ],
  },
  contact: {
    columns: {
      id: text,
      campaign: who(text),
      key: who(text),
      destination: who(text),
      place: who(text),
      cartesia_dialable: who(small),
      priority: who(number),
      list: who(text),
      list_row: who(number),
      load: LOAD,
      digest: text,
      state: how(text),
      due_at: how(orNull(number)),
      attempt: how(orNull(text)),
      disposition: how(orNull(text)),
      version: how(number),
      body: how(text),
    },
    key: ['id'],
    unique: ['campaign', 'key'],
    indexes: [
      {
        name: 'contact_pick',
        by: 'campaign, place, priority, due_at, list_row, list, id, cartesia_dialable, load',
        where: `state = 'ready'`,
      },
      { name: 'contact_ready', by: 'campaign, due_at, load', where: `state = 'ready'` },
      { name: 'contact_alarm', by: 'due_at, id', where: 'attempt IS NOT NULL' },
      { name: 'contact_list', by: 'campaign, list, list_row, id' },
      { name: 'contact_tally', by: 'campaign, state, disposition, load' },
      { name: 'contact_destination', by: 'destination' },
      { name: 'contact_load', by: 'load' },
    ],
  },
  row_outcome: {
    columns: {
      ...{ load: LOAD, owner: text, campaign: text, list: text, list_row: number },
      status: { ...text, among: ['rejected', 'skipped'] },
      code: text,
    },
    key: ['load', 'owner'],
    indexes: [
      { name: 'row_outcome_list', by: 'campaign, list, list_row, owner' },
      { name: 'row_outcome_owner', by: 'owner' },
    ],
  },
  load_change: {
    columns: { load: LOAD, contact: text, list_row: number, digest: text, changed: small, body: orNull(text) },
    key: ['load', 'contact'],
    indexes: [
      { name: 'load_change_row', by: 'load, list_row' },
      { name: 'load_change_contact', by: 'contact', on: 'postgres' },
    ],
  },

  // `open`: 1 holds the destination and the contact (I1 cannot be broken, whatever the code does); 2 is a call found alive
  // after its end was recorded, while a newer attempt was open: it holds a slot; 0 is over.
  attempt: {
    columns: {
      id: text,
      contact: who({ ...text, references: { table: 'contact' } }),
      campaign: who(text),
      account: who(text),
      line: who(text),
      destination: who(text),
      seq: who(number),
      send_at: who(number),
      ringing_timeout_s: how(orNull(number)),
      max_duration_s: how(orNull(number)),
      reserved: how(orNull(number)),
      state: how(text),
      call_id: how(orNull(text)),
      open: how(small),
      version: how(number),
      body: how(text),
    },
    key: ['id'],
    indexes: [
      { name: 'attempt_one_a_destination', by: 'destination', where: 'open = 1', unique: true },
      { name: 'attempt_one_a_contact', by: 'contact', where: 'open = 1', unique: true },
      { name: 'attempt_open', by: 'account, destination, contact', where: 'open > 0', on: 'sqlite' },
      { name: 'attempt_open', by: 'account', where: 'open > 0', on: 'postgres' },
      { name: 'attempt_open_destination', by: 'destination', where: 'open > 0', on: 'postgres' },
      { name: 'attempt_open_contact', by: 'contact', where: 'open > 0', on: 'postgres' },
      { name: 'attempt_call', by: 'call_id', where: 'call_id IS NOT NULL' },
      { name: 'attempt_contact', by: 'contact, seq' },
      { name: 'attempt_destination', by: 'destination, send_at' },
      { name: 'attempt_line', by: 'line, account, send_at', on: 'sqlite' },
      { name: 'attempt_line', by: 'account, line, send_at', on: 'postgres' },
      { name: 'attempt_campaign', by: 'campaign, state' },
    ],
  },
  /** Sums over a campaign's attempts (store/spent.ts), kept by each commit that writes one. */
  campaign_spent: {
    columns: { campaign: text, spent: number, reserved: number, unpriced: number, people: number, open: number },
    key: ['campaign'],
  },
  /** Whom nobody dials, for which campaigns (`scope`), why, by whose word, and until when (NULL: for good). */
  suppression: {
    columns: { destination: text, scope: text, reason: text, source: text, at: number, until: orNull(number) },
    key: ['destination', 'scope'],
  },
  /** A row to lock: who dials a number and who suppresses it wait for each other. SQLite locks the whole ledger instead. */
  destination: { columns: { key: text }, key: ['key'], on: 'postgres' },
  /** What must happen later and is no call. `subject`: an id; `body` names nobody (I8). */
  task: {
    columns: { kind: text, subject: text, due_at: number, tries: number, body: text },
    key: ['kind', 'subject'],
    indexes: [{ name: 'task_due', by: 'kind, due_at' }],
  },

  /** The only table with numbers, names or provider bodies (I8): erasing a person touches no other. */
  personal: { columns: { owner: text, key: text, body: text }, key: ['owner', 'key'] },
  log: {
    columns: { seq: number, campaign: orNull(text), contact: orNull(text), body: text, hash: text },
    key: ['seq'],
    indexes: [
      { name: 'log_contact', by: 'contact, seq', where: 'contact IS NOT NULL' },
      { name: 'log_campaign', by: 'campaign, seq', where: 'campaign IS NOT NULL' },
    ],
  },
  /** The log has one end: whoever appends holds this row until the commit, and nothing else after it. */
  chain: { columns: { one: { kind: 'true' }, seq: number, hash: text }, key: ['one'], on: 'postgres' },
} as const satisfies Readonly<Record<string, Table>>;
