/** The count of open calls: kept up by commits, corrected by the ledger, and never more generous than either. */
import { describe, expect, it } from 'vitest';
import { SlotBudget } from '../../../src/engine/state/slot-budget.ts';
import type { OpenAttempt } from '../../../src/engine/state/open-attempts.ts';
import type { Attempt, AttemptState } from '../../../src/model/attempt.ts';
import type { Contact } from '../../../src/model/contact.ts';
import type { AccountKey, AgentId, AttemptId, CampaignId, ContactId } from '../../../src/model/ids.ts';
import { MINUTE, SECOND } from '../../../src/model/time.ts';
import type { Change, CommitResult } from '../../../src/store/port.ts';
import { ACCOUNT, call, CAMPAIGN, makeAttempt, makeContact, NOW } from '../../support/fixtures.ts';

const agent = 'agent_1' as AgentId;
const DOUBT: AttemptState = { is: 'in_doubt', since: NOW, cause: 'x', callId: null, renewals: 0 };
const ENDED: AttemptState = {
  ...{ is: 'ended', callId: call(1), disposition: 'answered', startedAt: NOW, endedAt: NOW, endReason: null },
};
const id = (n: number): AttemptId => `a${n}` as AttemptId;
const calling = (n: number): Contact['state'] => ({ is: 'in_progress', attempt: id(n), dueAt: NOW });
const who = (n: number): ContactId => `c${n}` as ContactId;

function one(n: number, attempt: Partial<Attempt> = {}, contact: Partial<Contact> = {}): OpenAttempt {
  return {
    contact: makeContact({ id: who(n), state: calling(n), ...contact }),
    attempt: makeAttempt({ id: id(n), contact: who(n), ...attempt }),
  };
}

/** What a commit would have to hold for it to stand so in the ledger. */
function change({ contact, attempt }: OpenAttempt): Change {
  return {
    contact: { from: contact.version - 1, to: contact },
    attempt: { from: attempt.version === 1 ? 'new' : attempt.version - 1, to: attempt },
    log: [],
  };
}

const DONE: CommitResult = { is: 'done' };
const lost = (because: 'slots' | 'moved'): CommitResult => ({ is: 'lost', because, current: undefined });
const commit = (slots: SlotBudget, ...all: OpenAttempt[]): Promise<unknown> =>
  slots.commit(all.map(change), async () => all.map(() => DONE));
const read = async (slots: SlotBudget, ...open: OpenAttempt[]): Promise<number> =>
  (
    await slots.read(
      async () => open,
      () => NOW,
    )
  ).strange;
const look = (slots: SlotBudget, now = NOW, inFlight: readonly ContactId[] = []): ReturnType<SlotBudget['look']> =>
  slots.look(now, inFlight);

/** Of eight slots, with the ledger read once. */
async function budget(shared = false, ...open: OpenAttempt[]): Promise<SlotBudget> {
  const slots = new SlotBudget(shared, ACCOUNT);
  slots.configure(8);
  await read(slots, ...open);
  return slots;
}

