/** The program is asked before anybody is dialed: ahead of the appointment, and only a yes dials. */
import { describe, expect, it } from 'vitest';
import type { Answer, BeforeDial } from '../../../src/engine/before-dial.ts';
import type { CampaignId, ContactId, LineId } from '../../../src/model/ids.ts';
import { MINUTE, SECOND } from '../../../src/model/time.ts';
import { CAMPAIGN, makeLine, NOW } from '../../support/fixtures.ts';
import { addCampaign } from '../scene.ts';
import { play, type Play } from './play.ts';

const line = makeLine({ provider: 'twilio', callsPerSecond: 1 });
const plan = { lines: [line], maxConcurrentCalls: 50, batchWindow: 0, batchSize: 1 };
const YES: Answer = { is: 'yes' };
const id = (n: number): ContactId => `${CAMPAIGN}${n}` as ContactId;

/** Answers as told, in the order of asking; `asked` says who, and when they may know. */
function program(answers: (who: ContactId) => Promise<Answer>): { hook: BeforeDial; asked: ContactId[] } {
  const asked: ContactId[] = [];
  const hook: BeforeDial = ({ contact }) => {
    asked.push(contact.id);
    return answers(contact.id);
  };
  return { hook, asked };
}

const given = ({ given: batches }: Play): (readonly ContactId[])[] => batches.map(({ who }) => who);

