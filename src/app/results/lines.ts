/** Results and the log as lines of text, CSV or JSON, without line ends: one after the other, however many there are. */
import { csvLine, defuse } from '../../model/csv-line.ts';
import type { CampaignId } from '../../model/ids.ts';
import { own as ownOf } from '../../model/own.ts';
import { EXPORT_COLUMNS, exportedName } from '../../model/result-columns.ts';
import { logRecord } from '../../report/log.ts';
import type { ResultRow } from '../../report/results.ts';
import type { Store } from '../../store/port.ts';
import { ownColumns, results } from './rows.ts';

const LOG_PAGE = 2_000;

export const FORMATS = ['csv', 'jsonl'] as const;
export type Format = (typeof FORMATS)[number];
export type Wanted = { readonly format: Format; readonly attempts: boolean };

/** A line for every row read; of CSV the header first. */
export async function* resultLines(store: Store, campaign: CampaignId, wanted: Wanted): AsyncGenerator<string> {
  if (wanted.format === 'jsonl') {
    for await (const row of results(store, campaign, wanted.attempts)) yield JSON.stringify(flat(row));
    return;
  }
  const own = await ownColumns(store, campaign);
  yield line([...EXPORT_COLUMNS, ...own.map(exportedName)]);
  for await (const row of results(store, campaign, wanted.attempts)) {
    const ours = EXPORT_COLUMNS.map((name) => String(row.ours[name] ?? ''));
    yield line([...ours, ...own.map((name) => ownOf(row.own, name) ?? '')]);
  }
}

/** Of a campaign, or of the whole ledger: only that can be checked by itself. */
export async function* logLines(store: Store, campaign: CampaignId | null): AsyncGenerator<string> {
  const filter = campaign === null ? {} : { campaign };
  let after = 0;
  for (;;) {
    const page = await store.log(filter, after, LOG_PAGE);
    for (const line of page) yield JSON.stringify(logRecord(line));
    const last = page.at(-1);
    if (last === undefined || page.length < LOG_PAGE) return;
    after = last.seq;
  }
}

function line(cells: readonly string[]): string {
  return csvLine(cells.map(defuse)).slice(0, -2);
}

function flat(row: ResultRow): Record<string, unknown> {
  const own = Object.entries(row.own).map(([name, value]) => [exportedName(name), value]);
  return { ...row.ours, ...Object.fromEntries(own) };
}
