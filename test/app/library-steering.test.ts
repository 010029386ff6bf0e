/** What a program steers and corrects comes to what it was told: numbers, not only the absence of errors. */
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { OutdialError, type LoadChanges } from '../../src/index.ts';
import { inOptions } from '../../src/library/in-options.ts';
import { all, code, FAST, people, program } from './program.ts';

const p = program();
const rung = (): string[] =>
  p.sandbox
    .record()
    .map(({ to }) => to.slice(-2))
    .sort();
const DAY = 86_400_000;

it('a load is shown before it is done, and nothing of it is left where that is not agreed to', async () => {
  const { loaded } = await p.outdial.load({ ...FAST, contacts: people(3) });
  expect(loaded).toMatchObject({ toDial: 3, changes: null });
  const other = [people(3)[0], { ...people(3)[1], phone: '+14155550109' }];
  const shown: LoadChanges[] = [];
  const again = { ...FAST, retry: { max_attempts: 5 }, contacts: other };
  const asked = { sync: true, onChanges: (changes: LoadChanges) => shown.push(changes) > 1 };
  expect(await code(p.outdial.load(again as never, asked))).toBe('changes_refused');
  expect(shown[0]?.list).toMatchObject({ new: 0, corrected_unreached: 1, vanished_waiting: 1, unchanged: 1 });
  expect(shown[0]?.plan).toContainEqual({ key: 'retry.max_attempts', was: '1', is: '5' });
  const campaign = await p.outdial.campaign('calls');
  expect((await campaign.status()).counts).toMatchObject({ ready: 3, skipped: 0 });
  expect((await p.outdial.load(again as never, asked)).loaded.toDial).toBe(2);
  await p.outdial.run();
  expect(rung()).toEqual(['00', '09']);
  expect(await code(p.outdial.load(again as never, { only: ['news'] as never }))).toBe('wrong_option');
});

it('people are added: rows, each once, dialed by the next run', async () => {
  const campaign = await p.outdial.load({ ...FAST, contacts: people(1) });
  expect(await campaign.add(people(3))).toMatchObject({ rows: 3, accepted: 3, added: 2, dialed: false });
  expect(await campaign.add(people(3))).toMatchObject({ added: 0 });
  expect((await campaign.run()).end.is).toBe('finished');
  expect(rung()).toEqual(['00', '01', '02']);
  expect(await code(campaign.add(5 as never))).toBe('wrong_option');
  await campaign.add([{ id: 'Z', phone: '+14155550160', name: 'Z' }]);
  await campaign.cancel();
  expect(await code(campaign.add(people(9)))).toBe('canceled');
});

it('an opt-out holds, is exported and comes back; one that would be over already is refused', async () => {
  const { suppressions } = p.outdial;
  const seconds = Math.floor(Date.now() / 1000) + 60;
  expect(await code(suppressions.add('+14155550101', { until: seconds }))).toBe('until_passed');
  expect(await all(suppressions.list())).toEqual([]);
  expect(await suppressions.add('+14155550101', { reason: 'a letter', until: new Date(Date.now() + DAY) })).toBe(1);
  expect(await suppressions.export('out.csv')).toEqual({ written: 1, unnamed: 0 });
  const path = join(p.dir, 'out.csv');
  expect(readFileSync(path, 'utf8')).toMatch(/\+14155550101,everywhere,a letter,operator,program,/);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await code(suppressions.export('out.csv'))).toBe('file_exists');
  expect(await suppressions.remove('+14155550101', { why: 'asked again' })).toBe(1);
  expect(await suppressions.import('out.csv')).toEqual({ read: 1, added: 1 });
  const { loaded } = await p.outdial.load({ ...FAST, contacts: people(2) });
  expect(loaded).toMatchObject({ accepted: 1, skipped: 1, byCode: { suppressed: 1 } });
});

it('set, callback, retry and standing say what came of it', async () => {
  const campaign = await p.outdial.load({ ...FAST, contacts: people(2) });
  expect(await campaign.set({ 'pacing.max_concurrent_calls': 3, ringing_timeout_seconds: 20 })).toBe(2);
  expect(await campaign.set({ 'pacing.max_concurrent_calls': 3 })).toBe(0);
  expect(await code(campaign.set({ 'pacing.max_concurrent_calls': 0 }))).toBe('bad_field');
  expect((await campaign.run()).end.is).toBe('finished');
  expect(await campaign.standing()).toMatchObject({ id: 'calls', counts: { completed: 2 }, used: { calls: 2 } });
  expect(await campaign.retry()).toMatchObject({ reopened: 0, found: 0 });
  expect(await code(campaign.retry({ from: 2, to: 1 }))).toBe('wrong_option');
  expect(await code(all(campaign.results({ from: 2, to: 1 })))).toBe('wrong_option');
  const at = new Date(Date.now() + DAY);
  expect(await p.outdial.people.callback('P1', at)).toMatchObject({ dialed: false });
  expect((await campaign.status()).counts).toMatchObject({ ready: 1, completed: 1 });
  expect(await p.outdial.people.callback('P1', null)).toBeNull();
});

it('what the account says holds for the library: its shared list, and that nothing said is kept', async () => {
  writeFileSync(join(p.dir, 'team.csv'), 'number,scope\n+14155550101,everywhere\n');
  const account = { suppression: { shared: 'team.csv' }, retention: { transcripts: 'none' } };
  const outdial = await p.open({ dataDir: 'other', account });
  const campaign = await outdial.load({ ...FAST, contacts: people(2) });
  await campaign.run();
  expect(rung()).toEqual(['00']);
  // A provider tells what was said some time after the end.
  const told = async (): Promise<string[]> => {
    expect(await campaign.writeResults('r.csv', { transcripts: 'said', force: true })).toBe(2);
    return readdirSync(join(p.dir, 'said'));
  };
  await expect.poll(told, { timeout: 10_000 }).toHaveLength(1);
  expect(existsSync(join(p.dir, 'r.csv'))).toBe(true);
  expect(await outdial.purge()).toMatchObject({ conversations: 0 });
  await outdial.close();
});

it('errors name options and members, and no flag or command', async () => {
  const campaign = await p.outdial.load({ ...FAST, contacts: people(3) });
  const { people: them, suppressions } = p.outdial;
  await campaign.writeResults('twice.csv');
  const errors = await Promise.all(
    [
      campaign.writeResults('twice.csv'),
      campaign.pause({ until: 1 }),
      suppressions.remove('+14155550101', {} as never),
      them.callback('Name', 'tomorrow 15:00'),
      them.resolve('P1', { rang: false, why: 'x' }),
      all(campaign.results({ only: ['buzy'] })),
    ].map((work) => Promise.resolve(work).then(String, (error: unknown) => error)),
  );
  for (const error of errors) {
    expect(error).toBeInstanceOf(OutdialError);
    expect(`${String(error)} ${(error as OutdialError).hint ?? ''}`).not.toMatch(
      /--[a-z]|outdial [a-z]+ (lists|says|tells|row)/,
    );
  }
  expect(errors[0]).toMatchObject({ hint: 'Name another file, or replace it with force: true.' });
  expect(inOptions('If that is right: --accept-rejects.')).toBe('If that is right: acceptRejects: true.');
  expect(inOptions('Another outdial ledger; outdial itself')).toBe('Another outdial ledger; outdial itself');
});
