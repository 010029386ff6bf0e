/** The lint rule of our own: it finds what it is for, and leaves alone what it is not. */
import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** Lints a text as if it stood in a file of `src/`; the lines that are complained of. */
async function found(text: string): Promise<readonly number[]> {
  // With CI=true typescript-eslint takes this for a single run over the disk, and would read the file instead of the text.
  const parserOptions = { disallowAutomaticSingleRunInference: true };
  const eslint = new ESLint({ cwd: ROOT, overrideConfig: { languageOptions: { parserOptions } } });
  // A file that the compiler knows, with another text in it: types are asked for.
  const [result] = await eslint.lintText(text, { filePath: resolve(ROOT, 'src/model/printable.ts') });
  return (result?.messages ?? []).filter(({ ruleId }) => ruleId === 'outdial/outside-keys').map(({ line }) => line);
}

it('no plain object is asked for any text', async () => {
  const lines = [
    'declare const table: Readonly<Record<string, number>>; declare const text: string;',
    "declare const known: 'a' | 'b'; declare const list: readonly string[]; declare const n: number;",
    'type Brand = string & { readonly of: "id" }; declare const id: Brand; declare const map: Map<string, number>;',
    'export const a = table[text];',
    'export const b = table[id];',
    'export const c = table[`x${text}`];',
    'export const d = text in table;',
    'export const e = table[known] ?? table["own"];',
    'export const f = list[n] ?? map.get(text);',
  ];
  expect(await found(lines.join('\n'))).toEqual([4, 5, 6, 7]);
});
