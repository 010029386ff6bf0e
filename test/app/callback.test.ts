/** Somebody asks to be called back: who can be, when, on whose clock; and what is in the ledger then. */
import { describe, expect, it } from 'vitest';
import { askForCallback, planCallback, takeCallbackBack } from '../../src/app/person/callback.ts';
import { UserError } from '../../src/model/errors.ts';
import type { CampaignId, ContactId } from '../../src/model/ids.ts';
import { HOUR, MINUTE } from '../../src/model/time.ts';
import type { Window } from '../../src/model/dial-options.ts';
import type { Store } from '../../src/store/port.ts';
import { makeAttempt, makePlan } from '../support/fixtures.ts';
import { aSteeredLedger, NOON, stands, type Someone } from './steered-ledger.ts';
import { aCaller, aConfig, refusal } from './support.ts';

const ALONE = aConfig({ apiKey: null });
const SHARED = aConfig({ databaseUrl: 'postgres://nowhere/outdial', apiKey: null });
const WINDOW: Window = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 9 * 60, to: 18 * 60, timezone: 'contact' };
const PLAN = makePlan({ window: WINDOW });
const REACHED: Someone = { ended: ['answered', NOON - HOUR], state: { is: 'completed', reason: 'answered' } };
// NOON is Tue 1 Dec 2026, 10:00 in Denver.
const TOMORROW_15 = Date.parse('2026-12-02T15:00:00-07:00');

const ledger = (people: readonly Someone[], more: Parameters<typeof aSteeredLedger>[1] = {}): Promise<Store> =>
  aSteeredLedger(people, { plan: PLAN, ...more });
const plan = (store: Store, text: string, at = 'tomorrow 15:00', campaign?: string) =>
  planCallback(store, { text, campaign }, at, aCaller(NOON));

