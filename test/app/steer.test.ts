/** Pausing, resuming, asked by a program: no terminal, nothing printed. */
import { describe, expect, it } from 'vitest';
import { cancelCampaign } from '../../src/app/campaign/cancel.ts';
import { resumeCampaigns } from '../../src/app/campaign/resume.ts';
import { pauseCampaigns } from '../../src/app/campaign/steer.ts';
import type { Campaign, CampaignState } from '../../src/model/campaign.ts';
import type { CampaignId, ContactId } from '../../src/model/ids.ts';
import type { Store } from '../../src/store/port.ts';
import { DEMO, T0 } from '../cli/a-ledger.ts';
import { aScene, NOON } from '../report/a-story.ts';
import { aCampaign } from '../report/support.ts';
import { aCaller, aConfig, anEmptyStore, refusal } from './support.ts';

/** As where workers dial: what runs is taken up. */
const SHARED = aConfig({ databaseUrl: 'postgres://nowhere/outdial', apiKey: null });
const ALONE = aConfig({ apiKey: null });
const NOW = T0 + 60_000;
const PAUSED: CampaignState = { is: 'paused', why: 'operator', message: 'paused by robin', by: 'robin', at: NOW };

const OVER: CampaignState = { is: 'finished', at: T0 };

async function aLedger(states: Readonly<Record<string, CampaignState>>): Promise<Store> {
  const store = anEmptyStore();
  for (const [name, state] of Object.entries(states)) {
    await store.putCampaign('new', aCampaign({ id: name as CampaignId, name, state }), []);
  }
  return store;
}

async function stateOf(store: Store, name: string): Promise<CampaignState | undefined> {
  return (await store.campaign(name as CampaignId))?.state;
}

async function logged(store: Store): Promise<readonly Record<string, unknown>[]> {
  return (await store.log({}, 0, 99)).map(({ actor, campaign, event, from, to, cause, evidence }) => ({
    ...{ actor, campaign, event, from, to, cause, evidence },
  }));
}

async function put(store: Store, change: (campaign: Campaign) => Partial<Campaign>): Promise<void> {
  const known = (await store.campaign(DEMO))!;
  await store.putCampaign(known.version, { ...known, ...change(known), version: known.version + 1 }, []);
}

describe('pause', () => {
  it('one that runs: it is said who, and that nobody would dial on', async () => {
    const store = await aLedger({ spring: { is: 'running' }, summer: { is: 'running' } });
    expect(await pauseCampaigns(store, { name: 'Spring' }, {}, ALONE, aCaller())).toMatchObject({
      chosen: [{ id: 'spring' }],
      paused: 1,
      anyPaused: true,
      dialed: false,
    });
    expect(await stateOf(store, 'spring')).toEqual(PAUSED);
    expect(await stateOf(store, 'summer')).toEqual({ is: 'running' });
    const by = { actor: 'operator', cause: 'operator', evidence: { by: 'robin' } };
    expect(await logged(store)).toEqual([
      { ...by, campaign: 'spring', event: 'paused', from: 'running', to: 'paused' },
    ]);
  });

  it('all: those that do not run stay as they are', async () => {
    const finished = { is: 'finished', at: T0 } as const;
    const store = await aLedger({ a: { is: 'running' }, b: finished, c: { is: 'scheduled' }, d: { is: 'running' } });
    expect(await pauseCampaigns(store, 'all', {}, ALONE, aCaller())).toMatchObject({ paused: 2, anyPaused: true });
    expect(await stateOf(store, 'b')).toEqual(finished);
    expect(await stateOf(store, 'c')).toEqual({ is: 'scheduled' });
    expect(await pauseCampaigns(store, 'all', {}, ALONE, aCaller())).toMatchObject({ paused: 0, anyPaused: true });
    expect(await pauseCampaigns(store, { name: 'b' }, {}, ALONE, aCaller())).toMatchObject({
      paused: 0,
      anyPaused: false,
    });
  });

  it('waits for what is on its way out, until its appointment is over', async () => {
    const { store, dials } = await aScene();
    await dials();
    const [open] = await store.attemptsOf('c2' as ContactId);
    const caller = aCaller(open!.sendBy - 400);
    await pauseCampaigns(store, 'all', {}, ALONE, caller);
    expect(caller.slept).toEqual([400]);
    const late = aCaller(open!.sendBy);
    await put(store, () => ({ state: { is: 'running' } }));
    await pauseCampaigns(store, 'all', {}, ALONE, late);
    expect(late.slept).toEqual([]);
  });

  it('a put that another one was quicker than is made again', async () => {
    const store = await aLedger({ spring: { is: 'running' } });
    let first = true;
    const busy: Store = {
      ...store,
      putCampaign: async (from, to, log) => {
        if (first) {
          first = false;
          const known = (await store.campaign(to.id))!;
          await store.putCampaign(known.version, { ...known, version: known.version + 1 }, []);
        }
        return store.putCampaign(from, to, log);
      },
    };
    expect(await pauseCampaigns(busy, 'all', {}, ALONE, aCaller())).toMatchObject({ paused: 1 });
    expect(await logged(store)).toHaveLength(1);
  });

  it('an unknown name', async () => {
    const store = await aLedger({ spring: { is: 'running' } });
    expect(await refusal(pauseCampaigns(store, { name: 'sprig' }, {}, ALONE, aCaller()))).toEqual(['unknown_campaign']);
  });
});

