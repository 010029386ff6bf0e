/** Giving people back whom a campaign is through with: who is meant, who never is, and what they have then. */
import { describe, expect, it } from 'vitest';
import { findRetryable, retryContacts, type RetryWish } from '../../src/app/campaign/retry.ts';
import type { Contact } from '../../src/model/contact.ts';
import type { CampaignId, ContactId } from '../../src/model/ids.ts';
import { HOUR, MINUTE } from '../../src/model/time.ts';
import type { Store } from '../../src/store/port.ts';
import { makePlan } from '../support/fixtures.ts';
import { aSteeredLedger, NOON, stands, type Someone } from './steered-ledger.ts';
import { aCaller, aConfig, refusal } from './support.ts';

const ALONE = aConfig({ apiKey: null });
/** As where workers dial: what runs is taken up. */
const SHARED = aConfig({ databaseUrl: 'postgres://nowhere/outdial', apiKey: null });
const SPENT = { is: 'exhausted', reason: 'attempts_spent' } as const;
const NOW = NOON + 10 * HOUR;
const FINISHED = { state: { is: 'finished', at: NOON + 9 * HOUR } } as const;

const PEOPLE: readonly Someone[] = [
  { ended: ['busy', NOON], attempts: 3, state: SPENT },
  { ended: ['no_answer', NOON + HOUR], attempts: 3, state: SPENT },
  { ended: ['answered', NOON], state: { is: 'completed', reason: 'answered' } },
  { ended: ['voicemail', NOON + 2 * HOUR], state: { is: 'completed', reason: 'voicemail' } },
  { disposition: 'refused', state: { is: 'exhausted', reason: 'refused' } },
  { ended: ['failed', NOON], state: { is: 'exhausted', reason: 'failed' } },
  { ended: ['error', NOON], state: { is: 'exhausted', reason: 'error' } },
  { state: { is: 'exhausted', reason: 'campaign_ended' } },
  { state: { is: 'skipped', reason: 'suppressed' } },
  { ended: ['busy', NOON], state: { is: 'ready', dueAt: NOW + HOUR } },
  // Reached once, and a later call was not: nobody is called again for that.
  { ended: ['answered', NOON], attempts: 2, state: SPENT },
  { ended: ['canceled', NOON], state: { is: 'canceled', reason: 'call_canceled' } },
];
const THERE = { busy: 1, no_answer: 1, voicemail: 1, failed: 1, error: 1, refused: 1, campaign_ended: 1 };

const find = (store: Store, wish: RetryWish) => findRetryable(store, 'demo', wish, aCaller(NOW));
const all: RetryWish = { kinds: null };

