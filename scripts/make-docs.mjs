/** Writes the documents that are made of the code (docs/codes.md, docs/states.md): `node scripts/make-docs.mjs`. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = new URL('../', import.meta.url);
const source = fileURLToPath(new URL('test/support/made-documents.ts', root));
const { module } = await runnerImport(source, { root: fileURLToPath(root), configFile: false, logLevel: 'error' });
for (const [path, text] of Object.entries(module.madeDocuments())) await writeFile(new URL(path, root), text);
