/** Takes a commit's locks in the port's order, each sorted by key, and reads what stands under them. */
// One round trip: the statements go out together, the server runs them one after the other, and each sees what was
// committed when it begins. What is decided upon is a locked row, or was read after the lock that guards it: at READ
// COMMITTED a sub-query of one statement would still see the moment that statement began to wait.
import { isOpen } from '../../model/attempt.ts';
import { UNHEARD_TASK } from '../../model/heard.ts';
import type { AccountKey, CampaignId, ContactId } from '../../model/ids.ts';
import type { Spent } from '../../model/standing-facts.ts';
import { readGuarded } from '../../model/stored-plan.ts';
import type { Instant } from '../../model/time.ts';
import { talliesOf, type AttemptFilter, type KnownCampaign } from '../commit-facts.ts';
import { reading } from '../failure.ts';
import type { Change, Guards } from '../port.ts';
import { attemptCondition, mayHaveRungOf, talkedUntilOf } from '../sql/attempt-filter.ts';
import { POSTGRES } from '../sql/dialect.ts';
import type { ContactRow } from '../sql/records.ts';
import { contactColumns, contactOf } from '../sql/records.ts';
import { visibleContact } from '../sql/visible.ts';
import type { Tx } from './database.ts';
import { lockDestinations } from './destinations.ts';
import type { KnownAttempt, Tally } from './locked-rows.ts';
import { LockedRows } from './locked-rows.ts';

export async function lockRows(tx: Tx, changes: readonly Change[], guards: Guards): Promise<LockedRows> {
  const keys = keysOf(changes, guards);
  const filters = talliesOf(guards);
  const [accounts, campaigns, suppressed, contacts, attempts, rings, spent, unheard, ...tallies] = await Promise.all([
    holdAccounts(tx, keys.accounts),
    holdCampaigns(tx, keys.campaigns),
    lockDestinations(tx, keys.destinations),
    tx.all<ContactRow & { visible: boolean | null }>(
      `SELECT ${contactColumns('c')}, ${visibleContact('c')} AS visible FROM contact c
       WHERE c.id = ANY($1::text[]) ORDER BY c.id FOR UPDATE`,
      keys.contacts,
    ),
    tx.all<KnownAttempt>(
      `${ATTEMPT} a.id = ANY($1::text[])
       UNION ${ATTEMPT} a.open > 0 AND a.destination = ANY($2::text[])
       UNION ${ATTEMPT} a.open > 0 AND a.contact = ANY($3::text[])`,
      keys.attempts,
      keys.destinations,
      keys.contacts,
    ),
    rung(tx, keys.attempts.length === 0 ? [] : keys.contacts),
    // The last lock before the log's: whoever takes evidence in has contacts, and comes to the sums when it writes.
    lockSpent(tx, guards.limits === undefined ? null : guards.limits.campaign),
    // After the attempts: a call that has ended by then has left its words in the same commit.
    keys.opening === 0
      ? []
      : tx.all<{ subject: string }>(
          `SELECT subject FROM task WHERE kind = '${UNHEARD_TASK}' AND subject = ANY($1::text[])`,
          keys.destinations,
        ),
    ...filters.map((filter) => tally(tx, filter)),
  ]);
  const read = {
    accounts,
    ...{ tallies, rings, spent },
    campaigns,
    suppressed,
    contacts: contacts.filter(({ visible }) => visible === true).map(contactOf),
    attempts,
    unheard: unheard.map(({ subject }) => subject),
  };
  return new LockedRows(read);
}

async function rung(tx: Tx, contacts: readonly ContactId[]): Promise<ReadonlyMap<ContactId, number>> {
  if (contacts.length === 0) return new Map();
  const rows = await tx.all<{ contact: ContactId; n: number }>(
    `SELECT a.contact, count(*) AS n FROM attempt a
     WHERE a.contact = ANY($1::text[]) AND ${mayHaveRungOf(POSTGRES, 'a')} GROUP BY a.contact`,
    contacts,
  );
  return new Map(rows.map(({ contact, n }) => [contact, n]));
}

async function lockSpent(tx: Tx, campaign: CampaignId | null): Promise<ReadonlyMap<CampaignId, Spent>> {
  if (campaign === null) return new Map();
  const row = await tx.one<Spent>(
    'SELECT spent, reserved, unpriced, people, open FROM campaign_spent WHERE campaign = $1 FOR UPDATE',
    campaign,
  );
  return new Map(row === undefined ? [] : [[campaign, row]]);
}

