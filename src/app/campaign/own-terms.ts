/** Campaigns that are dialed on the terms of one run: no more than so many, or nobody whom its program was not asked about first. */
import type { CampaignId } from '../../model/ids.ts';
import type { Store } from '../../store/port.ts';
import type { RunOptions } from './events.ts';

type Marks = Pick<Store, 'mark' | 'setMark'>;
const YES = 'yes';

/**
 * Written before the campaigns run: whoever takes over what a killed process has left knows of its limit and of its program
 * by nothing else, and would dial everybody.
 */
export async function noteTerms(
  store: Marks,
  ids: readonly CampaignId[],
  { limit, beforeDial }: Pick<RunOptions, 'limit' | 'beforeDial'>,
): Promise<void> {
  const own = limit !== null || beforeDial !== undefined;
  for (const id of ids) {
    if (own !== (await hasOwnTerms(store, id))) await store.setMark(nameOf(id), own ? YES : 'no');
  }
}

/** Nobody else's run goes on with it by itself. */
export async function hasOwnTerms(store: Pick<Marks, 'mark'>, id: CampaignId): Promise<boolean> {
  return (await store.mark(nameOf(id))) === YES;
}

function nameOf(id: CampaignId): string {
  return `own_terms/${id}`;
}
