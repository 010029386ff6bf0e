/** A process that dials as fast as it can: places, and ends what it placed, until nobody is ready. Run by *writers.test.ts. */
import { systemClock } from '../../src/clock.ts';
import { randomId, randomSecret } from '../../src/random.ts';
import { openPostgresStore } from '../../src/store/postgres/postgres.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { ACCOUNT, CAMPAIGN, T, answered, completed, evidence, now, placing } from '../contract/store/given.ts';

const [path, max, name] = process.argv.slice(2) as [string, string, string];
const clock = systemClock();
const means = { makeId: randomId, secret: randomSecret, now: T };
const store = await (path.startsWith('postgres:')
  ? openPostgresStore({ ...means, url: path, clock, poolSize: 2 })
  : openSqliteStore({ ...means, path, patience: { clock, for: 20_000 } }));
const lost: Record<string, number> = {};
let done = 0;
for (;;) {
  const due = await store.due({ campaign: CAMPAIGN, now: T, places: null, cartesiaOnly: false, limit: 4 });
  if (due.length === 0) break;
  const changes = due.map((contact) => placing(contact, { batch: name }));
  const results = await store.commit(changes, { slots: { account: ACCOUNT, max: Number(max) }, running: true });
  for (const [at, result] of results.entries()) {
    if (result.is === 'lost') {
      lost[result.because] = (lost[result.because] ?? 0) + 1;
      continue;
    }
    done += 1;
    const held = await now(store, changes[at]!.contact.to);
    const call = answered(`call-${name}-${done}`);
    await store.commit([evidence(held.contact, held.attempt, call, completed)], {});
  }
}
await store.close();
process.send?.({ done, lost });
process.disconnect?.();
