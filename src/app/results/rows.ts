/** Reads a campaign's results, row by row and a page at a time: for export, for what a run leaves behind, for a page. */
import type { CampaignId } from '../../model/ids.ts';
import { attemptResult, cellsOf, rowResult, type ResultRow, type Stated } from '../../report/results.ts';
import type { Personal, RowRecord, Store } from '../../store/port.ts';

const PAGE = 500;

/** Every row read, in the order of lists and rows, a page at a time. With `attempts`, a row an attempt instead. */
export async function* results(store: Store, campaign: CampaignId, attempts: boolean): AsyncGenerator<ResultRow> {
  const which = attempts ? 'all' : 'newest';
  const stated = await statedFor(store, campaign);
  for await (const page of pages((after) => store.reportPage(campaign, after, PAGE, which))) {
    for (const row of page) {
      if (attempts) for (const one of row.attempts) yield attemptResult(row, row.body, one, stated);
      else yield rowResult(row, row.body, row.attempts.at(-1), stated);
    }
  }
}

async function statedFor(store: Store, campaign: CampaignId): Promise<Stated> {
  const { plan } = (await store.campaign(campaign)) ?? {};
  const money = plan?.money;
  if (plan?.consent === undefined) return { consent: undefined, source: null, money };
  // What reads a campaign file is loaded where one states something.
  const { statedSource } = await import('../../load/spec/consent-schema.ts');
  return { consent: plan.consent, source: statedSource(plan.specText), money };
}

/** The contacts' own columns in order of appearance. Reads the whole campaign once: rows of several lists may differ. */
export async function ownColumns(store: Store, campaign: CampaignId): Promise<readonly string[]> {
  const own = new Set<string>();
  for await (const page of pages((after) => store.rows(campaign, after, PAGE))) {
    for (const body of (await bodies(store, page)).values())
      for (const name of Object.keys(cellsOf(body))) own.add(name);
  }
  return [...own];
}

async function* pages<T extends RowRecord>(
  ask: (after: RowRecord | null) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  let last: T | null = null;
  for (;;) {
    const page: readonly T[] = await ask(last);
    if (page.length === 0) return;
    yield page;
    last = page.at(-1) ?? null;
  }
}

function bodies(store: Store, page: readonly RowRecord[]): Promise<ReadonlyMap<string, Personal['body']>> {
  return store.personal(
    page.map((record) => record.owner),
    'row',
  );
}
