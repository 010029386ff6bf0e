/** Writes campaign.schema.json, outdial.schema.json and status.schema.json from the validators' own sources: `node scripts/make-schema.mjs`. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = new URL('../', import.meta.url);
const load = async (path) => {
  const source = fileURLToPath(new URL(path, root));
  const options = { root: fileURLToPath(root), configFile: false, logLevel: 'error' };
  return (await runnerImport(source, options)).module;
};
const { campaignSchemaText } = await load('src/load/spec/schema.ts');
await writeFile(new URL('campaign.schema.json', root), campaignSchemaText());
const { accountSchemaText } = await load('src/load/spec/account-schema.ts');
await writeFile(new URL('outdial.schema.json', root), accountSchemaText());
const { statusSchemaText } = await load('src/report/status-schema.ts');
await writeFile(new URL('status.schema.json', root), statusSchemaText());
