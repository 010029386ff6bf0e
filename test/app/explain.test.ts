import { expect, it } from 'vitest';
import { allCodes, explain } from '../../src/app/explain.ts';
import { UserError } from '../../src/model/errors.ts';
import { LEFT_OUT } from '../../src/model/row-advice.ts';

it('explains every code there is, in words that end', () => {
  const codes = allCodes();
  expect(codes.length).toBeGreaterThan(200);
  for (const code of codes)
    for (const { when, mend } of explain(code)) {
      expect(when, code).not.toBe('');
      expect(mend, code).toMatch(/[.)?]$/);
    }
});

it('takes a code as people type it, and names the nearest of one that there is not', () => {
  expect(explain('Missing-Country-Code')[0]).toMatchObject({ code: 'missing_country_code', of: 'row' });
  // Of a row and of a file: both are said.
  expect(explain('nul_byte').map(({ of }) => of)).toEqual(['row', 'error']);
  expect(() => explain('mising_country_code')).toThrow(UserError);
  expect(() => explain('mising_country_code')).toThrow(/Did you mean missing_country_code\?|no code/);
});

it('knows who is left out though nothing is wrong with them', () => {
  expect([...LEFT_OUT].sort()).toEqual(
    expect.arrayContaining(['already_called', 'blank_row', 'duplicate', 'forgotten', 'on_dnc', 'suppressed']),
  );
});
