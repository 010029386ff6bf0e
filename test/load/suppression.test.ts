/** Do-not-call files: every entry is heard, or the file is refused. */
import { EVERYWHERE, onDoNotCall } from '../../src/model/suppression.ts';
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

  it.each([
    ['+39 6 69812399', '+390669812399'],
    ['+39 0 347 123 4567', '+393471234567'],
    ['+39 0347 1234567', '+393471234567'],
    ['0039 6 69812399', '+390669812399'],
    ['+48 0 512 345 678', '+48512345678'],
    ['+56 (0) 2 2123 4567', '+56221234567'],
    ['+30 0 691 234 5678', '+306912345678'],
    ['+420 0 601 123 456', '+420601123456'],
    ['+91 91 98765 43210', '+919876543210'],
    ['+46 046 70 123 45 67', '+46701234567'],
    ['+84 162 123 4567', '+84321234567'],
  ])('%s keeps %s from being called', async (line, phone) => {
    expect(await read(line, 'IT')).toContain(phone);
    expect((await heard(line, 'IT')).said).toEqual([]);
  });

  it('names the lines that no phone has, and hears the others', async () => {
    const { count, said } = await heard('+14155550101\n+447911 12345\n+1 555 555 0101\n');
    expect(count).toBe(3);
    expect(said).toEqual([
      'dnc.txt: lines 2, 3 of this do-not-call list: numbers that no phone has. If one was mistyped, whoever it was ' +
        'meant for is not kept from being called: compare it with its source.',
    ]);
    expect((await heard('+447911 12345\n'.repeat(25))).said[0]).toMatch(/lines 1, .*, 20, and 5 more of/);
  });

  it('says that a list is empty', async () => {
    const said = ['dnc.txt holds no number: it keeps nobody from being called.'];
    expect((await heard('')).said).toEqual(said);
    expect((await heard('# none yet\n')).said).toEqual(said);
    await expect(heard('phone,name\n')).rejects.toThrow(/no rows/);
  });

  it.each([
    ['Phone,Alternate phone', '+14155550101,+12125550102', ['+14155550101', '+12125550102']],
    ['Phone,Work fax,Other Phone', '+14155550101,,+12125550102', ['+14155550101', '+12125550102']],
    ['Mobile,Home Phone', '+14155550101,+12125550102', ['+14155550101', '+12125550102']],
    ['Name,Other Phone', 'Ann,+14155550101', ['+14155550101']],
    ['phone_number_e164', '+14155550101', ['+14155550101']],
    ['id,phone_e164,name', '7,+14155550101,Ann', ['+14155550101']],
    ['"phone_number_e164";"id"', '+14155550101;123', ['+14155550101']],
    ['Phone,Do not phone', '+14155550101,yes', ['+14155550101']],
    ['Ticket,Phone', '#12,+14155550101', ['+14155550101']],
  ])('a CSV headed %s', async (header, row, phones) => {
    expect(await read(`${header}\n${row}\n`)).toEqual(phones);
  });

  it('stops at a cell of any number column, and at a row that is broken', async () => {
    await expect(read('Phone,Other Phone\n+14155550101,4155550102\n')).rejects.toThrow(/dnc\.txt:2: .*country/);
    await expect(read('name,phone\nLee, Ann,+14155550101\n')).rejects.toThrow(/dnc\.txt:2: /);
    await expect(read('phone,other phone\n+14155550101,,+14155550102\n')).rejects.toThrow(/dnc\.txt:2: /);
    await expect(read('name,other phone\nAnn,none\n')).rejects.toThrow(/dnc\.txt:2: /);
  });

  async function heard(text: string, country: string | null = null): Promise<{ count: number; said: string[] }> {
    const store = openMemoryStore({ makeId: (length) => 'x'.repeat(length), now: NOW });
    const path = join(dir, 'dnc.txt');
    await writeFile(path, text);
    const said: string[] = [];
    const warn = (sentence: string): number => said.push(sentence);
    const settings = { ...rules, defaultCountry: country };
    return { count: await loadSuppression({ store, path, rules: settings, digest, now: NOW, warn }), said };
  }

  it('stand under the guard of the ledger', async () => {
    const store = openMemoryStore({ makeId: (length) => 'x'.repeat(length), now: NOW });
    const path = join(dir, 'dnc.txt');
    await writeFile(path, '+14155550101\n');
    expect(await loadSuppression({ store, path, rules, digest, now: NOW })).toBe(1);
    const key = digest('d:+14155550101') as DestinationKey;
    expect([...(await store.suppressed([key], [EVERYWHERE], NOW)).values()]).toEqual(
      onDoNotCall([key], 'dnc.txt', NOW),
    );
  });
});
