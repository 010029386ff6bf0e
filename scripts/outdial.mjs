/** Runs the command line from source: `npm run outdial -- check x.json`. Types are taken out of a file as it is read; nothing is built. */
import { readFile } from 'node:fs/promises';
import { createRequire, register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

// This file is also the hook that it registers: Node loads that in a thread of its own.
if (isMainThread) {
  register(import.meta.url);
  // So that stack traces name the lines that were written, not those that were run.
  process.setSourceMapsEnabled(true);
  await import('../src/cli/main.ts');
}

/** The one that vite has. */
const esbuild = isMainThread ? null : createRequire(createRequire(import.meta.url).resolve('vite'))('esbuild');

/** Of a `.ts` file, its JavaScript. */
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const text = await readFile(new URL(url), 'utf8');
  const { code } = await esbuild.transform(text, {
    loader: 'ts',
    target: 'node20',
    sourcemap: 'inline',
    sourcefile: url,
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  });
  return { format: 'module', source: code, shortCircuit: true };
}
