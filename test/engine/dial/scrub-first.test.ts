/** Registries are asked ahead of the dialing and in bulk; without an answer nobody is dialed, and nobody is lost. */
import { describe, expect, it } from 'vitest';
import type { BeforeDial } from '../../../src/engine/before-dial.ts';
import type { Listed, Registries } from '../../../src/engine/registries.ts';
import type { Contact } from '../../../src/model/contact.ts';
import type { CampaignId, ContactId } from '../../../src/model/ids.ts';
import type { PlanRules } from '../../../src/model/rule-pack.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/model/time.ts';
import { CAMPAIGN, makeLine, NOW } from '../../support/fixtures.ts';
import { addCampaign } from '../scene.ts';
import { play, type Play } from './play.ts';

const line = makeLine({ provider: 'twilio', callsPerSecond: 1 });
const plan = { lines: [line], maxConcurrentCalls: 50, batchWindow: 0, batchSize: 1 };
/** By rules of law nobody is rung of whom no zone is known. */
const PLACE = 'America/New_York|US-NY';
const scrubs = [{ name: 'dnc', oldest: 31 * DAY }];
/** A line is quiet for a moment after an engine began: nobody is looked for before. */
const FIRST = NOW + 1030;
const id = (n: number): ContactId => `${CAMPAIGN}${n}` as ContactId;
const number = (n: number): string => `+1212555010${n}`;
const given = ({ given: batches }: Play): readonly ContactId[] => batches.flatMap(({ who }) => who);
const no: Listed = { listed: 'no', words: null };

/** As the adapter: one question at a time, and a rest after a failure. */
function registry(answers: (numbers: readonly string[]) => Promise<ReadonlyMap<string, Listed> | null>) {
  const asked: (readonly string[])[] = [];
  let asking = false;
  let notBefore = 0;
  const registries: Registries = {
    ready: (name, now) => (name === 'dnc' ? !asking && now >= notBefore : null),
    ask: async (_, numbers) => {
      asking = true;
      asked.push(numbers);
      const heard = await answers(numbers);
      asking = false;
      if (heard === null) notBefore = NOW + MINUTE;
      return heard;
    },
  };
  return { asked, registries };
}
const all = (numbers: readonly string[], as: Listed = no) => new Map(numbers.map((one) => [one, as]));

async function scene(
  registries: Registries | undefined,
  over: Parameters<typeof addCampaign>[2] = { scrubs },
  people = 3,
  contact: (n: number) => Partial<Contact> = () => ({}),
) {
  const playing = await play(undefined, registries === undefined ? {} : { registries });
  await addCampaign(playing.store, CAMPAIGN, { ...plan, ...over }, people, contact, number);
  return playing;
}

describe('before anybody is dialed', () => {
  it('all whose turn it is are asked about at once, and the answer is kept with its age', async () => {
    const { asked, registries } = registry((numbers) => Promise.resolve(all(numbers)));
    const playing = await scene(registries);
    await playing.until(6 * SECOND);
    expect(asked).toEqual([[number(0), number(1), number(2)]]);
    expect(given(playing)).toEqual([id(0), id(1), id(2)]);
    expect((await playing.store.contact(id(0)))?.scrubbed).toEqual({ dnc: FIRST });
    expect(await playing.store.personalOf(id(0))).toContainEqual({
      owner: id(0),
      key: 'scrub/dnc',
      body: { listed: 'no', at: FIRST, words: null },
    });
    const [first] = await playing.store.log({ contact: id(0) }, 0, 9);
    expect(first).toMatchObject({ event: 'scrubbed', evidence: { registry: 'dnc', asked_at: FIRST } });
  });

  it('whoever is listed leaves, with the words of the registry among the personal data', async () => {
    const yes: Listed = { listed: 'yes', words: 'since May' };
    const { registries } = registry((numbers) => Promise.resolve(new Map([...all(numbers), [number(1), yes]])));
    const playing = await scene(registries);
    await playing.until(6 * SECOND);
    expect(given(playing)).toEqual([id(0), id(2)]);
    expect(await playing.store.contact(id(1))).toMatchObject({
      state: { is: 'skipped', reason: 'on_registry' },
      attempts: 0,
    });
    expect(await playing.store.personalOf(id(1))).toContainEqual({
      owner: id(1),
      key: 'scrub/dnc',
      body: { listed: 'yes', at: FIRST, words: 'since May' },
    });
  });

  it('of whom it cannot tell, or says nothing, is asked about again in an hour; the others are dialed', async () => {
    const unknown: Listed = { listed: 'unknown', words: null };
    const { asked, registries } = registry(() =>
      Promise.resolve(
        new Map([
          [number(0), unknown],
          [number(2), no],
        ]),
      ),
    );
    const playing = await scene(registries);
    await playing.until(10 * SECOND);
    expect(given(playing)).toEqual([id(2)]);
    for (const n of [0, 1])
      expect(await playing.store.contact(id(n))).toMatchObject({ state: { is: 'ready', dueAt: FIRST + HOUR } });
    expect(asked).toHaveLength(1);
  });

  it('a silent registry: nobody is dialed, nobody leaves, and it is asked once', async () => {
    const { asked, registries } = registry(() => new Promise(() => undefined));
    const playing = await scene(registries);
    await playing.until(2 * MINUTE);
    expect(given(playing)).toEqual([]);
    expect(asked).toHaveLength(1);
    expect((await playing.store.counts(CAMPAIGN)).states.ready).toBe(3);
  });

  it('one that fails is asked again after its rest', async () => {
    let failures = 1;
    const { asked, registries } = registry((numbers) => Promise.resolve(failures-- > 0 ? null : all(numbers)));
    const playing = await scene(registries);
    await playing.until(80 * SECOND);
    expect([asked.length, given(playing).length]).toEqual([2, 3]);
  });

  it('an answer that is too old does not count, and one that is fresh is not asked for again', async () => {
    const { asked, registries } = registry(() => new Promise(() => undefined));
    const ages = [31 * DAY, 31 * DAY - HOUR, 0];
    const playing = await scene(registries, { scrubs }, 3, (n) => ({ scrubbed: { dnc: NOW - (ages[n] ?? 0) } }));
    await playing.until(6 * SECOND);
    expect(given(playing)).toEqual([id(1), id(2)]);
    expect(asked).toEqual([[number(0)]]);
  });

  it('where nobody here knows how to ask, nobody is dialed, and that is said', async () => {
    for (const registries of [undefined, registry(() => Promise.resolve(null)).registries]) {
      const playing = await scene(registries, { scrubs: [{ name: 'other', oldest: DAY }] });
      await playing.until(3 * SECOND);
      expect(given(playing)).toEqual([]);
      expect(playing.core.notices.current).toContain('the registry "other"');
    }
  });

  it('a rule of law asks for it without the plan, and for a younger answer than the plan', async () => {
    const pack = {
      pack: 'own',
      version: '2026-11-27',
      rules: [
        {
          id: 'r',
          summary: 's',
          source: 's',
          from: null,
          until: null,
          regions: ['*'],
          purposes: ['marketing' as const],
          scrub: { registry: 'dnc', oldest: '7d' },
        },
      ],
    };
    const rules: PlanRules = { pack, version: pack.version, purpose: 'marketing' };
    const { asked, registries } = registry((numbers) => Promise.resolve(all(numbers)));
    const playing = await scene(registries, { rules, scrubs }, 2, (n) => ({
      place: PLACE,
      scrubbed: { dnc: NOW - (n === 0 ? 7 : 6) * DAY },
    }));
    await playing.until(5 * SECOND);
    expect(asked).toEqual([[number(0)]]);
    expect([...given(playing)].sort()).toEqual([id(0), id(1)]);
  });
});

