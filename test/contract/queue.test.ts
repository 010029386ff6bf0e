/** Every hand-over there is, against the one contract. */
import { callQueue } from '../../src/queue/call.ts';
import { databaseOfFile, onPostgres, onRedis } from '../queue/setting.ts';
import { queueContract } from './queue.ts';
import { describeWith } from '../support/needs.ts';

queueContract('a function call', () => {
  const queue = callQueue();
  return Promise.resolve({ queue: () => Promise.resolve(queue), end: () => queue.close() });
});

queueContract('BullMQ on Redis', () => Promise.resolve(onRedis()), describeWith('Redis'));

const database = databaseOfFile();
queueContract('BullMQ on PostgreSQL', () => Promise.resolve(onPostgres(database)), describeWith('PostgreSQL'));
