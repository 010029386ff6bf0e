/** The looks of the dispatcher: when it looks again, what keeps it from dialing, and what a permit says. */
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/engine/role.ts';
import type { AgentId, CampaignId, ContactId, LineId } from '../../../src/model/ids.ts';
import { MINUTE, SECOND } from '../../../src/model/time.ts';
import { CAMPAIGN, makeContact, makeLine, NOW } from '../../support/fixtures.ts';
import { addCampaign } from '../scene.ts';
import { play, putOpen, type Play } from './play.ts';

const A = CAMPAIGN;
const B = 'z' as CampaignId;
const LEADER: Role = { is: 'leader', epoch: 1 };
const single = (limit: number | null = null, watched = [A]): Role => ({ is: 'single', watched, limit });
const line = makeLine({ provider: 'twilio', callsPerSecond: 1 });
const other = makeLine({ id: 'ap_2' as LineId, provider: 'twilio', callsPerSecond: 1 });
const plan = { lines: [line], batchWindow: 0, batchSize: 1, maxConcurrentCalls: 8 };
/** A line of which nothing is known is quiet for so long. */
const QUIET = 1_030;
/** Between two starts of one a second, before it is known how fast replies are. */
const APART = 1_090;

const idsOf = ({ given }: Play): readonly ContactId[] => given.flatMap(({ who }) => who);

describe('looks', () => {
  it('come at the next start of a line, at once after a dial, and once a second where nothing is known to come', async () => {
    const its = await play();
    await addCampaign(its.store, A, plan, 2);
    await its.until(4_000);
    expect(its.given.map(({ who, at }) => [who, at])).toEqual([
      [['demo0'], QUIET],
      [['demo1'], QUIET + APART],
    ]);
    const toTheNext = [SECOND, APART - SECOND];
    expect(its.sleeps).toEqual([SECOND, QUIET - SECOND, ...toTheNext, ...toTheNext, SECOND]);
  });

  it('end when everybody watched is done, and with a word that ends the run', async () => {
    const done = await play();
    await addCampaign(done.store, A, plan, 0);
    await done.until(MINUTE);
    expect(done.sleeps).toEqual([]);
    expect((await done.store.campaign(A))?.state.is).toBe('finished');
    for (const end of ['stop', 'loseLease'] as const) {
      const its = await play();
      await addCampaign(its.store, A, plan, 1);
      its.during(1, () => its.core.run[end]('draining'));
      await its.until(MINUTE);
      expect(its.sleeps).toEqual([SECOND]);
      expect(its.given).toEqual([]);
    }
  });

  it('ask the ledger for the open calls when the count is stale, and not before', async () => {
    const its = await play();
    await addCampaign(its.store, A, plan, 1, () => ({ state: { is: 'ready', dueAt: NOW + MINUTE } }));
    await its.until(9_000);
    expect(its.readings()).toBe(1);
    const longer = await play();
    await addCampaign(longer.store, A, plan, 1, () => ({ state: { is: 'ready', dueAt: NOW + MINUTE } }));
    await longer.until(10_500);
    expect(longer.readings()).toBe(2);
  });

  it('obey a request to pause before anything is dialed, and look again at once', async () => {
    const its = await play();
    await addCampaign(its.store, A, plan, 1);
    its.core.run.requestPause('a copy of this ledger dials');
    await its.until(5_000);
    expect(its.given).toEqual([]);
    expect(its.sleeps).toEqual([]);
    expect((await its.store.campaign(A))?.state).toMatchObject({
      is: 'paused',
      message: 'a copy of this ledger dials',
    });
  });

  it('take the slots from what the running campaigns promise, as they are now', async () => {
    const its = await play();
    await addCampaign(its.store, A, { ...plan, maxConcurrentCalls: 5 }, 1, () => ({
      state: { is: 'ready', dueAt: NOW + MINUTE },
    }));
    await its.until(500);
    expect(its.core.slots.slots.configured).toBe(5);
  });
});

