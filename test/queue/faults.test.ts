/** The hand-over while its server forgets, dies and falls silent: it comes back by itself, and nobody waits for it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BullQueue } from '../../src/queue/bullmq/queue.ts';
import { dial, held, idle, lookUp, pause, until, walk } from '../contract/queue/given.ts';
import { limitFor, timed, type Timed } from '../support/lateness.ts';
import { startProxy, type Proxy } from '../support/proxy.ts';
import { SHARED_REDIS, startRedis, type RedisServer } from '../support/redis.ts';
import { databaseOfFile, onPostgres, onRedis, withRedis, type BullSetting } from './setting.ts';
import { describeWith } from '../support/needs.ts';

/** How long a message of each kind took from now until it came through, given again and again as a leader does. */
function recovery(leader: BullQueue, seen: ReadonlySet<string>): Promise<Timed> {
  return timed(async () => {
    const begin = performance.now();
    const mark = `m-${begin}`;
    while (![`dial ${mark}`, `look_up ${mark}`, `idle ${mark}`].every((each) => seen.has(each))) {
      if (performance.now() - begin > 20_000) throw new Error(`after 20 s only ${[...seen].slice(-3).join(', ')}`);
      await leader.give(dial(mark));
      await leader.give(lookUp(mark));
      await leader.report(idle(mark));
      await pause(20);
    }
  });
}

function expectWithin(limit: number, span: Timed): void {
  expect(span.took, `this process was ${span.late.toFixed(0)} ms late`).toBeLessThan(limitFor(limit, span));
}

/** A leader and a worker with a connection each, and what came through. */
async function pair(setting: BullSetting, said: string[] = []): Promise<{ leader: BullQueue; seen: Set<string> }> {
  const seen = new Set<string>();
  const leader = await setting.queue({ say: (sentence) => said.push(sentence) });
  const worker = await setting.queue();
  await worker.work(4, (job) => {
    seen.add(
      job.is === 'dial' ? `dial ${job.batch}` : job.is === 'look_up' ? `look_up ${job.attempts[0] ?? ''}` : job.is,
    );
    return Promise.resolve();
  });
  await leader.hear((report) =>
    Promise.resolve(void seen.add(report.is === 'idle' ? `idle ${report.batch}` : report.is)),
  );
  return { leader, seen };
}

/** A message is handed over or given up within so long, each of so many. */
async function expectGives(leader: BullQueue, times: number, limit: number): Promise<void> {
  for (let time = 0; time < times; time += 1) expectWithin(limit, await timed(() => leader.give(walk())));
}

describeWith('redis-server')('a Redis of its own', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  it('FLUSHALL and SCRIPT FLUSH, with messages under way and waiting', async () => {
    const setting = onRedis(server.url);
    try {
      const { leader, seen } = await pair(setting);
      await recovery(leader, seen);
      const underWay = held();
      const other = await setting.queue();
      let began = 0;
      const stop = await other.work(2, async () => {
        began += 1;
        await underWay.done;
      });
      await until(async () => {
        await leader.give(walk());
        return began > 0;
      });
      await withRedis(server.url, async (redis) => {
        await redis.flushall();
        await redis.script('FLUSH');
      });
      expectWithin(500, await recovery(leader, seen));
      underWay.end();
      await stop();
      expectWithin(500, await recovery(leader, seen));
    } finally {
      await setting.end();
    }
  });

  it('killed, away for a while, and back with nothing', async () => {
    const setting = onRedis(server.url);
    const said: string[] = [];
    try {
      const { leader, seen } = await pair(setting, said);
      await recovery(leader, seen);
      await server.kill9();
      await until(() => !leader.connected());
      await expectGives(leader, 20, 50);
      expect(await leader.waiting()).toEqual({ jobs: 0, oldest: 0 });
      await expect(leader.findings()).rejects.toThrow('cannot be reached');
      await pause(2_500);
      await server.start();
      const span = await recovery(leader, seen);
      console.log(`Redis killed and back: messages flow ${span.took.toFixed(0)} ms after it accepts`);
      expectWithin(2_000, span);
      await until(() => said.length === 2);
      expect(said[0]).toContain('away');
      expect(said[1]).toContain('back');
    } finally {
      await setting.end();
    }
  });

  it('a message that is under way when the server dies is ended, never begun twice', async () => {
    const setting = onRedis(server.url);
    try {
      const leader = await setting.queue();
      const worker = await setting.queue();
      const underWay = held();
      const begun: string[] = [];
      let most = 0;
      let now = 0;
      const stop = await worker.work(1, async (job) => {
        begun.push(job.is === 'dial' ? job.batch : job.is);
        most = Math.max(most, (now += 1));
        await underWay.done;
        now -= 1;
      });
      await leader.give(dial('first'));
      await until(() => begun.length === 1);
      await server.kill9();
      await server.start();
      await until(() => leader.connected() && worker.connected());
      await leader.give(dial('second'));
      await pause(200);
      expect(begun).toEqual(['first']);
      underWay.end();
      await until(() => begun.length === 2);
      await stop();
      expect({ begun, most }).toEqual({ begun: ['first', 'second'], most: 1 });
    } finally {
      await setting.end();
    }
  });
});