describe('slots', () => {
  it('are one until something is promised, and then what is promised', () => {
    const slots = new SlotBudget(false, ACCOUNT);
    expect(look(slots)).toEqual({ free: 1, max: 1, ours: 1, doubted: 0, spent: 0 });
    slots.configure(8);
    expect(look(slots)).toMatchObject({ free: 8, max: 8, ours: 8 });
  });

  it('are held by open attempts until the instant after the longest end, which leaves room in the commit', async () => {
    const slots = await budget(false, one(1, { longestEnd: NOW }), one(2, { longestEnd: NOW + 1 }), one(3));
    expect(look(slots, NOW)).toMatchObject({ free: 5, max: 8 });
    expect(look(slots, NOW + 1)).toMatchObject({ free: 6, max: 9 });
    expect(look(slots, NOW + 2)).toMatchObject({ free: 7, max: 10 });
    expect(slots.open.size).toBe(3);
    await commit(slots, one(1, { state: ENDED, version: 2 }, { version: 2 }));
    expect(look(slots, NOW + 2)).toMatchObject({ free: 7, max: 9 });
  });

  it('of which a deadline moves are held again', async () => {
    const slots = await budget(false, one(1, { longestEnd: NOW }));
    expect(look(slots, NOW + 1).free).toBe(8);
    await commit(slots, one(1, { longestEnd: NOW + 10, version: 2 }, { version: 2 }));
    expect(look(slots, NOW + 1).free).toBe(7);
    expect(look(slots, NOW + 11).free).toBe(8);
  });

  it('are taken by strangers too, all of them at most', async () => {
    const slots = await budget(false, one(1));
    slots.walked(agent, 3);
    slots.walked('agent_2' as AgentId, 2);
    expect(slots.foreign).toBe(5);
    expect(look(slots)).toMatchObject({ free: 2, max: 3, ours: 3 });
    slots.walked(agent, 9);
    expect(look(slots)).toMatchObject({ free: -1, max: 0, ours: 0 });
    expect(slots.foreignAgents).toEqual([agent, 'agent_2']);
    slots.walked(agent, null);
    expect(slots.foreign).toBe(2);
    expect(slots.foreignAgents).toEqual(['agent_2']);
  });

  it('fall to what is open when the provider says that it is too much, and are tried again after a minute', async () => {
    const slots = await budget(false, one(1), one(2));
    slots.walked(agent, 1);
    slots.throttled(NOW);
    expect(slots.slots).toMatchObject({ configured: 8, effective: 3 });
    expect(look(slots, NOW + MINUTE - 1).ours).toBe(2);
    expect(look(slots, NOW + MINUTE).ours).toBe(3);
    slots.clockMoved(5);
    expect(slots.slots.probeAt).toBe(NOW + 2 * MINUTE + 5);
    slots.configure(8);
    expect(slots.slots.effective).toBe(4);
    slots.configure(5);
    expect(slots.slots).toMatchObject({ configured: 5, effective: 5, probeAt: null });
    slots.clockMoved(5);
    expect(slots.slots.probeAt).toBeNull();
  });
});

