/** The append-only log, read. */
import type { CampaignId, ContactId } from '../../../model/ids.ts';
import type { LoggedLine, LogHead, LogLine } from '../../port.ts';
import { all, clampLimit, one, type Routine } from '../routine.ts';

type Row = {
  readonly seq: number;
  readonly hash: string;
  readonly body: string;
  readonly campaign: CampaignId | null;
  readonly contact: ContactId | null;
};

export function* logHead(): Routine<LogHead | null> {
  return (yield* one<LogHead>('SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1')) ?? null;
}

export function* readLog(
  of: { readonly contact?: ContactId; readonly campaign?: CampaignId },
  after: number,
  limit: number,
): Routine<readonly LoggedLine[]> {
  const wanted = [
    ...(of.contact === undefined ? [] : [{ column: 'contact', value: of.contact }]),
    ...(of.campaign === undefined ? [] : [{ column: 'campaign', value: of.campaign }]),
  ];
  const where = ['seq > $1', ...wanted.map(({ column }, index) => `${column} = $${index + 3}`)].join(' AND ');
  const rows = yield* all<Row>(
    `SELECT seq, hash, body, campaign, contact FROM log WHERE ${where} ORDER BY seq LIMIT $2`,
    after,
    clampLimit(limit),
    ...wanted.map(({ value }) => value),
  );
  // Whose line it is as the index has it: a line that was moved to somebody else no longer fits its seal.
  return rows.map(({ seq, hash, body, ...whose }) => ({ ...(JSON.parse(body) as LogLine), ...whose, seq, hash }));
}
