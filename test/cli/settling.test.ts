/** What a person decides meets what becomes known at the same moment: evidence stands, and nobody is erased mid-call. */
import { expect, it } from 'vitest';
import { erasePerson } from '../../src/app/person/erase.ts';
import { settle } from '../../src/app/person/resolve.ts';
import { inReview } from '../../src/app/person/review.ts';
import type { Person } from '../../src/app/person/find.ts';
import type { Store } from '../../src/store/port.ts';
import { aScene, NOON, over, type Scene } from '../report/a-story.ts';

const LATE = NOON + 600_000;

/** The store, with something that happens right before the first commit. */
function beforeFirstCommit(store: Store, happens: () => Promise<void>): Store {
  let first = true;
  return {
    ...store,
    commit: async (changes, guards) => {
      if (first) {
        first = false;
        await happens();
      }
      return store.commit(changes, guards);
    },
  };
}

async function inDoubt(): Promise<Scene> {
  const scene = await aScene();
  await scene.at(0).dials();
  await scene.at(30).happens({ is: 'unknown', cause: 'timeout' });
  for (const at of [35, 60, 150]) await scene.at(at).happens({ is: 'not_found', later: 2, complete: true });
  expect((await scene.contact()).state.is).toBe('needs_review');
  return scene;
}

it('a verdict that comes a moment after the evidence changes nothing', async () => {
  const scene = await inDoubt();
  const reviewed = await inReview(scene.store);
  const store = beforeFirstCommit(scene.store, () => scene.happens(over('answered', 'client_hangup', LATE, LATE - 9)));
  const judged = { verdict: { is: 'did_not_ring' }, why: 'a guess', by: 'robin' } as const;
  expect(await settle(store, reviewed, judged, LATE)).toEqual([]);
  expect(await scene.contact()).toMatchObject({ state: { is: 'completed' }, disposition: 'answered' });
  expect(await scene.store.attemptsOf(reviewed[0]!.contact.id)).toMatchObject([{ state: { disposition: 'answered' } }]);
});

it('a verdict meets a change that settles nothing: it is given again, once', async () => {
  const scene = await inDoubt();
  const store = beforeFirstCommit(scene.store, async () => {
    const contact = await scene.contact();
    await scene.store.commit(
      [{ contact: { from: contact.version, to: { ...contact, row: 9, version: contact.version + 1 } }, log: [] }],
      {},
    );
  });
  const judged = { verdict: { is: 'rang', disposition: 'busy' }, why: 'it was', by: 'robin' } as const;
  expect(await settle(store, await inReview(store), judged, LATE)).toHaveLength(1);
  expect((await scene.contact()).disposition).toBe('busy');
  expect((await scene.store.log({}, 0, 99)).filter(({ event }) => event === 'resolved')).toHaveLength(1);
});

it('evidence that comes after a verdict is applied to it', async () => {
  const scene = await inDoubt();
  const judged = { verdict: { is: 'did_not_ring' }, why: 'a guess', by: 'robin' } as const;
  await settle(scene.store, await inReview(scene.store), judged, LATE);
  await scene.happens(over('answered', 'client_hangup', LATE, LATE - 9));
  expect(await scene.contact()).toMatchObject({ state: { is: 'completed' }, attempts: 1, rangTwice: false });
});

it('somebody whose phone begins to ring at that moment is not forgotten', async () => {
  const scene = await aScene();
  const contact = await scene.contact();
  const person: Person = {
    number: '+14155550102',
    destinations: [contact.destination],
    contacts: [contact],
    owners: [contact.id],
    campaigns: [contact.campaign],
    rows: 1,
  };
  const store = beforeFirstCommit(scene.store, () => scene.dials());
  const { erased, open } = await erasePerson(store, person, 'robin', NOON);
  expect(open).toMatchObject([{ state: { is: 'placing' } }]);
  expect(erased.notes).toBe(0);
  expect(await scene.store.personalOf(contact.id)).toHaveLength(1);
});
