/** Workers as processes of their own: they share the work, one that is killed costs what it had, and they end when told. */
import type { ChildProcess } from 'node:child_process';
import { expect, it } from 'vitest';
import { dial, until } from '../contract/queue/given.ts';
import { childScript, ended, start } from '../support/child.ts';
import { limitFor, timed } from '../support/lateness.ts';
import { describeWith } from '../support/needs.ts';
import { SHARED_REDIS } from '../support/redis.ts';
import { databaseOfFile, onPostgres, onRedis } from './setting.ts';

const script = childScript('test/queue/worker.ts');

const SERVERS = [
  { name: 'Redis', is: 'redis', url: SHARED_REDIS, on: onRedis },
  { name: 'PostgreSQL', is: 'postgres', url: databaseOfFile(), on: onPostgres },
] as const;

for (const { name, is, url, on } of SERVERS) {
  describeWith(name)(`on ${name}`, () => {
    it('two share the work; one is killed, the other goes on, and ends by itself once it is stopped', async () => {
      const setting = on(url);
      const children: ChildProcess[] = [];
      try {
        const leader = await setting.queue();
        const by = new Map<number, string[]>([
          [0, []],
          [1, []],
        ]);
        for (const [index, worked] of by) {
          const child = start(script(), setting.name, is, url);
          child.on('message', (message) => worked.push((message as { worked: string }).worked));
          children[index] = child;
        }
        const [one = [], two = []] = by.values();
        await until(() => one.length === 1 && two.length === 1, 15_000);
        const given = Array.from({ length: 100 }, (_, index) => `b-${index}`);
        for (const batch of given) await leader.give(dial(batch));
        const all = (): string[] => [...one, ...two].filter((each) => each !== 'ready');
        await until(() => all().length >= given.length);
        expect(all().sort()).toEqual([...given].sort());
        expect(Math.min(one.length, two.length)).toBeGreaterThan(10);

        children[0]?.kill('SIGKILL');
        for (let round = 0; !two.includes(`later-${round}`); round += 1) {
          await leader.give(dial(`later-${round + 1}`));
          await until(() => two.includes(`later-${round + 1}`), 200).catch(() => undefined);
          expect(round).toBeLessThan(20);
        }
        const span = await timed(async () => {
          children[1]?.send('stop');
          await ended(children[1]!);
        });
        expect(span.took).toBeLessThan(limitFor(2_000, span));
        expect(children[1]!.exitCode).toBe(0);
      } finally {
        for (const child of children) child.kill('SIGKILL');
        await setting.end();
      }
    });
  });
}
