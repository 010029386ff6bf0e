/** A long head of the line that may not be dialed now: whoever is ready behind it is reached soon, and a look costs the same however long it is. */
import { describe, expect, it } from 'vitest';
import { chooseContacts } from '../../../src/engine/dial/choose-contacts.ts';
import { Turns } from '../../../src/engine/dial/turns.ts';
import type { Registries } from '../../../src/engine/registries.ts';
import type { Plan } from '../../../src/model/campaign.ts';
import type { Contact } from '../../../src/model/contact.ts';
import type { AttemptId, CampaignId, DestinationKey } from '../../../src/model/ids.ts';
import { DAY, MINUTE } from '../../../src/model/time.ts';
import { openMemoryStore } from '../../../src/store/memory/memory.ts';
import type { Store } from '../../../src/store/port.ts';
import { CAMPAIGN, makeAttempt, makeLine, NOW } from '../../support/fixtures.ts';
import { addCampaign, openScene } from '../scene.ts';

const line = makeLine({ provider: 'twilio', callsPerSecond: 1 });
const plan = { lines: [line], batchWindow: 0, batchSize: 1 };
const ONE = 'one' as DestinationKey;
const AWAY: Registries = { ready: () => false, ask: () => Promise.resolve(null) };

type Head = {
  readonly plan?: Partial<Plan>;
  /** Of those that stand first. */
  readonly first: Partial<Contact>;
  readonly behind?: Partial<Contact>;
};

/** Looks until somebody is chosen; most questions of one look, and most rows that one question was answered with. */
async function looked(many: number, { plan: over = {}, first, behind = {} }: Head) {
  const memory = openMemoryStore({ makeId: () => 'L', now: NOW });
  const questions = { look: 0, most: 0, rows: 0 };
  const counted = <A extends unknown[], R>(ask: (...asked: A) => Promise<R>) => {
    return async (...asked: A): Promise<R> => {
      questions.look += 1;
      const answer = await ask(...asked);
      if (Array.isArray(answer)) questions.rows = Math.max(questions.rows, answer.length);
      return answer;
    };
  };
  const store: Store = {
    ...memory,
    due: counted(memory.due),
    attemptsTo: counted(memory.attemptsTo),
    commit: counted(memory.commit),
    personal: counted(memory.personal),
  };
  const scene = await openScene(undefined, { store }, { registries: AWAY });
  const campaign = await addCampaign(store, CAMPAIGN, { ...plan, ...over }, many + 1, (n) =>
    n < many ? first : behind,
  );
  await calledOnce(memory);
  const turns = new Turns();
  for (let looks = 1; ; looks += 1) {
    questions.look = 0;
    const chosen = await chooseContacts(scene.core, [campaign], line, turns, NOW);
    questions.most = Math.max(questions.most, questions.look);
    if (chosen !== undefined)
      return {
        who: chosen.contacts.map(({ row }) => row - 2),
        looks,
        most: questions.most,
        rows: questions.rows,
        store,
      };
    if (looks > 1_000) throw new Error('nobody is ever chosen');
  }
}

/** A number that another campaign has called just now. */
async function calledOnce(store: Store): Promise<void> {
  const other = 'other' as CampaignId;
  await addCampaign(store, other, plan, 1, () => ({ destination: ONE }));
  const [contact] = await store.due({ campaign: other, now: NOW, places: null, cartesiaOnly: false, limit: 1 });
  if (contact === undefined) throw new Error('nobody was called');
  const attempt = makeAttempt({
    ...{ id: 'before' as AttemptId, contact: contact.id, campaign: other, destination: ONE, line: line.id },
    ...{
      sendAt: NOW - MINUTE,
      state: { is: 'ended', disposition: 'no_answer', startedAt: null, endedAt: NOW } as never,
    },
  });
  const to = {
    ...contact,
    state: { is: 'exhausted', reason: 'attempts_spent' } as const,
    version: contact.version + 1,
  };
  await store.commit([{ contact: { from: contact.version, to }, attempt: { from: 'new', to: attempt }, log: [] }], {});
}

const HEADS: readonly (readonly [string, Head, (many: number) => number])[] = [
  // Each of them has to be moved, a thousand in a look.
  [
    'were called as often as a limit allows',
    { plan: { numberLimits: [{ is: 'calls', calls: 1, per: DAY, by: 'campaign' }] }, first: { destination: ONE } },
    (many) => Math.ceil(many / 1_000) + 1,
  ],
  ['have had all their tries', { first: { attempts: 5, seq: 5 } }, (many) => Math.ceil(many / 1_000) + 1],
  ['may not be called before tomorrow', { first: { notBefore: NOW + DAY } }, (many) => Math.ceil(many / 1_000) + 1],
  // Nothing of them is changed: they are read past.
  [
    'wait for a registry that is away',
    { plan: { scrubs: [{ name: 'dnc', oldest: 31 * DAY }] }, first: {}, behind: { scrubbed: { dnc: NOW } } },
    (many) => Math.ceil(many / 1_000) + 1,
  ],
];

describe.each(HEADS)('behind those who %s', (_, head, mostLooks) => {
  it('whoever is ready is dialed after a few looks, and each costs the same at four times as many', async () => {
    const few = await looked(2_500, head);
    const many = await looked(10_000, head);
    expect([few.who, many.who]).toEqual([[2_500], [10_000]]);
    expect(few.looks).toBeLessThanOrEqual(mostLooks(2_500));
    expect(many.looks).toBeLessThanOrEqual(mostLooks(10_000));
    // Eleven rounds of a reading, the calls of their numbers, and a change; no more at four times as many.
    expect(many.most).toBeLessThanOrEqual(40);
    expect(many.most).toBeLessThanOrEqual(few.most + 1);
    expect(many.rows).toBeLessThanOrEqual(1_000);
    expect(many.rows).toBe(few.rows);
  });
});

it('once they were passed, a look costs what it costs without them', async () => {
  const { store } = await looked(2_500, HEADS[0]![1]);
  expect((await store.counts(CAMPAIGN)).states).toMatchObject({ ready: 2_501 });
  // They look again once the limit allows it, and not before.
  const due = { campaign: CAMPAIGN, places: null, cartesiaOnly: false, limit: 9 };
  expect(await store.due({ ...due, now: NOW + DAY - 2 * MINUTE })).toHaveLength(1);
  expect(await store.due({ ...due, now: NOW + DAY })).toHaveLength(9);
});
