/** One person in two campaigns within the hour: said once a pair, and in the log of each. */
import { expect, it } from 'vitest';
import { noteAlsoCalled } from '../../../src/engine/dial/also-called.ts';
import type { Placing } from '../../../src/engine/dial/prepare.ts';
import type { AttemptId, CampaignId, ContactId, ContactKey, DestinationKey } from '../../../src/model/ids.ts';
import { HOUR, MINUTE } from '../../../src/model/time.ts';
import { makeAttempt, makeContact, NOW } from '../../support/fixtures.ts';
import { addCampaign, openScene, type Scene } from '../scene.ts';

const A = 'a' as CampaignId;
const B = 'b' as CampaignId;
const PHONE = 'the same phone' as DestinationKey;

/** Both have the person; B called them so long ago. */
async function calledBefore(ago: number): Promise<Scene> {
  const scene = await openScene();
  for (const id of [A, B]) await addCampaign(scene.store, id, {}, 1, () => ({ destination: PHONE }));
  const before = (await scene.store.contact('b0' as ContactId))!;
  const to = makeAttempt({ ...of(before.id, B), sendAt: NOW - ago });
  const contact = { ...before, seq: 1, version: 2 };
  await scene.store.commit([{ contact: { from: 1, to: contact }, attempt: { from: 'new', to }, log: [] }], {});
  scene.core.campaigns.take(await scene.store.campaigns());
  return scene;
}

function of(contact: ContactId, campaign: CampaignId): Partial<Parameters<typeof makeAttempt>[0]> & object {
  return { id: `od1.L.${campaign}.${contact}.1` as AttemptId, contact, campaign, destination: PHONE };
}

function placing(): Placing {
  const contact = makeContact({ id: 'a0' as ContactId, campaign: A, key: 'a0' as ContactKey, destination: PHONE });
  const attempt = makeAttempt(of(contact.id, A));
  return { attempt, change: { contact: { from: 1, to: contact }, log: [] } } as unknown as Placing;
}

it('is said once, however many there are, and logged of each', async () => {
  const { core, said, store } = await calledBefore(12 * MINUTE);
  await noteAlsoCalled(core, A, [placing()]);
  await noteAlsoCalled(core, A, [placing()]);
  expect(said).toEqual(['"demo" calls people whom "demo" has called within the hour.']);
  const lines = (await store.log({ contact: 'a0' as ContactId }, 0, 9)).filter(({ event }) => event === 'also_called');
  expect(lines.map(({ evidence }) => evidence)).toEqual([
    { campaign: B, minutes: 12 },
    { campaign: B, minutes: 12 },
  ]);
});

it('is not said of a call that was an hour ago, nor of its own campaign', async () => {
  for (const [ago, campaign] of [
    [HOUR, A],
    [MINUTE, B],
  ] as const) {
    const { core, said, store } = await calledBefore(ago);
    await noteAlsoCalled(core, campaign, [placing()]);
    expect(said).toEqual([]);
    expect((await store.log({}, 0, 99)).filter(({ event }) => event === 'also_called')).toEqual([]);
  }
});
