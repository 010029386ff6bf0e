/** Streams a part of a workbook through an XML parser; whatever could make it grow without end is refused. */
import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { systemCodeOf } from '../../../model/errors.ts';
import { own } from '../../../model/own.ts';
import { ROW_LIMIT } from '../limits.ts';
import { damaged, tooLarge, workbookProblem } from './damage.ts';
import type { Part } from './zip.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Names without their prefix: programs choose prefixes freely (`x:row`). */
export type Reader<T> = {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
  /** What was finished since it was asked last. */
  readonly take: () => readonly T[];
  /** What comes is nothing to it any more. */
  readonly finished?: boolean;
};

/** No program nests a sheet deeper than some twenty. */
const DEEPEST = 200;

/** What the reader finished, as soon as it did. */
export async function* readXml<T>(file: string, part: Part, reader: Reader<T>): AsyncGenerator<T, undefined> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  /** Characters since the parser last told anything: what it holds. */
  let held = 0;
  parser.on('opentag', ({ name, attributes }) => {
    held = 0;
    depth += 1;
    if (depth > DEEPEST) throw damaged(file, `${part.name} is nested more than ${DEEPEST} deep`);
    reader.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    held = 0;
    depth -= 1;
    reader.close(localName(name));
  });
  const text = (found: string): void => {
    held = 0;
    reader.text(found);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  // Entities of its own making are how a page of XML becomes gigabytes, or reads other files.
  parser.on('doctype', () => {
    throw damaged(file, `${part.name} declares a document type, which no workbook does`);
  });
  parser.on('error', (error) => {
    throw error;
  });
  const write = (chunk: string): void => {
    held += chunk.length;
    parser.write(chunk);
    if (held > ROW_LIMIT) throw tooLarge(file, `A cell of this workbook holds more than 4 MiB`);
  };
  try {
    let decoder: TextDecoder | undefined;
    for await (const chunk of part.bytes()) {
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
      write(decoder.decode(chunk, { stream: true }));
      yield* reader.take();
      if (reader.finished === true) return undefined;
    }
    write(decoder?.decode() ?? '');
    parser.close();
    yield* reader.take();
  } catch (error) {
    throw workbookProblem(file, badText(error), `${part.name} is not valid XML`);
  }
  return undefined;
}

/** For parts of which only the whole is of use. */
export async function readAll(file: string, part: Part, reader: Omit<Reader<never>, 'take'>): Promise<void> {
  for await (const nothing of readXml<never>(file, part, { ...reader, take: () => [] })) void nothing;
}

/** An attribute by its name without a prefix: `r:id` as `id`. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  return own(attributes, name) ?? Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1];
}

export function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}

function localName(name: string): string {
  const at = name.indexOf(':');
  return at < 0 ? name : name.slice(at + 1);
}

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** The decoder's word for bytes that are no text is the same as for a mistake of this program. */
function badText(error: unknown): unknown {
  return systemCodeOf(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? new Error('not text') : error;
}