const NETWORKS = [
  { name: 'Redis', url: SHARED_REDIS, port: 6379, on: onRedis },
  { name: 'PostgreSQL', url: databaseOfFile(), port: 5432, on: onPostgres },
] as const;

// Beside each other: most of it is waiting.
for (const { name, url, port, on } of NETWORKS) {
  describeWith(name).concurrent(`the network to ${name}`, () => {
    const at = new URL(url);
    const start = (): Promise<Proxy> =>
      startProxy({ port: at.port === '' ? port : Number(at.port), host: at.hostname });

    it('silent for 12 s: nothing hangs meanwhile, and all flows again soon after', async () => {
      const proxy = await start();
      const setting = on(proxy.through(url));
      const said: string[] = [];
      try {
        const { leader, seen } = await pair(setting, said);
        await recovery(leader, seen);
        proxy.set({ is: 'drop' });
        await expectGives(leader, 1, 1_200);
        await until(() => !leader.connected());
        await pause(10_000);
        await expectGives(leader, 20, 50);
        proxy.set({ is: 'pass' });
        const span = await recovery(leader, seen);
        console.log(`${name} silent for 12 s: messages flow ${span.took.toFixed(0)} ms after it passes again`);
        expectWithin(3_000, span);
        await until(() => said.length === 2);
      } finally {
        proxy.set({ is: 'pass' });
        await setting.end();
        await proxy.close();
      }
    });

    it('connections cut, half-closed, refused for a while', async () => {
      const proxy = await start();
      const setting = on(proxy.through(url));
      try {
        const { leader, seen } = await pair(setting);
        await recovery(leader, seen);
        proxy.cut();
        expectWithin(1_500, await recovery(leader, seen));
        proxy.halfClose();
        expectWithin(1_500, await recovery(leader, seen));
        proxy.set({ is: 'reset' });
        await until(() => !leader.connected());
        await pause(1_500);
        proxy.set({ is: 'pass' });
        expectWithin(2_500, await recovery(leader, seen));
      } finally {
        await setting.end();
        await proxy.close();
      }
    });

    it('one connection after another is forgotten, while the others go on', async () => {
      const proxy = await start();
      const setting = on(proxy.through(url));
      try {
        const { leader, seen } = await pair(setting);
        await recovery(leader, seen);
        const count = proxy.connections();
        expect(count).toBeGreaterThanOrEqual(5);
        for (let which = 0; which < count; which += 1) {
          proxy.silence(which);
          const span = await recovery(leader, seen);
          console.log(
            `${name}, connection ${which} of ${count} forgotten: messages flow after ${span.took.toFixed(0)} ms`,
          );
          expectWithin(6_000, span);
        }
      } finally {
        await setting.end();
        await proxy.close();
      }
    });

    it('closes at once while the server is silent, and leaves no connection', async () => {
      const proxy = await start();
      const setting = on(proxy.through(url));
      try {
        const { leader, seen } = await pair(setting);
        await recovery(leader, seen);
        expect(proxy.connections()).toBeGreaterThan(0);
        proxy.set({ is: 'drop' });
        expectWithin(
          2_000,
          await timed(async () => {
            await leader.close();
            await leader.close();
          }),
        );
        proxy.set({ is: 'pass' });
        await setting.end();
        await until(() => proxy.connections() === 0);
      } finally {
        proxy.set({ is: 'pass' });
        await setting.end();
        await proxy.close();
      }
    });

    it('a slow network makes it slow, not wrong', async () => {
      const proxy = await start();
      const setting = on(proxy.through(url));
      try {
        proxy.set({ is: 'delay', ms: 40 });
        const { leader, seen } = await pair(setting);
        await recovery(leader, seen);
        expect(leader.connected()).toBe(true);
        expect(leader.lost()).toEqual({ given: 0, junk: 0 });
      } finally {
        proxy.set({ is: 'pass' });
        await setting.end();
        await proxy.close();
      }
    });
  });
}
