// What somebody types who has a list of an office and nothing else: no command that is proposed has a blank in it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aDesk, type Desk } from './harness.ts';

let desk: Desk;
beforeEach(() => (desk = aDesk({})));
afterEach(() => desk.remove());

const FAST = ['--speed', '200'];
const put = (name: string, text: string): void => writeFileSync(join(desk.dir, name), text);
const AMERICAN = 'Title of the list\nFull Name,Mobile Phone\nAnn,(415) 555-0101\nBob,(415) 555-0102\n';
const nextOf = (err: string): string | undefined => /next: (.*)\n$/.exec(err)?.[1];

it('a rehearsal takes numbers without a country code for those of the country that the list is written in, and says so', async () => {
  put('contacts.csv', AMERICAN);
  const ran = await desk.run(['rehearse', 'contacts.csv', ...FAST]);
  expect(ran.exit, ran.err).toBe(0);
  expect(ran.err).toContain('Numbers without a country code are taken for US:');
  expect(ran.err).toContain('to dial     2 contacts');
  expect(nextOf(ran.err)).toBe('outdial init contacts.csv --default-country US');
  // The first row with somebody in it, under a title and the header.
  const why = /^ {2}outdial (why row:3 --data-dir .*)$/m.exec(ran.err)?.[1] ?? '';
  expect((await desk.run(why.split(' '))).exit).toBe(0);
  const proof = /^ {2}outdial (verify --head .*)$/m.exec(ran.err)?.[1] ?? '';
  expect((await desk.run(proof.split(' '))).exit).toBe(0);
});

it('a rehearsal takes a country that was named, and guesses none', async () => {
  put('contacts.csv', AMERICAN);
  const ran = await desk.run(['rehearse', 'contacts.csv', '--default-country', 'CA', ...FAST]);
  expect(ran.err).not.toContain('are taken for');
});

it('check and simulate of a bare list lead to init, with the flags that were given', async () => {
  put('contacts.csv', AMERICAN);
  const checked = await desk.run(['check', 'contacts.csv', '--encoding', 'utf-8']);
  expect(nextOf(checked.err)).toBe('outdial init contacts.csv --encoding utf-8');
  const simulated = await desk.run(['simulate', 'contacts.csv', '--default-country', 'US', '--seeds', '1']);
  expect(nextOf(simulated.err)).toBe('outdial init contacts.csv --default-country US');
});

it('a campaign that says not_chosen leads to a rehearsal, and with a key to the numbers of the account', async () => {
  put('contacts.csv', 'Name,Phone\nAnn,+12125550199\nBob,+14152007986\n');
  const made = await desk.run(['init', 'contacts.csv', '--yes']);
  expect(made.exit, made.err).toBe(1);
  const checked = await desk.run(['check', 'campaign.json']);
  expect(checked.err).toContain('Who calls is not chosen yet');
  expect(nextOf(checked.err)).toBe('outdial rehearse campaign.json');
});

it('a simulation with nobody to dial does not blame the hours', async () => {
  put('contacts.csv', 'Name,Phone\nAnn,12\n');
  const { out } = await desk.run(['simulate', 'contacts.csv', '--seeds', '1']);
  expect(out).toContain('nobody is there to be dialed');
});
