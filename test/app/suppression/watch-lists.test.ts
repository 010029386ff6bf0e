/** Do-not-call files that change under a campaign: read again and obeyed, or its campaigns stop; with real files. */
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchLists, type ListWatch } from '../../../src/app/suppression/watch-lists.ts';
import { systemClock, type Clock } from '../../../src/clock.ts';
import { digestOf } from '../../../src/app/account.ts';
import { readFilesAgain, STOPPED } from '../../../src/app/suppression/again.ts';
import type { Campaign, CampaignState } from '../../../src/model/campaign.ts';
import { destinationKey } from '../../../src/model/one-phone.ts';
import { EVERYWHERE } from '../../../src/model/suppression.ts';
import { SECOND } from '../../../src/model/time.ts';
import { openMemoryStore } from '../../../src/store/memory/memory.ts';
import type { Store } from '../../../src/store/port.ts';
import { ACCOUNT, CAMPAIGN, makeCampaign, makePlan, NOW } from '../../support/fixtures.ts';

const digest = (text: string): string => `#${text}`;
const number = (n: number): string => `+1415555${String(n).padStart(4, '0')}`;

let folder: string;
let path: string;
let store: Store;
let said: string[];
let watch: ListWatch;
let passed: number;

/** Real sleeps, and minutes that pass where a test says so. */
function movable(): Clock {
  const real = systemClock();
  return {
    now: () => real.now() + passed,
    monotonic: () => real.monotonic() + passed,
    sleep: (until, wake) => real.sleep(until - passed, wake),
  };
}

const isSuppressed = async (n: number): Promise<boolean> => {
  const key = destinationKey(digest, number(n));
  return (await store.suppressed([key], [EVERYWHERE], NOW)).has(key);
};
const state = async (): Promise<CampaignState | undefined> => (await store.campaign(CAMPAIGN))?.state;
const trouble = async (): Promise<string | null> => {
  const campaign = await store.campaign(CAMPAIGN);
  return campaign === undefined ? null : (watch.trouble(campaign)?.message ?? null);
};

async function start(state: CampaignState = { is: 'running' }, asked = true): Promise<void> {
  const doNotCall = { files: [path], shared: null, defaultCountry: null, extraUsAreaCodes: [] };
  await store.putCampaign('new', makeCampaign({ state, plan: makePlan({ doNotCall }) }), []);
  watch = watchLists({
    ...{ store, digest, clock: movable(), asked },
    isOurs: ({ account }) => account === ACCOUNT,
    say: (sentence) => void said.push(sentence.replaceAll(folder, '')),
  });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outdial-lists-'));
  path = join(folder, 'dnc.txt');
  store = openMemoryStore({ makeId: () => 'L', now: NOW });
  said = [];
  passed = 0;
});
afterEach(async () => {
  await watch.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a file that changes', () => {
  it('is read again, said with the count of new numbers, and obeyed; the log holds no number', async () => {
    writeFileSync(path, `${number(1)}\n`);
    await start();
    await watch.look();
    expect(await isSuppressed(1)).toBe(true);
    said.length = 0;
    await watch.look();
    expect(said).toEqual([]);
    appendFileSync(path, `${number(2)}\n${number(3)}\n`);
    await watch.look();
    expect([await isSuppressed(2), await isSuppressed(3)]).toEqual([true, true]);
    expect(said).toEqual(['/dnc.txt was read again: 2 new numbers that nobody calls any more.']);
    const lines = await store.log({}, 0, 99);
    expect(lines.at(-1)).toMatchObject({ event: 'do_not_call_read', evidence: { numbers: 3, added: 2 } });
    expect(JSON.stringify(lines)).not.toContain('555');
  });

  it('by an editor that renames, in place, or by cutting it: who was taken out stays left out, and that is said', async () => {
    writeFileSync(path, `${number(1)}\n${number(2)}\n`);
    await start();
    await watch.look();
    said.length = 0;
    writeFileSync(join(folder, 'new'), `${number(3)}\n`);
    renameSync(join(folder, 'new'), path);
    await watch.look();
    expect([await isSuppressed(1), await isSuppressed(2), await isSuppressed(3)]).toEqual([true, true, true]);
    expect(said).toEqual([
      '/dnc.txt was read again: 1 new number that nobody calls any more. 1 number fewer than before: who was taken out of it stays left out; outdial suppress rm NUMBER takes it back.',
    ]);
    // In place, of the same length.
    writeFileSync(path, `${number(4)}\n`);
    await watch.look();
    expect(await isSuppressed(4)).toBe(true);
    truncateSync(path, 0);
    await watch.look();
    expect(await trouble()).toBeNull();
    writeFileSync(path, `${number(5)}\n`);
    await watch.look();
    expect(await isSuppressed(5)).toBe(true);
  });
});

