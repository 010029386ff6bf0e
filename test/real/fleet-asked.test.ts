/** Registries and the last word where workers dial: asked by whoever leads; silence is later, and delays nobody else. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, type TestContext } from 'vitest';
import { describeWith } from '../support/needs.ts';
import { fleet, HANGS, type Process } from './fleet.ts';
import { rings, rungTwice, until } from './stage.ts';

const describe = describeWith('PostgreSQL', 'PostgreSQL with room for 300 sessions', 'redis-server');

type Asked = { readonly numbers?: readonly string[]; readonly number?: string };

/** `answer`: its reply; null: never any. */
async function serve(test: TestContext, answer: (asked: Asked) => Promise<unknown>): Promise<string> {
  const server = createServer((request, reply) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      void answer(JSON.parse(text) as Asked).then((said) => {
        if (said === 503) reply.writeHead(503).end();
        else if (said !== null) reply.end(JSON.stringify(said));
      });
    });
  });
  test.onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe.concurrent('workers', () => {
  it(
    'ask before they dial, whoever leads',
    async (test) => {
      const on = await fleet(test, { people: 14, cps: 10 });
      const [listed, no, silent, slow] = [5, 7, 9, 11].map((n) => on.people[n] ?? '');
      const bulk: number[] = [];
      const words: string[] = [];
      let release = (): void => undefined;
      const later = new Promise<void>((resolve) => (release = resolve));
      const url = await serve(test, async ({ numbers, number = '' }) => {
        if (numbers !== undefined) {
          bulk.push(numbers.length);
          // At loading it is away: whoever leads asks again.
          return bulk.length === 1 ? 503 : numbers.map((one) => ({ number: one, listed: one === listed }));
        }
        words.push(number);
        if (number === slow) await later;
        return number === silent ? null : { answer: number === no ? 'no' : 'yes', reason: 'has canceled' };
      });
      on.account({ scrub: [{ name: 'national_dnc', url }], before_dial: { url, timeout: '60s' } });
      const workers = new Map<string, Process>(['a', 'b'].map((name) => [name, on.worker(name)]));
      on.run();
      await on.placed(4);
      workers.get(await on.leader())?.kill('SIGTERM');
      // Nobody waits for the slow one, nor for the one that never answers.
      await on.placed(10);
      expect(rings(on.sandbox).has(slow ?? '')).toBe(false);
      release();
      await until(() => rings(on.sandbox).has(slow ?? ''));
      expect(rungTwice(on.sandbox)).toEqual([]);
      expect([...rings(on.sandbox).keys()].sort()).toEqual(
        on.people.filter((one) => ![listed, no, silent].includes(one)).sort(),
      );
      const states = await on.states();
      expect(states.get(listed ?? '')).toMatchObject({ is: 'skipped', reason: 'on_registry' });
      expect(states.get(no ?? '')).toMatchObject({ is: 'skipped', reason: 'before_dial_no' });
      expect(states.get(silent ?? '')).toMatchObject({ is: 'ready' });
      expect(bulk.slice(1, 2)).toEqual([14]);
      expect(words).not.toContain(listed);
    },
    HANGS,
  );
});
