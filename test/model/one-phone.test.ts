/** Which spellings of a number ring the same phone, and that all others keep their keys. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contactKey,
  destinationKey,
  destinationKeys,
  inService,
  olderSpellingsOf,
  phoneOf,
  spellingsOf,
} from '../../src/model/one-phone.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('keys', () => {
  it('are of the phone, and of whatever a contact is known by: never one for the other', () => {
    expect(destinationKey(digest, '+14155550101')).toBe(digest('d:+14155550101'));
    expect(destinationKey(digest, '+390549886655')).toBe(digest('d:+3780549886655'));
    expect(contactKey(digest, '+390549886655')).toBe(digest('k:+390549886655'));
  });

  it('of contacts of before may be of another spelling, where that was not refused then', () => {
    expect(olderSpellingsOf('+14155550101')).toEqual([]);
    expect(olderSpellingsOf('+3780549886655')).toEqual(['+390549886655']);
    expect(olderSpellingsOf('+24106123456')).toEqual(['+24106123456', '+2416123456']);
    expect(olderSpellingsOf('+525512345678')).toEqual([]);
  });
});

describe('one phone', () => {
  it.each([
    ['Argentina', '+541155500123', '+5491155500123'],
    ['Argentina, four digits of area code', '+542966123456', '+5492966123456'],
    ['Mexico', '+525512345678', '+5215512345678'],
    ['Mexico, long distance', '+525512345678', '+52015512345678'],
    ['Mexico, a mobile from a landline', '+525512345678', '+520445512345678'],
    ['Mexico, a mobile from afar', '+525512345678', '+520455512345678'],
    ['San Marino', '+3780549886655', '+390549886655'],
    ['Northern Ireland', '+442890123456', '+3534890123456'],
    ['Palestine, a mobile', '+970599123456', '+972599123456'],
    ['Palestine, a landline', '+97022223456', '+97222223456'],
    ['Kosovo by Monaco', '+38344123456', '+37744123456'],
    ['Kosovo by Slovenia', '+38343123456', '+38643123456'],
    ['Kosovo by Serbia', '+38338512345', '+38138512345'],
    ['France, a number of no place', '+33912345678', '+596912345678'],
    ['Martinique', '+596596512345', '+33596512345'],
    ['Martinique, a mobile', '+596696201234', '+33696201234'],
    ['Réunion', '+262262161234', '+33262161234'],
    ['Mayotte', '+262269601234', '+33269601234'],
    ['Guadeloupe', '+590690001234', '+33690001234'],
    ['Guiana', '+594594101234', '+33594101234'],
    ['Saint Pierre', '+508411234', '+33508411234'],
    ['Benin', '+2290197123456', '+22997123456'],
    ['Gabon with the old 0', '+24166123456', '+24106123456'],
    ['Gabon without it', '+24166123456', '+2416123456'],
    ['Gabon, another operator', '+24174123456', '+24104123456'],
    ['Gabon, a landline', '+24111441234', '+24101441234'],
    ['Brazil before the ninth digit', '+5511987654321', '+551187654321'],
    ['Vietnam before 2018', '+84321234567', '+841621234567'],
    ['Vietnam before 2018, another operator', '+84701234567', '+841201234567'],
    ['Colombia before ten digits', '+576012345678', '+5712345678'],
  ])('%s: %s and %s', (_, one, other) => {
    expect(phoneOf(other)).toBe(one);
    expect(phoneOf(one)).toBe(one);
    expect(destinationKey(digest, other)).toBe(destinationKey(digest, one));
    expect(new Set(destinationKeys(digest, other))).toEqual(new Set(destinationKeys(digest, one)));
    // What an older ledger made of either is among them.
    expect(destinationKeys(digest, one)).toEqual(expect.arrayContaining([digest(`d:${one}`), digest(`d:${other}`)]));
  });

  it.each([
    '+14155550101',
    '+447400123456',
    '+491711234567',
    '+390669812345',
    '+33612345678',
    '+33142345678',
    '+972501234567',
    '+353861234567',
    '+37761234567',
    '+38641123456',
    '+381601234567',
    // Trunked radio never got the ninth digit.
    '+551177654321',
    '+551130123456',
    '+573101234567',
  ])('%s has one spelling, and the key that it always had', (number) => {
    expect(spellingsOf(number)).toEqual([number]);
    expect(destinationKeys(digest, number)).toEqual([digest(`d:${number}`)]);
  });

  // `older`: by which a ledger of before may hold a contact; none where such a number was refused.
  it.each<[string, string, readonly string[], string]>([
    ['Argentina', '+5491155500123', ['+5491155500123'], '+5491155500123'],
    ['Mexico', '+5215512345678', [], '+525512345678'],
    ['Benin', '+22997123456', [], '+2290197123456'],
    ['Gabon', '+24106123456', ['+24106123456', '+2416123456'], '+24166123456'],
    ['Gabon, another operator', '+2414123456', ['+24104123456', '+2414123456'], '+24174123456'],
    ['Gabon, a landline', '+24101441234', ['+24101441234'], '+24111441234'],
    ['Vietnam', '+841621234567', [], '+84321234567'],
    ['Brazil', '+551187654321', [], '+551187654321'],
    ['Colombia', '+5712345678', [], '+5712345678'],
    ['San Marino', '+390549886655', ['+390549886655'], '+390549886655'],
    ['Northern Ireland', '+3534890123456', ['+3534890123456'], '+3534890123456'],
    ['Palestine', '+972599123456', ['+972599123456'], '+972599123456'],
    ['Kosovo by Monaco', '+37744123456', ['+37744123456'], '+37744123456'],
    ['Kosovo by Slovenia', '+38643123456', ['+38643123456'], '+38643123456'],
    ['Kosovo by Serbia', '+38138512345', ['+38138512345'], '+38138512345'],
    ['Réunion', '+33262161234', ['+33262161234'], '+262262161234'],
    ['Guadeloupe', '+33690001234', ['+33690001234'], '+590690001234'],
    ['Guiana', '+33594101234', ['+33594101234'], '+594594101234'],
    ['Martinique', '+33596512345', ['+33596512345'], '+596596512345'],
    ['Saint Pierre', '+33508411234', ['+33508411234'], '+508411234'],
    [
      'France, no place',
      '+596912345678',
      ['+262912345678', '+590912345678', '+594912345678', '+596912345678'],
      '+596912345678',
    ],
  ])('%s: %s is known by %o, and dialed as %s', (_, spelling, older, dialed) => {
    expect(olderSpellingsOf(spelling)).toEqual(older);
    expect(inService(spelling)).toBe(dialed);
  });

  it('knows each prefix that Vietnam gave up in 2018', () => {
    const today = (old: number): string => inService(`+84${old}1234567`).slice(3, 5);
    expect([162, 163, 164, 165, 166, 167, 168, 169].map(today)).toEqual([
      '32',
      '33',
      '34',
      '35',
      '36',
      '37',
      '38',
      '39',
    ]);
    expect([120, 121, 122, 126, 128].map(today)).toEqual(['70', '79', '77', '76', '78']);
    expect([123, 124, 125, 127, 129].map(today)).toEqual(['83', '84', '85', '81', '82']);
    expect([186, 188, 199].map(today)).toEqual(['56', '58', '59']);
  });

  it('dials what is in service today, and leaves what may be either', () => {
    expect(inService('+5215512345678')).toBe('+525512345678');
    expect(inService('+22997123456')).toBe('+2290197123456');
    expect(inService('+33692123456')).toBe('+262692123456');
    expect(inService('+5491155500123')).toBe('+5491155500123');
    expect(inService('+541155500123')).toBe('+541155500123');
    expect(inService('+551187654321')).toBe('+551187654321');
  });

  it('is the same whichever spelling one begins with', () => {
    const national = fc.integer({ min: 10_000, max: 99_999_999_999 });
    const code = fc.constantFrom(
      ...[
        '54',
        '549',
        '52',
        '521',
        '55',
        '229',
        '241',
        '378',
        '39',
        '970',
        '972',
        '33',
        '596',
        '262',
        '383',
        '377',
        '1',
      ],
    );
    fc.assert(
      fc.property(code, national, (cc, rest) => {
        const spellings = spellingsOf(`+${cc}${rest}`);
        expect(spellings).toContain(`+${cc}${rest}`);
        for (const one of spellings) expect(spellingsOf(one)).toEqual(spellings);
        expect(inService(inService(`+${cc}${rest}`))).toBe(inService(`+${cc}${rest}`));
      }),
      { numRuns: 5_000 },
    );
  });
});
