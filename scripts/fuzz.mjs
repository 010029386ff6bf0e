/** Plays seeded campaigns full of faults until one breaks an invariant: `npm run fuzz -- --seeds 10000 --from 1`. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, from: { type: 'string' }, terms: { type: 'boolean' } },
});
const seeds = Number(values.seeds ?? 1_000);
const from = Number(values.from ?? 1);
const root = fileURLToPath(new URL('../', import.meta.url));
const options = { root, configFile: false, logLevel: 'error' };
const { module } = await runnerImport(fileURLToPath(new URL('../test/sim/fuzz.ts', import.meta.url)), options);

const began = performance.now();
for (let seed = from; seed < from + seeds; seed += 500) {
  const failure = await module.fuzz(
    seed,
    Math.min(500, from + seeds - seed),
    values.terms ? module.termsSettingOf : undefined,
  );
  if (failure !== null) {
    console.log(failure.text);
    process.exit(1);
  }
  console.error(
    `${seed - from + Math.min(500, from + seeds - seed)} seeds, ${Math.round(performance.now() - began)} ms`,
  );
}
