/** Reads a campaign's results, row by row and a page at a time: for export, for what a run leaves behind, for a page. */
import type { CampaignId } from '../../model/ids.ts';
import { attemptResult, cellsOf, rowResult, type ResultRow } from '../../report/results.ts';
import type { Personal, RowRecord, Store } from '../../store/port.ts';

const PAGE = 500;

/** Every row read, in the order of lists and rows, a page at a time. With `attempts`, a row an attempt instead. */
export async function* results(store: Store, campaign: CampaignId, attempts: boolean): AsyncGenerator<ResultRow> {
  for await (const page of pages(store, campaign)) {
    const rows = await bodies(store, page);
    for (const record of page) {
      const body = rows.get(record.owner);
      const contact = record.outcome.is === 'accepted' ? record.outcome.contact : null;
      if (contact === null || contact.seq === 0) {
        if (!attempts) yield rowResult(record, body, null, undefined);
        continue;
      }
      const tried = await store.attemptsOf(contact.id);
      const notes = new Map((await store.personalOf(record.owner)).map((note) => [note.key, note.body]));
      if (attempts) {
        for (const attempt of tried) yield attemptResult(record, body, attempt, notes.get(attempt.id));
      } else {
        const last = tried.at(-1) ?? null;
        yield rowResult(record, body, last, last === null ? undefined : notes.get(last.id));
      }
    }
  }
}

/** The contacts' own columns in order of appearance. Reads the whole campaign once: rows of several lists may differ. */
export async function ownColumns(store: Store, campaign: CampaignId): Promise<readonly string[]> {
  const own = new Set<string>();
  for await (const page of pages(store, campaign)) {
    for (const body of (await bodies(store, page)).values())
      for (const name of Object.keys(cellsOf(body))) own.add(name);
  }
  return [...own];
}

async function* pages(store: Store, campaign: CampaignId): AsyncGenerator<readonly RowRecord[]> {
  let last: RowRecord | null = null;
  for (;;) {
    const page: readonly RowRecord[] = await store.rows(campaign, last, PAGE);
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
