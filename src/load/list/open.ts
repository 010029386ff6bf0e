/** Opens a contact list of any supported kind and finds out which kind it is. */
import { basename } from 'node:path';
import { userError } from '../../model/errors.ts';
import { decodedFile, decodedStream, type DecodedText } from './decoded.ts';
import { decodedWords } from './encoding/decide.ts';
import { encodingNamed, type Encoding } from './encoding/names.ts';
import type { OpenList } from '../row/types.ts';
import { openCsv } from './csv.ts';
import { openJson } from './json.ts';
import { openInline, type InlineRow } from './objects.ts';
import { containerOf, refuseCompound, refuseLookAlike, refuseStreamed } from './workbook/look-alikes.ts';
import { Wrapped } from './wrapped.ts';

export type ListSource =
  /** `sheet`: of a workbook, by its name or its number. `encoding`: as the user names it; without one it is found out. */
  | { readonly is: 'file'; readonly path: string; readonly sheet?: string; readonly encoding?: string }
  /** Bytes such as standard input; `name` is what messages call it. */
  | {
      readonly is: 'stream';
      readonly name: string;
      readonly bytes: AsyncIterable<Uint8Array>;
      readonly encoding?: string;
    }
  | {
      readonly is: 'inline';
      readonly rows: Iterable<InlineRow> | AsyncIterable<InlineRow>;
      /** What messages and the ledger call it, and by which it is known when it comes again; default `inline`. */
      readonly name?: string;
    };

/** What is looked at to tell formats and delimiters apart, in characters. */
const HEAD = 64 * 1024;
const BLANK_HEAD = 1024 * 1024;

/** Reads the header and the first rows; the rest streams. Throws UserErrors for a file that cannot be a list. */
export async function openList(source: ListSource): Promise<OpenList> {
  switch (source.is) {
    case 'inline':
      return openInline(source.name ?? 'inline', source.rows);
    case 'stream':
      return openDecoded(
        source.name,
        await decodedStream(refuseStreamed(source.name, source.bytes), source.name, named(source.encoding)),
      );
    case 'file':
      return openFile(source);
  }
}

/** What it holds decides, whatever it is called: workbooks are often sent on under another name. */
async function openFile({ path, sheet, encoding }: Extract<ListSource, { is: 'file' }>): Promise<OpenList> {
  const name = basename(path);
  const kind = await containerOf(path);
  if (kind === 'zip') {
    // What unpacks and parses it takes longer to load than most lists take: only for a workbook.
    const { openWorkbook } = await import('./workbook/open-workbook.ts');
    return openWorkbook(path, name, sheet);
  }
  if (kind === 'compound') return refuseCompound(path, name);
  if (sheet !== undefined) {
    const message = `This is no workbook, and has no sheet "${sheet.slice(0, 64)}".`;
    throw userError('unknown_sheet', message, 'Leave the sheet out (--sheet, or "sheet" in the campaign file).', {
      file: name,
    });
  }
  return openDecoded(name, await decodedFile(path, name, named(encoding)));
}

/** Nothing for a name that nobody knows: the campaign's own rules have refused it. */
function named(encoding: string | undefined): Encoding | undefined {
  return encoding === undefined ? undefined : encodingNamed(encoding);
}

async function openDecoded(name: string, { text, decoded }: DecodedText): Promise<OpenList> {
  const list = await openText(name, text);
  if (decoded === null) return list;
  return { ...list, notes: [decodedWords(name, decoded, 'flag'), ...(list.notes ?? [])] };
}

async function openText(name: string, text: AsyncGenerator<string>): Promise<OpenList> {
  try {
    const { head, ended } = await headOf(text);
    const start = head.trimStart();
    if (start === '' && ended) throw userError('file_empty', 'The file is empty.', undefined, { file: name });
    if (start === '') {
      const hint = 'Is this a list of contacts? Its first row names the columns.';
      throw userError('no_header', 'The file begins with more than 1 MiB of blanks.', hint, { file: name });
    }
    const all = chain(head, text);
    refuseLookAlike(name, start);
    refuseOther(name, start);
    switch (formatOf(name, start)) {
      case 'json':
        return await openJson(name, 'array', all);
      case 'jsonl':
        return await openJson(name, 'lines', all);
      case 'csv':
        return await openCsv(name, head, all);
      case 'object': {
        const wrapped = new Wrapped(name);
        const list = await openJson(name, 'array', wrapped.list(all));
        return wrapped.taken === null ? list : { ...list, taken: wrapped.taken };
      }
      case 'scalar':
        throw userError(
          'unsupported_format',
          `This is JSON, but not a list: it begins with ${start.slice(0, 20).trim()}.`,
          'A list is an array of objects such as [{"phone": "+1…"}].',
          { file: name },
        );
    }
  } catch (error) {
    await text.return(undefined);
    throw error;
  }
}

/** What formats and delimiters are told apart by: more than `HEAD` only where it begins with blanks. */
async function headOf(text: AsyncGenerator<string>): Promise<{ readonly head: string; readonly ended: boolean }> {
  const chunks: string[] = [];
  let blank = true;
  for (let size = 0; size < (blank ? BLANK_HEAD : HEAD);) {
    const next = await text.next();
    if (next.done === true) return { head: chunks.join(''), ended: true };
    chunks.push(next.value);
    size += next.value.length;
    blank = blank && next.value.trimStart() === '';
  }
  return { head: chunks.join(''), ended: false };
}

/** A file under another name than what it holds: read as that, every row of it would be nonsense. */
function refuseOther(name: string, start: string): void {
  const refuse = (what: string, instead: string, hint: string): Error =>
    userError('unsupported_format', `This is ${what}, not ${instead}.`, hint, { file: name });
  if (/^<(?:!doctype|html|head|body|table|\?xml|!--)/i.test(start)) {
    const what = /^<\?xml/i.test(start) ? 'XML' : 'HTML';
    throw refuse(what, 'a list of contacts', 'Export the list as CSV; a page saved in a browser is no export.');
  }
  if (/\.(csv|tsv|tab|psv)$/i.test(name) && /^(?:\[\s*[[{\]"]|\{\s*["}])/.test(start)) {
    throw refuse('JSON', 'CSV', 'Name the file .json, or .jsonl where each line is an object.');
  }
  if (/\.(jsonl|ndjson)$/i.test(name) && /^\[\s*(?:[[{\]]|$)/.test(start)) {
    throw refuse('one JSON array', 'JSON Lines', 'Name the file .json.');
  }
}

/** The extension says what is meant; the text decides where it does not. */
function formatOf(name: string, start: string): 'json' | 'jsonl' | 'csv' | 'object' | 'scalar' {
  if (/\.(csv|tsv|tab|psv)$/i.test(name)) return 'csv';
  if (/\.(jsonl|ndjson)$/i.test(name)) return 'jsonl';
  if (start.startsWith('[')) return 'json';
  if (start.startsWith('{')) return isJsonLines(start) ? 'jsonl' : 'object';
  return /\.json$/i.test(name) ? 'scalar' : 'csv';
}

function isJsonLines(start: string): boolean {
  const [first, ...rest] = start.split(/\r\n|\n|\r/);
  if (rest.join('').trim() === '') return false;
  try {
    JSON.parse(first ?? '');
    return true;
  } catch {
    return false;
  }
}

async function* chain(head: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield head;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