describe('what is open', () => {
  it('follows the commits of this process', async () => {
    const slots = await budget();
    await commit(slots, one(1), one(2), one(3));
    expect(look(slots)).toMatchObject({ free: 5, doubted: 0 });
    await commit(slots, one(1, { state: DOUBT, version: 2 }, { version: 2 }), one(2, { state: ENDED, version: 2 }));
    expect(look(slots)).toMatchObject({ free: 6, doubted: 1, spent: 0 });
    const review: Contact['state'] = { is: 'needs_review', attempt: id(1), dueAt: NOW, lookUps: 3 };
    await commit(slots, one(1, { state: DOUBT, version: 3 }, { version: 3, state: review }));
    expect(look(slots)).toMatchObject({ free: 6, doubted: 1, spent: 1 });
    expect([...slots.inReview.keys()]).toEqual([id(1)]);
    expect([...slots.moving]).toEqual([[CAMPAIGN, 1]]);
    // In doubt for longer than its call can last, it stands in nobody's way.
    expect(look(slots, NOW + 13 * MINUTE)).toMatchObject({ free: 8, max: 10, doubted: 0, spent: 1 });
  });

  it('counts as moving whoever does while another of the campaign, who waited for a person, ends', async () => {
    const review: Contact['state'] = { is: 'needs_review', attempt: id(1), dueAt: NOW, lookUps: 3 };
    const slots = await budget(false, one(1, { state: DOUBT }, { state: review }), one(2));
    expect([...slots.moving]).toEqual([[CAMPAIGN, 1]]);
    await commit(slots, one(1, { state: ENDED, version: 2 }, { version: 2 }));
    expect([...slots.moving]).toEqual([[CAMPAIGN, 1]]);
    expect(slots.inReview.size).toBe(0);
  });

  it('counts by campaign who is still moving', async () => {
    const slots = await budget();
    const other = 'other' as CampaignId;
    await commit(slots, one(1), one(2, {}, { campaign: other }), one(3));
    expect([...slots.moving]).toEqual([
      [CAMPAIGN, 2],
      [other, 1],
    ]);
    await commit(slots, one(2, { state: ENDED, version: 2 }, { campaign: other, version: 2 }));
    expect([...slots.moving]).toEqual([[CAMPAIGN, 2]]);
  });

  it('takes nothing from a change that was lost', async () => {
    const slots = await budget();
    await slots.commit([change(one(1)), change(one(2))], async () => [lost('moved'), DONE]);
    expect([...slots.open.keys()]).toEqual([id(2)]);
    expect(slots.staleAt).toBe(NOW + 10 * SECOND);
  });

  it('takes a contact’s own change, and not an older one', async () => {
    const slots = await budget(false, one(1, {}, { version: 3 }));
    const review: Contact['state'] = { is: 'needs_review', attempt: id(1), dueAt: NOW, lookUps: 3 };
    const alone = (version: number, state: Contact['state']): Change => ({
      contact: { from: version - 1, to: makeContact({ id: who(1), version, state }) },
      log: [],
    });
    await slots.commit([alone(4, review)], async () => [DONE]);
    expect(slots.inReview.get(id(1))?.version).toBe(4);
    await slots.commit([alone(3, calling(1))], async () => [DONE]);
    expect(slots.inReview.get(id(1))?.version).toBe(4);
    await slots.commit([alone(5, { is: 'ready', dueAt: NOW })], async () => [DONE]);
    expect(slots.open.size).toBe(1);
  });

  it('is not opened again by an answer that comes late', async () => {
    const slots = await budget();
    let answer = (): void => undefined;
    const late = slots.commit([change(one(1))], () => new Promise((resolve) => (answer = () => resolve([DONE]))));
    await commit(slots, one(1, { state: ENDED, version: 2 }, { version: 2 }));
    answer();
    await late;
    expect(slots.open.size).toBe(0);
  });
});

describe('a change of this process', () => {
  it('is remembered for ten thousand others, and an older answer does not undo it', async () => {
    const slots = await budget();
    const ended = (n: number): OpenAttempt => one(n, { state: ENDED, version: 2 }, { version: 2 });
    await commit(slots, ended(0), ...Array.from({ length: 9_999 }, (_, n) => ended(n + 1)));
    await commit(slots, one(0));
    expect(slots.open.size).toBe(0);
    await commit(slots, ended(10_000));
    await commit(slots, one(0));
    expect(slots.open.size).toBe(1);
  });

  it('that is asked for twice is under way until both are answered', async () => {
    const slots = await budget();
    const answers: (() => void)[] = [];
    const asked = [1, 2].map(() =>
      slots.commit([change(one(1))], () => new Promise((resolve) => answers.push(() => resolve([lost('moved')])))),
    );
    answers[0]?.();
    await asked[0];
    // The other one is in the ledger already.
    expect(await read(slots, one(1))).toBe(0);
    answers[1]?.();
    await asked[1];
    expect(await read(slots)).toBe(1);
  });
});

