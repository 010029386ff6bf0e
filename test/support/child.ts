/** Runs a TypeScript file of the tests as a process of its own, on any Node: bundled first, dependencies left outside. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, parse, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';

// Inside the project, so that the bundle finds its dependencies.
const CACHE = resolve('node_modules/.cache/outdial-tests');

/** For a test file: bundles `entry` before its tests, clears it away after them, and gives the path of the bundle. */
export function childScript(entry: string): () => string {
  let outDir = '';
  beforeAll(async () => {
    mkdirSync(CACHE, { recursive: true });
    outDir = mkdtempSync(join(CACHE, `${parse(entry).name}-`));
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { external: true },
      build: {
        ssr: resolve(entry),
        outDir,
        target: 'node20',
        rollupOptions: { output: { entryFileNames: 'child.mjs' } },
      },
    });
  });
  afterAll(() => rmSync(outDir, { recursive: true, force: true }));
  return () => join(outDir, 'child.mjs');
}

export function start(script: string, ...args: readonly string[]): ChildProcess {
  return fork(script, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

/** The next message of a child; rejects when it ends without one. */
export function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((fulfil, reject) => {
    child.once('message', (value) => fulfil(value as T));
    child.once('exit', (code, signal) => reject(new Error(`the child ended (${code ?? signal}) and said nothing`)));
  });
}

export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((fulfil) => child.once('exit', () => fulfil()));
}
