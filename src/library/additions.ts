/** People who join a campaign, for a program: all of a list, or nobody of it. */
import { planAdd } from '../app/campaign/add.ts';
import type { CampaignId } from '../model/ids.ts';
import type { AddResult } from './campaign.ts';
import type { Held } from './held.ts';
import { aborted, copyList } from './given-campaign.ts';
import { readOptions } from './options.ts';
import { ADDING, type AddOptions } from './run-options.ts';

export async function addPeople(
  { open: { store }, account, config, caller, closing }: Held,
  id: CampaignId,
  given: unknown,
  options: AddOptions | undefined,
): Promise<AddResult> {
  const { signal, ...how } = readOptions<AddOptions>(options, ADDING);
  const stop = signal === undefined ? closing : AbortSignal.any([signal, closing]);
  if (stop.aborted) throw aborted(stop);
  const addition = await planAdd(store, id, copyList(given, stop), account, config, how, caller);
  try {
    const nobody = addition.loaded.report.changes.new === 0;
    const done = nobody ? null : await addition.apply();
    const { rows, accepted, rejected, skipped, byCode, changes } = done?.report ?? addition.loaded.report;
    return { rows, accepted, rejected, skipped, byCode, added: changes.new, dialed: done?.dialed ?? false };
  } finally {
    // What was applied stays.
    await addition.abandon().catch(() => undefined);
  }
}
