/** Writes an Excel workbook as it comes, row by row: nothing of it is kept, however many rows there are. */
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { isCut, MAX_ROWS, packageParts, rowXml, sheetEnd, sheetHead, widthOf, type SheetCell } from './sheet-xml.ts';

export type Sheet = {
  readonly name: string;
  /** Null: a sheet of notes, without one. */
  readonly header: readonly string[] | null;
  readonly rows: AsyncIterable<readonly SheetCell[]> | Iterable<readonly SheetCell[]>;
};

/** How wide columns are is judged by so many rows. */
const LOOKED_AT = 200;
/** Characters handed on at once. */
const CHUNK = 64 * 1024;

/** The bytes of it. A sheet with more rows than Excel takes goes on in another. Throws what the rows throw. */
export async function* workbookBytes(sheets: AsyncIterable<Sheet> | Iterable<Sheet>): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const fill = fillZip(zip, sheets);
  // Heard by whoever reads the bytes; here only so that it is not unhandled before.
  fill.catch((error: unknown) => (zip.outputStream as Readable).destroy(error as Error));
  for await (const chunk of zip.outputStream) yield chunk as Uint8Array;
  await fill;
}

async function fillZip(zip: ZipFile, sheets: AsyncIterable<Sheet> | Iterable<Sheet>): Promise<void> {
  const names: string[] = [];
  for await (const { name, header, rows } of sheets) {
    const source = new Rows(rows);
    for (let part = 1; part === 1 || (await source.hasMore()); part += 1) {
      names.push(part === 1 ? name : `${name} ${part}`);
      await added(zip, `xl/worksheets/sheet${names.length}.xml`, sheetXml(header, source));
    }
  }
  for (const [path, xml] of packageParts(names)) zip.addBuffer(Buffer.from(xml), path);
  zip.end();
}

/** Comes back when all of it was read. */
function added(zip: ZipFile, path: string, xml: AsyncGenerator<string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = Readable.from(xml, { objectMode: false });
    stream.once('end', resolve).once('error', reject);
    zip.addReadStream(stream, path);
  });
}

async function* sheetXml(header: readonly string[] | null, rows: Rows): AsyncGenerator<string> {
  const first = await rows.peek(LOOKED_AT);
  const looked = header === null ? first : [header, ...first];
  const columns = Math.max(1, ...looked.map((cells) => cells.length));
  const widths = Array.from({ length: columns }, (_, at) => widthOf(looked.map((cells) => cells[at] ?? '')));
  let buffer = sheetHead(widths, header !== null);
  let n = 0;
  if (header !== null) buffer += rowXml(header, (n += 1), true);
  for (let row = await rows.next(); row !== undefined; row = n < MAX_ROWS ? await rows.next() : undefined) {
    buffer += rowXml(row, (n += 1));
    if (buffer.length < CHUNK) continue;
    yield buffer;
    buffer = '';
  }
  yield buffer + sheetEnd(columns, n, header !== null);
}

/** Rows that can be looked at before they are taken. */
class Rows {
  readonly #rows: AsyncIterator<readonly SheetCell[]> | Iterator<readonly SheetCell[]>;
  #ahead: (readonly SheetCell[])[] = [];

  constructor(rows: Sheet['rows']) {
    this.#rows = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  }

  async peek(rows: number): Promise<readonly (readonly SheetCell[])[]> {
    while (this.#ahead.length < rows) {
      const next = await this.#rows.next();
      if (next.done === true) break;
      this.#ahead.push(next.value);
    }
    return this.#ahead;
  }

  async hasMore(): Promise<boolean> {
    return (await this.peek(1)).length > 0;
  }

  async next(): Promise<readonly SheetCell[] | undefined> {
    const ahead = this.#ahead.shift();
    if (ahead !== undefined) return ahead;
    const next = await this.#rows.next();
    return next.done === true ? undefined : next.value;
  }
}

/** How many cells of a row are longer than Excel takes: their ends are cut off. */
export function cutCells(row: readonly SheetCell[]): number {
  return row.filter(isCut).length;
}
