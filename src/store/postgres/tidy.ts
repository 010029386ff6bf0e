/** What follows a load, a few rows at a time so that the engine next door never waits: changes take effect, remains go. */
// Two processes that tidy one campaign never wait for each other: each takes rows that nobody holds. Contacts that are
// visible are locked in the order of their ids, as by every commit.
import type { Clock } from '../../clock.ts';
import type { Contact } from '../../model/contact.ts';
import type { CampaignId, ContactId } from '../../model/ids.ts';
import {
  atRow,
  CHANGE_CODES,
  formerKey,
  isCorrection,
  NAMED_KEY,
  stagedDataOf,
  stagedOwner,
  takeNewData,
  takeOut,
  VANISHED_CODE,
  type Taken,
} from '../reload.ts';
import { isBusy } from '../failure.ts';
import type { LogLine } from '../port.ts';
import type { ContactRow } from '../sql/records.ts';
import { contactColumns, contactOf } from '../sql/records.ts';
import { visibleContact } from '../sql/visible.ts';
import type { Database, Tx } from './database.ts';
import { appendLog } from './log.ts';
import { updateContacts } from './write.ts';

/** Rows a transaction: some 10 ms. */
const CHUNK = 500;
const TRIES = 100;
/** Between two looks at what another process is just clearing away. */
const BETWEEN = 20;

/** Until nothing is left. Crash-safe: what a dead process did not finish is done when the ledger is opened, or before the next load. */
export async function tidyAll(db: Database, clock: Clock, campaign: CampaignId): Promise<void> {
  for (let tries = 0; ;) {
    try {
      if (await db.write((tx) => tidy(tx, campaign))) {
        tries = 0;
        continue;
      }
      if (!(await db.read((tx) => remains(tx, campaign)))) return;
      await clock.sleep(clock.now() + BETWEEN);
    } catch (error) {
      // The load is visible already: to give up here is worse than to insist, a busy moment at a time.
      if (!isBusy(error) || tries >= TRIES) throw error;
      tries += 1;
    }
  }
}

const CHANGES = `FROM load l JOIN load_change s ON s.load = l.id WHERE l.campaign = $1 AND l.state <> 'open'`;
/** Rejected and skipped rows of a load that another took the place of, or that never was published. */
const OUTCOMES = `FROM load l JOIN row_outcome r ON r.load = l.id
  WHERE l.campaign = $1 AND l.state <> 'open' AND l.current = 0`;
const CONTACTS = `FROM load l JOIN contact c ON c.load = l.id WHERE l.campaign = $1 AND l.state = 'abandoned'`;

/** Is anything left, held by another process or not? */
export async function remains(tx: Tx, campaign: CampaignId): Promise<boolean> {
  const left = await tx.one<{ left: boolean }>(
    `SELECT EXISTS (SELECT 1 ${CHANGES}) OR EXISTS (SELECT 1 ${OUTCOMES}) OR EXISTS (SELECT 1 ${CONTACTS}) AS left`,
    campaign,
  );
  return left?.left === true;
}

/** One chunk. True when there may be more that nobody else holds. */
async function tidy(tx: Tx, campaign: CampaignId): Promise<boolean> {
  return (await takeChanges(tx, campaign)) || (await clearOutcomes(tx, campaign)) || clearContacts(tx, campaign);
}

type Staged = {
  readonly load: number;
  readonly state: 'published' | 'abandoned';
  readonly list: string;
  readonly contact: ContactId;
  readonly begun_at: number;
  readonly list_row: number;
  readonly digest: string;
  readonly changed: number;
  readonly body: string | null;
};

