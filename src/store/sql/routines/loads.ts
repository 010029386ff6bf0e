/** Loads from the first row to the last: open, given up, or published with changes still to come. */
import type { CampaignId } from '../../../model/ids.ts';
import { DAY, type Duration, type Instant } from '../../../model/time.ts';
import { loadReplaced } from '../../failure.ts';
import type { Dialect } from '../dialect.ts';
import { all, one, run, type Routine } from '../routine.ts';

export type OpenLoad = { readonly id: number; readonly campaign: CampaignId; readonly list: string };

/** Shared by whoever adds to it: a load is neither published nor abandoned in the middle of a chunk. */
export function* openLoad(d: Dialect, id: number, use: 'to look' | 'to share' | 'to change'): Routine<OpenLoad> {
  const load = yield* one<OpenLoad>(
    `SELECT id, campaign, list FROM load WHERE id = $1 AND state = 'open' ${use === 'to look' ? '' : d.locked(use)}`,
    id,
  );
  if (load === undefined) throw loadReplaced();
  return load;
}

/** One of this campaign that is still open is one whose process died, or is about to lose its place. */
export function* abandonOpen(campaign: CampaignId): Routine<void> {
  yield* run(`UPDATE load SET state = 'abandoned' WHERE campaign = $1 AND state = 'open'`, campaign);
}

/** Answers the campaign whose remains are to be cleared away. */
export function* abandon(id: number): Routine<CampaignId | undefined> {
  yield* run(`UPDATE load SET state = 'abandoned' WHERE id = $1 AND state = 'open'`, id);
  return (yield* one<{ campaign: CampaignId }>('SELECT campaign FROM load WHERE id = $1', id))?.campaign;
}

/** Longer than anybody thinks about what a list would change: whoever began it before that is dead. */
const FORGOTTEN_AFTER: Duration = DAY;

/** Asked first: whoever only reads a ledger must not wait for whoever writes. */
export function* anyOld(now: Instant): Routine<boolean> {
  const sql = `SELECT 1 FROM load WHERE state = 'open' AND begun_at < $1 LIMIT 1`;
  return (yield* one(sql, now - FORGOTTEN_AFTER)) !== undefined;
}

/** Loads that nobody will publish any more: hidden, and people are in them. */
export function* abandonOld(now: Instant): Routine<void> {
  yield* run(`UPDATE load SET state = 'abandoned' WHERE state = 'open' AND begun_at < $1`, now - FORGOTTEN_AFTER);
}

/** Every one of them: whoever is erased may be in it, hidden, in a row that nothing finds. */
export function* abandonEach(): Routine<void> {
  yield* run(`UPDATE load SET state = 'abandoned' WHERE state = 'open'`);
}

/** Campaigns with a published load whose changes did not all take effect, or with remains of one that was given up: its process died. */
export function* unfinished(): Routine<readonly CampaignId[]> {
  const rows = yield* all<{ campaign: CampaignId }>(
    `SELECT DISTINCT l.campaign FROM load l
     WHERE l.state <> 'open' AND EXISTS (SELECT 1 FROM load_change s WHERE s.load = l.id)
       OR l.state = 'abandoned' AND (EXISTS (SELECT 1 FROM contact c WHERE c.load = l.id)
         OR EXISTS (SELECT 1 FROM row_outcome r WHERE r.load = l.id))`,
  );
  return rows.map(({ campaign }) => campaign);
}
