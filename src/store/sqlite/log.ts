/** The append-only log and its chain. */
import type { CampaignId, ContactId } from '../../model/ids.ts';
import { CHAIN_START, sealOf } from '../chain.ts';
import type { LoggedLine, LogHead, LogLine } from '../port.ts';
import type { Database } from './database.ts';
import { clampLimit } from './database.ts';

/** Only within a write: the chain has one end. */
export function appendLog(db: Database, lines: readonly LogLine[]): void {
  if (lines.length === 0) return;
  const last = logHead(db);
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

export function logHead(db: Database): LogHead | null {
  return db.one<LogHead>('SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1') ?? null;
}

export function readLog(
  db: Database,
  of: { contact?: ContactId; campaign?: CampaignId },
  after: number,
  limit: number,
): LoggedLine[] {
  const wanted = [
    ...(of.contact === undefined ? [] : [{ test: 'contact = ?', value: of.contact }]),
    ...(of.campaign === undefined ? [] : [{ test: 'campaign = ?', value: of.campaign }]),
  ];
  const where = ['seq > ?', ...wanted.map(({ test }) => test)].join(' AND ');
  const rows = db.all<{ seq: number; hash: string; body: string; campaign: CampaignId; contact: ContactId }>(
    `SELECT seq, hash, body, campaign, contact FROM log WHERE ${where} ORDER BY seq LIMIT ?`,
    ...[after, ...wanted.map(({ value }) => value), clampLimit(limit)],
  );
  // Whose line it is as the index has it: a line that was moved to somebody else no longer fits its seal.
  return rows.map(({ seq, hash, body, ...whose }) => ({ ...(JSON.parse(body) as LogLine), ...whose, seq, hash }));
}
