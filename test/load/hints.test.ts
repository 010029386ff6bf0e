/** Every hint is fed back: what it proposes is typed in, and must be taken. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateDestination } from '../../src/load/number/destination.ts';
import { readZone } from '../../src/load/number/zone-names.ts';
import type { DestinationRules } from '../../src/load/row/types.ts';
import { zonesOf } from '../../src/load/number/zones.ts';
import type { E164 } from '../../src/model/ids.ts';
import { DIRTY_INPUTS } from './destination-table.ts';

const RULES: DestinationRules = {
  lineTypes: ['twilio'],
  testNumbers: true,
  allowUsTerritories: false,
  allowTollFree: false,
  extraUsAreaCodes: [],
};
const ROOMS: readonly DestinationRules[] = [
  RULES,
  { ...RULES, lineTypes: ['cartesia'] },
  ...['US', 'GB', 'DE', 'MX', 'AU'].map((defaultCountry) => ({ ...RULES, defaultCountry })),
  { ...RULES, lineTypes: ['cartesia'], defaultCountry: 'US' },
];

const isTaken = (text: string, rules: DestinationRules): boolean => validateDestination(text, rules).is === 'valid';

/** What the hints of a refused cell propose and the judge refuses again. */
function broken(text: string, rules: DestinationRules): string[] {
  const judged = validateDestination(text, rules);
  if (judged.is === 'valid') return [];
  return judged.issues.flatMap(({ severity, hint = '' }) => {
    if (severity !== 'error') return [];
    const wrong: string[] = [];
    for (const [number] of hint.matchAll(/\+\d{5,}/g)) if (!isTaken(number, rules)) wrong.push(`${text}: ${hint}`);
    const [, code] = /"extra_us_area_codes": \["(\d+)"\]/.exec(hint) ?? [];
    if (code !== undefined && !isTaken(text, { ...rules, extraUsAreaCodes: [code] })) wrong.push(`${text}: ${hint}`);
    const [, country] = /--default-country ([A-Z]{2})/.exec(hint) ?? [];
    if (country !== undefined && !isTaken(text, { ...rules, defaultCountry: country })) wrong.push(`${text}: ${hint}`);
    if (hint.includes('"allow_toll_free": true') && !isTaken(text, { ...rules, allowTollFree: true }))
      wrong.push(`${text}: ${hint}`);
    if (hint.includes('"allow_us_territories": true') && !isTaken(text, { ...rules, allowUsTerritories: true }))
      wrong.push(`${text}: ${hint}`);
    if (/from_number_id/.test(hint) && !isTaken(text, { ...rules, lineTypes: ['twilio'] }))
      wrong.push(`${text}: ${hint}`);
    return wrong;
  });
}

const hintOf = (text: string, rules: DestinationRules): string => {
  const judged = validateDestination(text, rules);
  return judged.issues.find(({ severity }) => severity === 'error')?.hint ?? '';
};

describe('hints for numbers', () => {
  it('a (0) that nobody dials there is seen', () => {
    for (const text of ['+1 (0) 202 555 0123', '+1(0)2025550123', '+1 [0] 202-555-0123']) {
      expect(hintOf(text, RULES)).toBe('If it is +12025550123, write that; else compare it with its source.');
      expect(broken(text, RULES)).toEqual([]);
    }
    expect(isTaken('+44 (0)20 7946 0123', RULES)).toBe(true);
  });

  it.each(['0740521234', '0612345678', '0044 7400 1234', '07400 123456', '0155 5501 23'])(
    '%s, of an American list, is asked whether it is from abroad',
    (text) => {
      const hint = hintOf(text, { ...RULES, defaultCountry: 'US' });
      expect(hint).not.toContain('extra_us_area_codes');
      if (!text.startsWith('00')) expect(hint).toMatch(/from abroad/);
    },
  );

  it('proposes an area code only where a place may have it', () => {
    expect(hintOf('+1 460 234 5678', RULES)).toContain('"extra_us_area_codes": ["460"]');
    for (const text of ['+1 074 052 1234', '+1 155 234 5678', '+1 911 234 5678', '+1 460 034 5678', '+1 555 234 5678'])
      expect(hintOf(text, RULES)).not.toContain('extra_us_area_codes');
  });

  it('proposes the number that lacks its plus', () => {
    expect(hintOf('447400123456', { ...RULES, defaultCountry: 'US' })).toContain('+447400123456');
    expect(hintOf('447400123456', RULES)).toContain('+447400123456');
    expect(hintOf('447400123456', RULES)).not.toContain('--default-country US');
    expect(hintOf('00447400123456', RULES)).toContain('+447400123456');
    expect(hintOf('0099912345678', RULES)).not.toContain('Write + in place');
    expect(hintOf('4155550101', RULES)).toContain('--default-country US');
    expect(hintOf('0740521234', RULES)).not.toContain('--default-country US');
  });

  it('proposes toll-free numbers only where the line would reach them', () => {
    const cartesia: DestinationRules = { ...RULES, lineTypes: ['cartesia'] };
    expect(hintOf('+18002345678', cartesia)).toContain('allow_toll_free');
    expect(hintOf('+448001111111', cartesia)).not.toContain('allow_toll_free');
  });

  it('all work when they are typed', () => {
    for (const rules of ROOMS) for (const [, text] of DIRTY_INPUTS) expect(broken(text, rules)).toEqual([]);
    const digits = fc.stringMatching(/^(?:\+|\+1|00|011|0|1|)[0-9]{4,13}$/);
    fc.assert(
      fc.property(digits, fc.constantFrom(...ROOMS), (text, rules) => {
        expect(broken(text, rules)).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('hints for time zones', () => {
  it('all work when they are typed', () => {
    const words = [
      'IST',
      'CST',
      'BST',
      'AST',
      'MST',
      'EST',
      'EST5EDT',
      'Central Time',
      'PT',
      'AKST',
      'Hawaiian',
      'New York',
    ];
    for (const timezone of [
      ...words,
      'GMT Standard Time',
      'Londn',
      'Europe/Pariss',
      'America/NewYork',
      '-05:00',
      'Tokio',
    ]) {
      const found = zonesOf({ e164: '+14155550101' as E164, country: 'US', timezone });
      if (!('issue' in found)) throw new Error(`${timezone} was taken`);
      const proposed = (found.issue.hint ?? '').match(/[A-Z]\w+\/[\w/]+/g) ?? [];
      expect(proposed.length).toBeGreaterThan(0);
      for (const zone of proposed) expect(readZone(zone)).toEqual({ is: 'zone', zone });
    }
  });
});
