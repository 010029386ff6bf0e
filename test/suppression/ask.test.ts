/** Who is held back, by which entry; and what is answered while a list is away, hangs, or a file is in trouble. */
import { expect, it } from 'vitest';
import type { Clock, Signal } from '../../src/clock.ts';
import type { Campaign } from '../../src/model/campaign.ts';
import { DAY, MINUTE, SECOND } from '../../src/model/time.ts';
import { LATENESS } from '../../src/policy/may-dial.ts';
import { askDoNotCall, FRESH, type FileTrouble } from '../../src/suppression/ask.ts';
import { SharedListFailure, type SharedEntry, type SharedList } from '../../src/suppression/port.ts';
import { makeCampaign, makePlan, NOW } from '../support/fixtures.ts';

const ADA = '+14155550101';

/** Time passes by sleeping, and where a test says so. */
function testClock(): Clock & { pass: (by: number) => void } {
  let now = NOW;
  return {
    now: () => now,
    monotonic: () => now,
    sleep: async (until: number, wake?: Signal) => {
      // Whoever answers at once is first.
      for (let turns = 0; turns < 20; turns++) await Promise.resolve();
      let woken = false;
      wake?.listen(() => (woken = true));
      if (!woken) now = Math.max(now, until);
    },
    pass: (by) => (now += by),
  };
}

function campaign(over: Partial<Campaign['plan']> = {}): Campaign {
  const doNotCall = { files: [], shared: 'team', defaultCountry: null, extraUsAreaCodes: [] };
  return makeCampaign({ plan: makePlan({ doNotCall, ...over }) });
}

const entry = (over: Partial<SharedEntry> = {}): SharedEntry => {
  return { number: ADA, scope: 'everywhere', reason: '', source: '', at: NOW, until: null, ...over };
};

function listOf(find: SharedList['find']): SharedList {
  const never = (): Promise<never> => Promise.reject(new Error('not asked'));
  return { place: 'the team', find, add: never, remove: never, look: never, close: () => Promise.resolve() };
}

function scene(find: SharedList['find'], files?: () => FileTrouble | null) {
  const clock = testClock();
  const said: string[] = [];
  const open = (): Promise<SharedList> => Promise.resolve(listOf(find));
  const asking = askDoNotCall({ clock, open, say: (one) => void said.push(one), ...(files ? { files } : {}) });
  return { clock, said, ask: (who = campaign(), numbers = [ADA]) => asking.ask(who, numbers, clock.now()) };
}

const refusedBy = async (entries: readonly SharedEntry[], who = campaign(), numbers = [ADA]): Promise<unknown> => {
  const answer = await scene(() => Promise.resolve(entries)).ask(who, numbers);
  return answer.is === 'heard' ? [...answer.refused].map(([number, { scope }]) => `${number} ${scope}`) : answer.is;
};

it('holds back by the scopes of the campaign, and by no other', async () => {
  expect(await refusedBy([entry()])).toEqual([`${ADA} everywhere`]);
  expect(await refusedBy([entry({ scope: 'campaign:demo' })])).toEqual([`${ADA} campaign:demo`]);
  expect(await refusedBy([entry({ scope: 'campaign:other' })])).toEqual([]);
  expect(await refusedBy([entry({ scope: 'purpose:marketing' })])).toEqual([]);
  expect(await refusedBy([entry({ scope: 'purpose:marketing' })], campaign({ purpose: 'marketing' }))).toEqual([
    `${ADA} purpose:marketing`,
  ]);
  // The one that holds longest.
  const two = [entry({ until: NOW + DAY }), entry({ scope: 'campaign:demo' })];
  expect(await refusedBy(two)).toEqual([`${ADA} campaign:demo`]);
});

