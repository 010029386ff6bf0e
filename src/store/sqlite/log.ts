/** The end of the append-only log: each line is sealed with the one before it. */
import { CHAIN_START, sealOf } from '../chain.ts';
import type { LogLine } from '../port.ts';
import { runNow } from '../sql/routine.ts';
import { logHead } from '../sql/routines/log.ts';
import type { Database } from './database.ts';

/** Only within a write: the chain has one end. */
export function appendLog(db: Database, lines: readonly LogLine[]): void {
  if (lines.length === 0) return;
  const last = runNow(db, logHead());
  let seq = last?.seq ?? 0;
  let hash = last?.hash ?? CHAIN_START;
  for (const line of lines) {
    seq += 1;
    hash = sealOf(hash, line);
    db.run(
      'INSERT INTO log (seq, campaign, contact, body, hash) VALUES (?, ?, ?, ?, ?)',
      ...[seq, line.campaign, line.contact, JSON.stringify(line), hash],
    );
  }
}
