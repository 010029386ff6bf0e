/** Do-not-call files: every entry is heard, or the file is refused. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DestinationKey } from '../../src/model/ids.ts';
import { loadSuppression, readSuppression } from '../../src/load/suppression.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';

const NOW = Date.UTC(2026, 10, 23, 15);
const digest = (text: string): string => createHash('sha256').update(`secret:${text}`).digest('hex');

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'outdial-dnc-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

describe('do-not-call files', () => {
  const rules = { defaultCountry: null, extraUsAreaCodes: [] };

  async function read(text: string, country: string | null = null): Promise<string[]> {
    const path = join(dir, 'dnc.txt');
    await writeFile(path, text);
    const numbers: string[] = [];
    for await (const number of readSuppression(path, { ...rules, defaultCountry: country })) numbers.push(number);
    return numbers;
  }

  it('one number a line, with comments', async () => {
    const text =
      '# asked in May\r\n+14155550101\r\n\r\n(212) 555-0102  # by mail\r\n+44 7400 123456\n+18005550199\n+19002345678';
    expect(await read(text, 'US')).toEqual([
      ...['+14155550101', '+12125550102', '+447400123456', '+18005550199', '+19002345678'],
    ]);
  });

  it('a CSV with a column of numbers', async () => {
    expect(await read('name,phone\n# old ones\nAnn,+14155550101\n\nBob,+12125550102\n')).toEqual([
      '+14155550101',
      '+12125550102',
    ]);
    expect(await read('phone\n+14155550101\n')).toEqual(['+14155550101']);
    expect(await read('')).toEqual([]);
  });

  it('names every line it cannot read, and nothing is dropped in silence', async () => {
    const reading = read('+14155550101\n4155550102\n+1415555010\n+14155550103, +14155550104\nAnn\n');
    await expect(reading).rejects.toThrow(/dnc\.txt:2: .*country/);
    await expect(reading).rejects.toThrow(/dnc\.txt:3: /);
    await expect(reading).rejects.toThrow(/dnc\.txt:4: /);
    await expect(reading).rejects.toThrow(/dnc\.txt:5: /);
    await expect(read('Ann Lee\n+14155550101\n')).rejects.toThrow(/neither a number nor a header/);
    await expect(read('name,phone\nAnn,\n')).rejects.toThrow(/dnc\.txt:2: /);
    await expect(readSuppression(join(dir, 'none.txt'), rules).next()).rejects.toThrow(
      /none\.txt: There is no such file/,
    );
  });

  it('stand under the guard of the ledger', async () => {
    const store = openMemoryStore({ makeId: (length) => 'x'.repeat(length), now: NOW });
    const path = join(dir, 'dnc.txt');
    await writeFile(path, '+14155550101\n');
    expect(await loadSuppression({ store, path, rules, digest, now: NOW })).toBe(1);
    const key = digest('d:+14155550101') as DestinationKey;
    expect(await store.suppressed([key])).toEqual(new Map([[key, 'dnc.txt']]));
  });
});
