/** Counts that add up. */
import { NO_CONTACTS, type ContactStateName } from '../../../model/contact.ts';
import type { Disposition } from '../../../model/disposition.ts';
import type { CampaignId } from '../../../model/ids.ts';
import { tally } from '../../../model/own.ts';
import type { CampaignCounts } from '../../port.ts';
import type { Dialect } from '../dialect.ts';
import { all, count, type Routine } from '../routine.ts';
import { visibleLoad, visibleOutcome } from '../visible.ts';

export function* counts(d: Dialect, campaign: CampaignId): Routine<CampaignCounts> {
  const states: Record<ContactStateName, number> = { ...NO_CONTACTS };
  const dispositions: Partial<Record<Disposition, number>> = {};
  const codes: Record<string, number> = {};
  const leftOut: Record<string, number> = {};
  const outcomes = { rejected: 0, skipped: 0 };
  let rows = 0;
  const visible = yield* visibleLoad(campaign);
  const tallied = yield* all<{ state: ContactStateName; disposition: Disposition | null; n: number }>(
    `SELECT state, disposition, count(*) AS n FROM contact
     WHERE campaign = $1 AND load <= $2 GROUP BY state, disposition`,
    ...[campaign, visible],
  );
  for (const { state, disposition, n } of tallied) {
    rows += n;
    states[state] += n;
    if (disposition !== null) dispositions[disposition] = (dispositions[disposition] ?? 0) + n;
  }
  if (states.skipped > 0) {
    const reasons = yield* all<{ reason: string; n: number }>(
      `SELECT ${d.textAt('body', 'state', 'reason')} AS reason, count(*) AS n FROM contact
       WHERE campaign = $1 AND load <= $2 AND state = 'skipped' GROUP BY 1 ORDER BY 1`,
      ...[campaign, visible],
    );
    for (const { reason, n } of reasons) tally(leftOut, reason, n);
  }
  const refused = yield* all<{ status: 'rejected' | 'skipped'; code: string; n: number }>(
    `SELECT r.status, r.code, count(*) AS n FROM row_outcome r WHERE r.campaign = $1 AND ${visibleOutcome('r')}
     GROUP BY r.status, r.code`,
    campaign,
  );
  for (const { status, code, n } of refused) {
    rows += n;
    outcomes[status] += n;
    tally(codes, code, n);
  }
  const dialed = yield* count(
    `SELECT count(*) AS n FROM attempt WHERE campaign = $1 AND state IN ('placed', 'in_doubt', 'ended')`,
    campaign,
  );
  return {
    rows,
    states,
    rejected: outcomes.rejected,
    skippedRows: outcomes.skipped,
    codes,
    leftOut,
    dispositions,
    dialed,
  };
}

/** The mark is in the body, whose text is the JSON of this program: nothing a person wrote can look like it. */
export function* rangTwice(d: Dialect, campaign: CampaignId): Routine<number> {
  return yield* count(
    `SELECT count(*) AS n FROM contact
     WHERE campaign = $1 AND load <= $2 AND ${d.holds('body', `'"rangTwice":true'`)}`,
    ...[campaign, yield* visibleLoad(campaign)],
  );
}
