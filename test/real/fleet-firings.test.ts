/** What begins by the clock, dialed by workers of which the leader is killed: each instance once, whoever fires it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatInstant, MINUTE } from '../../src/model/time.ts';
import { describeWith } from '../support/needs.ts';
import { fleet, HANGS } from './fleet.ts';
import { clock, rings, rungTwice } from './stage.ts';

const describe = describeWith('PostgreSQL', 'PostgreSQL with room for 300 sessions', 'redis-server');

describe('two workers, of which the leader is killed', () => {
  it(
    'dial a firing once, of which two runs tell them, and what follows it after that',
    async (test) => {
      const on = await fleet(test, { people: 1 });
      const folder = mkdtempSync(join(tmpdir(), 'outdial-firings-'));
      test.onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const due = Math.floor(clock.now() / MINUTE) * MINUTE - MINUTE;
      const [day, time] = [formatInstant(due).slice(0, 10), formatInstant(due).slice(11, 16)];
      const file = (name: string, first: number, schedule: object): { path: string; people: string[] } => {
        const people = Array.from({ length: 6 }, (_, n) => `+121255501${first + n}`);
        const path = join(folder, `${name}.json`);
        const spec = {
          ...{ name, agent_id: 'agent_sandbox', from_number_id: ['ap_sandbox_twilio'], schedule },
          contacts: people.map((phone, n) => ({ name: `N${n}`, phone })),
          pacing: { calls_per_second: 5, max_concurrent_calls: 20 },
          doubt: { look_ups: ['500ms', '1s', '2s'], then: 'hold' },
        };
        writeFileSync(path, JSON.stringify(spec));
        return { path, people };
      };
      const end_at = formatInstant(due + 30 * MINUTE);
      const series = file('series', 10, { every: `day ${time}`, timezone: 'UTC', start_latest: '20m', end_at });
      const next = file('next', 20, { after: `series-${day}` });
      const workers = new Map(['a', 'b'].map((name) => [name, on.worker(name)]));
      const runs = [on.command('run', series.path, '--yes'), on.command('run', series.path, '--yes')];
      await on.placed(1);
      const following = on.command('run', next.path, '--yes');
      const leads = await on.leader(`series-${day}`);
      workers.get(leads)?.kill();
      await workers.get(leads)?.ended;
      workers.set(leads, on.worker(leads));
      expect([0, 1], following.said()).toContain(await on.end(following));
      for (const run of runs) run.kill();
      const rung = rings(on.sandbox);
      expect(rungTwice(on.sandbox)).toEqual([]);
      const { names, unsure } = await on.ledger(async (store) => {
        const all = await store.campaigns();
        const counts = await Promise.all(all.map(({ id }) => store.counts(id)));
        return {
          names: all.map(({ name }) => name).sort(),
          unsure: counts.reduce((sum, { states }) => sum + states.needs_review, 0),
        };
      });
      expect(names).toEqual(['next', `series-${day}`]);
      const people = [...series.people, ...next.people];
      expect(people.filter((number) => !rung.has(number))).toHaveLength(unsure);
      const calls = on.sandbox.record();
      const last = Math.max(...calls.filter(({ to }) => series.people.includes(to)).map(({ at }) => at));
      expect(calls.filter(({ to, at }) => next.people.includes(to) && at < last)).toEqual([]);
    },
    HANGS,
  );
});
