/** Turns the lines of a table (CSV, a sheet) into rows: finds which line is the header, and puts what is below under its columns. */
import { userError } from '../../model/errors.ts';
import { showCell } from '../number/messages.ts';
import type { OpenList, RawRow } from '../row/types.ts';
import { filled, findHeader } from './find-header.ts';
import { checkHeader } from './header.ts';
import { ROW_LIMIT } from './limits.ts';
import { ownFile } from './outdial-csv.ts';
import { Columns } from './short-rows.ts';
import type { TableLine } from './table-line.ts';
import { TableRows } from './table-rows.ts';

export type { TableLine } from './table-line.ts';

export type TableKind = 'text' | 'sheet';

/** Throws a UserError where the lines hold no header, or nothing below it. Closes `lines` when it throws, and at the end of the rows. */
export async function openTable(
  name: string,
  lines: AsyncGenerator<TableLine, undefined>,
  kind: TableKind = 'text',
): Promise<OpenList> {
  const what = kind === 'sheet' ? 'sheet' : 'file';
  try {
    const { head, unseen, ended } = await firstLines(lines);
    const [top] = head;
    if (top === undefined && unseen.length > 0) {
      const hint = 'Show the rows (clear the filter), and save.';
      throw userError('no_rows', `Every row of the ${what} is hidden.`, hint, { file: name });
    }
    if (top === undefined) throw userError('file_empty', `The ${what} is empty.`, undefined, { file: name });
    const own = ownFile(top.cells);
    const at = own === undefined ? findHeader(head.map(({ cells }) => cells)) : 0;
    const titles = head.slice(0, at).filter(({ cells }) => filled(cells) > 0);
    const named = head[at] ?? top;
    const header = checkHeader(name, own?.headers ?? named.cells, named.line);
    // A sheet leaves empty cells out, so its rows end where they like.
    const whole = (line: TableLine): TableLine => (kind === 'sheet' ? padded(line, header.needed) : line);
    const below = [...head.slice(at + 1), ...unseen.filter(({ row }) => row > named.row)]
      .sort((a, b) => a.row - b.row)
      .map(whole);
    // Looking ahead costs nothing and turns "nothing happened" into a sentence.
    if (below.length === 0) {
      throw userError('no_rows', `The ${what} has a header and no rows.`, undefined, { file: name });
    }
    const rows = new TableRows({
      name,
      header,
      columns: new Columns(
        header,
        below.filter(({ hidden }) => hidden !== true).map(({ cells }) => cells),
      ),
      own,
      sheet: kind === 'sheet',
      above: [...titles, named].map(({ cells }) => cells),
      // Below a title rows are numbered as the spreadsheet shows them, blank lines and all.
      shift: titles.length > 0 ? named.line - named.row : 0,
    });
    const list = { name, columns: header.columns, rows: rawRows(rows, below, ended ? null : lines, whole) };
    return titles.length === 0 ? list : { ...list, notes: [titleWords(name, titles, named)] };
  } catch (error) {
    await lines.return(undefined);
    throw error;
  }
}

/** What the header and the columns are judged by. */
const LOOK_AHEAD = 50;

type FirstLines = {
  readonly head: readonly TableLine[];
  /** What nobody sees is nobody's header. */
  readonly unseen: readonly TableLine[];
  readonly ended: boolean;
};

async function firstLines(lines: AsyncGenerator<TableLine, undefined>): Promise<FirstLines> {
  const head: TableLine[] = [];
  const unseen: TableLine[] = [];
  for (let size = 0; head.length < LOOK_AHEAD && size < ROW_LIMIT;) {
    const next = await lines.next();
    if (next.done === true) return { head, unseen, ended: true };
    (next.value.hidden === true ? unseen : head).push(next.value);
    size += next.value.cells.reduce((sum, cell) => sum + cell.length, 0);
  }
  return { head, unseen, ended: false };
}

function padded(line: TableLine, length: number): TableLine {
  const lacking = length - line.cells.length;
  return lacking <= 0 ? line : { ...line, cells: [...line.cells, ...Array.from({ length: lacking }, () => '')] };
}

/** `rest`: null where there is no more. */
async function* rawRows(
  rows: TableRows,
  first: readonly TableLine[],
  rest: AsyncGenerator<TableLine, undefined> | null,
  whole: (line: TableLine) => TableLine,
): AsyncGenerator<RawRow> {
  try {
    for (const line of first) yield* rows.add(line);
    if (rest !== null) for await (const line of rest) for (const row of rows.add(whole(line))) yield row;
    yield* rows.end();
  } finally {
    await rest?.return(undefined);
  }
}

function titleWords(name: string, titles: readonly TableLine[], header: TableLine): string {
  const shown = titles.slice(0, 3).map(({ line, cells }) => {
    const text = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
    return `row ${line} ("${showCell(text.join(' '))}")`;
  });
  const more = titles.length > shown.length ? ` and ${titles.length - shown.length} more` : '';
  const said = titles.length === 1 ? 'stands above the header and is' : 'stand above the header and are';
  return `${name}: ${shown.join(', ')}${more} ${said} left out; the header is row ${header.line}.`;
}