describe('who is meant', () => {
  it('by how it ended: never who was reached, waits, left the list or was canceled', async () => {
    const store = await aSteeredLedger(PEOPLE, FINISHED);
    expect(await find(store, { kinds: ['busy', 'no_answer'] })).toMatchObject({
      contacts: ['p1', 'p2'],
      byKind: { busy: 1, no_answer: 1 },
      there: THERE,
      states: { ready: 1 },
      leftOut: { suppressed: 0, spent: 0, forgotten: 0, unknown: [] },
    });
    const everybody = await find(store, all);
    expect(everybody.contacts).toEqual(['p1', 'p2', 'p4', 'p5', 'p6', 'p7', 'p8']);
    expect(everybody.byKind).toEqual(THERE);
  });

  it('not whoever was forgotten: no number of theirs is kept', async () => {
    const store = await aSteeredLedger(PEOPLE, FINISHED);
    const before = await find(store, all);
    await store.erase(['p1', 'p4']);
    const after = await find(store, all);
    expect(after.contacts).toEqual(['p2', 'p5', 'p6', 'p7', 'p8']);
    expect(after.leftOut).toMatchObject({ forgotten: 2 });
    expect(before.leftOut).toMatchObject({ forgotten: 0 });
    // Forgotten since the question was asked.
    expect((await retryContacts(store, before, ALONE, aCaller(NOW))).reopened).toBe(5);
  });

  it('by when their last call began', async () => {
    const store = await aSteeredLedger(PEOPLE, FINISHED);
    const began = NOON + HOUR - MINUTE;
    const between = (from: number, to: number) => find(store, { kinds: null, between: { from, to } });
    expect((await between(began, began + 1)).contacts).toEqual(['p2']);
    expect((await between(began - 1, began)).contacts).toEqual([]);
    expect((await between(began, NOON + 3 * HOUR)).contacts).toEqual(['p2', 'p4']);
  });

  it('by their ids: a contact, the one of the list, a number, an attempt', async () => {
    const store = await aSteeredLedger(PEOPLE, FINISHED);
    const attempt = (await store.attemptsOf('p6' as ContactId))[0]!.id;
    const ids = ['p1', ' ID2 ', '(415) 555-0105', attempt, 'p3', 'nobody', 'ID2', ''];
    const meant = await find(store, { kinds: null, ids });
    expect(meant.contacts).toEqual(['p1', 'p2', 'p5', 'p6']);
    expect(meant.leftOut.unknown).toEqual(['nobody']);
    expect((await find(store, { kinds: ['busy'], ids })).contacts).toEqual(['p1']);
  });

  it('not who asked not to be called, nor who was called as often as anybody may be', async () => {
    const store = await aSteeredLedger([...PEOPLE, { ended: ['busy', NOON], attempts: 20, state: SPENT }], FINISHED);
    const { destination } = await stands(store, 1);
    const no = { scope: 'campaign:demo', reason: 'asked', source: 'operator', at: NOON, until: null } as const;
    await store.suppress([{ destination, ...no }]);
    const meant = await find(store, { kinds: ['busy'] });
    expect(meant).toMatchObject({ contacts: [], there: { busy: 2 }, leftOut: { suppressed: 1, spent: 1 } });
  });

  it('not whose number was erased: given back, they would be left out, and how it ended with them be lost', async () => {
    const store = await aSteeredLedger(PEOPLE, FINISHED);
    const before = await find(store, { kinds: ['busy', 'no_answer'] });
    await store.eraseOld(['p1']);
    const meant = await find(store, { kinds: ['busy', 'no_answer'] });
    expect(meant).toMatchObject({ contacts: ['p2'], byKind: { no_answer: 1 }, leftOut: { forgotten: 1 } });
    expect(await retryContacts(store, before, ALONE, aCaller(NOW))).toMatchObject({ reopened: 1 });
    expect(await stands(store, 1)).toMatchObject({ state: SPENT });
  });

  it('nobody of a campaign that cannot dial any more', async () => {
    const canceled = await aSteeredLedger(PEOPLE, { state: { is: 'canceled', at: NOON } });
    expect(await refusal(find(canceled, all))).toEqual(['canceled']);
    const over = await aSteeredLedger(PEOPLE, { ...FINISHED, plan: makePlan({ endAt: NOW }) });
    expect(await refusal(find(over, all))).toEqual(['ended']);
    expect(await refusal(findRetryable(over, 'demi', all, aCaller(NOW)))).toEqual(['unknown_campaign']);
  });
});

