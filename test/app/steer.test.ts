/** Pausing, resuming and giving back the refused, asked by a program: no terminal, nothing printed. */
import { describe, expect, it } from 'vitest';
import { findRefused, retryRefused } from '../../src/app/campaign/retry.ts';
import { pauseCampaigns, resumeCampaigns } from '../../src/app/campaign/steer.ts';
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
const PAUSED: CampaignState = { is: 'paused', why: 'operator', message: 'paused by robin' };

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

describe('resume', () => {
  it('where somebody dials', async () => {
    const store = await aLedger({ spring: PAUSED, summer: { is: 'running' } });
    expect(await resumeCampaigns(store, 'all', SHARED, aCaller())).toMatchObject({ is: 'resumed', resumed: 1 });
    expect(await stateOf(store, 'spring')).toEqual({ is: 'running' });
    expect(await logged(store)).toMatchObject([{ campaign: 'spring', event: 'running', from: 'paused' }]);
  });

  it('where nobody dials nothing is changed: it would stand as running', async () => {
    const store = await aLedger({ spring: PAUSED });
    expect(await resumeCampaigns(store, 'all', ALONE, aCaller())).toEqual({ is: 'nobody_dials' });
    expect(await stateOf(store, 'spring')).toEqual(PAUSED);
  });

  it('of what is over nothing goes on, whoever dials', async () => {
    const store = await aLedger({ a: { is: 'finished', at: T0 }, b: { is: 'canceled', at: T0 } });
    expect(await resumeCampaigns(store, 'all', ALONE, aCaller())).toMatchObject({ is: 'over' });
    expect(await logged(store)).toEqual([]);
  });
});

describe('retry', () => {
  /** Somebody whom the provider refused for good, in a campaign that is over. */
  async function refusedOnce(): Promise<Store> {
    const scene = await aScene();
    await scene.at(0).dials();
    await scene.at(1).happens({ is: 'refused', code: 'bad_number', forGood: true });
    await scene.campaignIs({ is: 'finished', at: NOON + 5_000 });
    // Its attempt was made in a ledger of this name.
    return { ...scene.store, info: async () => ({ ...(await scene.store.info()), id: 'ledger' }) };
  }

  it('gives them back, and the campaign waits for somebody to go on', async () => {
    const store = await refusedOnce();
    const caller = aCaller(NOON + 60_000);
    const refused = await findRefused(store, 'demo', caller);
    expect(refused.attempts).toHaveLength(1);
    expect(await retryRefused(store, refused, caller)).toEqual({ reopened: 1, waits: true });
    expect((await store.contact('c2' as ContactId))?.state).toMatchObject({ is: 'ready' });
    expect(await stateOf(store, 'demo')).toMatchObject({ is: 'paused', why: 'operator' });
    expect((await findRefused(store, 'demo', caller)).attempts).toEqual([]);
    // Asked twice at once: nobody is given back twice.
    expect(await retryRefused(store, refused, caller)).toEqual({ reopened: 0, waits: true });
  });

  it('while one dials it nobody has to go on', async () => {
    const store = await refusedOnce();
    await put(store, () => ({ state: { is: 'running' } }));
    const caller = aCaller(NOON + 60_000);
    expect(await retryRefused(store, await findRefused(store, 'demo', caller), caller)).toEqual({
      reopened: 1,
      waits: false,
    });
  });

  it('not in a campaign that cannot dial any more', async () => {
    const store = await refusedOnce();
    await put(store, ({ plan }) => ({ plan: { ...plan, endAt: NOON + 60_000 } }));
    expect(await refusal(findRefused(store, 'demo', aCaller(NOON + 59_999)))).toEqual([]);
    expect(await refusal(findRefused(store, 'demo', aCaller(NOON + 60_000)))).toEqual(['ended']);
    await put(store, () => ({ state: { is: 'canceled', at: NOON } }));
    expect(await refusal(findRefused(store, 'demo', aCaller(NOON)))).toEqual(['canceled']);
  });
});
