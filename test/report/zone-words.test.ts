/** Which column the contact's hours are looked up by is said before anybody is rung. */
import { expect, it } from 'vitest';
import { zoneWords } from '../../src/report/preflight.ts';

it('names the column of the time zone, and says where there is none', () => {
  const mapping = { toNumber: ['Phone'], id: null };
  expect(zoneWords({ ...mapping, timezone: 'Contact TZ' })).toBe('column "Contact TZ", else of the number');
  const address = { state: 'State', zip: null, country: 'Country' };
  expect(zoneWords({ ...mapping, timezone: null, address })).toBe('column "State", else "Country", else of the number');
  expect(zoneWords({ ...mapping, timezone: 'TZ', address })).toBe(
    'column "TZ", else "State", else "Country", else of the number',
  );
  expect(zoneWords({ ...mapping, timezone: null })).toBe('of the number (no column is named like one of the contact)');
});
