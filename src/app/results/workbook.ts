/** Results as an Excel workbook: the rows, numbers as text and times as dates, and beside them a sheet that sums up. */
import { spreadsheetDate } from '../../report/day.ts';
import { makeLocalTime } from '../../report/local-time.ts';
import { statusReport } from '../../report/status.ts';
import { summarize } from '../../report/summary.ts';
import { cutCells, workbookBytes, type Sheet } from '../../files/workbook.ts';
import type { SheetCell } from '../../files/sheet-xml.ts';
import type { CampaignId } from '../../model/ids.ts';
import { own as ownOf } from '../../model/own.ts';
import { formatInstant, parseInstant, type Instant } from '../../model/time.ts';
import type { Store } from '../../store/port.ts';
import { resultTable, type Beside, type Cells } from './table.ts';
import type { Wanted } from './wanted.ts';

const AT = 'last_attempt_at';
const LOCAL = 'last_attempt_local';

/** When and by which clock it is written; `zone`: of whoever exports. */
export type Written = { readonly now: Instant; readonly zone: string };

/** Its bytes. `tally` counts the rows while they are written, and the cells that were longer than Excel takes. */
export async function* resultWorkbook(
  store: Store,
  campaign: CampaignId,
  wanted: Wanted,
  { now, zone }: Written,
  tally: { rows: number; cut: number },
  beside?: Beside,
): AsyncGenerator<Uint8Array> {
  const { columns, rows } = await resultTable(store, campaign, wanted, beside);
  const header = columns.flatMap((name) => (name === AT ? [AT, LOCAL] : [name]));
  const local = makeLocalTime();
  const cells = (row: Cells): SheetCell[] =>
    header.map((name) => {
      if (name !== LOCAL) return ownOf(row, name) ?? null;
      const at = parseInstant(String(ownOf(row, AT) ?? ''));
      return at === undefined ? null : { date: spreadsheetDate(at, zone, local) };
    });
  const counted = async function* (): AsyncGenerator<readonly SheetCell[]> {
    for await (const row of rows) {
      const line = cells(row);
      tally.rows += 1;
      tally.cut += cutCells(line);
      yield line;
    }
  };
  // The second is made when the first is written: it knows how many rows that has.
  const sheets = async function* (): AsyncGenerator<Sheet> {
    yield { name: 'Results', header, rows: counted() };
    yield { name: 'Summary', header: null, rows: await summary(store, campaign, { now, zone }, tally) };
  };
  yield* workbookBytes(sheets());
}

/** Of the whole campaign, whatever was chosen of it. */
async function summary(
  store: Store,
  id: CampaignId,
  { now, zone }: Written,
  { rows, cut }: { readonly rows: number; readonly cut: number },
): Promise<readonly (readonly SheetCell[])[]> {
  const campaign = await store.campaign(id);
  if (campaign === undefined) return [];
  const counts = await store.counts(id);
  const rangTwice = await store.rangTwice(id);
  const report = statusReport(campaign, counts, rangTwice);
  const pairs = (record: Readonly<Record<string, number>>): SheetCell[][] =>
    Object.entries(record).map(([name, n]) => [name, n]);
  return [
    ['Campaign', campaign.name],
    ['Its state', campaign.state.is],
    [`Written, local time (${zone})`, { date: spreadsheetDate(now, zone) }],
    ['Written, UTC', formatInstant(now)],
    ['Rows on the sheet Results', rows],
    ...(cut === 0 ? [] : [['Cells cut at 32,767 characters', cut]]),
    [],
    ['The whole campaign'],
    ...summarize(campaign, counts, null, rangTwice).map((line): SheetCell[] => [line.trim()]),
    [],
    ['Where they stand', 'Rows'],
    ...pairs(report.counts),
    ['all rows read', report.rows],
    [],
    ['How calls ended', 'Contacts'],
    ...pairs(report.dispositions),
  ];
}