const ATTEMPT = `SELECT a.id, a.version, a.open, a.account, a.line, a.campaign, a.destination, a.contact,
  a.send_at AS "sendAt", a.reserved, ${mayHaveRungOf(POSTGRES, 'a')} AS "mayHaveRung", ${talkedUntilOf(POSTGRES, 'a')} AS "talkedUntil"
  FROM attempt a WHERE`;

function keysOf(
  changes: readonly Change[],
  { epoch, slots, openAt, running, unsuppressed, numbers, spellings }: Guards,
) {
  const attempts = changes.flatMap(({ attempt }) => (attempt === undefined ? [] : [attempt]));
  // Evidence may open a call again that was believed over: it needs its destination as much as a new attempt does.
  const opening = attempts.filter(({ to }) => isOpen(to));
  const dialing = opening.filter(({ from }) => from === 'new');
  const unique = <T>(keys: readonly T[]): T[] => [...new Set(keys)];
  return {
    opening: dialing.length,
    accounts: unique([
      ...(epoch === undefined ? [] : [epoch.account]),
      ...(slots === undefined ? [] : [slots.account]),
      ...(openAt === undefined ? [] : [openAt.account]),
      ...dialing.map(({ to }) => to.account),
    ]),
    campaigns: unique([
      ...(running === true || unsuppressed !== undefined ? changes.map(({ contact }) => contact.to.campaign) : []),
      ...dialing.map(({ to }) => to.campaign),
    ]),
    destinations: unique([
      ...opening.map(({ to }) => to.destination),
      ...(unsuppressed !== undefined ? changes.map(({ contact }) => contact.to.destination) : []),
      ...(numbers ?? []).flatMap(({ destination, also }) => [destination, ...also]),
      ...[...(spellings?.values() ?? [])].flat(),
    ]),
    contacts: unique([...changes.map(({ contact }) => contact.to.id), ...attempts.map(({ to }) => to.contact)]),
    attempts: unique(attempts.map(({ to }) => to.id)),
  };
}

type Account = { readonly epoch: number; readonly closedUntil: Instant };

/** An account no engine ever took has a row as well, so that there is something to lock. */
async function holdAccounts(tx: Tx, accounts: readonly AccountKey[]): Promise<Map<AccountKey, Account>> {
  if (accounts.length === 0) return new Map();
  const [, rows] = await Promise.all([
    tx.run(
      `INSERT INTO account (key, epoch, taken_at) SELECT k, 0, 0 FROM unnest($1::text[]) AS k ORDER BY k COLLATE "C"
       ON CONFLICT DO NOTHING`,
      accounts,
    ),
    tx.all<Account & { key: AccountKey }>(
      'SELECT key, epoch, closed_until AS "closedUntil" FROM account WHERE key = ANY($1::text[]) ORDER BY key FOR UPDATE',
      accounts,
    ),
  ]);
  return new Map(rows.map((row) => [row.key, row]));
}

/** Shared: dialing a campaign holds up its pausing and nobody else. */
async function holdCampaigns(tx: Tx, campaigns: readonly CampaignId[]): Promise<Map<CampaignId, KnownCampaign>> {
  if (campaigns.length === 0) return new Map();
  const rows = await tx.all<{ id: CampaignId; state: string; account: AccountKey; step: number | null; plan: string }>(
    `SELECT c.id, c.state, c.account, ${POSTGRES.numberAt('c.body', 'rampStep')} AS step, p.body AS plan FROM campaign c
     JOIN plan p ON p.campaign = c.id AND p.version = c.plan
     WHERE c.id = ANY($1::text[]) ORDER BY c.id FOR SHARE OF c`,
    campaigns,
  );
  return new Map(
    rows.map(({ id, state, account, step, plan }) => {
      const guarded = reading(`plan of ${id}`, () => readGuarded(plan));
      return [id, { ...guarded, account, rampStep: step ?? 0, running: state === 'running' }];
    }),
  );
}

async function tally(tx: Tx, filter: AttemptFilter): Promise<Tally> {
  const { sql, values } = attemptCondition(POSTGRES, filter, (nth) => `$${nth}`);
  return { filter, count: (await tx.one<{ n: number }>(sql, ...values))?.n ?? 0 };
}
