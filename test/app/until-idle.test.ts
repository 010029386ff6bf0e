/** `untilIdle`: a run that can ring nobody before the next opening ends, and says until when; a later one goes on. */
import { expect, it } from 'vitest';
import { code, FAST, people, program } from './program.ts';

const p = program();
const DAY = 86_400_000;
const tomorrow = Math.ceil((Date.now() + DAY) / 1_000) * 1_000;
const schedule = { start_at: new Date(tomorrow).toISOString() };

it('ends before a start that is to come, with the instant and those left; nobody was rung', async () => {
  const campaign = await p.outdial.load({ ...FAST, schedule, contacts: people(3) });
  const { end, campaigns } = await campaign.run({ untilIdle: true });
  expect(end).toEqual({ is: 'idle', left: 3, until: tomorrow });
  expect(campaigns[0]?.counts).toMatchObject({ ready: 3 });
  expect(p.sandbox.record()).toEqual([]);
  // What it waited for has come: the same call goes on, and has nothing to be idle about.
  await campaign.set({ 'schedule.start_at': null });
  expect((await p.outdial.run({ campaigns: ['calls'], untilIdle: true })).end).toMatchObject({ is: 'finished' });
  expect(p.sandbox.record()).toHaveLength(3);
});

it('is true or false, and nothing else', async () => {
  await p.outdial.load({ ...FAST, contacts: people(1) });
  expect(await code(p.outdial.run({ untilIdle: 'yes' as never }))).toBe('wrong_option');
});
