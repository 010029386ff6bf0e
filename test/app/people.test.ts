/** Somebody's history, a verdict on their call, and their erasure, asked by a program. */
import { EVERYWHERE, suppressionOwner } from '../../src/model/suppression.ts';
import { describe, expect, it } from 'vitest';
import { isComplete } from '../../src/app/person/erase-calls.ts';
import { findToForget, forgetPerson, forgetTasks, type Forgotten } from '../../src/app/person/forget.ts';
import { FORGET_TASK } from '../../src/app/person/forget-task.ts';
import { addSuppression } from '../../src/app/suppression/add.ts';
import { T0 } from '../cli/a-ledger.ts';
import { historiesOf } from '../../src/app/person/history.ts';
import { giveVerdict } from '../../src/app/person/resolve.ts';
import { findForVerdict, findReviewed, reviewNotes } from '../../src/app/person/review.ts';
import type { ContactId } from '../../src/model/ids.ts';
import { storyRecord } from '../../src/report/why-record.ts';
import type { Store } from '../../src/store/port.ts';
import { SharedListFailure, type SharedEntry, type SharedList } from '../../src/suppression/port.ts';
import { aScene, load, NOON, refused, type Scene } from '../report/a-story.ts';
import { aCaller, aConfig, aStore, refusal } from './support.ts';

const KEYLESS = aConfig({ apiKey: null });

describe('history', () => {
  it('of every row that is meant', async () => {
    const found = await historiesOf(await aStore(), { text: '+14155550102' }, KEYLESS, aCaller());
    const stories = found.is === 'found' ? found.stories.map(storyRecord) : [];
    expect(stories).toMatchObject([
      { row: 2, status: 'completed', campaign_state: 'running', attempts: [{ sendAt: '2026-12-01T17:00:01.000Z' }] },
      { row: 6, status: 'skipped', code: 'duplicate', contact: null, log: [] },
    ]);
    expect(JSON.stringify(stories)).not.toContain('"hash"');
  });

  it('of a number that no list has named, and of nobody', async () => {
    const store = await aStore();
    expect(await historiesOf(store, { text: '(415) 555-0199', campaign: 'demo' }, KEYLESS, aCaller())).toMatchObject({
      is: 'never_loaded',
      number: '+14155550199',
      suppression: null,
      only: { id: 'demo' },
    });
    expect(await refusal(historiesOf(store, { text: 'nobody' }, KEYLESS, aCaller()))).toEqual(['not_found']);
    const elsewhere = historiesOf(store, { text: 'Ada', campaign: 'dmo' }, KEYLESS, aCaller());
    expect(await refusal(elsewhere)).toEqual(['unknown_campaign']);
  });
});

describe('review', () => {
  async function inReview(): Promise<Scene> {
    const scene = await aScene();
    await scene.at(0).dials();
    await scene.at(30).happens({ is: 'unknown', cause: 'timeout' });
    for (const at of [35, 60, 150]) await scene.at(at).happens({ is: 'not_found', later: 2, complete: true });
    return scene;
  }

  it('who, by what number, and how sure that is', async () => {
    const { store } = await inReview();
    const reviewed = await findReviewed(store, {});
    expect(await reviewNotes(store, reviewed)).toMatchObject([
      {
        contact: { id: 'c2' },
        number: '+14155550102',
        strength: '2 later calls of this line are listed, this one is not',
      },
    ]);
    expect(await findForVerdict(store, { text: 'ada', campaign: 'demo' })).toHaveLength(1);
  });

  it('a verdict frees them; where the campaign does not run, somebody must go on with it', async () => {
    const scene = await inReview();
    await scene.campaignIs({ is: 'paused', why: 'operator', message: 'x' });
    const judged = { verdict: { is: 'did_not_ring' }, why: 'she says so', by: 'robin' } as const;
    const reviewed = await findForVerdict(scene.store, { text: 'row:2' });
    expect(await giveVerdict(scene.store, reviewed, judged, aCaller(NOON + 600_000))).toMatchObject({
      settled: [{ contact: { state: { is: 'ready' } } }],
      overtaken: 0,
      again: { contacts: 1, running: false },
    });
    // The second of two who judge comes late.
    expect(await giveVerdict(scene.store, reviewed, judged, aCaller(NOON + 600_000))).toEqual({
      settled: [],
      overtaken: 1,
      again: { contacts: 0, running: false },
    });
  });

  it('nobody, and nobody who needs it', async () => {
    const store = await aStore();
    expect(await findReviewed(store, {})).toEqual([]);
    expect(await refusal(findReviewed(store, { text: 'nobody' }))).toEqual(['not_found']);
    expect(await refusal(findReviewed(store, { text: 'row:2' }))).toEqual(['not_in_review']);
    // A row that was never accepted has no call to settle.
    expect(await refusal(findReviewed(store, { text: 'row:5' }))).toEqual(['not_found']);
  });
});

