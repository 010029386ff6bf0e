/** Whose turn it is on a line: fair between campaigns, lawful, and no more at once than the line starts. */
import { PURPOSES } from '../../../src/model/purposes.ts';
import { describe, expect, it } from 'vitest';
import {
  chooseContacts,
  contactsInFlight,
  linesOf,
  mostInOne,
  ownLine,
} from '../../../src/engine/dial/choose-contacts.ts';
import type { EngineCore } from '../../../src/engine/core.ts';
import { Turns } from '../../../src/engine/dial/turns.ts';
import type { Campaign } from '../../../src/model/campaign.ts';
import type { Contact } from '../../../src/model/contact.ts';
import type { CampaignId, LineId } from '../../../src/model/ids.ts';
import type { Store } from '../../../src/store/port.ts';
import { HOUR, SECOND } from '../../../src/model/time.ts';
import { makeCampaign, makeLine, makePlan, NOW } from '../../support/fixtures.ts';
import { addCampaign, openScene, type Scene } from '../scene.ts';

const A = 'a' as CampaignId;
const B = 'b' as CampaignId;
const line = makeLine({ provider: 'twilio', callsPerSecond: 2 });
const plan = { lines: [line], batchWindow: SECOND, batchSize: 50 };
const LEADER = { is: 'leader', epoch: 1 } as const;

async function chosen(
  { core }: Scene,
  running: readonly Campaign[],
  turns: Turns = new Turns(),
  now = NOW,
): Promise<readonly string[] | undefined> {
  const choice = await chooseContacts(core, running, line, turns, now);
  return choice?.contacts.map(({ id }) => id);
}

