/**
 * Keeps what a team's do-not-call file says: looks at the file each time, and reads only what is new. Wholly again where it
 * was replaced, cut, or edited before the place that was read to.
 */
import { open, stat, type FileHandle } from 'node:fs/promises';
import type { Clock } from '../../clock.ts';
import type { Duration } from '../../model/time.ts';
import { InForce } from '../in-force.ts';
import { SharedListFailure } from '../port.ts';
import { failureOf, unreadable } from './failures.ts';
import { layoutOf, readLine, type Layout } from './lines.ts';

/** Half a million entries: all of them are held in memory. */
export const LONGEST_FILE = 32 * 1024 * 1024;
const CHUNK = 64 * 1024;
/** What must stand before the place that was read to, for the rest to be taken for what was added. */
const TAIL = 256;
/** An end without its line break may be half a line: it is waited for, and then taken as it stands. */
const TORN: Duration = 500;
const LOOK: Duration = 25;
/** Lines in a row of a file that is something else are not listed one by one. */
const SHOWN = 5;

type Seen = { readonly dev: number; readonly ino: number; readonly size: number; readonly changed: number };

/** What was read of one file, as long as it only grows. */
type Read = {
  readonly entries: InForce;
  layout: Layout | null;
  /** Bytes, to the end of the last whole line. */
  offset: number;
  lines: number;
  readonly odd: number[];
  oddLines: number;
  tail: Buffer;
  /** What stands after the last line break, and when it was seen first. */
  torn: { readonly text: string; readonly since: number };
};