describe('before anybody is dialed', () => {
  it('the program has said yes, and the pace of the line is kept', async () => {
    const { hook, asked } = program(() => Promise.resolve(YES));
    const scene = await play(undefined, { beforeDial: hook });
    await addCampaign(scene.store, CAMPAIGN, plan, 5);
    await scene.until(12 * SECOND);
    expect(given(scene)).toEqual([[id(0)], [id(1)], [id(2)], [id(3)], [id(4)]]);
    expect([...asked].sort()).toEqual([0, 1, 2, 3, 4].map(id));
    const unasked = await play();
    await addCampaign(unasked.store, CAMPAIGN, plan, 5);
    await unasked.until(12 * SECOND);
    const gaps = ({ given: all }: Play): number[] =>
      all.slice(1).map(({ permit }, n) => permit.sendAt - (all[n]?.permit.sendAt ?? 0));
    expect(gaps(scene)).toEqual(gaps(unasked));
  });

  it('no answer is no yes: nobody is dialed, nobody leaves', async () => {
    const { hook, asked } = program(() => new Promise(() => undefined));
    const scene = await play(undefined, { beforeDial: hook });
    await addCampaign(scene.store, CAMPAIGN, plan, 400);
    await scene.until(5 * MINUTE);
    expect(scene.given).toEqual([]);
    // Not the whole list is asked about.
    expect(asked.length).toBe(256);
    expect((await scene.store.counts(CAMPAIGN)).states.ready).toBe(400);
  });

  it('one who is slow to be cleared holds up nobody else', async () => {
    const { hook } = program((who) => (who === id(0) ? new Promise(() => undefined) : Promise.resolve(YES)));
    const scene = await play(undefined, { beforeDial: hook });
    await addCampaign(scene.store, CAMPAIGN, plan, 4);
    await scene.until(5 * SECOND);
    expect(given(scene)).toEqual([[id(1)], [id(2)], [id(3)]]);
  });

  it('a no leaves for good, with its reason among the personal data and none of it in the log', async () => {
    const why = 'Mrs Lovelace called back herself';
    const { hook } = program((who) => Promise.resolve(who === id(0) ? { is: 'no', why } : YES));
    const scene = await play(undefined, { beforeDial: hook });
    await addCampaign(scene.store, CAMPAIGN, plan, 2);
    await scene.until(4 * SECOND);
    expect(given(scene)).toEqual([[id(1)]]);
    expect(await scene.store.contact(id(0))).toMatchObject({
      state: { is: 'skipped', reason: 'before_dial_no' },
      attempts: 0,
    });
    expect(await scene.store.personalOf(id(0))).toContainEqual({ owner: id(0), key: 'before_dial', body: { why } });
    const log = await scene.store.log({ contact: id(0) }, 0, 100);
    expect(log).toMatchObject([{ event: 'skipped', cause: 'before_dial_no', from: 'ready', to: 'skipped' }]);
    expect(JSON.stringify(log)).not.toContain('Lovelace');
  });

  it('later moves the alarm to its instant, and then it is asked again', async () => {
    const until = NOW + 90 * SECOND;
    const answers: Answer[] = [{ is: 'later', until, because: 'later' }, YES];
    const { hook, asked } = program(() => Promise.resolve(answers.shift() ?? YES));
    const scene = await play(undefined, { beforeDial: hook });
    await addCampaign(scene.store, CAMPAIGN, plan, 1);
    await scene.until(80 * SECOND);
    expect(scene.given).toEqual([]);
    expect(await scene.store.contact(id(0))).toMatchObject({ state: { is: 'ready', dueAt: until } });
    expect(await scene.store.log({ contact: id(0) }, 0, 100)).toMatchObject([
      { event: 'deferred', cause: 'before_dial_later', actor: 'engine' },
    ]);
    expect(asked).toHaveLength(1);
  });

  it('a program that fails is asked again in five minutes, whether it says so or throws', async () => {
    const { hook } = program((who) =>
      who === id(0)
        ? Promise.reject(new Error('no'))
        : Promise.resolve({ is: 'later', until: null, because: 'silent' } as const),
    );
    const scene = await play(undefined, { beforeDial: hook });
    await addCampaign(scene.store, CAMPAIGN, plan, 2);
    await scene.until(3 * SECOND);
    expect(scene.given).toEqual([]);
    const causes = await Promise.all([0, 1].map(async (n) => (await scene.store.log({ contact: id(n) }, 0, 9))[0]));
    expect(causes).toMatchObject([{ cause: 'before_dial_failed' }, { cause: 'before_dial_silent' }]);
    for (const n of [0, 1]) {
      const { state } = (await scene.store.contact(id(n))) ?? {};
      expect(state).toMatchObject({ is: 'ready' });
      expect(state !== undefined && 'dueAt' in state ? state.dueAt - NOW : 0).toBeGreaterThanOrEqual(5 * MINUTE);
    }
  });

  it('later at once is not asked again at once', async () => {
    const { hook, asked } = program(() => Promise.resolve({ is: 'later', until: NOW - MINUTE, because: 'later' }));
    const scene = await play(undefined, { beforeDial: hook });
    await addCampaign(scene.store, CAMPAIGN, plan, 1);
    await scene.until(5 * SECOND);
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  it('later for ever asks each of them each five minutes, and the campaign ends by its own end', async () => {
    const { hook, asked } = program(() => Promise.resolve({ is: 'later', until: null, because: 'later' }));
    const scene = await play(undefined, { beforeDial: hook });
    await addCampaign(scene.store, CAMPAIGN, { ...plan, endAt: NOW + 8 * MINUTE }, 10);
    await scene.until(9 * MINUTE);
    expect(scene.given).toEqual([]);
    expect((await scene.store.counts(CAMPAIGN)).states).toMatchObject({ ready: 0, exhausted: 10 });
    expect((await scene.store.campaign(CAMPAIGN))?.state.is).toBe('finished');
    expect(asked).toHaveLength(20);
    // A look a second, and one for each answer.
    expect(scene.sleeps.length).toBeLessThan(8 * 60 + 2 * asked.length);
  });

  it('is not asked about campaigns of others, which this engine dials too', async () => {
    const other = 'other' as CampaignId;
    const { hook, asked } = program(() => new Promise(() => undefined));
    const scene = await play(undefined, { beforeDial: hook });
    await addCampaign(scene.store, CAMPAIGN, plan, 1);
    const theirs = makeLine({ id: 'ap_2' as LineId, provider: 'twilio', callsPerSecond: 1 });
    await addCampaign(scene.store, other, { ...plan, lines: [theirs] }, 2);
    await scene.until(8 * SECOND);
    expect(asked).toEqual([id(0)]);
    expect(given(scene)).toEqual([['other0'], ['other1']]);
  });
});
