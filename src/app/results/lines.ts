/** Results and the log as lines of text, CSV or JSON, without line ends: one after the other, however many there are. */
import { csvLine, defuse } from '../../model/csv-line.ts';
import type { CampaignId } from '../../model/ids.ts';
import { own as ownOf } from '../../model/own.ts';
import { logRecord } from '../../report/log.ts';
import type { Store } from '../../store/port.ts';
import { resultTable, type Beside, type ResultTable } from './table.ts';
import type { Wanted } from './wanted.ts';

const LOG_PAGE = 2_000;
/** By it Excel knows that a CSV is UTF-8, and shows "José". */
const BOM = '\uFEFF';

/** A line for every row read; of CSV the header first. */
export async function* resultLines(
  store: Store,
  campaign: CampaignId,
  wanted: Wanted & { readonly format: 'csv' | 'jsonl' },
  beside?: Beside,
): AsyncGenerator<string> {
  const table = await resultTable(store, campaign, wanted, beside);
  yield* wanted.format === 'csv'
    ? csvLines(table, wanted.bom === true)
    : jsonLines(table, wanted.columns !== undefined);
}

async function* csvLines({ columns, rows }: ResultTable, bom: boolean): AsyncGenerator<string> {
  yield (bom ? BOM : '') + line(columns);
  for await (const row of rows) yield line(columns.map((name) => String(ownOf(row, name) ?? '')));
}

/** A row has the columns of its own list only, where nobody chose. */
async function* jsonLines({ columns, rows }: ResultTable, chosen: boolean): AsyncGenerator<string> {
  for await (const row of rows) {
    yield JSON.stringify(chosen ? Object.fromEntries(columns.map((name) => [name, ownOf(row, name) ?? null])) : row);
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
