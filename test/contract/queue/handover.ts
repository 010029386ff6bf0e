/** What every hand-over does with messages that nothing happens to. */
import { expect, it } from 'vitest';
import type { Job, Report } from '../../../src/queue/port.ts';
import type { OpenQueue } from '../queue.ts';
import { dial, held, idle, JOBS, lookUp, pause, REPORTS, until, walk } from './given.ts';

export function handover(open: OpenQueue): void {
  it('a job is worked on by one of several workers, a report heard by the leader, exactly as they were given', async () => {
    const { queue, end } = await open();
    try {
      const leader = await queue();
      const worked: Job[] = [];
      const heard: Report[] = [];
      for (let count = 0; count < 3; count += 1) {
        await (await queue()).work(4, (job) => Promise.resolve(void worked.push(job)));
      }
      await leader.hear((report) => Promise.resolve(void heard.push(report)));
      for (const job of JOBS) await leader.give(job);
      const worker = await queue();
      for (const report of REPORTS) await worker.report(report);
      await until(() => worked.length >= JOBS.length && heard.length >= REPORTS.length);
      // Once, where nothing goes wrong; reports in the order they came.
      await pause(50);
      expect(sorted(worked)).toEqual(sorted(JOBS));
      expect(heard).toEqual(REPORTS);
    } finally {
      await end();
    }
  });

  it('the work is shared among workers', async () => {
    const { queue, end } = await open();
    try {
      const leader = await queue();
      const by = [0, 0];
      const stays = held();
      for (const index of by.keys()) {
        await (
          await queue()
        ).work(2, async () => {
          by[index] = (by[index] ?? 0) + 1;
          await stays.done;
        });
      }
      for (let count = 0; count < 4; count += 1) await leader.give(dial(`b-${count}`));
      await until(() => by[0] === 2 && by[1] === 2);
      stays.end();
    } finally {
      await end();
    }
  });

  it('kinds do not wait for each other', async () => {
    const { queue, end } = await open();
    try {
      const leader = await queue();
      const hangs = held();
      const worked: string[] = [];
      await (
        await queue()
      ).work(1, async (job) => {
        worked.push(job.is);
        if (job.is !== 'dial') await hangs.done;
      });
      await leader.give(lookUp());
      await until(() => worked.includes('look_up'));
      await leader.give(dial('a'));
      await leader.give(dial('b'));
      await until(() => worked.length === 3);
      expect(worked).toEqual(['look_up', 'dial', 'dial']);
      hangs.end();
    } finally {
      await end();
    }
  });

  it('never more at once than asked for', async () => {
    const { queue, end } = await open();
    try {
      const leader = await queue();
      let now = 0;
      let most = 0;
      let all = 0;
      await (
        await queue()
      ).work(3, async () => {
        now += 1;
        most = Math.max(most, now);
        await pause(10);
        now -= 1;
        all += 1;
      });
      for (let count = 0; count < 20; count += 1) await leader.give(dial(`b-${count}`));
      await until(() => all === 20);
      expect(most).toBe(3);
    } finally {
      await end();
    }
  });

  it('reports are heard one after another', async () => {
    const { queue, end } = await open();
    try {
      const leader = await queue();
      const heard: string[] = [];
      let now = 0;
      await leader.hear(async (report) => {
        now += 1;
        expect(now).toBe(1);
        await pause(1);
        now -= 1;
        heard.push(report.is === 'idle' ? report.batch : report.is);
      });
      const worker = await queue();
      const told = Array.from({ length: 30 }, (_, index) => `b-${index}`);
      for (const batch of told) await worker.report(idle(batch));
      await until(() => heard.length === told.length);
      expect(heard).toEqual(told);
    } finally {
      await end();
    }
  });

  it('stop finishes what is under way and begins nothing new; another worker goes on', async () => {
    const { queue, end } = await open();
    try {
      const leader = await queue();
      const underWay = held();
      const worked: string[] = [];
      const stop = await (
        await queue()
      ).work(1, async (job) => {
        worked.push(job.is === 'dial' ? job.batch : job.is);
        await underWay.done;
      });
      await leader.give(dial('under way'));
      await until(() => worked.length === 1);
      let stopped = false;
      const stopping = stop().then(() => (stopped = true));
      await leader.give(dial('later'));
      await pause(50);
      expect(stopped).toBe(false);
      underWay.end();
      await stopping;
      await stop();
      await leader.give(dial('latest'));
      await pause(50);
      expect(worked).toEqual(['under way']);

      await (await queue()).work(4, (job) => Promise.resolve(void worked.push(job.is === 'dial' ? job.batch : job.is)));
      await leader.give(dial('for the other'));
      await until(() => worked.includes('for the other'));
    } finally {
      await end();
    }
  });

  it('stop and close when nothing happened', async () => {
    const { queue, end } = await open();
    try {
      const one = await queue();
      const stops = [await one.work(2, () => Promise.resolve()), await one.hear(() => Promise.resolve())];
      for (const stop of stops) await stop();
      await one.close();
      await one.close();
      await one.give(walk());
      await one.report(idle('b'));
    } finally {
      await end();
    }
  });

  it('where nobody listens, nothing goes wrong, and later messages arrive', async () => {
    const { queue, end } = await open();
    try {
      const leader = await queue();
      for (const job of JOBS) await leader.give(job);
      for (const report of REPORTS) await leader.report(report);
      const worked: string[] = [];
      const heard: string[] = [];
      await (await queue()).work(4, (job) => Promise.resolve(void worked.push(job.is === 'dial' ? job.batch : job.is)));
      await leader.hear((report) => Promise.resolve(void heard.push(report.is === 'idle' ? report.batch : report.is)));
      await leader.give(dial('later'));
      await leader.report(idle('later'));
      await until(() => worked.includes('later') && heard.includes('later'));
    } finally {
      await end();
    }
  });

  it('a handler that rejects costs its own message only', async () => {
    const { queue, end } = await open();
    try {
      const leader = await queue();
      const worked: string[] = [];
      await (
        await queue()
      ).work(1, (job) => {
        worked.push(job.is === 'dial' ? job.batch : job.is);
        return worked.length === 1 ? Promise.reject(new Error('against the rules')) : Promise.resolve();
      });
      await leader.give(dial('a'));
      await leader.give(dial('b'));
      await until(() => worked.length === 2);
      await pause(50);
      expect(worked).toEqual(['a', 'b']);
    } finally {
      await end();
    }
  });
}

function sorted(jobs: readonly Job[]): Job[] {
  return [...jobs].sort((a, b) => a.is.localeCompare(b.is));
}
