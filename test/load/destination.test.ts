/** What becomes of a cell: every code, the reference's tables, and what must hold for any input at all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCountry, validateDestination } from '../../src/load/number/destination.ts';
import type { Cell, DestinationRules } from '../../src/load/row/types.ts';
import { DIRTY_INPUTS } from './destination-table.ts';

const TWILIO: DestinationRules = {
  lineTypes: ['twilio'],
  testNumbers: false,
  allowUsTerritories: false,
  allowTollFree: false,
  extraUsAreaCodes: [],
};
const CARTESIA: DestinationRules = { ...TWILIO, lineTypes: ['cartesia'] };
const AMERICAN: DestinationRules = { ...TWILIO, defaultCountry: 'US' };

/** The number, or the code that rejected it. */
function verdict(value: Cell, rules: DestinationRules): string {
  const judged = validateDestination(value, rules);
  if (judged.is === 'valid') return judged.e164;
  return judged.issues.find((issue) => issue.severity === 'error')?.code ?? 'rejected without a reason';
}

function warnings(value: Cell, rules: DestinationRules): string[] {
  return validateDestination(value, rules)
    .issues.filter((issue) => issue.severity === 'warning')
    .map((issue) => issue.code);
}

function said(value: Cell, rules: DestinationRules): string {
  return validateDestination(value, rules)
    .issues.map((issue) => `${issue.message} ${issue.hint ?? ''}`)
    .join('\n');
}

