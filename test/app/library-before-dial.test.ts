/** A program is asked before each dial: only a yes rings, whatever else it says, throws or keeps to itself. */
import { expect, it } from 'vitest';
import type { BeforeDialAnswer, BeforeDialHook, ContactToDial } from '../../src/index.ts';
import { all, code, FAST, people, program } from './program.ts';

const p = program();
const rung = (): string[] => p.sandbox.record().map(({ to }) => to);

it('rings those to whom it said yes, and knows them by their own row', async () => {
  const campaign = await p.outdial.load({ ...FAST, retry: { max_attempts: 1 }, contacts: people(3) });
  const asked: ContactToDial[] = [];
  const beforeDial: BeforeDialHook = (contact) => {
    asked.push(contact);
    return contact.id === 'P1' ? { no: 'moved to Ms Ada Byron' } : true;
  };
  const { end } = await campaign.run({ beforeDial });
  expect(end).toEqual({ is: 'finished', needsReview: 0 });
  expect(rung().sort()).toEqual(['+14155550100', '+14155550102']);
  expect(asked.find(({ id }) => id === 'P0')).toEqual({
    id: 'P0',
    number: '+14155550100',
    columns: { id: 'P0', phone: '+14155550100', name: 'Name 0' },
    variables: expect.objectContaining({ name: 'Name 0' }) as unknown,
    campaign: 'calls',
    attempt: 1,
  });
  const rows = await all(campaign.results({ only: ['before_dial_no'] }));
  expect(rows).toMatchObject([{ own: { id: 'P1' }, status: 'skipped', attempts: 0, code: 'before_dial_no' }]);
  const [story] = await p.outdial.people.find('P1');
  expect(story?.story.join('\n')).toContain('left out: the program that dials said no ("moved to Ms Ada Byron")');
  // Its words are personal data: gone with the person, and never in the log.
  expect(JSON.stringify(await all(p.outdial.log()))).not.toContain('Byron');
  await p.outdial.people.forget('P1');
  expect(JSON.stringify(await all(campaign.results()))).not.toContain('Byron');
});

const NO_YES: readonly (readonly [string, BeforeDialHook])[] = [
  ['silence', () => new Promise<never>(() => undefined)],
  [
    'a throw',
    () => {
      throw new Error('the database is away');
    },
  ],
  ['a rejection', () => Promise.reject(new Error('the database is away'))],
  ['nothing', () => undefined as unknown as BeforeDialAnswer],
  ['1', () => 1 as unknown as BeforeDialAnswer],
  ['"true"', () => 'true' as unknown as BeforeDialAnswer],
  ['an object', () => ({}) as BeforeDialAnswer],
  ['both', () => ({ no: 'x', later: '2030-01-01T00:00:00Z' }) as BeforeDialAnswer],
  ['a past instant', () => ({ later: 5 })],
  ['a year far away', () => ({ later: '9999-01-01T00:00:00Z' })],
  ['no instant', () => ({ later: 'tomorrow' })],
  [
    'a getter that throws',
    () => ({
      get no(): string {
        throw new Error('x');
      },
    }),
  ],
];

it('takes everything else for later: nobody rings, nobody leaves, and it says why', async () => {
  const contacts = people(NO_YES.length);
  const campaign = await p.outdial.load({ ...FAST, contacts });
  const stop = new AbortController();
  const errors: string[] = [];
  const causes = new Map<string | null, string | null>();
  campaign.on('error', ({ where, cause }) => errors.push(`${where}: ${String(cause)}`));
  campaign.on('deferred', ({ contact, cause }) => {
    causes.set(contact.id, cause);
    if (causes.size === contacts.length) stop.abort();
  });
  const beforeDial: BeforeDialHook = (contact, asked) => {
    const [, hook] = NO_YES[Number(contact.id?.slice(1))] ?? [];
    return hook?.(contact, asked) ?? (undefined as unknown as BeforeDialAnswer);
  };
  const { end } = await campaign.run({ beforeDial, beforeDialTimeout: '200ms', signal: stop.signal });
  expect(end.is).toBe('stopped');
  expect(rung()).toEqual([]);
  expect(contacts.map(({ id }) => causes.get(id))).toEqual([
    ...['before_dial_silent', 'before_dial_failed', 'before_dial_failed'],
    ...NO_YES.slice(3).map(() => 'before_dial_unclear'),
  ]);
  expect(errors).toEqual(['beforeDial: Error: the database is away', 'beforeDial: Error: the database is away']);
  expect((await campaign.status()).counts.ready).toBe(contacts.length);
});

it('tells the program by a signal that its answer would come too late, and takes it no more', async () => {
  const campaign = await p.outdial.load({ ...FAST, contacts: people(1) });
  const stop = new AbortController();
  let late = false;
  campaign.on('deferred', () => setTimeout(() => stop.abort(), 300));
  await campaign.run({
    signal: stop.signal,
    beforeDialTimeout: '100ms',
    beforeDial: (_, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          late = true;
          setTimeout(() => resolve(true), 50);
        });
      }),
  });
  expect(late).toBe(true);
  expect(rung()).toEqual([]);
});

it('a run that is stopped while it asks ends at once, tells the program so, and takes no answer any more', async () => {
  const campaign = await p.outdial.load({ ...FAST, contacts: people(2) });
  const stop = new AbortController();
  const told: boolean[] = [];
  const answers: ((yes: boolean) => void)[] = [];
  const began = performance.now();
  const { end } = await campaign.run({
    signal: stop.signal,
    beforeDialTimeout: '60s',
    beforeDial: (_, { signal }) =>
      new Promise((resolve) => {
        answers.push(resolve);
        signal.addEventListener('abort', () => told.push(true));
        stop.abort();
      }),
  });
  expect(end).toEqual({ is: 'stopped', left: 2 });
  expect(performance.now() - began).toBeLessThan(50_000);
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(told).toHaveLength(answers.length);
  for (const answer of answers) answer(true);
  // Asked again by the next run, as they are then.
  expect((await campaign.run({ beforeDial: () => true })).end).toMatchObject({ is: 'finished' });
  expect(rung().sort()).toEqual(['+14155550100', '+14155550101']);
});

it('later means not before that instant, and then it is asked again', async () => {
  const campaign = await p.outdial.load({ ...FAST, retry: { max_attempts: 1 }, contacts: people(1) });
  const until = Date.now() + 2_000;
  const asked: number[] = [];
  await campaign.run({
    beforeDial: () => {
      asked.push(Date.now());
      return asked.length === 1 ? { later: new Date(until) } : true;
    },
  });
  expect(rung()).toHaveLength(1);
  expect(asked).toHaveLength(2);
  expect(asked[1]).toBeGreaterThanOrEqual(until);
});

it('is not handed over to a process that cannot ask', async () => {
  await p.outdial.load({ ...FAST, pacing: { calls_per_second: 1 }, contacts: people(9) });
  const running = p.outdial.run();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const other = await p.open();
  await other.load({ ...FAST, name: 'others', contacts: [{ id: 'X', phone: '+14155550177' }] });
  expect(await code(other.run({ beforeDial: () => true }))).toBe('before_dial_elsewhere');
  expect(rung()).not.toContain('+14155550177');
  await other.close();
  await (await p.outdial.campaign('calls')).cancel();
  await running;
});
