/** Names of campaigns as ids: two campaigns never become one because a slug cannot hold their names. */
import { describe, expect, it } from 'vitest';
import { campaignId, sameName } from '../../src/model/ids.ts';
import { parseInstant } from '../../src/model/time.ts';

describe('campaignId', () => {
  it('is the plain name where a slug can hold it', () => {
    expect(campaignId('Spring Reminders')).toBe('spring-reminders');
    expect(campaignId('spring_reminders -')).toBe('spring-reminders');
    expect(campaignId(campaignId('Kunden/Süd'))).toBe(campaignId('Kunden/Süd'));
  });

  it('keeps apart what a slug cannot', () => {
    const names = [
      '顧客',
      '患者',
      'a/b',
      'a b',
      'a.b',
      'Café',
      'Cafe',
      '!',
      'x'.repeat(70),
      'x'.repeat(71),
      'campaign',
    ];
    const ids = names.map(campaignId);
    expect(new Set(ids).size).toBe(names.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9-]{1,64}$/);
    expect(ids[0]).toMatch(/^campaign-[0-9a-v]{7}$/);
    expect(ids[5]).toMatch(/^cafe-[0-9a-v]{7}$/);
  });

  it('is the same in every version: a ledger knows its campaigns by it', () => {
    expect(campaignId('顧客')).toBe('campaign-1lv4039');
    expect(campaignId('Kunden/Süd')).toBe('kunden-sud-0sb75ne');
    expect(campaignId('A // B')).toBe('a-b-3mr1f5m');
    expect(campaignId(`${'x'.repeat(55)}/yz`)).toMatch(/^x{55}-[0-9a-v]{7}$/);
    expect(campaignId('x'.repeat(65))).toBe(`${'x'.repeat(56)}-207lh45`);
  });

  it('is never empty, and as long as it may be at most', () => {
    for (const none of ['', '-', '--- ', '_']) expect(campaignId(none)).toBe('campaign-20hp7e5');
    expect(campaignId('x'.repeat(64))).toBe('x'.repeat(64));
    expect(campaignId('--a--')).toBe('a');
  });

  it('is the same whatever the case, the spaces and the way an accent is written', () => {
    expect(campaignId('A/B  Test')).toBe(campaignId('a/b-test'));
    expect(campaignId('Cafe\u0301')).toBe(campaignId('café'));
    expect(sameName('A/B  Test', 'a/b_test')).toBe(true);
    expect(sameName('a/b', 'a b')).toBe(false);
  });
});

describe('parseInstant', () => {
  it('reads days that exist', () => {
    expect(parseInstant('2028-02-29T09:00:00-05:00')).toBe(Date.UTC(2028, 1, 29, 14));
    for (const never of ['2026-02-30T09:00:00Z', '2026-02-29T09:00:00Z', '2026-04-31T00:00Z', '2026-01-01T24:00:00Z']) {
      expect(parseInstant(never)).toBeUndefined();
    }
  });
});