// In the order of the list, as the contacts were written: neighbours share their pages.
async function takeChanges(tx: Tx, campaign: CampaignId): Promise<boolean> {
  const staged = await tx.all<Staged>(
    `WITH chunk AS MATERIALIZED (
       SELECT s.load, s.contact, l.list, l.begun_at, l.state ${CHANGES}
       ORDER BY s.load, s.list_row LIMIT ${CHUNK} FOR UPDATE OF s SKIP LOCKED)
     DELETE FROM load_change s USING chunk WHERE s.load = chunk.load AND s.contact = chunk.contact
     RETURNING s.load, chunk.state, chunk.list, chunk.begun_at, s.contact, s.list_row, s.digest, s.changed, s.body`,
    campaign,
  );
  if (staged.length === 0) return false;
  const published = staged.filter(({ state }) => state === 'published');
  const log = await takeEffect(tx, published);
  const waiting = staged.filter(({ body, changed }) => body !== null || isCorrection(changed));
  const owners = waiting.map(({ load, contact }) => stagedOwner(load, contact));
  await tx.run('DELETE FROM personal WHERE owner = ANY($1::text[])', owners);
  await appendLog(tx, log);
  return true;
}

/** What it leaves to be told: nothing may follow the log in its transaction. */
async function takeEffect(tx: Tx, staged: readonly Staged[]): Promise<readonly LogLine[]> {
  if (staged.length === 0) return [];
  const rows = await tx.all<ContactRow & { visible: boolean | null }>(
    `SELECT ${contactColumns('c')}, ${visibleContact('c')} AS visible FROM contact c
     WHERE c.id = ANY($1::text[]) ORDER BY c.id FOR UPDATE`,
    staged.map(({ contact }) => contact),
  );
  const known = new Map(rows.filter(({ visible }) => visible === true).map((row) => [row.id, contactOf(row)]));
  const [refused, tried] = await Promise.all([refusedOf(tx, [...known.values()]), triedOf(tx, [...known.keys()])]);
  const taken: (Staged & { readonly keepsFormer: boolean })[] = [];
  const named: Staged[] = [];
  const written = new Map<string, Contact>();
  const log: LogLine[] = [];
  for (const change of staged) {
    const contact = written.get(change.contact) ?? known.get(change.contact);
    if (contact === undefined) continue;
    const past = {
      refused: () => refused.has(contact.destination),
      tried: (destination: string) => tried.get(`${contact.id} ${destination}`) ?? 0,
    };
    const effect = effectOf(contact, change, past);
    const next = effect?.contact ?? (change.changed === VANISHED_CODE ? contact : movedTo(contact, change));
    if (effect !== undefined) log.push(...effect.log);
    if (effect !== undefined && change.body !== null) taken.push({ ...change, keepsFormer: effect.keepsFormer });
    if (effect === undefined && isCorrection(change.changed)) named.push(change);
    if (next !== contact) written.set(change.contact, next);
  }
  await updateContacts(tx, [...written.values()]);
  await takeData(tx, taken);
  await keepNamed(tx, named);
  return log;
}

/** Looked at again: it may have been dialed since its row was read. */
function effectOf(
  contact: Contact,
  change: Staged,
  { refused, tried }: { readonly refused: () => boolean; readonly tried: (destination: string) => number },
): Taken | undefined {
  const { body, changed, list, list_row: row, begun_at: now } = change;
  if (changed === VANISHED_CODE) return takeOut(contact, now);
  if (body === null) return undefined;
  const data = stagedDataOf(contact.id, body);
  const at = { list, row, now, called: changed === CHANGE_CODES.corrected_called };
  return takeNewData(contact, data, at, { refused, tried: () => tried(data.destination) });
}

function movedTo(contact: Contact, { list, list_row: row }: Staged): Contact {
  return atRow(contact, list, row);
}

async function refusedOf(tx: Tx, contacts: readonly Contact[]): Promise<ReadonlySet<string>> {
  const rows = await tx.all<{ destination: string }>(
    'SELECT destination FROM suppression WHERE destination = ANY($1::text[])',
    contacts.map(({ destination }) => destination),
  );
  return new Set(rows.map(({ destination }) => destination));
}

