/** What is remembered of a column, and what is passed over at once, must be what looking at each cell anew would say. */
import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { NamedColumn, VariablePlan } from '../../../src/model/load-report.ts';
import { privateValues } from '../../../src/load/row/private-values.ts';
import { ColumnMemory } from '../../../src/load/row/remembered.ts';
import { mayHoldSigns, SURE_KINDS, sureSigns } from '../../../src/load/row/sensitive-values.ts';
import { variablesOf } from '../../../src/load/row/variable-values.ts';

const NOW = Date.UTC(2026, 10, 27);
const PIECES = [
  ...[
    'Anna',
    'Dr. Lopez',
    'Zoë',
    '46357',
    '46357.375',
    '2026-12-01 14:30',
    '03/04/2026',
    '2026-12-01T14:30:00Z',
    '1.0',
  ],
  ...['+1 415-555-0101', '415-555-0101', '4111 1111 1111 1111', '123-45-6789', 'DE89 3704 0044 0532 0130 00'],
  ...[
    'a@example.com',
    'a(at)example.com',
    'a [at] example.com',
    'a＠example.com',
    '@',
    '(at)',
    '12345678Z',
    '#REF!',
    '#N/A',
  ],
  ...[
    '<b>Ann</b>',
    '&amp;',
    '{first_name}',
    '[FIRST NAME]',
    'NULL',
    'n/a',
    'https://example.com',
    '🙂',
    '\u200b',
    ' ',
    '',
  ],
];
const cell = fc.oneof(
  fc.constantFrom(...PIECES),
  fc.array(fc.constantFrom(...PIECES, ' ', ', ', 'x'), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ maxLength: 30 }),
);
const column = (): NamedColumn => ({ name: 'appt', column: 'Appointment' });
const spoken = (): NamedColumn => ({
  ...column(),
  form: { is: 'spoken', language: 'en', timezone: 'contact', order: null },
});
const facts = fc.record({
  zones: fc.constantFrom(null, ['America/New_York'], ['America/Los_Angeles'], ['America/Denver', 'America/Chicago']),
  now: fc.constantFrom(null, NOW, NOW + 400 * 86_400_000),
  country: fc.constantFrom('US', 'DE', 'CA'),
});

test('a value that is remembered is the value that is worked out', () => {
  for (const make of [column, spoken]) {
    const kept: VariablePlan = { leave: [make()], withheld: [] };
    fc.assert(
      fc.property(cell, facts, (text, where) => {
        const raw = { row: 2, cells: { Appointment: text }, issues: [] };
        const anew = variablesOf(raw, { leave: [make()], withheld: [] }, where);
        expect(variablesOf(raw, kept, where)).toEqual(anew);
        expect(variablesOf(raw, kept, where)).toEqual(anew);
      }),
    );
  }
});

test('what a cell gives away is found whether or not the cell came before, and wherever numbers are at home', () => {
  const plan = (): VariablePlan => ({
    leave: [],
    withheld: [],
    watched: [{ column: 'Notes', kinds: [...SURE_KINDS] }],
  });
  const kept = plan();
  fc.assert(
    fc.property(cell, fc.constantFrom(undefined, 'US', 'DE'), (text, country) => {
      const anew = privateValues({ Notes: text }, plan(), country);
      expect(privateValues({ Notes: text }, kept, country)).toEqual(anew);
      expect(privateValues({ Notes: text }, kept, country)).toEqual(anew);
      expect(anew.length > 0).toBe(sureSigns(text, { country }).some(({ is }) => is === 'sure'));
    }),
  );
});

test('a cell that is passed over holds nothing', () => {
  fc.assert(
    fc.property(cell, (text) => {
      fc.pre(!mayHoldSigns(text));
      expect(sureSigns(text, { country: 'US' })).toEqual([]);
    }),
  );
});

test('the memory of a column is bounded, and holds no long texts', () => {
  const memory = new ColumnMemory<string | undefined>();
  let worked = 0;
  const ask = (text: string): string | undefined =>
    memory.of(text, () => {
      worked += 1;
      return text === 'none' ? undefined : text.toUpperCase();
    });
  expect([ask('a'), ask('a'), ask('none'), ask('none')]).toEqual(['A', 'A', undefined, undefined]);
  expect(worked).toBe(2);
  const long = 'x'.repeat(201);
  expect(ask(long)).toBe(ask(long));
  expect(worked).toBe(4);
  for (let at = 0; at < 2000; at += 1) ask(`n${at}`);
  ask('a');
  expect(worked).toBe(2005);
});
