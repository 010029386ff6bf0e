/** Writes campaign.schema.json from the validator's own source: `node scripts/make-schema.mjs`. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = new URL('../', import.meta.url);
const source = fileURLToPath(new URL('src/load/spec/schema.ts', root));
const { module } = await runnerImport(source, { root: fileURLToPath(root), configFile: false, logLevel: 'error' });
await writeFile(new URL('campaign.schema.json', root), module.campaignSchemaText());