describe('dirty inputs', () => {
  it.each(DIRTY_INPUTS)('%s', (_name, input, withoutDefault, withUs) => {
    expect(verdict(input, TWILIO)).toBe(withoutDefault);
    expect(verdict(input, AMERICAN)).toBe(withUs);
  });

  it('judges cells that are not text', () => {
    expect(verdict(14155552671, AMERICAN)).toBe('+14155552671');
    expect(verdict(14155552671, TWILIO)).toBe('missing_country_code');
    expect(verdict(-14155552671, AMERICAN)).toBe('not_a_phone_number');
    expect(verdict(1415555.5, AMERICAN)).toBe('not_a_phone_number');
    expect(verdict(1.4e21, AMERICAN)).toBe('excel_scientific_notation');
    expect(verdict(null, AMERICAN)).toBe('missing_number');
    expect(verdict(true, AMERICAN)).toBe('wrong_type');
    expect(verdict(['+14155552671'], AMERICAN)).toBe('wrong_type');
    expect(verdict({ number: '+14155552671' }, AMERICAN)).toBe('wrong_type');
  });

  it.each([
    ['default_country_applied', '4155552671'],
    ['decimal_stripped', '+14155552671.0'],
    ['quote_stripped', "'+14155552671"],
    ['quote_stripped', '“+14155552671”'],
    ['excel_text_wrapper', '="+14155552671"'],
    ['invisible_characters_removed', '\u202a+14155552671\u202c'],
    ['invisible_characters_removed', '+1415\u00075552671'],
    ['unassigned_555', '+14155552671'],
    ['area_code_not_in_metadata', '+16212345678'],
    ['number_from_json_numeric', 14155552671],
  ])('warns %s', (code, value) => {
    expect(warnings(value, AMERICAN)).toContain(code);
  });

  it('does not warn about a plain number', () => {
    expect(validateDestination(' +1 415-234-5678 ', CARTESIA)).toEqual({
      is: 'valid',
      e164: '+14152345678',
      country: 'US',
      cartesiaDialable: true,
      issues: [],
    });
  });

  it('reads no date or identity number as the number of a country where its length fits', () => {
    expect(verdict('2024-01-15', { ...TWILIO, defaultCountry: 'DK' })).toBe('not_a_phone_number');
    expect(verdict('15.01.2024', { ...TWILIO, defaultCountry: 'DK' })).toBe('not_a_phone_number');
    expect(verdict('2024-01-15T10:00:00Z', { ...TWILIO, defaultCountry: 'DK' })).toBe('not_a_phone_number');
    expect(verdict('123-45-6789', { ...TWILIO, defaultCountry: 'FR' })).toBe('not_a_phone_number');
    expect(verdict('20 24 01 15', { ...TWILIO, defaultCountry: 'DK' })).toBe('+4520240115');
  });

  it('keeps the last pair of a dotted number, and an area code before a slash', () => {
    expect(verdict('01.23.45.67.00', { ...TWILIO, defaultCountry: 'FR' })).toBe('+33123456700');
    expect(verdict('+49 30/1234567', TWILIO)).toBe('+49301234567');
    expect(verdict('+49 30 1234567/68', TWILIO)).toBe('multiple_numbers');
  });

  it('strips a dial-out prefix only where people of the default country use that very prefix', () => {
    const from = (country: string): DestinationRules => ({ ...TWILIO, defaultCountry: country });
    expect(verdict('0044 7400 123456', from('GB'))).toBe('+447400123456');
    expect(warnings('0044 7400 123456', from('GB'))).toEqual([]);
    expect(verdict('0011 1 415 234 5678', from('AU'))).toBe('+14152345678');
    // 0018 is a carrier's prefix there: what is left of 001 843 234 5678 is an Austrian's number.
    expect(verdict('0018432345678', from('AU'))).toBe('missing_plus');
    expect(verdict('0014155552671', from('BR'))).toBe('missing_plus');
    expect(verdict('0033612345678', from('JP'))).toBe('missing_plus');
    expect(verdict('011 4123 4567', from('AR'))).toBe('+541141234567');
    expect(verdict('01114155552671', from('GB'))).toBe('missing_plus');
  });

  it('takes an unknown default country for none', () => {
    expect(verdict('4155552671', { ...TWILIO, defaultCountry: 'us' })).toBe('missing_country_code');
    expect([isCountry('US'), isCountry('us'), isCountry('USA'), isCountry('constructor')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('spellings that were abolished', () => {
  const from = (country: string): DestinationRules => ({ ...TWILIO, defaultCountry: country });

  it.each([
    ['+52 1 55 1234 5678', TWILIO, '+525512345678'],
    ['+52 044 55 1234 5678', TWILIO, '+525512345678'],
    ['+52 01 55 1234 5678', TWILIO, '+525512345678'],
    ['044 55 1234 5678', from('MX'), '+525512345678'],
    ['045 55 1234 5678', from('MX'), '+525512345678'],
    ['01 55 1234 5678', from('MX'), '+525512345678'],
    ['1 55 1234 5678', from('MX'), '+525512345678'],
    ['52 1 55 1234 5678', from('MX'), '+525512345678'],
    ['+229 97 12 34 56', TWILIO, '+2290197123456'],
    ['97 12 34 56', from('BJ'), '+2290197123456'],
    ['+241 06 12 34 56', TWILIO, '+24166123456'],
    ['+33 6 92 12 34 56', TWILIO, '+262692123456'],
    ['0596 51 23 45', from('FR'), '+596596512345'],
    ['+54 9 11 15 5550 0123', TWILIO, '+5491155500123'],
  ])('%s is dialed as it is today', (text, rules, e164) => {
    expect(verdict(text, rules)).toBe(e164);
    expect(warnings(text, rules)).toContain('old_spelling');
    expect(warnings(e164, rules)).toEqual([]);
  });

  it('what is in service either way is dialed as it is written', () => {
    expect(verdict('+54 11 5550 0123', TWILIO)).toBe('+541155500123');
    expect(verdict('+54 9 11 5550 0123', TWILIO)).toBe('+5491155500123');
    expect(verdict('0 11 15 5550 0123', from('AR'))).toBe('+5491155500123');
    expect(verdict('+39 0549 886655', TWILIO)).toBe('+390549886655');
    expect(warnings('+39 0549 886655', TWILIO)).toEqual([]);
  });

  it('a mobile of eight digits in Brazil is not dialed', () => {
    expect(verdict('+55 11 8765 4321', TWILIO)).toBe('invalid_number');
  });
});

describe('digits that begin like the country code of the default country', () => {
  const from = (country: string): DestinationRules => ({ ...TWILIO, defaultCountry: country });

  it.each([
    ['491711234567', 'DE', '+491711234567', '+49491711234567'],
    ['38344123456', 'XK', '+38344123456', '+38338344123456'],
  ])('%s in %s may be two people, so it is neither', (text, country, ...found) => {
    expect(verdict(text, from(country))).toBe('ambiguous_country_code');
    for (const number of found) {
      expect(said(text, from(country))).toContain(`"${number}"`);
      expect(verdict(number, TWILIO)).toBe(number);
    }
  });

  it('are a mobile where the other reading is a landline, and the one number where there is one', () => {
    expect(verdict('3901234567', from('IT'))).toBe('+393901234567');
    expect(verdict('01711234567', from('DE'))).toBe('+491711234567');
    expect(verdict('447400123456', from('GB'))).toBe('+447400123456');
    expect(verdict('14152345678', from('US'))).toBe('+14152345678');
  });
});

describe('kinds of number, whatever the line', () => {
  it.each([
    ['+14159112671', 'service_code'],
    ['+12124111234', 'service_code'],
    ['+12125551212', 'service_code'],
    ['+12125554334', 'service_code'],
    ['+18005551212', 'service_code'],
    ['+14165551212', 'service_code'],
    ['+12424111234', 'service_code'],
    ['+14155550100', 'fictional_number'],
    ['+14155550199', 'fictional_number'],
    ['+18005550199', 'fictional_number'],
    ['+18005550198', 'toll_free'],
    ['+12129761234', 'premium_rate'],
    ['+19002345678', 'premium_rate'],
    ['+33891123456', 'premium_rate'],
    ['+449012345678', 'premium_rate'],
    ['+979123456789', 'premium_rate'],
    ['+18002345678', 'toll_free'],
    ['+15002345678', 'unsupported_number_type'],
    ['+15212345678', 'unsupported_number_type'],
    ['+16002345678', 'unsupported_number_type'],
    ['+16222345678', 'unsupported_number_type'],
    ['+13101234', 'unsupported_number_type'],
    ['+80012345678', 'non_geographic'],
    ['+881612345678', 'non_geographic'],
    ['+870301234567', 'non_geographic'],
    ['+14150552671', 'invalid_number'],
    ['+14151552671', 'invalid_number'],
    ['+12422341234', 'invalid_number'],
    ['+13409991234', 'invalid_number'],
    ['+447700900123', 'invalid_number'],
    ['+15555551234', 'unassigned_area_code'],
    ['+17002345678', 'unassigned_area_code'],
    ['+19112345678', 'unassigned_area_code'],
    ['+14602345678', 'unassigned_area_code'],
    ['+1911', 'wrong_length'],
    ['+141555526711', 'wrong_length'],
    ['+8815', 'wrong_length'],
  ])('%s is %s', (number, code) => {
    expect(verdict(number, TWILIO)).toBe(code);
    expect(verdict(number, CARTESIA)).toBe(code);
  });

  it.each(['+14152345678', '+14155559876', '+442083661177', '+525512345678', '+390669812345', '+77710009998'])(
    '%s is accepted by a Twilio line',
    (number) => {
      expect(verdict(number, TWILIO)).toBe(number);
    },
  );

  it('takes fictional numbers as a warning where nobody can be rung', () => {
    const sandbox = { ...CARTESIA, testNumbers: true };
    expect(verdict('+14155550101', sandbox)).toBe('+14155550101');
    expect(warnings('+14155550101', sandbox)).toEqual(['fictional_number']);
    expect(verdict('+14165550123', sandbox)).toBe('international_from_cartesia');
  });

  it('accepts toll-free numbers when allowed', () => {
    expect(verdict('+18002345678', { ...CARTESIA, allowTollFree: true })).toBe('+18002345678');
  });
});

describe('new area codes', () => {
  it.each(['357', '436', '457', '465', '483', '565', '621', '624', '679', '861', '924'])('ships %s', (npa) => {
    expect(verdict(`+1${npa}2345678`, CARTESIA)).toBe(`+1${npa}2345678`);
  });

  it('takes more from the user, and judges them as other US numbers', () => {
    const rules = { ...CARTESIA, extraUsAreaCodes: ['259'] };
    expect(verdict('+12592345678', CARTESIA)).toBe('unassigned_area_code');
    expect(verdict('+12592345678', rules)).toBe('+12592345678');
    expect(verdict('+12591345678', rules)).toBe('invalid_number');
    expect(verdict('+12599112345', rules)).toBe('service_code');
    expect(verdict('+12595550101', rules)).toBe('fictional_number');
  });

  it('cannot be used to call Canada, 900 or 911 a US area code', () => {
    const rules = { ...CARTESIA, extraUsAreaCodes: ['416', '900', '911'] };
    expect(verdict('+14162345678', rules)).toBe('international_from_cartesia');
    expect(verdict('+19002345678', rules)).toBe('premium_rate');
    expect(verdict('+19112345678', rules)).toBe('unassigned_area_code');
  });
});

describe('lines', () => {
  it.each([
    ['+14162345678', 'Canada'],
    ['+18763200000', 'Jamaica'],
    ['+12423591234', 'Bahamas'],
    ['+18092345678', 'Dominican Republic'],
    ['+447400123456', 'United Kingdom'],
  ])('a Cartesia line does not call %s in %s', (number, country) => {
    expect(verdict(number, CARTESIA)).toBe('international_from_cartesia');
    expect(said(number, CARTESIA)).toMatch(new RegExp(`${country}.*Twilio`, 's'));
    const other = validateDestination(number, TWILIO);
    expect(other).toMatchObject({ is: 'valid', cartesiaDialable: false, issues: [] });
  });

  it.each(['+17872345678', '+16713001234', '+13406421234', '+16847331234', '+16702345678'])(
    'a Cartesia line calls the territory number %s only when told to',
    (number) => {
      expect(verdict(number, CARTESIA)).toBe('us_territory_from_cartesia');
      expect(said(number, CARTESIA)).toContain('allow_us_territories');
      expect(verdict(number, { ...CARTESIA, allowUsTerritories: true })).toBe(number);
      expect(verdict(number, TWILIO)).toBe(number);
    },
  );

  it('accepts what one of several lines may call', () => {
    expect(verdict('+14162345678', { ...CARTESIA, lineTypes: ['cartesia', 'sip_trunk'] })).toBe('+14162345678');
  });

  it.each([[[]], [['unknown'] as const], [['cartesia', 'unknown'] as const]])(
    'only warns when the line was not looked up: %j',
    (lineTypes) => {
      const judged = validateDestination('+14162345678', { ...CARTESIA, lineTypes });
      expect(judged).toMatchObject({ is: 'valid', cartesiaDialable: false });
      expect(judged.issues).toMatchObject([{ code: 'international_from_cartesia', severity: 'warning' }]);
      expect(judged.issues[0]?.message).toContain('the line was not looked up');
    },
  );
});

describe('messages', () => {
  it('speaks of the value', () => {
    expect(said('1.41556E+10', TWILIO)).toContain('"1.41556E+10" is a number that a spreadsheet rounded');
    expect(said('+14155552671, +14155552672', TWILIO)).toContain('2 numbers: +14155552671 and +14155552672');
    expect(said('+14155552671 x 12', TWILIO)).toContain('(12)');
    expect(said('4155552671', TWILIO)).toContain('--default-country US');
    expect(said('+1 460 234 5678', TWILIO)).toContain('"extra_us_area_codes": ["460"]');
  });

  it('prints nothing that could steer a terminal', () => {
    expect(said('\u001b[31mred\u202e', TWILIO)).toContain('"\\u001b[31mred\\u202e"');
    expect(said('x'.repeat(100), TWILIO)).not.toContain('x'.repeat(65));
  });
});

describe('any input', () => {
  it('what a hint would propose is proposed nothing in its turn', () => {
    for (const text of ['(~020', '~020', '(~0', '~1', '~4155550101']) {
      expect(validateDestination(text, { ...TWILIO, defaultCountry: 'US' }).is).toBe('invalid');
    }
  });

  const phoneLike = fc.string({ unit: fc.constantFrom(...'0123456789+-.,;/ ()#xe~"\'=@'), maxLength: 24 });
  const digits = fc.tuple(fc.constantFrom('+', '+1', '00', '011', ''), fc.bigInt({ min: 0n, max: 10n ** 15n }));
  const anything = fc.oneof(
    phoneLike,
    digits.map(([prefix, number]) => `${prefix}${number}`),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.double(),
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
  );
  const rules = fc.record({
    defaultCountry: fc.constantFrom('US', 'GB', 'DK', 'AU', 'xx'),
    lineTypes: fc.subarray(['cartesia', 'twilio', 'sip_trunk', 'unknown'] as const),
    testNumbers: fc.boolean(),
    allowUsTerritories: fc.boolean(),
    allowTollFree: fc.boolean(),
    extraUsAreaCodes: fc.subarray(['436', '415', '900', 'x']),
  });

  it('never throws, and what is accepted is E.164 and stays what it is', () => {
    fc.assert(
      fc.property(anything, rules, (value, given) => {
        const judged = validateDestination(value as Cell, given);
        if (judged.is === 'invalid') {
          expect(judged.issues.some((issue) => issue.severity === 'error')).toBe(true);
          return;
        }
        expect(judged.e164).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(judged.issues.every((issue) => issue.severity === 'warning')).toBe(true);
        expect(validateDestination(judged.e164, given)).toMatchObject({
          is: 'valid',
          e164: judged.e164,
          country: judged.country,
          cartesiaDialable: judged.cartesiaDialable,
        });
      }),
      { numRuns: 2_000 },
    );
  });
});