describe('the ledger', () => {
  it('is asked before anything is believed, then every ten seconds; where workers commit, every second', async () => {
    const fresh = new SlotBudget(false, ACCOUNT);
    expect([fresh.staleAt, fresh.readAt]).toEqual([-Infinity, -Infinity]);
    const slots = await budget();
    expect([slots.staleAt, slots.readAt]).toEqual([NOW + 10 * SECOND, NOW]);
    look(slots, NOW);
    look(slots, NOW + SECOND);
    expect([slots.staleAt, slots.readAt]).toEqual([NOW + 10 * SECOND, NOW]);
    expect((await budget(true)).staleAt).toBe(NOW + SECOND);
  });

  it('is asked again after a commit that it did not answer, or in which it had more open', async () => {
    const slots = await budget();
    const away = slots.commit([change(one(1))], () => Promise.reject(new Error('away')));
    await expect(away).rejects.toThrow('away');
    expect(slots.staleAt).toBe(-Infinity);
    // It landed all the same: nothing strange.
    expect(await read(slots, one(1))).toBe(0);
    await slots.commit([change(one(2)), change(one(3))], async () => [lost('slots'), DONE]);
    expect(slots.staleAt).toBe(-Infinity);
  });

  it('wins, and a difference that nothing explains is said', async () => {
    const slots = await budget(false, one(1), one(2));
    expect(await read(slots, one(2), one(3), one(4))).toBe(3);
    expect([...slots.open.keys()]).toEqual([id(2), id(3), id(4)]);
    expect(await read(slots, one(2), one(3), one(4))).toBe(0);
  });

  it('may say something strange of what this process has just committed', async () => {
    const slots = await budget();
    await commit(slots, one(1));
    expect(await read(slots)).toBe(1);
    expect(slots.open.size).toBe(0);
  });

  it('that was asked before a commit was answered by nobody does not say whether it landed', async () => {
    const slots = await budget();
    const reading = slots.read(
      async () => {
        await expect(slots.commit([change(one(1))], () => Promise.reject(new Error('away')))).rejects.toThrow('away');
        return [];
      },
      () => NOW,
    );
    expect((await reading).strange).toBe(0);
    expect(await read(slots, one(1))).toBe(0);
    expect(await read(slots)).toBe(1);
  });

  it('that knows a newer attempt or a newer contact is right, and nothing is strange about it', async () => {
    const slots = await budget(false, one(1), one(2));
    const review: Contact['state'] = { is: 'needs_review', attempt: id(2), dueAt: NOW, lookUps: 3 };
    expect(await read(slots, one(1, { state: DOUBT, version: 2 }), one(2, {}, { version: 2, state: review }))).toBe(0);
    expect(look(slots)).toMatchObject({ doubted: 1, spent: 1 });
    // A copy that lags behind takes neither back.
    expect(await read(slots, one(1), one(2))).toBe(0);
    expect(look(slots)).toMatchObject({ doubted: 1, spent: 1 });
    // A person has settled the one in review.
    expect(await read(slots, one(1, { state: DOUBT, version: 2 }))).toBe(0);
    expect(look(slots)).toMatchObject({ free: 7, doubted: 1, spent: 0 });
  });

  it('says nothing strange at its first word, nor of a doubt that somebody settled, nor where workers commit', async () => {
    const slots = new SlotBudget(false, ACCOUNT);
    expect(
      await read(
        slots,
        one(1),
        one(2, { state: DOUBT }, { state: { is: 'in_doubt', attempt: id(2), dueAt: NOW, lookUps: 0 } }),
      ),
    ).toBe(0);
    expect(await read(slots, one(1))).toBe(0);
    const shared = await budget(true, one(1));
    expect(await read(shared, one(2))).toBe(0);
    expect([...shared.open.keys()]).toEqual([id(2)]);
  });

  it('that was read while a commit was answered does not undo it', async () => {
    const slots = await budget(false, one(1));
    const reading = slots.read(
      async () => {
        await commit(slots, one(2), one(1, { state: ENDED, version: 2 }, { version: 2 }));
        return [one(1)];
      },
      () => NOW,
    );
    expect((await reading).strange).toBe(0);
    expect([...slots.open.keys()]).toEqual([id(2)]);
    // The next one knows.
    expect(await read(slots, one(2))).toBe(0);
  });

  it('that shows a commit before its answer is no stranger', async () => {
    const slots = await budget(false, one(1));
    const ended = change(one(1, { state: ENDED, version: 2 }, { version: 2 }));
    await slots.commit([change(one(2)), ended], async () => {
      expect(await read(slots, one(2))).toBe(0);
      expect([...slots.open.keys()]).toEqual([id(2)]);
      return [DONE, DONE];
    });
    expect([...slots.open.keys()]).toEqual([id(2)]);
  });

  it('that shows an older version than is known changes nothing', async () => {
    const slots = await budget(false, one(1));
    await commit(slots, one(1, { state: DOUBT, version: 2 }, { version: 2 }));
    // Read from a copy that lags behind.
    await read(slots, one(1));
    expect(look(slots).doubted).toBe(1);
  });

  it('that cannot be read leaves everything as it is', async () => {
    const slots = await budget(false, one(1));
    await expect(
      slots.read(
        () => Promise.reject(new Error('away')),
        () => NOW + SECOND,
      ),
    ).rejects.toThrow('away');
    expect([slots.open.size, slots.readAt]).toEqual([1, NOW]);
  });
});