it('asks for every spelling of a phone, and answers by the one that was asked for', async () => {
  const asked: string[] = [];
  const mobile = '+5491123456789';
  const { ask } = scene((numbers) => {
    asked.push(...numbers);
    return Promise.resolve([entry({ number: '+541123456789' })]);
  });
  const answer = await ask(campaign(), [mobile]);
  expect(asked.sort()).toEqual(['+541123456789', mobile]);
  expect(answer.is === 'heard' && [...answer.refused.keys()]).toEqual([mobile]);
});

it('asks nothing for a campaign that names no list', async () => {
  const { ask } = scene(() => Promise.reject(new Error('asked')));
  const none = { files: ['/x'], shared: null, defaultCountry: null, extraUsAreaCodes: [] };
  expect(await ask(campaign({ doNotCall: none }))).toEqual({ is: 'heard', refused: new Map() });
});

it('waits for a list that is away for seconds, then stops in words that say how it is mended, and says when it is back', async () => {
  let away = true;
  const { ask, clock, said } = scene(() =>
    away ? Promise.reject(new SharedListFailure('away', 'It is not there.', 'Mount it.')) : Promise.resolve([]),
  );
  for (let second = 0; second < 15; second++) {
    expect(await ask()).toEqual({ is: 'wait', note: 'nobody is dialed for now: It is not there. Mount it.' });
    clock.pass(SECOND);
  }
  expect(await ask()).toMatchObject({ is: 'stop', message: expect.stringContaining('It is not there. Mount it.') });
  away = false;
  expect((await ask()).is).toBe('heard');
  expect(said).toEqual(['The shared do-not-call list the team answers again.']);
  away = true;
  expect((await ask()).is).toBe('wait');
});

it('takes no hour that a machine slept for an outage of an hour', async () => {
  const { ask, clock } = scene(() => Promise.reject(new Error('no network yet')));
  expect((await ask()).is).toBe('wait');
  clock.pass(60 * MINUTE);
  expect((await ask()).is).toBe('wait');
});

it('holds nobody longer than its deadline, and does not pile questions up behind one that hangs', async () => {
  let asked = 0;
  let hangs = true;
  const { ask, clock } = scene(() => {
    asked += 1;
    return hangs ? new Promise(() => undefined) : Promise.resolve([]);
  });
  const began = clock.now();
  expect((await ask()).is).toBe('wait');
  expect(clock.now() - began).toBe(3 * SECOND);
  expect((await ask()).is).toBe('wait');
  expect(asked).toBe(1);
  hangs = false;
  clock.pass(MINUTE);
  expect((await ask()).is).toBe('heard');
  expect(asked).toBe(2);
});

it('asks no list while a file of the campaign is in trouble', async () => {
  let trouble: FileTrouble | null = { message: 'dnc.csv:3 holds what is no number', since: NOW };
  const { ask, clock } = scene(
    () => Promise.resolve([]),
    () => trouble,
  );
  expect(await ask()).toMatchObject({ is: 'wait' });
  clock.pass(15 * SECOND);
  expect(await ask()).toMatchObject({ is: 'stop', message: expect.stringContaining('dnc.csv:3') });
  trouble = null;
  expect((await ask()).is).toBe('heard');
});

it('one that is always slower than an appointment lasts is no answer: that is said, and a person is asked in the end', async () => {
  let slow = FRESH + 1;
  const { clock, said, ask } = scene(async () => {
    clock.pass(slow);
    return [];
  });
  expect(await ask()).toMatchObject({ is: 'wait', note: expect.stringMatching(/the team took 1\.0 s to answer/) });
  for (let asked = 0; asked < 20; asked++) await ask();
  expect(await ask()).toMatchObject({ is: 'stop', message: expect.stringMatching(/took 1\.0 s/) });
  slow = FRESH;
  expect(await ask()).toMatchObject({ is: 'heard' });
  expect(said).toEqual(['The shared do-not-call list the team answers again.']);
  // What it says is good for as long as whoever adds to it waits for.
  expect(FRESH).toBe(LATENESS);
});