describe('nothing is dialed', () => {
  it('until the moment that the provider named, and that is said', async () => {
    const its = await play();
    await addCampaign(its.store, A, plan, 1);
    its.core.backoff.close(NOW + 2_300);
    await its.until(2_300);
    expect(its.sleeps).toEqual([SECOND, SECOND, 300]);
    expect(its.core.notices.current).toMatch(/^the provider asks to wait until/);
    expect(its.given).toEqual([]);
  });

  it('by a clock that is not the provider’s', async () => {
    const probe = (): Promise<never> => Promise.resolve({ is: 'answered', value: { date: null } } as never);
    const its = await play(single(), { voice: { probe } });
    await addCampaign(its.store, A, plan, 1);
    its.core.run.doubtClock(true);
    await its.until(5_000);
    expect(its.given).toEqual([]);
    expect(its.sleeps).toEqual([SECOND, SECOND, SECOND, SECOND, SECOND]);
  });

  it('while every slot is taken, and what waits is looked at each second', async () => {
    const its = await play();
    await addCampaign(its.store, A, { ...plan, maxConcurrentCalls: 2 }, 3);
    await its.until(6_000);
    expect(idsOf(its)).toEqual(['demo0', 'demo1']);
    expect(its.sleeps.slice(4)).toEqual([SECOND, SECOND, SECOND, SECOND]);
  });

  it('beyond the limit of the run', async () => {
    const its = await play(single(2));
    await addCampaign(its.store, A, plan, 5);
    await its.until(8_000);
    // Their calls are waited for, and no request is made of nobody.
    expect(its.given.map(({ who }) => who)).toEqual([['demo0'], ['demo1']]);
    expect(its.core.campaigns.limitLeft).toBe(0);
  });

  it('where strangers’ calls take every slot, and how many is said', async () => {
    const its = await play();
    await addCampaign(its.store, A, plan, 1);
    its.core.slots.walked('agent_1' as AgentId, 9);
    await its.until(3_000);
    expect(its.given).toEqual([]);
    expect(its.core.notices.current).toBe("all slots are taken by 9 calls that are not this ledger's");
  });

  it('says nothing of strangers where its own calls take the slots', async () => {
    const its = await play();
    await addCampaign(its.store, A, { ...plan, maxConcurrentCalls: 1 }, 2);
    its.core.slots.walked('agent_1' as AgentId, 0);
    await its.until(4_000);
    expect(idsOf(its)).toEqual(['demo0']);
    expect(its.core.notices.current).toBeNull();
  });
});

describe('calls in doubt', () => {
  it.each([
    [8, 3, true],
    [8, 4, false],
    [7, 3, true],
    [7, 4, false],
    [2, 1, true],
    [3, 1, true],
    [3, 2, false],
  ])('of %i slots, %i of them: dialing goes on: %s', async (maxConcurrentCalls, doubted, goesOn) => {
    const its = await play();
    await addCampaign(its.store, A, { ...plan, maxConcurrentCalls }, 1);
    await putOpen(its.store, doubted, 'in_doubt');
    await its.until(1_500);
    expect(idsOf(its)).toEqual(goesOn ? ['demo0'] : []);
    const note = `${doubted} calls are in doubt: dialing waits until it is known what became of them`;
    expect(its.core.notices.current).toBe(goesOn ? null : note);
    expect((await its.store.campaign(A))?.state.is).toBe('running');
  });

  it('whose look-ups are spent pause every campaign when they are half of the slots, with how many', async () => {
    const few = await play();
    await addCampaign(few.store, A, plan, 1);
    await putOpen(few.store, 3, 'needs_review');
    await few.until(1_500);
    expect((await few.store.campaign(A))?.state.is).toBe('running');
    const many = await play();
    await addCampaign(many.store, A, plan, 1);
    await addCampaign(many.store, B, plan, 1);
    await putOpen(many.store, 4, 'needs_review');
    await many.until(1_500);
    const message = '4 calls may have rung and the provider does not show them: dialing more would risk more of them';
    for (const id of [A, B]) {
      expect((await many.store.campaign(id))?.state).toMatchObject({ is: 'paused', why: 'doubt', message });
    }
    expect(many.given).toEqual([]);
  });
});

