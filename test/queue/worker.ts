/** A process that works on jobs and says which, until it is told to stop. Run by processes.test.ts. */
import { systemClock } from '../../src/clock.ts';
import { openBullQueue, type BullOptions } from '../../src/queue/bullmq/queue.ts';

const [name = '', is = '', url = ''] = process.argv.slice(2);
const server = { is, url } as BullOptions['server'];
const queue = await openBullQueue({ name, server, clock: systemClock() });
const stop = await queue.work(2, (job) => {
  process.send?.({ worked: job.is === 'dial' ? job.batch : job.is });
  return Promise.resolve();
});
process.send?.({ worked: 'ready' });
process.once('message', () => {
  void stop()
    .then(() => queue.close())
    // Nothing else is ended by hand: what keeps the process alive now is a leak.
    .then(() => process.disconnect());
});
