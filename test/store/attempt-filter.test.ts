/** A filter of attempts is one thing: what the query of a ledger counts is what the plain reading of it counts. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isOpen, type Attempt, type AttemptState } from '../../src/model/attempt.ts';
import type { AccountKey, AttemptId, CampaignId, ContactId, DestinationKey, LineId } from '../../src/model/ids.ts';
import { attemptFits, type AttemptFilter } from '../../src/store/commit-facts.ts';
import { attemptCondition } from '../../src/store/sql/attempt-filter.ts';
import { POSTGRES, SQLITE } from '../../src/store/sql/dialect.ts';
import { findEngine } from '../../src/store/sqlite/engine.ts';
import { makeAttempt, NOW } from '../support/fixtures.ts';
import { describeWith } from '../support/needs.ts';
import { freshDatabase } from '../support/postgres.ts';
import pg from 'pg';

type Fields = Pick<Attempt, 'account' | 'line' | 'campaign' | 'destination' | 'contact'>;
/** Two of each, so that every filter fits some and not others. */
const fields = fc.record({
  account: fc.constantFrom('a1' as AccountKey, 'a2' as AccountKey),
  line: fc.constantFrom('l1' as LineId, 'l2' as LineId),
  campaign: fc.constantFrom('p1' as CampaignId, 'p2' as CampaignId),
  destination: fc.constantFrom('d1' as DestinationKey, 'd2' as DestinationKey),
  contact: fc.constantFrom('c1' as ContactId, 'c2' as ContactId),
});
const near = fc.integer({ min: NOW - 2, max: NOW + 2 });
const state = fc.constantFrom<AttemptState>(
  { is: 'placing' },
  { is: 'placed', callId: 'ac' as never, seen: 'created', startedAt: null, renewals: 0 },
  { is: 'in_doubt', since: NOW, cause: 'timeout', callId: null, renewals: 0 },
  { is: 'ended', callId: null, disposition: 'busy', startedAt: null, endedAt: NOW, endReason: null },
  { is: 'ended', callId: null, disposition: 'answered', startedAt: NOW, endedAt: NOW, endReason: null },
  { is: 'ended', callId: null, disposition: 'answered', startedAt: null, endedAt: NOW + 1, endReason: null },
  { is: 'not_placed', why: 'unsent', at: NOW, code: null },
  { is: 'not_placed', why: 'given_up', at: NOW, code: null },
);
const attempt = fc.tuple(fields, near, state).map(([its, sendAt, is]) => makeAttempt({ ...its, sendAt, state: is }));
const filter: fc.Arbitrary<AttemptFilter> = fc
  .tuple(
    fields,
    fc.subarray<keyof Fields>(['account', 'line', 'campaign', 'destination', 'contact']),
    fc.constantFrom('open' as const, 'may_have_rung' as const, 'talked' as const),
    fc.record({ after: near, before: near, overAfter: near }, { requiredKeys: [] }),
  )
  .map(([its, given, which, between]) => ({
    which,
    ...Object.fromEntries(given.map((name) => [name, its[name]])),
    ...between,
  }));
const asked = fc.tuple(fc.array(attempt, { minLength: 1, maxLength: 12 }), fc.array(filter, { maxLength: 8 }));

const TABLE = `CREATE TABLE attempt
  (id text, account text, line text, campaign text, destination text, contact text, send_at bigint, state text, open int, body text)`;
const rowOf = (one: Attempt, n: number): readonly (string | number)[] => [
  `x${n}` as AttemptId,
  ...[one.account, one.line, one.campaign, one.destination, one.contact, one.sendAt, one.state.is],
  isOpen(one) ? 1 : 0,
  JSON.stringify({ state: one.state }),
];
const expected = (of: AttemptFilter, attempts: readonly Attempt[]): number =>
  attempts.filter((one) => attemptFits(of, one)).length;

it('in SQLite', async () => {
  const db = (await findEngine()).open(':memory:');
  db.exec(TABLE);
  let counted = 0;
  fc.assert(
    fc.property(asked, ([attempts, filters]) => {
      db.exec('DELETE FROM attempt');
      const insert = db.prepare('INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
      attempts.forEach((one, n) => insert.run(...rowOf(one, n)));
      for (const of of filters) {
        const { sql, values } = attemptCondition(SQLITE, of, () => '?');
        const found = db.prepare(sql).get(...values);
        expect(found).toEqual({ n: expected(of, attempts) });
        counted += expected(of, attempts);
      }
    }),
    { numRuns: 300 },
  );
  expect(counted).toBeGreaterThan(15);
  db.close();
});

describeWith('PostgreSQL')('on a server', () => {
  it('in PostgreSQL', async () => {
    const database = await freshDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query(TABLE);
      await fc.assert(
        fc.asyncProperty(asked, async ([attempts, filters]) => {
          await client.query('DELETE FROM attempt');
          for (const [n, one] of attempts.entries())
            await client.query('INSERT INTO attempt VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
              ...rowOf(one, n),
            ]);
          for (const of of filters) {
            const { sql, values } = attemptCondition(POSTGRES, of, (nth) => `$${nth}`);
            const { rows } = await client.query<{ n: string }>(sql, [...values]);
            expect(Number(rows[0]?.n)).toBe(expected(of, attempts));
          }
        }),
        { numRuns: 40 },
      );
    } finally {
      await client.end();
      await database.drop();
    }
  });
});