describe('what is dialed', () => {
  it('clears what was said of dialing and of the ledger', async () => {
    const its = await play();
    await addCampaign(its.store, A, plan, 1);
    its.core.notices.note('dialing', 'waits');
    its.core.notices.note('ledger', 'away');
    await its.until(500);
    expect(its.core.notices.current).toBeNull();
  });

  it('has a permit: whole milliseconds and not before the pace allows, a second to be used in, and the slots', async () => {
    const its = await play(single(), { early: 0 });
    await addCampaign(its.store, A, { ...plan, lines: [{ ...line, callsPerSecond: 7 }] }, 3);
    await its.until(2_000);
    const [first, second] = its.given.map(({ permit }) => permit);
    expect(first).toEqual({
      ...{ epoch: its.core.epoch, batch: 'bbbbbbbbb0', sendAt: NOW + QUIET, sendBy: NOW + QUIET + SECOND, slots: 8 },
    });
    expect(second?.sendAt).toBe(NOW + QUIET + Math.ceil(QUIET / 7));
    expect(its.given.map(({ at }) => at)[1]).toBeGreaterThanOrEqual(QUIET + QUIET / 7 - 1);
  });

  it('is given away as early as workers need it, for its own instant', async () => {
    const its = await play(single(), { early: 400 });
    await addCampaign(its.store, A, plan, 2);
    await its.until(2_500);
    expect(its.given.map(({ at, permit }) => [at, permit.sendAt - NOW])).toEqual([
      [QUIET - 400, QUIET],
      [QUIET + APART - 400, QUIET + APART],
    ]);
    expect(its.sleeps.slice(0, 3)).toEqual([QUIET - 400, SECOND, APART - SECOND]);
  });

  it('is shared between campaigns of a line, one request each, whatever became of it', async () => {
    const its = await play(single(null, [A, B]));
    await addCampaign(its.store, A, plan, 3);
    await addCampaign(its.store, B, plan, 3);
    await its.until(QUIET + 3 * APART + 1);
    expect(idsOf(its)).toEqual(['demo0', 'z0', 'demo1', 'z1']);
    const nobody = await play(single(null, [A, B]), { placed: 0 });
    await addCampaign(nobody.store, A, plan, 3);
    await addCampaign(nobody.store, B, plan, 3);
    await nobody.until(QUIET + 30);
    expect(idsOf(nobody).slice(0, 2)).toEqual(['demo0', 'z0']);
  });

  it('where the ledger lets nobody through is tried again after 20 ms, not at once', async () => {
    const its = await play(single(), { placed: 0 });
    await addCampaign(its.store, A, plan, 1);
    await its.until(QUIET + 60);
    expect(its.given.map(({ at }) => at)).toEqual([QUIET, QUIET + 20, QUIET + 40]);
    expect(its.core.campaigns.limitLeft).toBeNull();
  });

  it('goes out on each line that is ready, and on no line whose request is on its way', async () => {
    const its = await play(single());
    await addCampaign(its.store, A, { ...plan, lines: [line, other] }, 3);
    await its.until(QUIET + 1);
    expect(its.given.map(({ batch, at }) => [batch.line.id, at])).toEqual([
      ['ap_1', QUIET],
      ['ap_2', QUIET],
    ]);
    const held = await play(single());
    const campaign = await addCampaign(held.store, A, { ...plan, lines: [line, other] }, 3);
    const permit = { epoch: 1, batch: 'held', sendAt: NOW, sendBy: NOW + MINUTE, slots: 8 };
    held.core.lines.give({ campaign, line, contacts: [makeContact()] }, permit);
    await held.until(QUIET + 1);
    expect(held.given.map(({ batch }) => batch.line.id)).toEqual(['ap_2']);
  });

  it('goes out on the next line at once where the ledger let nobody through on this one', async () => {
    const its = await play(single(), { placed: 0 });
    await addCampaign(its.store, A, { ...plan, lines: [line, other] }, 3);
    await its.until(QUIET + 1);
    expect(its.given.map(({ batch, at }) => [batch.line.id, at])).toEqual([
      ['ap_1', QUIET],
      ['ap_2', QUIET],
    ]);
  });

  it('carries no more than a second of its line, however long its window is', async () => {
    const its = await play();
    const two = { ...line, callsPerSecond: 2 };
    await addCampaign(its.store, A, { ...plan, lines: [two], batchWindow: 5 * SECOND, batchSize: 9 }, 9);
    await its.until(QUIET + 1);
    expect(its.given.map(({ who }) => who)).toEqual([['demo0', 'demo1']]);
  });

  it('waits for what the line is known to have started while somebody was looked for, and no longer', async () => {
    const early = 100;
    const two = { ...line, callsPerSecond: 2 };
    const its = await play(single(), {
      early,
      onDue: ({ lines }, asked) => {
        if (asked !== NOW + QUIET - early) return;
        lines.wrote({ batch: 'elsewhere', line: two, due: NOW + QUIET, at: NOW + QUIET, count: 1, took: 0 });
      },
    });
    await addCampaign(its.store, A, { ...plan, lines: [two] }, 1);
    await its.until(QUIET + 500);
    expect(its.given.map(({ at, permit }) => [at, permit.sendAt - NOW])).toEqual([[QUIET + 415, QUIET + 515]]);
    expect(its.sleeps.slice(0, 2)).toEqual([QUIET - early, 515]);
  });

  it('takes no more slots in one look than are free, whichever lines are ready', async () => {
    const its = await play();
    const third = makeLine({ id: 'ap_3' as LineId, provider: 'twilio' });
    await addCampaign(its.store, A, { ...plan, lines: [line, other, third], maxConcurrentCalls: 2 }, 5);
    await its.until(QUIET + 1);
    expect(its.given.map(({ batch }) => batch.line.id)).toEqual(['ap_1', 'ap_2']);
    const wide = await play();
    const fast = { ...line, callsPerSecond: 10 };
    await addCampaign(
      wide.store,
      A,
      { ...plan, lines: [fast], batchWindow: SECOND, batchSize: 9, maxConcurrentCalls: 3 },
      9,
    );
    await wide.until(QUIET + 1);
    expect(wide.given.map(({ who }) => who.length)).toEqual([3]);
    expect(wide.given[0]?.permit.slots).toBe(3);
  });

  it('is no more at once than the limit of the run leaves', async () => {
    const its = await play(single(2));
    const fast = { ...line, callsPerSecond: 10 };
    await addCampaign(its.store, A, { ...plan, lines: [fast], batchWindow: SECOND, batchSize: 9 }, 9);
    await its.until(QUIET + 1);
    expect(idsOf(its)).toEqual(['demo0', 'demo1']);
  });

  it('is on the line as the campaign knows it, at the slowest speed that any says', async () => {
    const its = await play(single(null, [A, B]));
    await addCampaign(its.store, A, { ...plan, lines: [{ ...line, callsPerSecond: 5 }] }, 1);
    await addCampaign(its.store, B, { ...plan, lines: [{ ...line, provider: 'sip_trunk', callsPerSecond: 2 }] }, 1);
    await its.until(3_000);
    expect(its.given.map(({ batch }) => [batch.campaign.id, batch.line.provider, batch.line.callsPerSecond])).toEqual([
      [A, 'twilio', 2],
      [B, 'sip_trunk', 2],
    ]);
  });
});