describe('a file that cannot be read', () => {
  it('holds the campaign at once, and pauses it where that lasts: with the line on the screen, and no word of it in the ledger', async () => {
    writeFileSync(path, `${number(1)}\n`);
    await start();
    await watch.look();
    said.length = 0;
    appendFileSync(path, `${number(2)}\nAda Lovelace 12345\n${number(3)}\n`);
    await watch.look();
    expect(await trouble()).toBe(`${path}:3 holds what is no number`);
    expect(await state()).toEqual({ is: 'running' });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^Nobody is dialed for now: \/dnc\.txt:3: .*Ada Lovelace/);
    passed += 15 * SECOND;
    await watch.look();
    const now = await state();
    expect(now).toMatchObject({ is: 'paused', why: 'rule', message: expect.stringContaining(`${path}:3`) });
    expect(JSON.stringify(now)).not.toContain('Ada');
    expect(said[1]).toMatch(/^Paused demo: .*outdial resume/);
    // Mended, it is read, and a person says that it goes on.
    writeFileSync(path, `${number(1)}\n${number(3)}\n`);
    await watch.look();
    expect(await trouble()).toBeNull();
    expect(await isSuppressed(3)).toBe(true);
    expect((await state())?.is).toBe('paused');
    expect(said[2]).toMatch(/can be read again/);
  });

  it('where whoever dials cannot ask: pauses the campaign after a moment', async () => {
    writeFileSync(path, `${number(1)}\n`);
    await start({ is: 'running' }, false);
    await watch.look();
    said.length = 0;
    rmSync(path);
    await watch.look();
    expect(await state()).toEqual({ is: 'running' });
    passed += 2 * SECOND;
    await watch.look();
    expect(await state()).toMatchObject({ is: 'paused', why: 'rule' });
    expect(said).toEqual([
      'In a moment nobody is dialed any more: /dnc.txt is not there',
      expect.stringMatching(/^Paused demo: nobody is dialed while its do-not-call file cannot be read: /),
    ]);
  });

  it('for a moment, as one that is being replaced, pauses nobody', async () => {
    writeFileSync(path, `${number(1)}\n`);
    await start();
    await watch.look();
    rmSync(path);
    await watch.look();
    expect(await trouble()).toBe(`${path} is not there`);
    passed += 5 * SECOND;
    writeFileSync(path, `${number(1)}\n${number(2)}\n`);
    await watch.look();
    expect(await trouble()).toBeNull();
    expect(await isSuppressed(2)).toBe(true);
    passed += 15 * SECOND;
    await watch.look();
    expect(await state()).toEqual({ is: 'running' });
  });

  it('is in trouble as a folder, and holds who resumes a campaign that was paused before it was', async () => {
    mkdirSync(path);
    await start({ is: 'paused', why: 'operator', message: 'paused by robin' });
    await watch.look();
    expect(await trouble()).toBe(`${path} is no file`);
    rmSync(path, { recursive: true });
    // The same file comes back with its folder: it is not taken for one that is in trouble still.
    writeFileSync(path, `${number(1)}\n`);
    await watch.look();
    const aside = join(folder, 'aside');
    renameSync(path, aside);
    await watch.look();
    expect(await trouble()).not.toBeNull();
    renameSync(aside, path);
    await watch.look();
    expect(await trouble()).toBeNull();
  });

  it.skipIf(process.getuid?.() === 0)('by this user', async () => {
    writeFileSync(path, `${number(1)}\n`);
    chmodSync(path, 0);
    await start();
    await watch.look();
    expect(await trouble()).toContain('cannot be read');
  });

  it('of 2 GB of nothing is told in no time', async () => {
    writeFileSync(path, '');
    truncateSync(path, 2 * 1024 ** 3);
    await start();
    const began = performance.now();
    await watch.look();
    expect(await trouble()).toContain(path);
    expect(performance.now() - began).toBeLessThan(20_000);
  }, 60_000);
});

describe('read by whoever resumes, where workers dial', () => {
  const there = async (state: CampaignState): Promise<Campaign> => {
    const doNotCall = { files: [path], shared: null, defaultCountry: null, extraUsAreaCodes: [] };
    const campaign = makeCampaign({ state, plan: makePlan({ doNotCall }) });
    await store.putCampaign('new', campaign, []);
    return campaign;
  };
  const paused: CampaignState = { is: 'paused', why: 'operator', message: 'paused by robin' };

  const readElsewhere = async (campaign: Campaign): Promise<readonly string[]> =>
    readFilesAgain([campaign], { store, digest: digestOf(await store.info()), clock: systemClock() }, true);

  it('what was written into it meanwhile is obeyed; what is no number keeps it paused', async () => {
    writeFileSync(path, `${number(1)}\n`);
    const campaign = await there(paused);
    expect(await readElsewhere(campaign)).toEqual([`${path} was read again: 1 new number that nobody calls any more.`]);
    const key = destinationKey(digestOf(await store.info()), number(1));
    expect((await store.suppressed([key], [EVERYWHERE], NOW)).has(key)).toBe(true);
    expect(await readElsewhere(campaign)).toEqual([]);
    appendFileSync(path, 'Ada Lovelace 12345\n');
    const refused = { problems: [{ code: 'do_not_call_unread' }] };
    await expect(readElsewhere(campaign)).rejects.toMatchObject(refused);
  });

  it('one that is not here is told of, and refused where the campaign was paused for it', async () => {
    const campaign = await there(paused);
    const notes = await readElsewhere(campaign);
    expect(notes).toEqual([
      expect.stringContaining('is not there on this machine: what was read of it last is obeyed'),
    ]);
    const message = `${STOPPED}: ${path} is not there`;
    const stopped: Campaign = { ...campaign, state: { is: 'paused', why: 'rule', message } };
    const refused = { problems: [{ code: 'do_not_call_unread' }] };
    await expect(readElsewhere(stopped)).rejects.toMatchObject(refused);
  });
});

it('reads a long file in slices: whoever shares the process has its turn every few milliseconds', async () => {
  const count = 20_000;
  const lines = Array.from(
    { length: count },
    (_, n) => `+1212${2 + Math.floor(n / 1_000_000)}${String(n).padStart(6, '0')}`,
  );
  writeFileSync(path, `${lines.join('\n')}\n`);
  await start();
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  await watch.look();
  clearInterval(beat);
  expect(said[0]).toContain('20,000 new numbers');
  // On a busy machine a turn takes longer; without slices it would be seconds.
  expect(longest).toBeLessThan(400);
}, 60_000);