export class FileReader {
  readonly #path: string;
  readonly #clock: Clock;
  #seen: Seen | null = null;
  #read: Read | null = null;
  #refreshing: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(path: string, clock: Clock) {
    this.#path = path;
    this.#clock = clock;
  }

  /** As the file stands at a moment after this was called. */
  async entries(): Promise<InForce> {
    await this.#fresh();
    while (this.#isTorn()) {
      await this.#clock.sleep(this.#clock.now() + LOOK);
      await this.#fresh();
    }
    const read = this.#read;
    if (read === null) return new InForce();
    const last = this.#last(read);
    if (last?.is !== 'added') return read.entries;
    // Beside what stands, which is not touched: what was taken for a line may be half of one.
    const all = new InForce(read.entries);
    all.add(last.entry);
    return all;
  }

  /** Lines that hold nobody back although they should, in a sentence each. */
  odd(): readonly string[] {
    const read = this.#read;
    if (read === null || read.oddLines === 0) return [];
    const shown = read.odd.join(', ');
    const more = read.oddLines > read.odd.length ? `, and ${read.oddLines - read.odd.length} more` : '';
    const lines = read.oddLines === 1 ? `line ${shown} names` : `lines ${shown}${more} name`;
    return [`${this.#path}: ${lines} no number that can be read, and holds nobody back: mend it, or take it out.`];
  }

  /** One look at a time, so that a folder that hangs takes one thread; who asks during one waits for the one after it. */
  #fresh(): Promise<void> {
    if (this.#refreshing === null) return this.#begin();
    this.#next ??= this.#refreshing.catch(() => undefined).then(() => this.#begin());
    return this.#next;
  }

  #begin(): Promise<void> {
    this.#next = null;
    const work = this.#refresh().finally(() => {
      if (this.#refreshing === work) this.#refreshing = null;
    });
    this.#refreshing = work;
    return work;
  }

  async #refresh(): Promise<void> {
    try {
      const now = seenOf(await stat(this.#path), this.#path);
      const before = this.#seen;
      if (before !== null && same(before, now)) return;
      await this.#readNew();
    } catch (error) {
      throw failureOf(error, this.#path);
    }
  }

  async #readNew(): Promise<void> {
    const file = await open(this.#path, 'r');
    try {
      const now = seenOf(await file.stat(), this.#path);
      const goesOn = await this.#goesOn(file, now);
      if (now.size === 0 && (this.#read?.lines ?? 0) > 0) {
        const hint = 'If it is being written, wait; else bring it back from a backup.';
        throw new SharedListFailure(
          'unreadable',
          `The shared do-not-call list ${this.#path} is empty, and was not before.`,
          hint,
        );
      }
      const read = goesOn ?? fresh();
      await this.#take(file, read, now.size);
      this.#read = read;
      this.#seen = now;
    } finally {
      await file.close();
    }
  }

  /** What was read of it, where the file has only grown since. */
  async #goesOn(file: FileHandle, now: Seen): Promise<Read | null> {
    const [before, read] = [this.#seen, this.#read];
    if (before === null || read === null || read.layout === null) return null;
    if (before.dev !== now.dev || before.ino !== now.ino || now.size <= before.size) return null;
    const { bytesRead, buffer } = await file.read(
      Buffer.alloc(TAIL),
      0,
      read.tail.length,
      read.offset - read.tail.length,
    );
    return buffer.subarray(0, bytesRead).equals(read.tail) ? read : null;
  }

  async #take(file: FileHandle, read: Read, size: number): Promise<void> {
    const chunk = Buffer.alloc(CHUNK);
    let rest = Buffer.alloc(0);
    for (let at = read.offset; at < size;) {
      const { bytesRead } = await file.read(chunk, 0, Math.min(CHUNK, size - at), at);
      if (bytesRead === 0) break;
      at += bytesRead;
      const all = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
      const end = all.lastIndexOf(0x0a) + 1;
      if (end === 0 && all.length > CHUNK) throw unreadable(this.#path, 'holds a line of more than 64 KiB');
      this.#lines(read, all.subarray(0, end));
      rest = Buffer.from(all.subarray(end));
    }
    const text = rest.toString('utf8');
    if (text !== read.torn.text) read.torn = { text, since: this.#clock.monotonic() };
  }

  #lines(read: Read, bytes: Buffer): void {
    if (bytes.length === 0) return;
    read.offset += bytes.length;
    read.tail = Buffer.from(Buffer.concat([read.tail, bytes.subarray(-TAIL)]).subarray(-TAIL));
    const lines = bytes.toString('utf8').split('\n');
    lines.pop();
    for (const line of lines) this.#line(read, line.replace(/\r$/, ''));
    if (read.oddLines > SHOWN && read.oddLines * 2 > read.lines) {
      throw unreadable(
        this.#path,
        'holds more lines without a number than with one: it is some other file, or damaged',
      );
    }
  }

  #line(read: Read, text: string): void {
    read.lines += 1;
    if (read.layout === null) {
      if (text.trim() === '') return;
      read.layout = layoutOf(text.replace(/^\uFEFF/, '')) ?? null;
      if (read.layout === null)
        throw unreadable(this.#path, 'does not begin with a header that names the column number');
      return;
    }
    const line = readLine(text, read.layout);
    if (line.is === 'added') read.entries.add(line.entry);
    else if (line.is === 'removed') read.entries.remove(line.number, line.scope);
    else if (line.is === 'odd') {
      read.oddLines += 1;
      if (read.odd.length < SHOWN) read.odd.push(read.lines);
    }
  }

  #isTorn(): boolean {
    const torn = this.#read?.torn;
    return torn !== undefined && torn.text.trim() !== '' && this.#clock.monotonic() < torn.since + TORN;
  }

  /** A person's last line often has no line break. A removal counts once it is whole. */
  #last({ layout, torn }: Read): ReturnType<typeof readLine> | undefined {
    return layout === null || torn.text.trim() === '' ? undefined : readLine(torn.text, layout);
  }
}

function fresh(): Read {
  const torn = { text: '', since: 0 };
  return {
    entries: new InForce(),
    layout: null,
    offset: 0,
    lines: 0,
    odd: [],
    oddLines: 0,
    tail: Buffer.alloc(0),
    torn,
  };
}

type Stats = Awaited<ReturnType<typeof stat>>;

function seenOf(stats: Stats, path: string): Seen {
  if (!stats.isFile()) throw unreadable(path, 'is no file');
  const size = Number(stats.size);
  if (size > LONGEST_FILE) {
    throw unreadable(path, `is larger than ${LONGEST_FILE / 1024 / 1024} MB: so long a list belongs into PostgreSQL`);
  }
  return {
    dev: Number(stats.dev),
    ino: Number(stats.ino),
    size,
    changed: Math.max(Number(stats.mtimeMs), Number(stats.ctimeMs)),
  };
}

function same(a: Seen, b: Seen): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.changed === b.changed;
}
