/** What the documents say of codes, states and files is what the code does. */
import { readdirSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
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

describe('files that documents and comments name', () => {
  const under = (folder: string): string[] =>
    readdirSync(fileURLToPath(new URL(folder, ROOT)), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name.split(sep).join('/')}`,
    );
  const all = ['src', 'test', 'scripts', 'docs', 'campaigns', '.ci', '.vscode'].flatMap(under);
  const there = [...readdirSync(fileURLToPath(ROOT)), ...all];
  /** From the root, from `src/`, or by its last parts alone. */
  const isThere = (name: string): boolean => there.some((path) => path === name || path.endsWith(`/${name}`));
  const texts = [
    ...there
      .filter((path) => path.endsWith('.md') && !path.startsWith('test/fixtures/'))
      .map((path) => ({ path, names: inTicks(read(path)) })),
    ...all.filter((path) => /^(src|test)\/.*\.ts$/.test(path)).map((path) => ({ path, names: inComments(read(path)) })),
  ];

  it('are there', () => {
    expect(
      texts.flatMap(({ path, names }) => names.filter((name) => !isThere(name)).map((name) => `${path}: ${name}`)),
    ).toEqual([]);
  });

  function inTicks(text: string): string[] {
    return [...text.matchAll(/`([\w./-]+\.(?:ts|mjs|md))`|`((?:\.?[a-z-]+\/)+)`/g)].map(([, file, folder]) =>
      (file ?? folder ?? '').replace(/\/$/, ''),
    );
  }

  function inComments(text: string): string[] {
    const comments = text.match(/\/\*[\s\S]*?\*\/|(?:^|\s)\/\/.*$/gm) ?? [];
    return comments.flatMap((comment) => comment.match(/\w[\w./-]*\.(?:ts|mjs|md)\b/g) ?? []);
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