describe('forget', () => {
  const forget = async (store: Store, suppress: boolean, text = 'Grace'): Promise<Forgotten> => {
    const done = await forgetPerson(store, await findToForget(store, { text }), suppress, KEYLESS, aCaller());
    if (done.is !== 'forgotten') throw new Error('a call was open');
    return done;
  };

  it('erases, and says what is left elsewhere', async () => {
    const store = await aStore();
    const done = await forget(store, false);
    expect(done).toMatchObject({ gone: true, files: 0, optOut: null, calls: { erased: 0, elsewhere: 1, keyless: 0 } });
    expect(isComplete(done.calls)).toBe(false);
    expect(await store.personalOf('c3')).toEqual([]);
    expect(await store.contact('c3' as ContactId)).toMatchObject({ state: { is: 'exhausted' } });
  });

  it('their no is kept, also when what comes after the erasure fails', async () => {
    const store = await aStore();
    const [contact] = [await store.contact('c3' as ContactId)];
    const failing: Store = {
      ...store,
      // The last that is asked of the ledger: whether the number is on a list.
      suppressed: async (keys, scopes, now) => {
        if ((await store.personalOf('c3')).length === 0) throw new Error('the ledger is away');
        return store.suppressed(keys, scopes, now);
      },
    };
    await expect(forget(failing, true)).rejects.toThrow('away');
    expect([...(await store.suppressed([contact!.destination], [EVERYWHERE], 0)).values()]).toMatchObject([
      { source: 'forget' },
    ]);
  });

  it('while a call is in doubt: not called any more at once, and erased once it is settled', async () => {
    const store = await aStore();
    const before = (await store.contact('c7' as ContactId))!;
    const done = await forgetPerson(store, await findToForget(store, { text: 'row:7' }), false, KEYLESS, aCaller());
    expect(done).toEqual({ is: 'later', because: 'in_doubt', endsBy: null });
    expect(await store.suppressed([before.destination], [EVERYWHERE], T0)).toHaveProperty('size', 1);
    expect(await store.personalOf('c7')).not.toEqual([]);
    const [task] = await store.dueTasks([FORGET_TASK], T0 + 1e9, 9);
    expect(task).toEqual({ kind: 'forget', subject: 'c7', dueAt: T0 + 75_000, tries: 0, body: { by: 'robin' } });

    const erased: string[] = [];
    const voice = { erase: async (id: string) => (erased.push(id), { is: 'ok', value: null }) } as const;
    const caller = aCaller(T0 + 120_000);
    const { account } = (await store.attemptsOf(before.id))[0]!;
    const later = forgetTasks({ store, voice: voice as never, clock: caller.clock, account, dataDir: KEYLESS.dataDir });
    // A doubt may last for days: waiting for it takes none of the tries that an erasure has.
    expect(await later(task!)).toEqual({ again: T0 + 135_000, waited: true });
    expect(await store.personalOf('c7')).not.toEqual([]);
    const judged = { verdict: { is: 'did_not_ring' }, why: 'she says so', by: 'robin' } as const;
    const reviewed = { contact: before, attempt: (await store.attemptsOf(before.id)).at(-1)! };
    const state = { is: 'needs_review', attempt: reviewed.attempt.id, dueAt: T0, lookUps: 3 } as const;
    const review = { ...before, state, version: before.version + 1 };
    await store.commit([{ contact: { from: before.version, to: review }, log: [] }], {});
    await giveVerdict(store, [{ ...reviewed, contact: review }], judged, caller);
    expect(await later(task!)).toBe('done');
    expect(await store.personalOf('c7')).toEqual([]);
    expect(await store.contact(before.id)).toMatchObject({ state: { is: 'skipped' }, destination: before.destination });
    expect(await later(task!)).toBe('done');
    expect(await later({ ...task!, subject: 'nobody' })).toBe('done');
  });

  it('the words and the number of an opt-out go with them; the opt-out stays', async () => {
    const store = await aStore();
    const asked = {
      numbers: ['+14155550140'],
      scope: 'everywhere',
      reason: 'her son',
      source: null,
      until: null,
    } as const;
    await addSuppression(store, asked, KEYLESS, aCaller());
    const [one] = await store.suppressions(null, 9);
    expect(await store.personalOf(suppressionOwner(one!.destination))).toHaveLength(1);
    expect(await forget(store, false)).toMatchObject({ optOut: 'operator' });
    expect(await store.personalOf(suppressionOwner(one!.destination))).toEqual([]);
    expect(await store.suppressions(null, 9)).toEqual([one]);
  });

  it('a no is said to the list of the team while there is a number to say; where it does not hear, nothing is erased', async () => {
    const store = await aStore();
    const [before] = await store.contactsByDestination((await store.contact('c3' as ContactId))!.destination);
    const told: SharedEntry[] = [];
    const list = {
      place: 'team.csv',
      add: async (all: readonly SharedEntry[]) => told.push(...all),
      close: async () => {},
    };
    const away = async (): Promise<never> => {
      throw new SharedListFailure('away', 'The shared list team.csv does not answer.', 'See that it is there.');
    };
    const whom = await findToForget(store, { text: 'Grace' });
    expect(await refusal(forgetPerson(store, whom, true, KEYLESS, aCaller(), away))).toEqual(['shared_list_away']);
    expect(await store.suppressed([before!.destination], [EVERYWHERE], T0)).toHaveProperty('size', 1);
    expect(await store.personalOf('c3')).not.toEqual([]);

    const heard = async () => list as unknown as SharedList;
    expect(await forgetPerson(store, whom, true, KEYLESS, aCaller(), heard)).toMatchObject({ team: 'team.csv' });
    expect(told).toMatchObject([{ number: whom.person.number, scope: EVERYWHERE, reason: 'forget', until: null }]);
    expect(await store.personalOf('c3')).toEqual([]);
    // Who did not ask for it says nothing to anybody.
    const quiet = await aStore();
    await forgetPerson(quiet, await findToForget(quiet, { text: 'Grace' }), false, KEYLESS, aCaller(), away);
    expect(await quiet.personalOf('c3')).toEqual([]);
  });

  it('a row whose number cannot be read has no list to be on', async () => {
    const { store } = await aScene();
    await load(store, [refused(5, 'rejected', 'no_number', 'There is no number.', 'n/a')]);
    const done = await forget(store, true, 'row:5');
    expect(done).not.toHaveProperty('optOut');
    expect(isComplete(done.calls)).toBe(true);
    expect(await store.personalOf('r5')).toEqual([]);
  });
});
