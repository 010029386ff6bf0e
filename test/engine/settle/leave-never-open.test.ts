/** A plan that was changed, or a newer rule, may leave people whose window and rules never meet: the run goes on without them, and ends. */
import { describe, expect, it } from 'vitest';
import { leaveNeverOpen } from '../../../src/engine/settle/leave-never-open.ts';
import type { Contact } from '../../../src/model/contact.ts';
import type { CampaignId, ContactId } from '../../../src/model/ids.ts';
import { mayReturn } from '../../../src/model/list-changes.ts';
import type { RuleData } from '../../../src/model/rule-pack.ts';
import { DAY } from '../../../src/model/time.ts';
import { standing } from '../../../src/report/words.ts';
import { play } from '../../sim/play.ts';
import { BASE, QUICK } from '../../sim/setting.ts';
import { NOW } from '../../support/fixtures.ts';
import { addCampaign, openScene } from '../scene.ts';

const A = 'a' as CampaignId;
const NEW_YORK = 'America/New_York|US-NY';
const CHICAGO = 'America/Chicago|US-IL';

/** Of New York's people alone, and whatever the window leaves: nothing. */
const NEVER: RuleData = {
  ...{ id: 'own', summary: 'Of a test.', source: 'None.', from: null, until: null },
  ...{ regions: ['US-NY'], purposes: ['marketing'], hours: [] },
};
const rules = { pack: { pack: 'own', version: '1', rules: [NEVER] }, version: '1', purpose: 'marketing' } as const;
const people = (n: number): Partial<Contact> => ({ place: n % 2 === 0 ? NEW_YORK : CHICAGO });

describe('whoever waits for an hour that never comes', () => {
  it('leaves with a code of its own, and nobody else does', async () => {
    const { core, store } = await openScene();
    const campaign = await addCampaign(store, A, { rules }, 500, people);
    expect(await leaveNeverOpen(core, campaign, NOW)).toBe(250);
    expect((await store.counts(A)).states).toMatchObject({ ready: 250, skipped: 250 });
    const left = await store.contact('a0' as ContactId);
    expect(left?.state).toEqual({ is: 'skipped', reason: 'never_open' });
    expect(left === null || left === undefined ? '' : standing(left)).toMatch(/no hour is left/);
    expect(left !== null && left !== undefined && mayReturn(left)).toBe(true);
    expect(await leaveNeverOpen(core, campaign, NOW)).toBe(0);
  });

  it('stays where a later day of its own may open', async () => {
    const { core, store } = await openScene();
    const until = new Date(NOW + 70 * DAY).toISOString().slice(0, 10);
    const ends = { ...rules, pack: { ...rules.pack, rules: [{ ...NEVER, until }] } };
    const later = { place: NEW_YORK, notBefore: NOW + 75 * DAY };
    const campaign = await addCampaign(store, A, { rules: ends }, 2, (n) => (n === 0 ? later : people(0)));
    expect(await leaveNeverOpen(core, campaign, NOW)).toBe(1);
    expect((await store.contact('a0' as ContactId))?.state.is).toBe('ready');
  });

  it('keeps no run: the others are dialed, and it ends', async () => {
    const half = Array.from({ length: 12 }, (_, n) => ({ place: n % 2 === 0 ? NEW_YORK : CHICAGO }));
    const played = await play({ ...BASE, contacts: 12, people: half, plan: { ...QUICK, rules } });
    expect(played.violations).toEqual([]);
    expect(played.calls.length).toBeGreaterThanOrEqual(6);
  });
});
