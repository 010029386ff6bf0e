/** Do-not-call files of stored campaigns, read again before they are resumed: obeyed at the first ring, or nobody is dialed. */
import { mkdtempSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { digestOf } from '../../../src/app/account.ts';
import { resumeCampaigns } from '../../../src/app/campaign/resume.ts';
import { readFilesAgain } from '../../../src/app/suppression/again.ts';
import { systemClock } from '../../../src/clock.ts';
import { destinationKey } from '../../../src/model/one-phone.ts';
import { EVERYWHERE } from '../../../src/model/suppression.ts';
import { openMemoryStore } from '../../../src/store/memory/memory.ts';
import type { Store } from '../../../src/store/port.ts';
import { removeFolder } from '../../store/folder.ts';
import { CAMPAIGN, makeCampaign, makePlan, NOW } from '../../support/fixtures.ts';
import { aCaller, aConfig, refusal } from '../support.ts';

const ADA = '+14155550101';
let folder: string;
let path: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outdial-again-'));
  path = join(folder, 'no.txt');
  store = openMemoryStore({ makeId: () => 'L', now: NOW });
  const doNotCall = { files: [path], shared: null, defaultCountry: 'US', extraUsAreaCodes: [] };
  const state = { is: 'paused', why: 'operator', message: 'paused by robin', by: 'robin', at: NOW } as const;
  await store.putCampaign('new', makeCampaign({ state, plan: makePlan({ doNotCall }) }), []);
});
afterEach(() => removeFolder(folder));

const ledger = async () => ({ store, digest: digestOf(await store.info()), clock: systemClock() });
const isSuppressed = async (): Promise<boolean> => {
  const key = destinationKey((await ledger()).digest, ADA);
  return (await store.suppressed([key], [EVERYWHERE], NOW)).has(key);
};

it('who was written into it meanwhile is left out, by the rules of the plan, and that is said once', async () => {
  writeFileSync(path, '(415) 555-0101\n');
  const campaigns = await store.campaigns();
  expect(await readFilesAgain([...campaigns, ...campaigns], await ledger())).toEqual([
    `${path} was read again: 1 new number that nobody calls any more.`,
  ]);
  expect(await isSuppressed()).toBe(true);
  expect(await readFilesAgain(campaigns, await ledger())).toEqual([]);
});

it.each([
  ['is gone', null],
  ['holds what is no number', 'hello\n'],
])('one that %s: nobody is dialed, and the paused campaign stays so', async (_what, text) => {
  if (text !== null) writeFileSync(path, text);
  expect(await refusal(readFilesAgain(await store.campaigns(), await ledger()))).toEqual(['do_not_call_unread']);
  expect((await store.campaign(CAMPAIGN))?.state).toMatchObject({ is: 'paused' });
});

// Workers would go on with it: a ledger of a fleet.
const FLEET = aConfig({ databaseUrl: 'postgres://127.0.0.1/none', apiKey: null });
const caller = () => ({ ...aCaller(NOW), clock: systemClock() });

it('resume where workers dial is refused by what is no number; a file that is on another machine is told of', async () => {
  writeFileSync(path, 'hello\n');
  expect(await refusal(resumeCampaigns(store, 'all', FLEET, caller()))).toEqual(['do_not_call_unread']);
  expect((await store.campaign(CAMPAIGN))?.state).toMatchObject({ is: 'paused' });
  rmSync(path);
  const told = [expect.stringMatching(/is not there on this machine/)];
  expect(await resumeCampaigns(store, 'all', FLEET, caller())).toMatchObject({ is: 'resumed', notes: told });
});

it('resume where somebody dials reads it before anybody is dialed, and says what is new', async () => {
  writeFileSync(path, `${ADA}\n`);
  const resumed = await resumeCampaigns(store, 'all', FLEET, caller());
  expect(resumed).toMatchObject({ is: 'resumed', resumed: 1, notes: [expect.stringMatching(/1 new number/)] });
  expect(await isSuppressed()).toBe(true);
});