describe('a consent', () => {
  it('that has grown too old leaves before anybody waits behind it', async () => {
    const pack = {
      pack: 'own',
      version: '2026-11-27',
      rules: [
        {
          id: 'r',
          summary: 's',
          source: 's',
          from: null,
          until: null,
          regions: ['*'],
          purposes: ['marketing' as const],
          consent: { needs: 'express' as const, oldest: '90d' },
        },
      ],
    };
    const rules: PlanRules = { pack, version: pack.version, purpose: 'marketing' };
    const ages = [90 * DAY, 90 * DAY - 2.5 * SECOND, 0];
    const playing = await scene(undefined, { rules }, 3, (n) => ({
      place: PLACE,
      consent: { level: 'express', at: NOW - (ages[n] ?? 0) },
      priority: n,
    }));
    await playing.until(8 * SECOND);
    expect(given(playing)).toEqual([id(1), id(2)]);
    expect(await playing.store.contact(id(0))).toMatchObject({ state: { is: 'skipped', reason: 'consent_too_old' } });
    const later = await scene(undefined, { rules }, 3, (n) => ({
      place: PLACE,
      consent: { level: 'express', at: NOW - 90 * DAY + 2.5 * SECOND },
      priority: n,
    }));
    await later.until(8 * SECOND);
    expect(given(later)).toEqual([id(0), id(1)]);
    expect(await later.store.contact(id(2))).toMatchObject({ state: { is: 'skipped', reason: 'consent_too_old' } });
  });
});

describe('the last word of the account', () => {
  it('is asked of campaigns that no run here watches too, and its no holds', async () => {
    const other = 'other' as CampaignId;
    const lastWord: BeforeDial = ({ contact, campaign }) => {
      if (campaign.id === other) return new Promise(() => undefined);
      return Promise.resolve(contact.id === id(0) ? { is: 'no', why: 'moved' } : { is: 'yes' });
    };
    const playing = await play({ is: 'single', watched: [other], limit: null }, { lastWord });
    await addCampaign(playing.store, other, plan, 1);
    await addCampaign(playing.store, CAMPAIGN, plan, 2);
    await playing.until(5 * SECOND);
    expect(given(playing)).toEqual([id(1)]);
  });

  it('the program’s own hook and the account’s both have to say yes', async () => {
    const asked: string[] = [];
    const playing = await play(undefined, {
      beforeDial: ({ contact }) => (
        asked.push(`hook ${contact.id}`),
        Promise.resolve(contact.id === id(0) ? { is: 'no', why: null } : { is: 'yes' })
      ),
      lastWord: ({ contact }) => (
        asked.push(`account ${contact.id}`),
        Promise.resolve(contact.id === id(1) ? { is: 'no', why: null } : { is: 'yes' })
      ),
    });
    await addCampaign(playing.store, CAMPAIGN, plan, 3);
    await playing.until(6 * SECOND);
    expect(given(playing)).toEqual([id(2)]);
    expect(asked).not.toContain(`account ${id(0)}`);
  });

  it('a plan that wants it asked is not dialed where nobody can; one that wants it not is', async () => {
    const without = await play();
    await addCampaign(without.store, CAMPAIGN, { ...plan, lastWord: true }, 1);
    await without.until(3 * SECOND);
    expect(given(without)).toEqual([]);
    const unasked = await play(undefined, { lastWord: () => Promise.resolve({ is: 'no', why: null }) });
    await addCampaign(unasked.store, CAMPAIGN, { ...plan, lastWord: false }, 1);
    await unasked.until(3 * SECOND);
    expect(given(unasked)).toEqual([id(0)]);
  });
});
