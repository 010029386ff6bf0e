/** Cuts the beginning of the log that is old enough; the chain holds from the line after it. */
import type { CampaignId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { LoggedLine, LogHead, Store } from '../../store/port.ts';
import type { Budget } from './purge.ts';

const PAGE = 1_000;

export type CutLog = {
  readonly lines: number;
  /** A campaign that is not over, or of which a call is in doubt: its lines and all after them are kept. */
  readonly heldBy: CampaignId | null;
};

export async function cutOldLog(store: Store, before: Instant, dry: boolean, budget: Budget): Promise<CutLog> {
  const needed = await neededCampaigns(store);
  let after = (await store.logAnchor())?.seq ?? 0;
  let lines = 0;
  for (;;) {
    const page = await store.log({}, after, PAGE);
    const end = page.findIndex((line) => line.at >= before || isNeeded(line, needed));
    const old = end < 0 ? page : page.slice(0, end);
    const last = old.at(-1);
    // The last line of all stays, whatever its age: the next one is sealed with it.
    const isAll = end < 0 && page.length < PAGE;
    const to: LogHead | undefined = isAll ? old.at(-2) : last;
    if (to !== undefined && !dry) lines += await store.cutLog({ seq: to.seq, hash: to.hash });
    if (dry) lines += isAll ? Math.max(0, old.length - 1) : old.length;
    const stopped = page[end];
    if (stopped !== undefined) {
      return { lines, heldBy: stopped.at < before ? stopped.campaign : null };
    }
    if (page.length < PAGE || budget.spent()) return { lines, heldBy: null };
    after = page.at(-1)?.seq ?? after;
    await budget.breathe();
  }
}

function isNeeded({ campaign }: LoggedLine, needed: ReadonlySet<CampaignId>): boolean {
  return campaign !== null && needed.has(campaign);
}

async function neededCampaigns(store: Store): Promise<ReadonlySet<CampaignId>> {
  const needed = new Set<CampaignId>();
  for (const { id, state } of await store.campaigns()) {
    const { states } = await store.counts(id);
    const alive = states.ready + states.in_progress + states.in_doubt + states.needs_review;
    if (alive > 0 || (state.is !== 'finished' && state.is !== 'canceled')) needed.add(id);
  }
  return needed;
}