describe('the turn', () => {
  it('is the campaign’s with the smaller share, and of equals the first’s', async () => {
    const scene = await openScene();
    const both = [await addCampaign(scene.store, A, plan, 5), await addCampaign(scene.store, B, plan, 5)];
    const turns = new Turns();
    expect(await chosen(scene, both, turns)).toEqual(['a0', 'a1', 'a2']);
    turns.took(A, line.id, 2, NOW);
    expect(await chosen(scene, both, turns)).toEqual(['b0', 'b1', 'b2']);
    turns.took(B, line.id, 2, NOW);
    expect(await chosen(scene, both, turns)).toEqual(['a0', 'a1', 'a2']);
    turns.took(B, line.id, 1, NOW);
    expect(await chosen(scene, both, turns)).toEqual(['a0', 'a1', 'a2']);
  });

  it('is not theirs who have no try left by the plan of now: they are given up, and whoever stands behind them is next', async () => {
    const scene = await openScene();
    const spent = (n: number): Partial<Contact> => (n < 20 ? { attempts: 2, seq: 2 } : {});
    const campaign = await addCampaign(scene.store, A, { ...plan, retry: { maxAttempts: 3, after: {} } }, 22, spent);
    expect(await chosen(scene, [campaign])).toEqual(['a0', 'a1', 'a2']);
    const lowered = { ...campaign, plan: { ...campaign.plan, retry: { maxAttempts: 2, after: {} } } };
    expect(await chosen(scene, [lowered])).toEqual(['a20', 'a21']);
    expect((await scene.store.counts(A)).states).toMatchObject({ ready: 2, exhausted: 20 });
    expect((await scene.store.contact('a0' as Contact['id']))?.state).toEqual({
      is: 'exhausted',
      reason: 'attempts_spent',
    });
  });

  it('is the one’s whose callback is due, whatever it has had, and only then', async () => {
    const scene = await openScene();
    const asked = (dueAt: number): Partial<Contact> => ({
      priority: -1,
      callback: { at: dueAt, after: 0, priority: 0, before: { is: 'ready', dueAt: NOW } },
      state: { is: 'ready', dueAt },
    });
    const both = [
      await addCampaign(scene.store, A, plan, 5),
      await addCampaign(scene.store, B, plan, 5, (n) => (n === 4 ? asked(NOW + SECOND) : {})),
    ];
    const turns = new Turns();
    turns.took(B, line.id, 2, NOW);
    expect(await chosen(scene, both, turns)).toEqual(['a0', 'a1', 'a2']);
    expect((await chosen(scene, both, turns, NOW + SECOND))?.[0]).toBe('b4');
  });

  it('is twice as often the one’s that weighs twice as much', async () => {
    const scene = await openScene();
    const heavy = await addCampaign(scene.store, B, { ...plan, weight: 2 }, 5);
    const both = [await addCampaign(scene.store, A, plan, 5), heavy];
    scene.core.slots.configure(100);
    const turns = new Turns();
    const had: Record<string, number> = { a: 0, b: 0 };
    for (let n = 0; n < 30; n++) {
      const id = (await chosen(scene, both, turns, NOW + n * 500))?.[0]?.[0] ?? '';
      had[id] = (had[id] ?? 0) + 1;
      turns.took(id === 'a' ? A : B, line.id, 1, NOW + n * 500);
    }
    expect(had).toEqual({ a: 10, b: 20 });
  });

  it('is nobody’s of a campaign that has as many calls open as it may', async () => {
    const scene = await openScene();
    const campaign = await addCampaign(scene.store, A, { ...plan, maxConcurrentCalls: 2 }, 5);
    const slots = (open: number): EngineCore['slots'] =>
      ({ slots: { effective: 8 }, foreign: 0, moving: new Map([[A, open]]) }) as unknown as EngineCore['slots'];
    const having = (open: number): Scene => ({ ...scene, core: { ...scene.core, slots: slots(open) } });
    expect(await chosen(having(1), [campaign])).toEqual(['a0']);
    expect(await chosen(having(2), [campaign])).toBeUndefined();
  });

  it('goes on to the next where nobody is due', async () => {
    const scene = await openScene();
    const later = (): object => ({ state: { is: 'ready', dueAt: NOW + 1 } });
    const both = [await addCampaign(scene.store, A, plan, 2, later), await addCampaign(scene.store, B, plan, 2)];
    expect(await chosen(scene, both)).toEqual(['b0', 'b1']);
    expect(await chosen(scene, both.slice(0, 1))).toBeUndefined();
    expect(await chosen(scene, [])).toBeUndefined();
  });

  it.each([
    ['that begins later', { startAt: NOW + 1 }, false],
    ['that begins now', { startAt: NOW }, true],
    ['that is over now', { endAt: NOW }, false],
    ['that is over in a moment', { endAt: NOW + 1 }, true],
    ['of another line', { lines: [makeLine({ id: 'ap_9' as LineId })] }, false],
  ])('of a campaign %s', async (_, over, has) => {
    const scene = await openScene();
    const campaign = await addCampaign(scene.store, A, { ...plan, ...over }, 1);
    expect(await chosen(scene, [campaign])).toEqual(has ? ['a0'] : undefined);
  });

  it('is nobody’s outside their hours, and says when they open', async () => {
    const scene = await openScene();
    const hour = Math.floor((NOW % (24 * HOUR)) / HOUR);
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
    const window = { days, timezone: 'UTC', from: ((hour + 3) % 24) * 60, to: ((hour + 3) % 24) * 60 + 59 };
    const campaign = await addCampaign(scene.store, A, { ...plan, window }, 1, () => ({ place: 'UTC' }));
    expect(await chosen(scene, [campaign])).toBeUndefined();
    expect(scene.core.notices.current).toMatch(/^demo waits for its hours: they open 2026/);
  });

  it('is nobody’s where a rule of law closes all places, and it is named', async () => {
    const scene = await openScene();
    const rule = {
      ...{ id: 'own-rest', summary: 'Never before 2026 is over.', source: 'a test', from: null, until: '2027-01-01' },
      ...{ regions: ['*'], purposes: PURPOSES, hours: [] },
    };
    const rules = { pack: { pack: 'own', version: 'x', rules: [rule] }, version: 'x', purpose: null };
    const campaign = await addCampaign(scene.store, A, { ...plan, window: null, rules }, 1, () => ({ place: 'UTC' }));
    expect(await chosen(scene, [campaign])).toBeUndefined();
    expect(scene.core.notices.current).toMatch(/\(own-rest\)/);
  });

  it('is theirs at whose place it is a lawful hour', async () => {
    const scene = await openScene();
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
    const hour = Math.floor((NOW % (24 * HOUR)) / HOUR);
    const window = { days, timezone: 'contact', from: hour * 60, to: hour * 60 + 60 };
    const places = ['Asia/Tokyo', 'UTC', 'Europe/London,UTC'];
    const campaign = await addCampaign(scene.store, A, { ...plan, window }, 3, (n) => ({ place: places[n] ?? '' }));
    expect(await chosen(scene, [campaign])).toEqual(['a1']);
    expect(scene.core.notices.current).toBeNull();
  });

  it('is not yet of a campaign that begins later, whose hours nobody waits for', async () => {
    const scene = await openScene();
    const window = { days: [], timezone: 'UTC', from: 0, to: 60 };
    const campaign = await addCampaign(scene.store, A, { ...plan, window, startAt: NOW + 1 }, 1, () => ({
      place: 'UTC',
    }));
    expect(await chosen(scene, [campaign])).toBeUndefined();
    expect(scene.core.notices.current).toBeNull();
  });

  it('on a Cartesia number is only theirs whom it can dial', async () => {
    const scene = await openScene();
    const own = { ...plan, lines: [{ ...line, provider: 'cartesia' as const }] };
    const campaign = await addCampaign(scene.store, A, own, 2, (n) => ({ cartesiaDialable: n === 1 }));
    expect(await chosen(scene, [campaign])).toEqual(['a1']);
  });

  it('on a Cartesia number comes to whom it can dial, however many wait before them whom it cannot', async () => {
    const scene = await openScene();
    const own = { ...plan, lines: [{ ...line, provider: 'cartesia' as const }], batchWindow: 0 };
    const campaign = await addCampaign(scene.store, A, own, 9, (n) => ({ cartesiaDialable: n === 8 }));
    expect(await chosen(scene, [campaign])).toEqual(['a8']);
  });

  it('on another line is everybody’s', async () => {
    const scene = await openScene();
    const campaign = await addCampaign(scene.store, A, plan, 2, (n) => ({ cartesiaDialable: n === 1 }));
    expect(await chosen(scene, [campaign])).toEqual(['a0', 'a1']);
  });

  it('is nobody’s whom the rule does not let, whatever the ledger answers', async () => {
    const scene = await openScene();
    const campaign = await addCampaign(scene.store, A, plan, 3);
    const due: Store['due'] = async (query) =>
      (await scene.store.due(query)).map((one, n) =>
        n === 1 ? one : { ...one, state: { is: 'ready', dueAt: NOW + 1 } as const },
      );
    const other = { ...scene, core: { ...scene.core, store: { ...scene.core.store, due } } };
    expect(await chosen(other, [campaign])).toEqual(['a1']);
  });

  it('carries no more than one request does, whomever else the ledger names', async () => {
    const scene = await openScene();
    const campaign = await addCampaign(scene.store, A, plan, 9);
    const due: Store['due'] = (query) => scene.store.due({ ...query, limit: 9 });
    const other = { ...scene, core: { ...scene.core, store: { ...scene.core.store, due } } };
    expect(await chosen(other, [campaign])).toEqual(['a0', 'a1', 'a2']);
  });

  it('is not theirs again whom a worker was given', async () => {
    const scene = await openScene(LEADER);
    const campaign = await addCampaign(scene.store, A, plan, 5);
    const [first] = (await chooseContacts(scene.core, [campaign], line, new Turns(), NOW))?.contacts ?? [];
    const permit = { epoch: 1, batch: 'b', sendAt: NOW, sendBy: NOW + SECOND, slots: 8 };
    scene.core.lines.give({ campaign, line, contacts: first === undefined ? [] : [first] }, permit);
    expect([...contactsInFlight(scene.core)]).toEqual(['a0']);
    expect(await chosen(scene, [campaign])).toEqual(['a1', 'a2', 'a3']);
    // One that does everything itself knows it from the ledger.
    expect([...contactsInFlight({ ...scene.core, role: { is: 'single', watched: [], limit: null } })]).toEqual([]);
  });
});

