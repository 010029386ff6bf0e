/** Who waits for what, what calls took, what happened lately. */
import type { Attempt } from '../../../model/attempt.ts';
import { REACHED } from '../../../model/disposition.ts';
import type { AccountKey, CampaignId, LineId } from '../../../model/ids.ts';
import type { Instant } from '../../../model/time.ts';
import type { StoredLine } from '../../port.ts';
import { NOTHING_SPENT } from '../../spent.ts';
import {
  MOST_OWN_LINES,
  TOGETHER,
  type Befell,
  type Callbacks,
  type Capped,
  type HeardTally,
  type Happened,
  type LineTally,
  type OwnLine,
  type Spent,
  type Tried,
  type Waiting,
  type WaitingGroup,
} from '../../../model/standing-facts.ts';
import type { Dialect } from '../dialect.ts';
import { attemptColumns, attemptOf, type AttemptRow } from '../records.ts';
import { all, clampLimit, one, type Routine } from '../routine.ts';
import { visibleLoad } from '../visible.ts';

/** Along `contact_pick`, which holds all that is asked; dispositions are in `contact_tally`. */
export function* waiting(d: Dialect, campaign: CampaignId, now: Instant): Routine<Waiting> {
  const load = yield* visibleLoad(campaign);
  const groups = yield* all<{ place: string; n: number; first: number; last: number }>(
    `SELECT place, count(*) AS n, min(due_at) AS first, max(due_at) AS last FROM contact
     WHERE campaign = $1 AND state = 'ready' AND load <= $2
     GROUP BY place, CASE WHEN due_at <= $3 THEN -1 ELSE due_at / ${TOGETHER} END`,
    ...[campaign, load, now],
  );
  const spentBefore = `coalesce(${d.numberAt('body', 'spentBefore')}, 0)`;
  const callback = `CASE WHEN ${d.numberAt('body', 'callback', 'at')} IS NULL THEN 0 ELSE 1 END`;
  const those = yield* all<{ attempts: number; spent: number; callback: number; n: number }>(
    `SELECT ${d.numberAt('body', 'attempts')} AS attempts, ${spentBefore} AS spent, ${callback} AS callback, count(*) AS n
     FROM contact WHERE campaign = $1 AND state = 'ready' AND load <= $2 AND disposition IS NOT NULL
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    ...[campaign, load],
  );
  const tried = those.map(({ attempts, spent, callback: asked, n }): Tried => ({
    ...{ attempts: Number(attempts), spentBefore: Number(spent), callback: asked === 1, count: Number(n) },
  }));
  // Nobody else is ahead of 0: the index finds them.
  const asked = yield* one<{ n: number; first: number | null }>(
    `SELECT count(*) AS n, min(due_at) AS first FROM contact
     WHERE campaign = $1 AND state = 'ready' AND load <= $2 AND priority < 0 AND ${callback} = 1`,
    ...[campaign, load],
  );
  const callbacks: Callbacks = {
    count: Number(asked?.n ?? 0),
    first: asked?.first == null ? null : Number(asked.first),
  };
  const triedBefore = tried.reduce((sum, one) => sum + one.count, 0);
  const found = groups.map(({ place, n, first, last }): WaitingGroup => ({ place, count: n, from: first, to: last }));
  return { groups: found, triedBefore, tried, callbacks };
}

export function* newestAttempts(
  account: AccountKey,
  lines: readonly LineId[],
  each: number,
): Routine<readonly Attempt[]> {
  const found: Attempt[] = [];
  for (const line of lines) {
    const rows = yield* all<AttemptRow>(
      `SELECT ${attemptColumns('a')} FROM attempt a WHERE a.account = $1 AND a.line = $2
       ORDER BY a.send_at DESC LIMIT $3`,
      ...[account, line, clampLimit(each)],
    );
    found.push(...rows.map(attemptOf));
  }
  return found;
}

export function* sentSince(
  account: AccountKey,
  line: LineId,
  since: Instant,
  most: number,
): Routine<readonly Attempt[]> {
  const rows = yield* all<AttemptRow>(
    `SELECT ${attemptColumns('a')} FROM attempt a WHERE a.account = $1 AND a.line = $2 AND a.send_at > $3
     ORDER BY a.send_at DESC, a.id DESC LIMIT $4`,
    ...[account, line, since, clampLimit(most)],
  );
  return rows.map(attemptOf);
}

export function* capped(d: Dialect, campaign: CampaignId, now: Instant): Routine<Capped> {
  const load = yield* visibleLoad(campaign);
  const row = yield* one<Capped>(
    `SELECT count(*) AS waiting, min(due_at) AS first, max(due_at) AS last FROM contact
     WHERE campaign = $1 AND state = 'ready' AND load <= $2 AND due_at > $3
       AND ${d.textAt('body', 'state', 'capped')} IS NOT NULL`,
    ...[campaign, load, now],
  );
  return row ?? { waiting: 0, first: null, last: null };
}

export function* spent(campaign: CampaignId): Routine<Spent> {
  const row = yield* one<Spent>(
    'SELECT spent, reserved, unpriced, people, open FROM campaign_spent WHERE campaign = $1',
    campaign,
  );
  return row ?? NOTHING_SPENT;
}

/** Only bodies that hold something of it are read as JSON. */
export function* heardTallies(d: Dialect, campaign: CampaignId): Routine<readonly HeardTally[]> {
  const load = yield* visibleLoad(campaign);
  const rows = yield* all<{ outcome: string | null; disposition: string | null; doubt: number; n: number }>(
    `SELECT outcome, disposition, doubt, count(*) AS n FROM (
       SELECT disposition,
         CASE WHEN ${d.holds('body', `'"heard":'`)} THEN ${d.textAt('body', 'heard', 'outcome')} END AS outcome,
         CASE WHEN ${d.holds('body', `'"heard":'`)} AND ${d.textAt('body', 'heard', 'doubt')} = 'open' THEN 1 ELSE 0 END AS doubt
       FROM contact WHERE campaign = $1 AND load <= $2
     ) AS heard
     WHERE outcome IS NOT NULL OR doubt = 1 OR ${d.among('disposition', '$3')}
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    ...[campaign, load, REACHED],
  );
  return rows.map(({ doubt, n, ...of }) => ({ ...of, doubt: Number(doubt) === 1, count: Number(n) }));
}

