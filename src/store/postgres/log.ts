/** The append-only log and its chain. */
import type { CampaignId, ContactId } from '../../model/ids.ts';
import { sealOf } from '../chain.ts';
import type { LoggedLine, LogHead, LogLine } from '../port.ts';
import type { Database, Tx } from './database.ts';
import { clampLimit } from './database.ts';

/**
 * Last in its transaction: the chain has one end, everybody waits for whoever holds it, and its holder for nobody. So
 * the numbers are in the order of the commits, too.
 */
export async function appendLog(tx: Tx, lines: readonly LogLine[]): Promise<void> {
  if (lines.length === 0) return;
  const end = await tx.one<LogHead>('SELECT seq, hash FROM chain FOR UPDATE');
  if (end === undefined) throw new Error('the log has lost its end');
  let { seq, hash } = end;
  const rows = lines.map((line) => {
    seq += 1;
    hash = sealOf(hash, line);
    return { seq, hash, line };
  });
  await Promise.all([
    tx.run(
      `INSERT INTO log (seq, campaign, contact, body, hash)
       SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])`,
      rows.map((row) => row.seq),
      rows.map(({ line }) => line.campaign),
      rows.map(({ line }) => line.contact),
      rows.map(({ line }) => JSON.stringify(line)),
      rows.map((row) => row.hash),
    ),
    tx.run('UPDATE chain SET seq = $1, hash = $2', seq, hash),
  ]);
}

export async function logHead(db: Database): Promise<LogHead | null> {
  return (await db.one<LogHead>('SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1')) ?? null;
}

type Row = {
  readonly seq: number;
  readonly hash: string;
  readonly body: string;
  readonly campaign: CampaignId | null;
  readonly contact: ContactId | null;
};

export async function readLog(
  db: Database,
  of: { readonly contact?: ContactId; readonly campaign?: CampaignId },
  after: number,
  limit: number,
): Promise<LoggedLine[]> {
  const wanted = [
    ...(of.contact === undefined ? [] : [{ column: 'contact', value: of.contact }]),
    ...(of.campaign === undefined ? [] : [{ column: 'campaign', value: of.campaign }]),
  ];
  const where = ['seq > $1', ...wanted.map(({ column }, index) => `${column} = $${index + 3}`)].join(' AND ');
  const rows = await db.all<Row>(
    `SELECT seq, hash, body, campaign, contact FROM log WHERE ${where} ORDER BY seq LIMIT $2`,
    after,
    clampLimit(limit),
    ...wanted.map(({ value }) => value),
  );
  // Whose line it is as the index has it: a line that was moved to somebody else no longer fits its seal.
  return rows.map(({ seq, hash, body, ...whose }) => ({ ...(JSON.parse(body) as LogLine), ...whose, seq, hash }));
}
