/** What a file is: a campaign file or a list. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NO_ACCOUNT } from '../../src/load/spec/account.ts';
import { readSource } from '../../src/app/campaign/source.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'outdial-source-'));
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const ANN = { phone: '+14155550101', agent_name: 'Ann' };
const WHO = { agentId: 'agent_1', fromNumberId: ['ap_1'] };
const MANY = Array.from({ length: 3_000 }, () => ANN);

async function isBare(value: unknown): Promise<boolean> {
  const path = join(dir, 'a.json');
  await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  return (await readSource(dir, path, WHO, NO_ACCOUNT)).bare;
}

it.each([
  ['data.contacts', { data: { contacts: [ANN] } }],
  ['items', { items: [ANN], next: null }],
  ['contacts beside deleted', { contacts: [ANN], deleted: [] }],
  ['a long one', { page: 1, contacts: MANY }],
  ['an array', [ANN]],
])('an object around a list is a list: %s', async (_, value) => {
  expect(await isBare(value)).toBe(true);
});

it.each([
  ['rows of its own', { agent_id: 'agent_1', from_number_id: 'ap_1', contacts: [ANN] }],
  ['who calls said last', { contacts: MANY, agent_id: 'agent_1', from_number_id: 'ap_1' }],
])('a campaign file stays one: %s', async (_, value) => {
  expect(await isBare(value)).toBe(false);
});

it.each([
  ['a path', { contacts: 'list.csv', name: 'x' }],
  ['hours and nobody who calls', { contacts: [ANN], window: { from: '09:00', to: '17:00' } }],
])('the reader of campaign files says what lacks: %s', async (_, value) => {
  await expect(isBare(value)).resolves.toBe(false);
});

it('neither list nor campaign: the reader of campaign files says so', async () => {
  await expect(isBare({})).rejects.toThrow(/contacts: is missing/);
});

it('nested too deep to be looked into', async () => {
  await expect(isBare(`{"a":${'['.repeat(30_000)}`)).rejects.toThrow(/a\.json/);
});
