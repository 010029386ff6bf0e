/** Measures what dialing costs, on this machine, with real servers: `npm run bench -- fleet claim --json`. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';

const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
const vite = await createServer({
  root: fileURLToPath(new URL('../', import.meta.url)),
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  // Reads TypeScript and serves nothing; `runnerImport` would be over before the SQLite of the baseline is imported.
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
const load = (at) => vite.ssrLoadModule(fileURLToPath(at));

// The processes that are measured are those of dist/.
const { buildIfStale } = await load(new URL('../test/support/build.ts', import.meta.url));
buildIfStale();
const { bench } = await load(new URL('../test/bench/main.ts', import.meta.url));
const done = await bench({
  asked: positionals,
  json: values.json ?? false,
  out: (line) => console.log(line),
  say: (line) => console.error(line),
});
await vite.close();
process.exit(done ? 0 : 1);
