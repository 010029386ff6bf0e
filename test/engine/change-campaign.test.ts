import { describe, expect, it } from 'vitest';
import { changeAsRead, changeCampaign, makeCampaign, type Asked } from '../../src/engine/change-campaign.ts';
import type { CampaignCommand } from '../../src/model/campaign-lifecycle.ts';
import type { Campaign } from '../../src/model/campaign.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import { CAMPAIGN, makeCampaign as campaignOf, makePlan, NOW } from '../support/fixtures.ts';

const ENGINE: Asked = { now: () => NOW, by: { is: 'engine' } };
const ANN: Asked = { now: () => NOW, by: { is: 'operator', name: 'ann' } };
const OPERATOR: Asked = { now: () => NOW, by: { is: 'operator' } };
const PAUSE: CampaignCommand = { is: 'pause', reason: { why: 'doubt', message: 'too many' } };

async function ledgerWith(over: Partial<Campaign> = {}): Promise<Store> {
  const store = openMemoryStore({ makeId: (length) => 'x'.repeat(length), now: NOW });
  await store.putCampaign('new', campaignOf(over), []);
  return store;
}

/** The last line of the log, without what the chain adds. */
async function lastLine(store: Store): Promise<unknown> {
  const line = (await store.log({}, 0, 99)).at(-1);
  return line === undefined
    ? undefined
    : [line.actor, line.event, line.from, line.to, line.cause, line.evidence, line.at, line.campaign];
}

describe('a campaign is changed', () => {
  const CASES: readonly (readonly [Campaign['state'], CampaignCommand, Asked, readonly unknown[]])[] = [
    [
      { is: 'scheduled' },
      { is: 'start' },
      OPERATOR,
      ['operator', 'running', 'scheduled', 'running', null, { plan_version: 1 }],
    ],
    [
      { is: 'paused', why: 'limit' },
      { is: 'resume' },
      ANN,
      ['operator', 'running', 'paused', 'running', 'operator', { by: 'ann' }],
    ],
    [
      { is: 'running' },
      { is: 'pause', reason: { why: 'unattended', left: 'behind' } },
      ENGINE,
      ['engine', 'paused', 'running', 'paused', 'operator', null],
    ],
    [{ is: 'running' }, PAUSE, ENGINE, ['engine', 'paused', 'running', 'paused', 'doubt', null]],
    [
      { is: 'running' },
      { is: 'pause', reason: { why: 'operator', message: 'paused by ann' } },
      ANN,
      ['operator', 'paused', 'running', 'paused', 'operator', { by: 'ann' }],
    ],
    [
      { is: 'running' },
      { is: 'finish', at: NOW },
      ENGINE,
      ['engine', 'finished', 'running', 'finished', 'nothing_left', null],
    ],
    [
      { is: 'running' },
      { is: 'cancel' },
      ANN,
      ['operator', 'canceled', 'running', 'canceled', 'operator', { by: 'ann' }],
    ],
    [
      { is: 'finished', at: 1 },
      { is: 'reopen', dialed: false },
      ANN,
      ['operator', 'paused', 'finished', 'paused', 'retry', { by: 'ann' }],
    ],
    [
      { is: 'running' },
      { is: 'change_plan', plan: makePlan({ version: 2 }), because: null },
      OPERATOR,
      ['operator', 'plan_changed', 'running', 'running', null, { plan_version: 2 }],
    ],
    [
      { is: 'running' },
      { is: 'change_plan', plan: makePlan({ version: 2, agentKind: 'line' }), because: 'agent_kind' },
      OPERATOR,
      ['operator', 'plan_changed', 'running', 'running', 'agent_kind', { plan_version: 2, agent_kind: 'line' }],
    ],
    [
      { is: 'canceled', at: 1 },
      { is: 'erase_rows', specText: '{}' },
      ANN,
      ['operator', 'forgotten', 'canceled', 'canceled', 'inline_rows', { by: 'ann' }],
    ],
  ];
  for (const [state, command, asked, line] of CASES) {
    it(`${state.is}, ${command.is}: one line of the log says it`, async () => {
      const store = await ledgerWith({ state });
      const result = await changeCampaign(store, CAMPAIGN, command, asked);
      expect(result).toMatchObject({ is: 'changed', from: { state }, campaign: { version: 2 } });
      expect(await store.campaign(CAMPAIGN)).toEqual('campaign' in result ? result.campaign : null);
      expect(await lastLine(store)).toEqual([...line, NOW, CAMPAIGN]);
    });
  }

  it('and nothing is written where the table leaves it as it is', async () => {
    const store = await ledgerWith({ state: { is: 'canceled', at: 1 } });
    expect(await changeCampaign(store, CAMPAIGN, { is: 'start' }, ENGINE)).toMatchObject({
      is: 'refused',
      because: 'canceled',
      campaign: { version: 1 },
    });
    expect(await changeCampaign(store, CAMPAIGN, { is: 'cancel' }, ENGINE)).toMatchObject({ is: 'same' });
    expect(await changeCampaign(store, CAMPAIGN, () => null, ENGINE)).toMatchObject({ is: 'same' });
    expect(await lastLine(store)).toBeUndefined();
  });

  it('not at all where there is none', async () => {
    const store = openMemoryStore({ makeId: (length) => 'x'.repeat(length), now: NOW });
    expect(await changeCampaign(store, CAMPAIGN, PAUSE, ENGINE)).toEqual({ is: 'gone' });
  });

  it('anew as it stands, when it moved meanwhile', async () => {
    const store = await ledgerWith();
    let moved = false;
    const asked: number[] = [];
    const result = await changeCampaign(
      {
        campaign: (id) => store.campaign(id),
        putCampaign: async (from, to, log) => {
          if (!moved) {
            moved = true;
            await store.putCampaign(1, campaignOf({ version: 2, plan: makePlan({ version: 2 }) }), []);
          }
          return store.putCampaign(from, to, log);
        },
      },
      CAMPAIGN,
      ({ version }) => {
        asked.push(version);
        return PAUSE;
      },
      ENGINE,
    );
    expect(asked).toEqual([1, 2]);
    expect(result).toMatchObject({
      is: 'changed',
      campaign: { version: 3, state: { is: 'paused' }, plan: { version: 2 } },
    });
    expect(await store.log({}, 0, 99)).toHaveLength(1);
  });

  it('never by what was read before it moved, where that decided', async () => {
    const store = await ledgerWith();
    const read = campaignOf();
    await store.putCampaign(1, campaignOf({ version: 2 }), []);
    expect(await changeAsRead(store, read, { is: 'finish', at: NOW }, ENGINE)).toEqual({ is: 'lost' });
    expect(await store.campaign(CAMPAIGN)).toMatchObject({ version: 2, state: { is: 'running' } });
  });

  it('made once', async () => {
    const store = openMemoryStore({ makeId: (length) => 'x'.repeat(length), now: NOW });
    const campaign = campaignOf({ state: { is: 'scheduled' } });
    expect(await makeCampaign(store, campaign, OPERATOR)).toBe(true);
    expect(await makeCampaign(store, campaign, OPERATOR)).toBe(false);
    expect(await lastLine(store)).toEqual([
      ...['operator', 'campaign_made', null, 'scheduled', null, { plan_version: 1 }, NOW, CAMPAIGN],
    ]);
  });
});
