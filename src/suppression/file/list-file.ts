/** A team's do-not-call list in a file: a line is added for everything that is said, and no line is ever changed. */
import { open, type FileHandle } from 'node:fs/promises';
import type { Clock } from '../../clock.ts';
import type { SharedList } from '../port.ts';
import { SharedListFailure } from '../port.ts';
import { InForce, holds } from '../in-force.ts';
import { failureOf, unreadable } from './failures.ts';
import { HEADER, writeAdded, writeRemoved } from './lines.ts';
import { FileReader, LONGEST_FILE } from './reader.ts';

/** The team's, not everybody's: it holds people's numbers. */
const MODE = 0o660;
const TRIES = 3;
/** In one write: no line of another's comes between. */
const AT_ONCE = 1_000;

export function openListFile({ path, clock }: { readonly path: string; readonly clock: Clock }): SharedList {
  const reader = new FileReader(path, clock);
  return {
    place: path,
    find: async (numbers, now) => {
      const entries = await reader.entries();
      return numbers.flatMap((number) => entries.of(number)).filter((entry) => holds(entry, now));
    },
    add: async (entries) => {
      const known = await entriesOr(reader, new InForce());
      const over = new InForce(known);
      const news = entries.filter((entry) => over.add(entry));
      await append(path, news.map(writeAdded));
      return news.length;
    },
    remove: async (numbers, scope, why, source, at) => {
      const known = await reader.entries();
      const named = [...new Set(numbers)].flatMap((number) => known.of(number));
      const ended = named.filter((entry) => scope === 'all' || entry.scope === scope);
      await append(
        path,
        ended.map((entry) => writeRemoved(entry.number, entry.scope, why, source, at)),
      );
      return ended.filter((entry) => holds(entry, at)).length;
    },
    look: async (now) => ({ numbers: (await reader.entries()).numbers(now), odd: reader.odd() }),
    odd: () => reader.odd(),
    close: () => Promise.resolve(),
  };
}

/** Where there is no list yet, the first who adds to it begins it. */
async function entriesOr(reader: FileReader, none: InForce): Promise<InForce> {
  try {
    return await reader.entries();
  } catch (error) {
    if (error instanceof SharedListFailure && error.why === 'away') return none;
    throw error;
  }
}

async function append(path: string, lines: readonly string[]): Promise<void> {
  for (let at = 0; at < lines.length; at += AT_ONCE) {
    const slice: readonly string[] = lines.slice(at, at + AT_ONCE);
    await appendOnce(path, slice).catch((error: unknown) => {
      throw failureOf(error, path);
    });
  }
}

/** Resolves once the lines stand in the file as they are. On a network folder two writers may have met at one place. */
async function appendOnce(path: string, lines: readonly string[]): Promise<void> {
  const text = lines.join('');
  for (let tries = 1; ; tries += 1) {
    const file = await open(path, 'a+', MODE);
    try {
      const { size } = await file.stat();
      if (size + text.length > LONGEST_FILE) throw unreadable(path, 'is full: so long a list belongs into PostgreSQL');
      // A line of somebody who was cut off, or of an editor that ends no line, must not become one with ours.
      const before = size === 0 ? HEADER : (await lastByte(file, size)) === 0x0a ? '' : '\r\n';
      const bytes = Buffer.from(before + text, 'utf8');
      const { bytesWritten } = await file.write(bytes);
      await file.sync();
      if (bytesWritten === bytes.length && (await stands(file, size, text))) return;
    } finally {
      await file.close();
    }
    if (tries === TRIES) {
      const hint = 'See that its disk has room and that nobody else holds it, and add them again.';
      throw new SharedListFailure('away', `The shared do-not-call list ${path} did not take what was added.`, hint);
    }
  }
}

async function lastByte(file: FileHandle, size: number): Promise<number> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] ?? 0;
}

/** Read again from where the file ended before: others may have added theirs meanwhile. */
async function stands(file: FileHandle, from: number, text: string): Promise<boolean> {
  const { size } = await file.stat();
  const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(0, size - from)), 0, size - from, from);
  return buffer.subarray(0, bytesRead).includes(Buffer.from(text, 'utf8'));
}
