/**
 * Makes `dist/` what users need: neither comments nor blanks in what runs (they are in the repository), and of the types those that
 * `index.d.ts` leads to, with their docstrings. Doing it twice changes nothing; each file is there whole at any moment.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from 'esbuild';
import ts from 'typescript';

const DIST = resolve(import.meta.dirname, '../dist');
const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).map((name) => join(DIST, name));

for (const file of files.filter((name) => name.endsWith('.js'))) {
  const text = readFileSync(file, 'utf8');
  const { code } = transformSync(text, {
    format: 'esm',
    target: 'esnext',
    minifyWhitespace: true,
    legalComments: 'none',
  });
  if (code !== text) replace(file, code);
}

const reached = new Set();
const waiting = [join(DIST, 'index.d.ts')];
for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
  if (reached.has(file)) continue;
  reached.add(file);
  for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
    if (!fileName.startsWith('.')) continue;
    const types = resolve(dirname(file), fileName.replace(/\.(ts|js)$/, '.d.ts'));
    if (!existsSync(types)) throw new Error(`${file} names ${fileName}, which has no types`);
    waiting.push(types);
  }
}
// Of `./x.js` every compiler knows that its types are in `x.d.ts`; `./x.ts` only newer ones.
for (const file of reached) {
  const text = readFileSync(file, 'utf8');
  const named = text.replace(/((?:from |import\()['"]\.[^'"]*)\.ts(?=['"])/g, '$1.js');
  if (named !== text) replace(file, named);
}
for (const file of files.filter((name) => name.endsWith('.d.ts')))
  if (!reached.has(file)) rmSync(file, { force: true });

function replace(file, text) {
  writeFileSync(`${file}.new`, text, { mode: statSync(file).mode });
  renameSync(`${file}.new`, file);
}
