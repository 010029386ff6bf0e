/** Files that are called workbooks and are none, or are workbooks that are not read: each with what to do about it. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { userError } from '../../../model/errors.ts';
import { fileProblem } from '../file-errors.ts';
import { locked, SAVE_AS } from './damage.ts';

/** Names of parts are somewhere in it, in UTF-16; where exactly only a reader of that format knows. */
const LOOKED_AT = 64 * 1024 * 1024;
const OVERLAP = 128;

const ZIP = [
  [0x50, 0x4b, 0x03, 0x04],
  // One without anything in it.
  [0x50, 0x4b, 0x05, 0x06],
];
const COMPOUND = [[0xd0, 0xcf, 0x11, 0xe0]];

/** Null for everything else. A pipe is read once, and is not looked at. */
export async function containerOf(path: string): Promise<'zip' | 'compound' | null> {
  try {
    if (!(await stat(path)).isFile()) return null;
    const file = await open(path, 'r');
    try {
      const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return containerIn(buffer);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileProblem(path, error);
  }
}

function containerIn(head: Uint8Array): 'zip' | 'compound' | null {
  const begins = (magic: readonly number[]): boolean => magic.every((byte, at) => head[at] === byte);
  return ZIP.some(begins) ? 'zip' : COMPOUND.some(begins) ? 'compound' : null;
}

/** A workbook is read from its end, so a stream of one would have to be kept somewhere: a list of people is not. */
export async function* refuseStreamed(name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of bytes) {
    if (first && containerIn(chunk) !== null) {
      const message = 'This is a workbook or a zip archive, which cannot be read while it streams.';
      throw userError('unsupported_format', message, 'Save it as a file, and name that.', { file: name });
    }
    first = false;
    yield chunk;
  }
}

/** The container of old Office files: an .xls, or any newer file that was locked with a password. */
export async function refuseCompound(path: string, file: string): Promise<never> {
  const refuse = (what: string): Error => userError('unsupported_format', `This is ${what}.`, SAVE_AS, { file });
  let text = '';
  let last = '';
  const found = new Set<string>();
  for await (const chunk of createReadStream(path, { end: LOOKED_AT }) as AsyncIterable<Uint8Array>) {
    text = last + Buffer.from(chunk).toString('latin1');
    for (const name of ['EncryptedPackage', 'WordDocument', 'PowerPoint Document', 'Workbook', 'Book']) {
      if (text.includes([...name].join('\0'))) found.add(name);
    }
    last = text.slice(-OVERLAP);
  }
  if (found.has('EncryptedPackage')) throw locked(file);
  if (found.has('WordDocument')) throw refuse('an old Word document (DOC), not a list');
  if (found.has('PowerPoint Document')) throw refuse('an old PowerPoint presentation (PPT), not a list');
  if (found.has('Workbook') || found.has('Book')) throw refuse('an old Excel workbook (XLS)');
  throw refuse('an old Office file (XLS or the like)');
}

const CALLED = /\.(xlsx|xlsm|xlsb|xls|xltx|ods|ots|fods)$/i;

/** `start`: the beginning of a text that is no zip. */
export function refuseLookAlike(file: string, start: string): void {
  const [, called = ''] = CALLED.exec(file) ?? [];
  const head = start.slice(0, 4096);
  const refuse = (what: string, hint = SAVE_AS): Error =>
    userError('unsupported_format', `This is ${what}.`, hint, { file });
  const name = called === '' ? '' : ` that is only called .${called.toLowerCase()}`;
  if (/progid\s*=\s*"Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet/.test(head)) {
    throw refuse('an XML Spreadsheet of 2003', SAVE_AS);
  }
  if (/<office:document\b/.test(head)) throw refuse('a flat OpenDocument file (FODS)');
  if (called === '') return;
  if (/^\s*<(?:!doctype|html|head|body|table|meta|!--|style|div)/i.test(head) || /<html\b|<table\b/i.test(head)) {
    throw refuse(`a web page (HTML)${name}`);
  }
  if (/^\s*<\?xml/.test(head)) throw refuse(`XML${name}`);
  const base = file.slice(0, -called.length - 1);
  throw refuse(`a text${name}`, `If it is a list, name it ${base}.csv.`);
}