describe('a pause with an end', () => {
  const pause = async (store: Store, until?: number, by = 'robin', now = NOW) =>
    pauseCampaigns(store, { name: 'spring' }, { until: until ?? null }, ALONE, { ...aCaller(now), operator: by });

  it('is kept with who asked and when, and says so in the log', async () => {
    const store = await aLedger({ spring: { is: 'running' } });
    expect(await pause(store, NOW + 5_000)).toMatchObject({ paused: 1, now: [{ state: { until: NOW + 5_000 } }] });
    expect(await stateOf(store, 'spring')).toEqual({ ...PAUSED, until: NOW + 5_000 });
    expect(await logged(store)).toMatchObject([{ event: 'paused', evidence: { by: 'robin', until: NOW + 5_000 } }]);
  });

  it('a later one gives it another end, or none; the same again changes nothing, and who was first is kept', async () => {
    const store = await aLedger({ spring: { is: 'running' } });
    await pause(store, NOW + 5_000);
    expect(await pause(store, NOW + 9_000, 'ann', NOW + 1)).toMatchObject({ paused: 1 });
    expect(await stateOf(store, 'spring')).toMatchObject({ by: 'ann', at: NOW + 1, until: NOW + 9_000 });
    expect(await pause(store, NOW + 9_000, 'bob')).toMatchObject({ paused: 0, now: [{ state: { by: 'ann' } }] });
    expect(await pause(store)).toMatchObject({ paused: 1 });
    expect(await stateOf(store, 'spring')).toEqual(PAUSED);
  });

  it('never takes the place of what a rule has found, and takes that of a run that is gone', async () => {
    const account = { is: 'paused', why: 'account', message: 'refused (402)' } as const;
    const store = await aLedger({ spring: account });
    expect(await pause(store, NOW + 5_000)).toMatchObject({ paused: 0, anyPaused: true });
    expect(await stateOf(store, 'spring')).toEqual(account);
    const gone = await aLedger({ spring: { is: 'paused', why: 'unattended', left: 'stopped' } });
    expect(await pause(gone)).toMatchObject({ paused: 1 });
    expect(await stateOf(gone, 'spring')).toEqual(PAUSED);
  });

  it('that has passed is refused, and nothing is changed', async () => {
    const store = await aLedger({ spring: { is: 'running' } });
    expect(await refusal(pause(store, NOW))).toEqual(['until_passed']);
    expect(await stateOf(store, 'spring')).toEqual({ is: 'running' });
  });
});

describe('cancel', () => {
  const cancel = (store: Store, now = NOW) => cancelCampaign(store, 'demo', {}, ALONE, aCaller(now));

  it('whoever waits leaves, and the rest is followed by the next one that dials', async () => {
    const { store, dials } = await aScene();
    await dials();
    const result = await cancel(store, NOON);
    expect(result).toMatchObject({ done: true, open: 1, dialed: false, hungUp: null });
    expect(await stateOf(store, 'demo')).toEqual({ is: 'canceled', at: NOON, by: 'robin' });
    const { states } = await store.counts(DEMO);
    expect([states.ready, states.in_progress]).toEqual([0, 1]);
    expect(states.canceled).toBe(result.waited);
    expect((await logged(store)).findLast(({ event }) => event === 'canceled')).toMatchObject({
      cause: result.waited === 0 ? 'operator' : 'campaign_canceled',
    });
  });

  it('what somebody else has canceled says who; what a dead process left of it is done', async () => {
    const { store } = await aScene();
    await put(store, () => ({ state: { is: 'canceled', at: NOON - 1, by: 'ann' } }));
    const result = await cancel(store, NOON);
    expect(result).toMatchObject({ done: false, campaign: { state: { by: 'ann' } } });
    expect((await store.counts(DEMO)).states).toMatchObject({ ready: 0, canceled: result.waited });
    expect(result.waited).toBeGreaterThan(0);
  });

  it('a finished one stays finished, a paused or a loaded one is canceled, and an unknown one is nobody’s', async () => {
    const store = await aLedger({ a: OVER, b: PAUSED, c: { is: 'scheduled' } });
    const of = (name: string) => cancelCampaign(store, name, {}, ALONE, aCaller());
    expect(await of('a')).toMatchObject({ done: false, campaign: { state: OVER } });
    expect(await of('b')).toMatchObject({ done: true, campaign: { state: { is: 'canceled', by: 'robin' } } });
    expect(await of('c')).toMatchObject({ done: true });
    expect(await refusal(of('d'))).toEqual(['unknown_campaign']);
  });
});

describe('resume', () => {
  it('where somebody dials', async () => {
    const store = await aLedger({ spring: PAUSED, summer: { is: 'running' } });
    expect(await resumeCampaigns(store, 'all', SHARED, aCaller())).toMatchObject({ is: 'resumed', resumed: 1 });
    expect(await stateOf(store, 'spring')).toEqual({ is: 'running', by: 'robin', at: NOW });
    expect(await logged(store)).toMatchObject([{ campaign: 'spring', event: 'running', from: 'paused' }]);
  });

  it('where nobody dials nothing is changed: it would stand as running', async () => {
    const left = { is: 'running' } as const;
    const store = await aLedger({ spring: PAUSED, summer: left, loaded: { is: 'scheduled' }, gone: OVER });
    const result = await resumeCampaigns(store, 'all', ALONE, aCaller());
    // A run goes on with what is paused, and with what one that was killed has left as running.
    expect(result).toMatchObject({ is: 'nobody_dials', toDial: [{ id: 'spring' }, { id: 'summer' }] });
    expect(await stateOf(store, 'spring')).toEqual(PAUSED);
  });

  it('of what is over nothing goes on, whoever dials', async () => {
    const store = await aLedger({ a: { is: 'finished', at: T0 }, b: { is: 'canceled', at: T0 } });
    expect(await resumeCampaigns(store, 'all', ALONE, aCaller())).toMatchObject({ is: 'over' });
    expect(await logged(store)).toEqual([]);
  });
});
