/** `outdial rules`: the packs, their rules, and those that bind a number on a day. */
import { describe, expect, it } from 'vitest';
import { countriesOf } from '../../src/app/campaign/rule-countries.ts';
import { missingTerms, rulesFor } from '../../src/app/campaign/rules.ts';
import { findRules, listPacks } from '../../src/app/rules.ts';
import { readPlan } from '../../src/model/stored-plan.ts';
import { PACKS } from '../../src/policy/rules/packs.ts';
import { packJson, packLines } from '../../src/report/rule-words.ts';
import { parseInstant } from '../../src/model/time.ts';

const now = parseInstant('2026-12-01T12:00:00Z')!;
const caller = { cwd: '/', clock: { now: () => now } } as unknown as Parameters<typeof findRules>[1];
const ids = async (asked: Parameters<typeof findRules>[0]): Promise<readonly string[]> =>
  (await findRules(asked, caller)).pack.rules.map(({ id }) => id);

describe('outdial rules', () => {
  it('lists every pack with the number of its rules', () => {
    expect(listPacks().map(({ pack }) => pack)).toEqual([...PACKS.keys()]);
    expect(listPacks().every(({ rules }) => rules > 0)).toBe(true);
  });

  it('finds the rules that bind a number, and the hours they leave', async () => {
    const found = await findRules({ pack: 'us_safe', number: '(502) 555-0123', at: '2026-12-01' }, caller);
    expect(found.binding?.regions).toEqual(['US-KY']);
    expect(found.binding?.open).toEqual([{ from: 600, to: 1200 }]);
    const bound = found.pack.rules.map(({ id }) => id);
    expect(bound).toEqual(expect.arrayContaining(['us-hours', 'us-ky-hours']));
    expect(bound).not.toContain('us-fl-hours');
  });

  it('leaves nothing of a holiday', async () => {
    const found = await findRules({ pack: 'us_safe', number: '+12125550123', at: '2026-12-25' }, caller);
    expect(found.binding?.open).toEqual([]);
  });

  it('shows those in force on a day only', async () => {
    expect(await ids({ pack: 'fr', at: '2026-08-10' })).not.toContain('fr-consent');
    expect(await ids({ pack: 'fr', at: '2026-08-11' })).toContain('fr-consent');
    expect(await ids({ pack: 'us_federal', at: '2027-01-30' })).not.toContain('us-opt-out-all');
    expect(await ids({ pack: 'us_federal', at: '2027-01-31' })).toContain('us-opt-out-all');
  });

  it('shows those of a purpose only', async () => {
    expect(await ids({ pack: 'us_federal', purpose: 'emergency' })).toEqual([]);
    expect(await ids({ pack: 'us_federal', purpose: 'marketing' })).toContain('us-dnc');
  });

  it.each([
    [{ pack: 'us_save' }, 'unknown_pack'],
    [{ pack: 'none' }, 'unknown_pack'],
    [{ pack: '/no/such/file.json' }, 'file_not_found'],
    [{ pack: 'fr', at: '2026-02-30' }, 'bad_instant'],
    [{ pack: 'fr', number: 'nobody' }, 'bad_number'],
  ])('refuses %o', async (asked, code) => {
    await expect(findRules(asked, caller)).rejects.toMatchObject({ problems: [{ code }] });
  });

  it('says each rule in words, and as the JSON of a file of one’s own', () => {
    for (const pack of PACKS.values()) {
      const text = packLines(pack).join('\n');
      for (const { id, source } of pack.rules) {
        expect(text).toContain(`${id}: `);
        expect(text).toContain(source);
      }
      const { rules } = packJson(pack) as { rules: readonly Record<string, unknown>[] };
      for (const rule of rules) {
        expect(Object.keys(rule).slice(0, 9)).toEqual([
          'id',
          'summary',
          'source',
          'from',
          'until',
          'regions',
          'purposes',
          'days',
          'hours',
        ]);
      }
    }
  });
});

describe('the rules of a campaign', () => {
  const said = (preset: Parameters<typeof rulesFor>[0]['compliance']['preset']) => ({
    compliance: { preset, purpose: null },
  });

  it('are us_safe on a real host, and none on this machine', async () => {
    expect(await rulesFor(said(null), false, now)).toEqual({ pack: 'us_safe', version: '2026-11-27', purpose: null });
    expect(await rulesFor(said(null), true, now)).toBeNull();
    expect(await rulesFor(said({ is: 'none' }), false, now)).toBeNull();
    expect(await rulesFor(said({ is: 'built_in', name: 'fr' }), true, now)).toMatchObject({ pack: 'fr' });
  });

  it('need a purpose, or hours of one’s own where there are none', () => {
    const open = { preset: null, purpose: null };
    expect(missingTerms({ compliance: open, window: null })?.code).toBe('purpose_missing');
    expect(missingTerms({ compliance: { ...open, purpose: 'marketing' }, window: null })).toBeNull();
    const none = { preset: { is: 'none' }, purpose: null } as const;
    expect(missingTerms({ compliance: none, window: null })?.code).toBe('window_missing');
    expect(missingTerms({ compliance: none, window: 'always' })).toBeNull();
  });

  it('speak of the countries for which they have hours', async () => {
    expect(countriesOf(await rulesFor(said(null), false, now))).toEqual(['US']);
    expect(countriesOf(await rulesFor(said({ is: 'built_in', name: 'uk' }), false, now))).toEqual(['GB']);
    expect(countriesOf(null)).toBeNull();
    const pack = { pack: 'ours', version: '1', rules: [] };
    expect(countriesOf({ pack, version: '1', purpose: null })).toEqual([]);
  });

  it('are read back from a plan, a pack of one’s own whole', () => {
    const plan = {
      ...{ version: 1, identity: null, agent: 'a', agentKind: 'line', formerAgents: [], lines: [], window: null },
      ...{ ringingTimeoutSeconds: 30, maxCallDurationMinutes: 10, maxConcurrentCalls: 8, batchWindow: 0, batchSize: 1 },
      ...{ startAt: null, endAt: null, retry: { maxAttempts: 1, after: {} }, doubt: { lookUps: [], then: 'hold' } },
    };
    const pack = PACKS.get('us_reg_f')!;
    for (const rules of [
      { pack: 'us_safe', version: '2026-11-27', purpose: 'marketing' },
      { pack: { ...pack, pack: 'ours' }, version: pack.version, purpose: null },
    ]) {
      expect(readPlan(JSON.stringify({ ...plan, rules }), '').rules).toEqual(rules);
    }
    expect(readPlan(JSON.stringify(plan), '').rules).toBeUndefined();
    const broken = { ...plan, rules: { pack: 'us_safe', version: 1, purpose: 'sales' } };
    expect(() => readPlan(JSON.stringify(broken), '')).toThrow();
  });
});
