/** What the documents say of codes and states is what the code does. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../src/model/error-codes.ts';
import { ROW_CODES } from '../src/model/row-codes.ts';
import { madeDocuments } from './support/made-documents.ts';

const ROOT = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

describe('the documents that are made of the code', () => {
  for (const [path, text] of Object.entries(madeDocuments())) {
    it(`${path} is up to date (node scripts/make-docs.mjs)`, () => {
      expect(read(path)).toBe(text);
    });
  }
});

describe('the catalogue of codes', () => {
  const errors = Object.values(ERROR_CODES).flatMap((group) => Object.keys(group));
  const rows = Object.keys(ROW_CODES);
  const sources = readdirSync(fileURLToPath(new URL('src', ROOT)), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/(error|row)-codes\.ts$/.test(name))
    .map((name) => read(`src/${name}`))
    .join('\n');
  // Their last part is the kind of failure, in the code's own union.
  const isPut = (code: string): boolean => /^(ledger|provider)_/.test(code);

  it('names each once, in snake_case', () => {
    expect(errors.filter((code, at) => errors.indexOf(code) !== at)).toEqual([]);
    expect([...errors, ...rows].filter((code) => !/^[a-z0-9]+(_[a-z0-9]+)*$/.test(code))).toEqual([]);
  });

  it('names none that nothing gives', () => {
    // In quotes, or as the key of its sentence.
    const given = (code: string): boolean => isPut(code) || new RegExp(`'${code}'|^  ${code}: \\(`, 'm').test(sources);
    expect([...errors, ...rows].filter((code) => !given(code))).toEqual([]);
  });
});