/** How often each of them was called on each number; nobody proved that it did not ring. */
async function triedOf(tx: Tx, contacts: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.all<{ contact: string; destination: string; n: number }>(
    `SELECT contact, destination, count(*) AS n FROM attempt
     WHERE contact = ANY($1::text[]) AND state <> 'not_placed' GROUP BY contact, destination`,
    contacts,
  );
  return new Map(rows.map(({ contact, destination, n }) => [`${contact} ${destination}`, Number(n)]));
}

async function takeData(tx: Tx, taken: readonly (Staged & { readonly keepsFormer: boolean })[]): Promise<void> {
  if (taken.length === 0) return;
  const contacts = taken.map(({ contact }) => contact);
  const owners = taken.map(({ load, contact }) => stagedOwner(load, contact));
  await tx.run(
    `UPDATE contact c SET digest = v.digest FROM unnest($1::text[], $2::text[]) AS v (id, digest) WHERE c.id = v.id`,
    contacts,
    taken.map(({ digest }) => digest),
  );
  const formers = taken.filter(({ keepsFormer }) => keepsFormer);
  await tx.run(
    `INSERT INTO personal (owner, key, body)
     SELECT p.owner, v.former, p.body FROM unnest($1::text[], $2::text[]) AS v (id, former)
     JOIN personal p ON p.owner = v.id AND p.key = 'row' ORDER BY v.id COLLATE "C"
     ON CONFLICT (owner, key) DO NOTHING`,
    formers.map(({ contact }) => contact),
    formers.map(({ load }) => formerKey(load)),
  );
  await tx.run(
    `INSERT INTO personal (owner, key, body)
     SELECT v.id, p.key, p.body FROM unnest($1::text[], $2::text[]) AS v (id, staged)
     JOIN personal p ON p.owner = v.staged ORDER BY v.id COLLATE "C", p.key
     ON CONFLICT (owner, key) DO UPDATE SET body = excluded.body`,
    contacts,
    owners,
  );
}

async function keepNamed(tx: Tx, named: readonly Staged[]): Promise<void> {
  if (named.length === 0) return;
  await tx.run(
    `INSERT INTO personal (owner, key, body)
     SELECT DISTINCT ON (v.id COLLATE "C") v.id, $3::text, p.body FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS v (id, staged, n)
     JOIN personal p ON p.owner = v.staged AND p.key = 'row'
     JOIN personal o ON o.owner = v.id AND o.key = 'row' ORDER BY v.id COLLATE "C", v.n DESC
     ON CONFLICT (owner, key) DO UPDATE SET body = excluded.body`,
    named.map(({ contact }) => contact),
    named.map(({ load, contact }) => stagedOwner(load, contact)),
    NAMED_KEY,
  );
}

async function clearOutcomes(tx: Tx, campaign: CampaignId): Promise<boolean> {
  const left = await tx.all<{ owner: string }>(
    `WITH chunk AS MATERIALIZED (
       SELECT r.load, r.owner ${OUTCOMES} LIMIT ${CHUNK} FOR UPDATE OF r SKIP LOCKED)
     DELETE FROM row_outcome r USING chunk WHERE r.load = chunk.load AND r.owner = chunk.owner RETURNING r.owner`,
    campaign,
  );
  return clear(tx, left);
}

async function clearContacts(tx: Tx, campaign: CampaignId): Promise<boolean> {
  const left = await tx.all<{ owner: string }>(
    `WITH chunk AS MATERIALIZED (SELECT c.id ${CONTACTS} LIMIT ${CHUNK} FOR UPDATE OF c SKIP LOCKED)
     DELETE FROM contact c USING chunk WHERE c.id = chunk.id RETURNING c.id AS owner`,
    campaign,
  );
  return clear(tx, left);
}

async function clear(tx: Tx, left: readonly { readonly owner: string }[]): Promise<boolean> {
  if (left.length === 0) return false;
  await tx.run(
    'DELETE FROM personal WHERE owner = ANY($1::text[])',
    left.map(({ owner }) => owner),
  );
  return true;
}
