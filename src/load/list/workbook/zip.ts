/** A zip as the named parts of a workbook: found by its directory, unpacked as they are read, bounded before they are. */
// A bomb lies in its directory or tells it: what is told is bounded here, and what was not told yauzl stops while reading.
import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl';
import { damaged, locked, tooLarge, workbookProblem } from './damage.ts';

export type Part = {
  readonly name: string;
  readonly bytes: () => AsyncIterable<Uint8Array>;
};

export type Package = {
  /** As the user named the file. */
  readonly file: string;
  readonly names: readonly string[];
  /** Names differ by case between programs, and some begin with a slash. */
  readonly part: (name: string) => Part | undefined;
  readonly close: () => void;
};

/** A workbook of a thousand sheets has some five thousand. */
const MOST_PARTS = 20_000;
/** Bytes of one part, unpacked. A million rows of thirty cells have some 1.5 GB. */
const MOST_BYTES = 2 * 1024 * 1024 * 1024;
/** Sheets of one and the same value come to some 60, deflate itself to 1,032. */
const MOST_RATIO = 250;
/** Small parts may be as empty as they like. */
const RATIO_FROM = 8 * 1024 * 1024;

export async function openPackage(path: string, file: string): Promise<Package> {
  let zip: ZipFile | undefined;
  try {
    // Names as bytes: one that looks like a path out of a folder is refused by yauzl, and nothing is written here.
    zip = await openPromise(path, { autoClose: false, decodeStrings: false });
    const entries = await entriesOf(zip, file);
    const opened = zip;
    return {
      file,
      names: [...entries.values()].map(nameOf),
      part: (name) => {
        const entry = entries.get(keyOf(name));
        return entry === undefined ? undefined : { name, bytes: () => unpacked(opened, entry, name, file) };
      },
      close: () => {
        opened.close();
      },
    };
  } catch (error) {
    zip?.close();
    throw workbookProblem(file, error, 'its end is missing, or it is no whole zip archive');
  }
}

async function entriesOf(zip: ZipFile, file: string): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  let count = 0;
  for await (const entry of zip.eachEntry()) {
    count += 1;
    if (count > MOST_PARTS) throw tooLarge(file, `This file is a zip archive of more than ${MOST_PARTS} parts`);
    const key = keyOf(nameOf(entry));
    // Readers differ in which of two they take, so a file of two faces shows one to whoever checked it.
    if (entries.has(key)) throw damaged(file, 'a part of it is there twice');
    entries.set(key, entry);
  }
  return entries;
}

function nameOf(entry: Entry): string {
  const raw = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  return raw.replaceAll('\\', '/').replace(/^\/+/, '');
}

function keyOf(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

async function* unpacked(zip: ZipFile, entry: Entry, name: string, file: string): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted()) throw locked(file);
  const { uncompressedSize: size, compressedSize: packed } = entry;
  if (size > MOST_BYTES || (size > RATIO_FROM && size > packed * MOST_RATIO)) {
    throw tooLarge(file, `This workbook unpacks to ${mebibytes(size)} MiB from ${mebibytes(packed)} MiB`);
  }
  try {
    yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw workbookProblem(file, error, `its part ${name} cannot be unpacked, or is not as long as it says`);
  }
}

function mebibytes(bytes: number): string {
  return Math.max(1, Math.round(bytes / 1024 / 1024)).toLocaleString('en-US');
}
