/** Who is dialed first of a list that was loaded: whose variables a person is shown, and a test call carries. */
import type { CampaignId } from '../../model/ids.ts';
import type { FirstRow } from '../../report/opening.ts';
import type { ReportRow, Store } from '../../store/port.ts';
import type { Variables } from '../../voice/port.ts';

const PAGE = 200;

/** Of the list of that name; null where none of its rows is to be dialed. */
export async function firstRowOf(store: Store, campaign: CampaignId, list: string): Promise<FirstRow | null> {
  for (let after: ReportRow | null = null; ;) {
    const page: readonly ReportRow[] = await store.reportPage(campaign, after, PAGE, 'newest');
    const found = page.find(({ outcome, list: of }) => of === list && outcome.is === 'accepted');
    if (found !== undefined) return { row: found.row, variables: variablesIn(found.body) };
    after = page.at(-1) ?? null;
    if (after === null || page.length < PAGE) return null;
  }
}

/** As they were stored with a row, by this version or an older one: what is no value of a variable is left out. */
export function variablesIn(body: ReportRow['body']): Variables {
  const stored = body?.['variables'];
  if (typeof stored !== 'object' || stored === null) return {};
  const sound = Object.entries(stored).filter(
    (entry): entry is [string, string | number | boolean] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number' || typeof entry[1] === 'boolean',
  );
  return Object.fromEntries(sound);
}
