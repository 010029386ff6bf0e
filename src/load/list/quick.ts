/** The records of a plain table as they stand in it, in bundles: for files of a million rows of which only a few cells are asked for. */
// Everything that judges a contact list (encodings told by their words, headers below a title, damaged cells) stays with
// `openList`; who reads by this one asks it for the header first.
import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { decodedFile } from './decoded.ts';
import { declaredDelimiter, findDelimiter } from './dialect.ts';
import { QuoteWatch } from './quotes.ts';

/** `row` as lists count it: the header is row 1, blank lines are none. */
export type Bundle = { readonly row: number; readonly records: readonly (readonly string[])[] };

const MOST = 4_096;
const HEAD = 64 * 1024;

/** Throws a UserError for what is no text, or has a quotation mark without an end. */
export async function* quickRecords(path: string, name: string): AsyncGenerator<Bundle> {
  const { text } = await decodedFile(path, name);
  const first: string[] = [];
  for (let size = 0; size < HEAD;) {
    const next = await text.next();
    if (next.done === true) break;
    first.push(next.value);
    size += next.value.length;
  }
  const head = first.join('');
  const declared = declaredDelimiter(head);
  const delimiter = declared ?? findDelimiter(head, /\.(tsv|tab)$/i.test(name) ? '\t' : ',');
  const watch = new QuoteWatch(name, delimiter);
  const watched = async function* (): AsyncGenerator<string> {
    watch.watch(head);
    yield head;
    for await (const chunk of text) {
      watch.watch(chunk);
      yield chunk;
    }
    watch.end();
  };
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  pipeline(Readable.from(watched(), { objectMode: false, encoding: 'utf8' }), parser, () => undefined);
  // The first record says the delimiter and is no line of the table.
  let row = declared === undefined ? 1 : 0;
  let records: string[][] = [];
  // By hand: to await each of a million records takes as long as to parse them.
  for (;;) {
    const record = parser.read() as string[] | null;
    if (record === null) {
      if (records.length > 0) {
        yield { row: row - records.length, records };
        records = [];
      }
      if (!(await more(parser))) return;
      continue;
    }
    if (row > 0) records.push(record);
    row += 1;
    if (records.length < MOST) continue;
    yield { row: row - records.length, records };
    records = [];
  }
}

/** False at the end. */
function more(parser: ReturnType<typeof parse>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    if (parser.readableEnded) return resolve(false);
    const done = (answer: () => void) => (): void => {
      parser.off('readable', readable).off('end', ended).off('error', failed);
      answer();
    };
    const readable = done(() => resolve(true));
    const ended = done(() => resolve(false));
    const failed = (error: Error): void => done(() => reject(error))();
    parser.on('readable', readable).on('end', ended).on('error', failed);
  });
}