describe('a request', () => {
  it.each([
    [{ batchWindow: 0, batchSize: 50 }, 10, 1],
    [{ batchWindow: 999, batchSize: 50 }, 1, 1],
    [{ batchWindow: 1_000, batchSize: 50 }, 1, 2],
    [{ batchWindow: 1_000, batchSize: 50 }, 10, 11],
    [{ batchWindow: 1_000, batchSize: 5 }, 10, 5],
  ])('of %o at %i a second carries at most %i', (over, callsPerSecond, most) => {
    expect(mostInOne(makeCampaign({ plan: makePlan(over) }), makeLine({ callsPerSecond }))).toBe(most);
  });
});

it('a line that two campaigns say different speeds of goes at the slower one', () => {
  const of = (callsPerSecond: number): Campaign =>
    makeCampaign({
      plan: makePlan({ lines: [makeLine({ callsPerSecond }), makeLine({ id: `ap_${callsPerSecond}` as LineId })] }),
    });
  expect(linesOf([of(3), of(1), of(2)]).map(({ id, callsPerSecond }) => [id, callsPerSecond])).toEqual([
    ['ap_1', 1],
    ['ap_3', 1],
    ['ap_2', 1],
  ]);
});

it('a line that campaigns say the same speed of is the first one’s', () => {
  const of = (number: string): Campaign => makeCampaign({ plan: makePlan({ lines: [makeLine({ number })] }) });
  expect(linesOf([of('+14155550101'), of('+14155550102')]).map(({ number }) => number)).toEqual(['+14155550101']);
});

it('a line that the campaign does not name is what it is', () => {
  const other = makeLine({ id: 'ap_9' as LineId });
  expect(ownLine(makeCampaign({ plan: makePlan({ lines: [makeLine()] }) }), other)).toBe(other);
});
