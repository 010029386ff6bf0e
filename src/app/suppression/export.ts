/** Who is not called, as a file that `import` reads: what leaves a ledger can come into another. */
import { csvLine, defuse } from '../../model/csv-line.ts';
import type { Scope } from '../../model/suppression.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import type { Store } from '../../store/port.ts';
import { listSuppression, type ListedSuppression } from './list.ts';

export const SUPPRESSION_FORMATS = ['csv', 'json'] as const;
export type SuppressionFormat = (typeof SUPPRESSION_FORMATS)[number];

export const SUPPRESSION_COLUMNS = ['number', 'scope', 'reason', 'source', 'by', 'at', 'until'] as const;

export type ExportTally = {
  written: number;
  /** Of whom the ledger keeps no number: do-not-call files hold theirs, and who was forgotten is not named. */
  unnamed: number;
};

/** Lines without their ends. `tally` is kept up as they are read. */
export async function* exportSuppression(
  store: Store,
  format: SuppressionFormat,
  { scope, now, tally }: { readonly scope?: Scope; readonly now: Instant; readonly tally: ExportTally },
): AsyncGenerator<string> {
  if (format === 'csv') yield bare(csvLine([...SUPPRESSION_COLUMNS]));
  else yield '[';
  for await (const one of listSuppression(store, scope === undefined ? {} : { scope }, now)) {
    if (one.number === null) {
      tally.unnamed += 1;
      continue;
    }
    const cells = cellsOf(one, one.number);
    if (format === 'csv') yield bare(csvLine(cells.map(defuse)));
    else {
      const object = Object.fromEntries(SUPPRESSION_COLUMNS.map((name, at) => [name, cells[at] ?? '']));
      yield `${tally.written === 0 ? ' ' : ','} ${JSON.stringify(object)}`;
    }
    tally.written += 1;
  }
  if (format === 'json') yield ']';
}

function cellsOf({ scope, reason, source, by, at, until }: ListedSuppression, number: string): readonly string[] {
  const end = until === null ? '' : formatInstant(until);
  return [number, scope, reason, source, by ?? '', formatInstant(at), end];
}

function bare(line: string): string {
  return line.replace(/\r\n$/, '');
}