describe('who is given back', () => {
  it('has as many tries more as the campaign allows, and waits as long as it says after the call', async () => {
    const store = await aSteeredLedger(PEOPLE, FINISHED);
    const soon = NOON + 5 * MINUTE;
    const meant = await findRetryable(store, 'demo', all, aCaller(soon));
    expect(await retryContacts(store, meant, ALONE, aCaller(soon))).toEqual({
      reopened: 7,
      state: { is: 'paused', why: 'unattended', left: 'reopened' },
      dialed: false,
    });
    const at = async (n: number): Promise<Partial<Contact>> => {
      const { attempts, spentBefore, disposition, state } = await stands(store, n);
      return { attempts, ...(spentBefore === undefined ? {} : { spentBefore }), disposition, state };
    };
    const due = (dueAt: number) => ({ is: 'ready', dueAt }) as const;
    expect(await at(1)).toEqual({ attempts: 3, spentBefore: 3, disposition: 'busy', state: due(NOON + 15 * MINUTE) });
    expect(await at(2)).toMatchObject({ attempts: 3, spentBefore: 3, state: due(NOON + 3 * HOUR) });
    // No delay of the campaign's holds for it.
    expect(await at(6)).toMatchObject({ attempts: 1, spentBefore: 1, disposition: 'failed', state: due(soon) });
    // A refusal rang nobody: its tries are as they were, and nothing is known of how a call ended.
    expect(await at(5)).toEqual({ attempts: 0, disposition: null, state: due(soon) });
    expect(await at(8)).toEqual({ attempts: 0, disposition: null, state: due(soon) });
    expect((await at(3)).state).toEqual({ is: 'completed', reason: 'answered' });
    expect((await at(10)).state).toEqual(due(NOW + HOUR));
    const counts = await store.counts('demo' as CampaignId);
    expect(counts.states).toMatchObject({ ready: 8, completed: 1, exhausted: 1, skipped: 1, canceled: 1 });
  });

  it('is so once, whoever asks at the same moment, and the log says who asked', async () => {
    const store = await aSteeredLedger(PEOPLE, { state: { is: 'running' } });
    const meant = await find(store, { kinds: ['busy'] });
    const [one, other] = await Promise.all([
      retryContacts(store, meant, SHARED, aCaller(NOW)),
      retryContacts(store, meant, SHARED, aCaller(NOW)),
    ]);
    expect(one.reopened + other.reopened).toBe(1);
    expect(one).toMatchObject({ state: { is: 'running' }, dialed: true });
    const log = await store.log({ contact: 'p1' as ContactId }, 0, 9);
    expect(log).toMatchObject([
      {
        event: 'reopened',
        actor: 'operator',
        cause: 'retry',
        from: 'exhausted',
        to: 'ready',
        evidence: { by: 'robin' },
      },
    ]);
  });

  it('goes on at once where somebody dials, and waits with a pause of somebody else', async () => {
    const finished = await aSteeredLedger(PEOPLE, FINISHED);
    const busy: RetryWish = { kinds: ['busy'] };
    expect(await retryContacts(finished, await find(finished, busy), SHARED, aCaller(NOW))).toMatchObject({
      state: { is: 'running' },
      dialed: true,
    });
    const paused = await aSteeredLedger(PEOPLE, { state: { is: 'paused', why: 'operator', message: 'lunch' } });
    const after = await retryContacts(paused, await find(paused, busy), SHARED, aCaller(NOW));
    expect(after.state).toMatchObject({ is: 'paused', message: 'lunch' });
  });

  it('is not who said no, nor anybody of a campaign that was canceled, since the question was asked', async () => {
    const store = await aSteeredLedger(PEOPLE, { state: { is: 'running' } });
    const meant = await find(store, { kinds: ['busy', 'no_answer'] });
    const { destination } = await stands(store, 1);
    const no = { scope: 'everywhere', reason: 'asked', source: 'operator', at: NOW, until: null } as const;
    await store.suppress([{ destination, ...no }]);
    expect((await retryContacts(store, meant, ALONE, aCaller(NOW))).reopened).toBe(1);
    expect((await stands(store, 1)).state).toEqual(SPENT);
    const gone = await aSteeredLedger(PEOPLE, { state: { is: 'running' } });
    const known = (await gone.campaign('demo' as CampaignId))!;
    await gone.putCampaign(
      known.version,
      { ...known, state: { is: 'canceled', at: NOW }, version: known.version + 1 },
      [],
    );
    expect((await retryContacts(gone, meant, ALONE, aCaller(NOW))).reopened).toBe(0);
  });

  it('is more than one commit holds, and the rest is found again where it was broken off', async () => {
    const many = Array.from({ length: 250 }, (): Someone => ({ ended: ['busy', NOON], attempts: 3, state: SPENT }));
    const store = await aSteeredLedger(many, FINISHED);
    let commits = 0;
    const dies: Store = {
      ...store,
      commit: (changes, guards) => {
        commits += 1;
        return commits === 3 ? Promise.reject(new Error('killed')) : store.commit(changes, guards);
      },
    };
    await expect(retryContacts(dies, await find(dies, all), ALONE, aCaller(NOW))).rejects.toThrow('killed');
    const rest = await find(store, all);
    expect(rest.contacts).toHaveLength(50);
    expect((await retryContacts(store, rest, ALONE, aCaller(NOW))).reopened).toBe(50);
    expect((await store.counts('demo' as CampaignId)).states.ready).toBe(250);
  });
});