/** Instants of an attempt's end are in its body, whose text is the JSON of this program. */
export function* lineTallies(d: Dialect, campaign: CampaignId): Routine<readonly LineTally[]> {
  const started = d.numberAt('body', 'state', 'startedAt');
  const rows = yield* all<{ line: LineId; calls: number; talked: number | string | null }>(
    `SELECT line, count(*) AS calls, sum(${d.numberAt('body', 'state', 'endedAt')} - ${started}) AS talked
     FROM attempt WHERE campaign = $1 AND state = 'ended' GROUP BY line ORDER BY line`,
    campaign,
  );
  return rows.map(({ line, calls, talked }) => ({ line, calls, talked: Number(talked ?? 0) }));
}

export function* happened(d: Dialect, campaign: CampaignId, since: readonly Instant[]): Routine<Happened> {
  const [first] = since;
  if (first === undefined) return { own: [], contacts: [] };
  const from = yield* seqAt(first);
  const at = d.numberAt('body', 'at');
  const own = yield* all<{ body: string }>(
    `SELECT body FROM log WHERE campaign = $1 AND seq >= $2 AND contact IS NULL
     ORDER BY seq DESC LIMIT ${MOST_OWN_LINES}`,
    ...[campaign, from],
  );
  const lines = own.map(({ body }): OwnLine => {
    const { at: happenedAt, event, evidence } = JSON.parse(body) as StoredLine;
    return { at: happenedAt, event, evidence };
  });
  const contacts: Befell[] = [];
  for (const [nth, begins] of since.entries()) {
    const ends = since[nth + 1] ?? Number.MAX_SAFE_INTEGER;
    const rows = yield* all<Pick<Befell, 'event' | 'disposition'> & Row>(
      `SELECT ${d.textAt('body', 'event')} AS event, ${d.textAt('body', 'from')} AS came, ${d.textAt('body', 'to')} AS went,
         ${d.textAt('body', 'evidence', 'disposition')} AS disposition, count(*) AS n FROM log
       WHERE campaign = $1 AND seq >= $2 AND contact IS NOT NULL AND ${at} >= $3 AND ${at} < $4
       GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
      ...[campaign, from, begins, ends],
    );
    for (const { event, came, went, disposition, n } of rows)
      contacts.push({ since: begins, event, from: came, to: went, disposition, count: n });
  }
  return { own: lines.filter((line) => line.at >= first).reverse(), contacts };
}

type Row = { readonly came: string | null; readonly went: string | null; readonly n: number };

/** The first line of that instant or later: lines stand in the order of time, but for what two machines wrote at once. */
function* seqAt(at: Instant): Routine<number> {
  const last = (yield* one<{ seq: number | null }>('SELECT max(seq) AS seq FROM log'))?.seq ?? 0;
  let low = 1;
  let high = last + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const line = yield* one<{ body: string }>('SELECT body FROM log WHERE seq >= $1 ORDER BY seq LIMIT 1', middle);
    if (line !== undefined && (JSON.parse(line.body) as StoredLine).at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