describe('whom workers were given', () => {
  it('hold a slot each, once, from when they were given until a later reading', async () => {
    const slots = await budget(true, one(1));
    expect(look(slots, NOW, [who(1), who(2), who(3)]).free).toBe(5);
    slots.started([who(2), who(3)]);
    expect(look(slots, NOW, [who(3)]).free).toBe(5);
    await read(slots, one(1), one(2));
    expect(look(slots).free).toBe(6);
  });

  it('and who began while the ledger was read are not forgotten by it', async () => {
    const slots = await budget(true);
    await slots.read(
      async () => {
        slots.started([who(2)]);
        return [];
      },
      () => NOW,
    );
    expect(look(slots).free).toBe(7);
    await read(slots);
    expect(look(slots).free).toBe(8);
  });

  it('a walk of theirs makes the count stale, and one machine’s own does not', async () => {
    const shared = await budget(true);
    shared.walked(agent, 0);
    expect(shared.staleAt).toBe(-Infinity);
    const single = await budget();
    single.walked(agent, 0);
    expect(single.staleAt).toBe(NOW + 10 * SECOND);
  });
});

describe('what is not this account’s, or not now', () => {
  it('a call of another account that this process settles holds no slot', async () => {
    const slots = await budget();
    await commit(slots, one(1, { account: 'another' as AccountKey }));
    expect(look(slots)).toMatchObject({ free: 8 });
    expect(slots.open.size).toBe(0);
  });

  it('a clock that was ahead for a moment ends nobody’s call', async () => {
    const slots = await budget(false, one(1, { longestEnd: NOW + MINUTE }));
    expect(look(slots, NOW + MINUTE + 1)).toMatchObject({ free: 8, max: 9 });
    expect(look(slots, NOW + MINUTE)).toMatchObject({ free: 7, max: 8 });
    expect(look(slots, NOW)).toMatchObject({ free: 7, max: 8 });
    expect(look(slots, NOW + MINUTE)).toMatchObject({ free: 7, max: 8 });
    expect(look(slots, NOW + MINUTE + 1)).toMatchObject({ free: 8, max: 9 });
  });

  it('of two readings at a time the one that began later counts, whichever is answered last', async () => {
    const slots = await budget(true);
    let answerOlder = (_: readonly OpenAttempt[]): void => undefined;
    const older = slots.read(
      () => new Promise((answer) => (answerOlder = answer)),
      () => NOW,
    );
    await read(slots, one(1));
    answerOlder([]);
    await older;
    expect(slots.open.size).toBe(1);
  });

  it('after a clock was set back the ledger is asked at once', async () => {
    const slots = await budget(true);
    expect(slots.staleAt).toBeGreaterThan(NOW);
    look(slots, NOW - MINUTE);
    expect(slots.staleAt).toBeLessThan(NOW - MINUTE);
    expect(slots.readAt).toBeLessThan(NOW - MINUTE);
  });
});
