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

/** A line that is longer is left to the parser and its watch, which know what to say of it. */
const LONGEST = 256 * 1024;

/** Throws a UserError for what is no text, or has a quotation mark without an end. */
export async function* quickRecords(path: string, name: string): AsyncGenerator<Bundle> {
  let given = 0;
  for await (const bundle of unquoted(path, name)) {
    if (bundle === null) return yield* withoutFirst(parsed(path, name), given);
    given += bundle.records.length;
    yield bundle;
  }
}

type Beginning = {
  readonly head: string;
  readonly text: AsyncGenerator<string>;
  readonly delimiter: string;
  /** Of the first record; one that says the delimiter is no line of the table. */
  readonly row: 0 | 1;
};

async function beginning(path: string, name: string): Promise<Beginning> {
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
  return { head, text, delimiter, row: declared === undefined ? 1 : 0 };
}

/**
 * Where no quote stands, lines and cells end where they seem to, and to cut them costs a third of parsing them. Ends with null
 * before the first quote: most files that have any have one in their first lines, so that little is read twice.
 */
async function* unquoted(path: string, name: string): AsyncGenerator<Bundle | null> {
  const { head, text, delimiter, row: first } = await beginning(path, name);
  let row: number = first;
  let rest = '';
  const cut = (lines: string): Bundle | null => {
    const records: string[][] = [];
    const from = row;
    for (const line of lines.split(/\r\n|\n|\r/)) {
      if (line === '') continue;
      if (line.length > LONGEST) return null;
      if (row > 0) records.push(line.split(delimiter));
      row += 1;
    }
    return { row: Math.max(from, 1), records };
  };
  for (let piece: string | undefined = head; piece !== undefined; piece = await nextOf(text)) {
    const all = rest + piece;
    // A line may be cut in two, and so may its end.
    const end = Math.max(all.lastIndexOf('\n'), all.lastIndexOf('\r', all.length - 2)) + 1;
    rest = all.slice(end);
    const bundle = piece.includes('"') || rest.length > LONGEST ? null : cut(all.slice(0, end));
    if (bundle === null) await text.return(undefined);
    yield bundle;
    if (bundle === null) return;
  }
  yield cut(rest);
}

async function nextOf(text: AsyncGenerator<string>): Promise<string | undefined> {
  const next = await text.next();
  return next.done === true ? undefined : next.value;
}

async function* withoutFirst(bundles: AsyncIterable<Bundle>, given: number): AsyncGenerator<Bundle> {
  let left = given;
  for await (const { row, records } of bundles) {
    const skipped = Math.min(left, records.length);
    left -= skipped;
    if (skipped < records.length) yield { row: row + skipped, records: records.slice(skipped) };
  }
}

async function* parsed(path: string, name: string): AsyncGenerator<Bundle> {
  const { head, text, delimiter, row: first } = await beginning(path, name);
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
  let row: number = first;
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