async function said(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('when', () => {
  it('on the clock of their own zone, however they are named', async () => {
    const store = await ledger([REACHED, {}]);
    for (const query of ['415 555 0101', 'row:2', 'p1', 'ID1', 'Name1']) {
      const planned = await plan(store, query);
      expect(planned).toMatchObject({ at: TOMORROW_15, zones: ['America/Denver'], number: '+14155550101' });
      expect(planned.contact.id).toBe('p1');
    }
    expect((await plan(store, 'p1', '2026-12-02T15:00:00-05:00')).at).toBe(TOMORROW_15 - 2 * HOUR);
  });

  it('on the clock that the plan says their zone keeps', async () => {
    const zoneOverrides = [{ zone: 'America/Denver', as: '-05:00', from: NOON }];
    const store = await ledger([REACHED], { plan: { ...PLAN, zoneOverrides } });
    expect((await plan(store, 'p1')).at).toBe(TOMORROW_15 - 2 * HOUR);
    expect(await said(plan(store, 'p1', 'sat 11:00'))).toContain('--at 2026-12-07T09:00:00-05:00.');
  });

  it('where their zones show different hours only exactly, and both are said', async () => {
    const store = await ledger([
      { place: 'America/Chicago,America/New_York' },
      { place: 'America/Boise,America/Denver' },
    ]);
    expect(await refusal(plan(store, 'p1'))).toEqual(['callback_zone']);
    const message = await said(plan(store, 'p1'));
    expect(message).toContain('--at 2026-12-02T15:00:00-06:00 (America/Chicago)');
    expect(message).toContain('--at 2026-12-02T15:00:00-05:00 (America/New_York)');
    expect((await plan(store, 'p1', '2026-12-02T15:00:00-06:00')).zones).toEqual([]);
    // Two names of one clock leave no doubt.
    expect((await plan(store, 'p2')).at).toBe(TOMORROW_15);
    // It must be a lawful hour in both: 17:30 in Chicago is 18:30 in New York.
    expect(await refusal(plan(store, 'p1', '2026-12-02T17:30:00-06:00'))).toEqual(['callback_hours']);
  });

  it('on the clock of the zone that their row names, where the number is from another: both must be open', async () => {
    const place = 'America/Denver,America/New_York';
    const store = await ledger([
      { place, cells: { TZ: 'America/Denver' } },
      { place, cells: { TZ: 'America/Denver', home: 'US/Eastern' } },
      { place, cells: { TZ: 'Europe/Paris' } },
    ]);
    expect(await plan(store, 'p1')).toMatchObject({ at: TOMORROW_15, zones: ['America/Denver'] });
    // 16:30 in Denver is 18:30 in New York.
    expect(await refusal(plan(store, 'p1', 'tomorrow 16:30'))).toEqual(['callback_hours']);
    for (const who of ['p2', 'p3']) expect(await refusal(plan(store, who))).toEqual(['callback_zone']);
  });

  it('never in the past, nor outside the hours: the next opening is said', async () => {
    const store = await ledger([{}]);
    expect(await refusal(plan(store, 'p1', 'today 9:30'))).toEqual(['callback_past']);
    expect(await refusal(plan(store, 'p1', '2026-12-01T17:00:00Z'))).toEqual(['callback_past']);
    expect(await refusal(plan(store, 'p1', '2026-12-01T17:00:01Z'))).toEqual([]);
    const evening = await said(plan(store, 'p1', '20:00'));
    expect(evening).toContain('20:00:00 (America/Denver) is outside the hours');
    expect(evening).toContain('They open again Wed 09:00 (America/Denver): --at 2026-12-02T09:00:00-07:00.');
    expect(await said(plan(store, 'p1', 'sat 11:00'))).toContain('--at 2026-12-07T09:00:00-07:00.');
    // It could ring beyond the end of the hours.
    expect(await refusal(plan(store, 'p1', 'tomorrow 17:59'))).toEqual([]);
    expect(await refusal(plan(store, 'p1', '2026-12-02T17:59:40-07:00'))).toEqual(['callback_hours']);
    expect(await refusal(plan(store, 'p1', 'tomorrow three'))).toEqual(['bad_instant']);
  });

  it('between the beginning and the end of the campaign', async () => {
    const [startAt, endAt] = [NOON + 2 * HOUR, NOON + 26 * HOUR];
    const store = await ledger([{}], { plan: { ...PLAN, startAt, endAt } });
    expect(await refusal(plan(store, 'p1', '11:00'))).toEqual(['callback_hours']);
    expect(await refusal(plan(store, 'p1', '12:00'))).toEqual([]);
    expect(await refusal(plan(store, 'p1', 'tomorrow 11:59'))).toEqual([]);
    expect(await said(plan(store, 'p1', 'tomorrow 12:00'))).toContain('"demo" ends at');
    // What opens next comes too late.
    expect(await said(plan(store, 'p1', 'tomorrow 8:00'))).toContain('They open again Wed 09:00');
  });

  it('by the campaign’s clock where the list knows no zone', async () => {
    const window = { ...WINDOW, timezone: 'Europe/Berlin' };
    const store = await ledger([{ place: '' }], { plan: makePlan({ window }) });
    expect(await plan(store, 'p1', 'tomorrow 10:00')).toMatchObject({
      at: Date.parse('2026-12-02T09:00:00Z'),
      zones: ['Europe/Berlin'],
    });
  });
});

describe('who', () => {
  it('not who asked not to be called, in whatever scope of the campaign', async () => {
    const store = await ledger([REACHED]);
    const { destination } = await stands(store, 1);
    const planned = await plan(store, 'p1');
    const no = { scope: 'campaign:demo', reason: 'asked', source: 'operator', at: NOON, until: null } as const;
    await store.suppress([{ destination, ...no }]);
    expect(await refusal(plan(store, 'p1'))).toEqual(['suppressed']);
    // Asked while the question stood: it holds.
    expect(await refusal(askForCallback(store, planned, ALONE, aCaller(NOON)))).toEqual(['suppressed']);
    expect((await stands(store, 1)).state.is).toBe('completed');
  });

  it('not who is on the phone, in doubt or left out', async () => {
    const open = async (is: 'in_progress' | 'in_doubt' | 'needs_review'): Promise<Store> => {
      const store = await ledger([{}]);
      const contact = await stands(store, 1);
      const attempt = makeAttempt({
        ...{ contact: contact.id, destination: contact.destination, line: PLAN.lines[0]!.id },
        state:
          is === 'in_progress'
            ? { is: 'placing' }
            : { is: 'in_doubt', since: NOON, cause: 'timeout', callId: null, renewals: 0 },
      });
      const state = { is, attempt: attempt.id, dueAt: NOON + HOUR, ...(is === 'in_progress' ? {} : { lookUps: 0 }) };
      const to = { ...contact, seq: 1, attempts: 1, state: state as never, version: contact.version + 1 };
      await store.commit(
        [{ contact: { from: contact.version, to }, attempt: { from: 'new', to: attempt }, log: [] }],
        {},
      );
      return store;
    };
    for (const is of ['in_progress', 'in_doubt', 'needs_review'] as const) {
      expect(await refusal(plan(await open(is), 'p1'))).toEqual(['callback_open']);
    }
    expect(await said(plan(await open('needs_review'), 'p1'))).toContain('outdial resolve row:2 --campaign demo');
    const left = await ledger([
      { state: { is: 'skipped', reason: 'suppressed' } },
      { state: { is: 'canceled', reason: 'call_canceled' } },
    ]);
    expect(await refusal(plan(left, 'p1'))).toEqual(['not_callable']);
    expect(await refusal(plan(left, 'p2'))).toEqual(['not_callable']);
  });

  it('somebody, and one person', async () => {
    const store = await ledger([{}, {}]);
    expect(await refusal(plan(store, 'nobody here'))).toEqual(['not_found']);
    expect(await refusal(plan(store, 'Name'))).toEqual(['ambiguous']);
    expect(await refusal(plan(store, 'p1', '12:00', 'demi'))).toEqual(['unknown_campaign']);
    await store.erase(['p1'], 'kept');
    expect(await refusal(plan(store, 'p1'))).toEqual(['not_callable']);
  });

  it('nobody of a campaign that is canceled or over', async () => {
    expect(await refusal(plan(await ledger([{}], { state: { is: 'canceled', at: NOON } }), 'p1'))).toEqual([
      'canceled',
    ]);
    const over = await ledger([{}], { plan: { ...PLAN, endAt: NOON } });
    expect(await refusal(plan(over, 'p1'))).toEqual(['ended']);
  });
});

describe('what is asked for', () => {
  it('stands in the ledger with who asked, and a finished campaign goes on', async () => {
    const store = await ledger([REACHED], { state: { is: 'finished', at: NOON } });
    const asked = await askForCallback(store, await plan(store, 'p1'), SHARED, aCaller(NOON));
    expect(asked).toMatchObject({ state: { is: 'running' }, dialed: true });
    expect(await stands(store, 1)).toMatchObject({
      priority: -1,
      disposition: 'answered',
      state: { is: 'ready', dueAt: TOMORROW_15 },
      callback: { at: TOMORROW_15, after: 1, before: { is: 'completed' } },
    });
    expect(await store.log({ contact: 'p1' as ContactId }, 0, 9)).toMatchObject([
      { event: 'callback_asked', actor: 'operator', evidence: { by: 'robin', for: TOMORROW_15 } },
    ]);
    const due = (now: number) =>
      store.due({ campaign: 'demo' as CampaignId, now, places: null, cartesiaOnly: false, limit: 9 });
    expect(await due(TOMORROW_15 - 1)).toEqual([]);
    expect(await due(TOMORROW_15)).toHaveLength(1);
  });

  it('is dialed before whoever has waited longer', async () => {
    const store = await ledger([{}, {}, REACHED]);
    await askForCallback(store, await plan(store, 'p3'), ALONE, aCaller(NOON));
    const query = { campaign: 'demo' as CampaignId, places: null, cartesiaOnly: false, limit: 9 };
    const due = await store.due({ ...query, now: TOMORROW_15 });
    expect(due.map(({ id }) => id)).toEqual(['p3', 'p1', 'p2']);
  });

  it('may be asked for again, and taken back', async () => {
    const store = await ledger([REACHED]);
    const before = await stands(store, 1);
    await askForCallback(store, await plan(store, 'p1'), ALONE, aCaller(NOON));
    await askForCallback(store, await plan(store, 'p1', 'fri 10:00'), ALONE, aCaller(NOON + MINUTE));
    expect((await stands(store, 1)).callback?.at).toBe(Date.parse('2026-12-04T10:00:00-07:00'));
    const back = await takeCallbackBack(store, { text: '415 555 0101' }, aCaller(NOON));
    expect(back.at).toBe(Date.parse('2026-12-04T10:00:00-07:00'));
    expect(await stands(store, 1)).toEqual({ ...before, version: before.version + 3 });
    expect((await takeCallbackBack(store, { text: 'p1' }, aCaller(NOON))).at).toBeNull();
    const log = await store.log({ contact: 'p1' as ContactId }, 0, 9);
    expect(log.map(({ event }) => event)).toEqual(['callback_asked', 'callback_asked', 'callback_dropped']);
  });
});
