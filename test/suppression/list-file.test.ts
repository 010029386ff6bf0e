/** A team's file as people, editors, spreadsheets and network folders leave it: read on, read again, waited for, or refused. */
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openListFile } from '../../src/suppression/file/list-file.ts';
import { SharedListFailure, type SharedList } from '../../src/suppression/port.ts';
import { NOW } from '../support/fixtures.ts';

const HEADER = 'number,scope,reason,source,at,until,removed';
const clock = systemClock();
let folder: string;
let path: string;
let list: SharedList;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outdial-team-'));
  path = join(folder, 'team.csv');
  list = openListFile({ path, clock });
});
afterEach(() => rmSync(folder, { recursive: true }));

const number = (n: number): string => `+1415555${String(n).padStart(4, '0')}`;
const found = async (...asked: number[]): Promise<number[]> => {
  const hits = new Set((await list.find(asked.map(number), NOW)).map((entry) => entry.number));
  return asked.filter((n) => hits.has(number(n)));
};
const failure = async (): Promise<SharedListFailure> => {
  const error: unknown = await list.find([number(1)], NOW).catch((cause: unknown) => cause);
  if (error instanceof SharedListFailure) return error;
  throw new Error('it could be read');
};

it('is begun by the first who adds to it, as a table that a person can read', async () => {
  await list.add([
    { number: number(1), scope: 'everywhere', reason: '=cmd|x,\n"y"', source: 'ann', at: NOW, until: null },
  ]);
  const [header, line, end] = readFileSync(path, 'utf8').split('\r\n');
  expect(header).toBe(HEADER);
  expect(line).toBe(`${number(1)},everywhere,"'=cmd|x, ""y""",ann,${new Date(NOW).toISOString()},,`);
  expect(end).toBe('');
});

it('sees what was appended, whoever appended it, and reads no more than that', async () => {
  writeFileSync(path, `${HEADER}\n${number(1)}\n`);
  expect(await found(1, 2)).toEqual([1]);
  appendFileSync(path, `${number(2)},,,,,,\n`);
  expect(await found(1, 2)).toEqual([1, 2]);
});

it('reads it again where it was replaced, cut, or edited in place', async () => {
  writeFileSync(path, `${HEADER}\n${number(1)}\n${number(2)}\n`);
  expect(await found(1, 2, 3)).toEqual([1, 2]);
  writeFileSync(join(folder, 'new'), `${HEADER}\n${number(3)}\n${number(2)}\n`);
  renameSync(join(folder, 'new'), path);
  expect(await found(1, 2, 3)).toEqual([2, 3]);
  // Of the same length, in place.
  writeFileSync(path, `${HEADER}\n${number(1)}\n${number(2)}\n`);
  expect(await found(1, 2, 3)).toEqual([1, 2]);
  // Longer, and not what stood there before.
  writeFileSync(path, `${HEADER}\n${number(3)}\n${number(4)}\n${number(5)}\n`);
  expect(await found(1, 2, 3, 4, 5)).toEqual([3, 4, 5]);
  truncateSync(path, HEADER.length + 1 + number(3).length + 1);
  expect(await found(3, 4, 5)).toEqual([3]);
});

it('waits for the end of a line, and takes a last one that has none as it stands', async () => {
  writeFileSync(path, `${HEADER}\n${number(1)}\n${number(2)},everywhere,`);
  const later = new Promise((done) => setTimeout(() => done(appendFileSync(path, 'no,x,,,\n')), 100));
  expect(await found(1, 2)).toEqual([1, 2]);
  await later;
  // The half of a number holds nobody back for good: once it is whole, it is another.
  appendFileSync(path, number(3).slice(0, -1));
  expect(await found(3)).toEqual([]);
  appendFileSync(path, number(3).slice(-1));
  expect(await found(3)).toEqual([3]);
  expect((await list.find([number(3).slice(0, -1)], NOW)).length).toBe(0);
  // What is added next does not become one line with it.
  await list.add([{ number: number(4), scope: 'everywhere', reason: '', source: '', at: NOW, until: null }]);
  expect(await found(3, 4)).toEqual([3, 4]);
});

it('passes over a torn line aloud, and refuses what is no such list at all', async () => {
  writeFileSync(path, `${HEADER}\n${number(1)}\n+1415,ever\n${number(2)}\n`);
  expect(await found(1, 2)).toEqual([1, 2]);
  expect(list.odd?.()).toEqual([
    `${path}: line 3 names no number that can be read, and holds nobody back: mend it, or take it out.`,
  ]);
  writeFileSync(path, `${HEADER}\n${'1.41556E+10,everywhere\n'.repeat(10)}`);
  expect((await failure()).why).toBe('unreadable');
  writeFileSync(path, 'name,email\nAda,ada@example.org\n');
  expect((await failure()).message).toContain('header');
  writeFileSync(path, 'x'.repeat(200_000));
  expect((await failure()).message).toContain('64 KiB');
  rmSync(path);
  mkdirSync(path);
  expect((await failure()).message).toContain('is no file');
});

it('is not there, then there, then empty: nobody is taken to be allowed by a list that is gone', async () => {
  expect((await failure()).why).toBe('away');
  // As `touch` makes it: a list that nobody is on yet.
  writeFileSync(path, '');
  expect(await found(1)).toEqual([]);
  writeFileSync(path, `${HEADER}\n${number(1)}\n`);
  expect(await found(1)).toEqual([1]);
  writeFileSync(path, '');
  expect((await failure()).message).toContain('is empty');
  rmSync(path);
  expect((await failure()).why).toBe('away');
  writeFileSync(path, `${HEADER}\n${number(1)}\n`);
  expect(await found(1)).toEqual([1]);
});

it('is read as a spreadsheet saves it: semicolons, other columns, no plus', async () => {
  writeFileSync(
    path,
    `\uFEFFName;Number;Scope;Removed\r\nAda;14155550001;;\r\nBob;"+1 (415) 555-0002";everywhere;\r\n`,
  );
  expect(await found(1, 2)).toEqual([1, 2]);
});

it('is of a length that is held in memory', async () => {
  writeFileSync(path, '');
  truncateSync(path, 2 * 1024 ** 3);
  expect((await failure()).message).toContain('larger than 32 MB');
  await expect(
    list.add([{ number: number(1), scope: 'everywhere', reason: '', source: '', at: NOW, until: null }]),
  ).rejects.toThrow('larger than 32 MB');
});
