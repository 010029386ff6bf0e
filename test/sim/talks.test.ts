/** The engine's tasks in storms: they keep every promise, change nothing that is dialed, and what was said is kept once. */
import { describe, expect, it } from 'vitest';
import { conversationKey, mayHaveTalked } from '../../src/model/conversation.ts';
import type { OutcomeRule } from '../../src/model/outcome-rule.ts';
import { MINUTE } from '../../src/model/time.ts';
import { fuzz } from './fuzz.ts';
import { play, type Played } from './play.ts';
import { BASE, settingOf, type Setting } from './setting.ts';
import { wishes } from './wishes.ts';

const talking = (seed: number): Setting => ({ ...settingOf(seed), talks: true });
const dialed = ({ calls }: Played): string[] =>
  calls.map(({ attempt, to, placedAt }) => `${attempt} ${to} ${placedAt}`);

it('keeps every invariant with the tasks on', async () => {
  expect((await fuzz(1, 150, talking))?.text ?? null).toBeNull();
}, 120_000);

it('the same seed tells the same story, tasks and all', async () => {
  for (const seed of [3, 11, 42, 77]) {
    const [one, other] = [await play(talking(seed)), await play(talking(seed))];
    expect(dialed(one)).toEqual(dialed(other));
    expect(await one.store.log({}, 0, 9_999)).toEqual(await other.store.log({}, 0, 9_999));
    expect(one.endedAt).toBe(other.endedAt);
  }
}, 60_000);

it('who is dialed, how often and how it ends is the same with and without', async () => {
  const how = async (talks: boolean): Promise<string[]> => {
    const { calls, contacts, ends } = await play({ ...BASE, talks });
    expect(ends.map(({ is }) => is)).toEqual(['finished']);
    return [...calls.map(({ attempt }) => attempt), ...contacts.map(({ id, state }) => `${id} ${state.is}`)].sort();
  };
  const without = await how(false);
  expect(await how(true)).toEqual(without);
}, 60_000);

it('what was said is kept of all but the last calls, each its own', async () => {
  const { store, contacts } = await play({ ...BASE, talks: true });
  let [kept, owed] = [0, 0];
  for (const { id } of contacts) {
    for (const attempt of (await store.attemptsOf(id)).filter(mayHaveTalked)) {
      const note = (await store.personal([id], conversationKey(attempt.id))).get(id);
      if (note === undefined) owed += 1;
      else if (attempt.state.is === 'ended') {
        kept += 1;
        expect(note['said']).toEqual([['agent', 0, attempt.state.callId]]);
      }
    }
  }
  expect(kept).toBeGreaterThan(15);
  // What is not fetched by the end of the run stands as a task for the next.
  expect(await store.dueTasks(['transcript'], Infinity, 99)).toHaveLength(owed);
  expect(owed).toBeLessThan(5);
}, 60_000);

describe('what people want', () => {
  const OUTCOME: OutcomeRule = {
    ...{ signals: { variable: 'result' }, values: { done: ['done'], retry: ['again'] }, after: { retry: MINUTE } },
    ...{ callbackAt: null, wait: 10 * MINUTE, optOutWords: [] },
  };
  const wishing = (seed: number): Setting => {
    const setting = settingOf(seed);
    return { ...setting, talks: 'wishes', plan: { ...setting.plan, outcome: OUTCOME } };
  };
  const text = ({ id }: Played['calls'][number]): string => wishes(id).lines[0]?.text ?? '';

  it('keeps every invariant in storms and crashes', async () => {
    expect((await fuzz(1, 60, wishing))?.text ?? null).toBeNull();
  }, 120_000);

  it('nobody is called again who was asked and said no, and whoever wants another call gets it', async () => {
    const { calls, contacts, ends, store } = await play({
      ...BASE,
      talks: 'wishes',
      plan: { ...BASE.plan, outcome: OUTCOME },
    });
    expect(ends.map(({ is }) => is)).toEqual(['finished']);
    let [no, again] = [0, 0];
    for (const contact of contacts) {
      const attempts = new Set((await store.attemptsOf(contact.id)).filter(mayHaveTalked).map(({ id }) => id));
      const mine = calls.filter(({ attempt, to }) => attempts.has(attempt) && to !== '');
      const at = mine.findIndex((call) => text(call).startsWith('Please'));
      if (at >= 0) {
        no += 1;
        expect(mine.length).toBe(at + 1);
        expect(contact.heard?.outcome).toBe('opt_out');
        expect((await store.suppressed([contact.destination], ['everywhere'], Infinity)).size).toBe(1);
      }
      again += mine.slice(0, -1).filter((call) => text(call).startsWith('Not')).length;
      const last = mine.at(-1);
      if (last !== undefined && text(last).startsWith('Not')) expect(contact.state.is).toBe('exhausted');
    }
    expect(no).toBeGreaterThan(2);
    expect(again).toBeGreaterThan(2);
    // The campaign has waited for the words of its last calls: left are those that said nothing, for as long as it waits.
    for (const { body } of await store.dueTasks(['unheard'], Infinity, 99)) {
      const call = calls.find(({ attempt }) => attempt === body['attempt']);
      expect(call && text(call)).toBe('Hello?');
    }
  }, 60_000);
});