describe('the leader of several machines', () => {
  it('goes on where nothing runs, and asks the ledger once a second', async () => {
    const its = await play(LEADER);
    await its.until(5_500);
    expect(its.sleeps).toEqual([SECOND, SECOND, SECOND, SECOND, SECOND, SECOND]);
    expect(its.readings()).toBe(6);
  });

  it('asks whether a slot is free again, a tenth of a second after it was asked last and not before', async () => {
    for (const [passed, asked] of [
      [99, 0],
      [100, 1],
    ] as const) {
      const full = await play(LEADER);
      await addCampaign(full.store, A, { ...plan, maxConcurrentCalls: 2 }, 3);
      await putOpen(full.store, 2, 'placing');
      await full.core.store.openAttempts(full.core.account);
      const first = full.readings();
      full.core.backoff.close(NOW + passed);
      await full.until(passed + 1);
      expect(full.readings() - first, `after ${passed} ms`).toBe(asked);
    }
  });

  it('asks no sooner than its second while slots are free, and an engine by itself no sooner than its ten', async () => {
    const free = await play(LEADER);
    await addCampaign(free.store, A, { ...plan, maxConcurrentCalls: 3 }, 3);
    await putOpen(free.store, 2, 'placing');
    await free.core.store.openAttempts(free.core.account);
    free.core.backoff.close(NOW + 150);
    await free.until(151);
    expect(free.readings()).toBe(1);
    const alone = await play();
    await addCampaign(alone.store, A, { ...plan, maxConcurrentCalls: 2 }, 3);
    await putOpen(alone.store, 2, 'placing');
    await alone.until(9_000);
    expect(alone.readings()).toBe(1);
  });

  it('counts what it gave away and never heard of again as started, at its last instant', async () => {
    const its = await play(LEADER);
    const campaign = await addCampaign(its.store, A, plan, 1, () => ({ state: { is: 'ready', dueAt: NOW + MINUTE } }));
    const permit = { epoch: 1, batch: 'lost', sendAt: NOW - 2_000, sendBy: NOW - 1_000, slots: 8 };
    its.core.lines.give({ campaign, line, contacts: [makeContact()] }, permit);
    await its.until(500);
    expect(its.core.lines.inFlight.size).toBe(0);
    expect(its.core.lines.starts.get(line.id)).toEqual({ total: 1, recent: [NOW - 1_000] });
  });
});
