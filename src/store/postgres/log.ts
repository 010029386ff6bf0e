/** The end of the append-only log: each line is sealed with the one before it. */
import { sealOf } from '../chain.ts';
import type { LogHead, LogLine } from '../port.ts';
import type { Tx } from './database.ts';

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
