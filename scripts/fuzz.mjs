/**
 * Plays seeded campaigns full of faults until one breaks an invariant: `npm run fuzz -- --seeds 10000 --from 1`. `--terms`: under
 * law, windows, schedules, limits, money and ramps; `--fleet`: dialed by several machines that are killed, frozen and cut off.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string' },
    terms: { type: 'boolean' },
    fleet: { type: 'boolean' },
  },
});
const seeds = Number(values.seeds ?? 1_000);
const from = Number(values.from ?? 1);
const root = fileURLToPath(new URL('../', import.meta.url));
const options = { root, configFile: false, logLevel: 'error' };
const file = values.fleet ? '../test/sim/fleet-fuzz.ts' : '../test/sim/fuzz.ts';
const { module } = await runnerImport(fileURLToPath(new URL(file, import.meta.url)), options);
const play = values.fleet ? module.fuzzFleet : module.fuzz;
const bounded = values.fleet ? module.boundedFleetOf : module.termsSettingOf;

const began = performance.now();
for (let seed = from; seed < from + seeds; seed += 500) {
  const count = Math.min(500, from + seeds - seed);
  const failure = await play(seed, count, values.terms ? bounded : undefined);
  if (failure !== null) {
    console.log(failure.text);
    process.exit(1);
  }
  console.error(`${seed - from + count} seeds, ${Math.round(performance.now() - began)} ms`);
}
