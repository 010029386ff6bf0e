/** What leaves the house, under which name, and what never does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import type { Cell } from '../../src/load/row/types.ts';
import { planVariables, variableName, whyIllegal, type VariableChoice } from '../../src/load/row/variables.ts';
import { variablesOf } from '../../src/load/row/variable-values.ts';
import { isWithheld } from '../../src/load/row/sensitive-columns.ts';

const MAPPING = { toNumber: ['phone'], id: 'id', timezone: null };
const ALL: VariableChoice = { is: 'all' };

function plan(columns: readonly string[], choice: VariableChoice = ALL) {
  return planVariables(['phone', 'id', ...columns], MAPPING, choice, 'list.csv');
}

function failure(columns: readonly string[], choice: VariableChoice = ALL): UserError {
  try {
    plan(columns, choice);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

function values(cells: Record<string, Cell>) {
  return variablesOf({ row: 2, cells, issues: [] }, plan(Object.keys(cells)));
}

describe('names', () => {
  it.each([
    ['First Name', 'first_name'],
    ['Appt. Time (local)', 'appt_time_local'],
    ['Prénom', 'prenom'],
    ['2nd visit', '_2nd_visit'],
    ['firstName', 'firstName'],
    ['_x', '_x'],
    ['名前', ''],
  ])('%s → %s', (header, name) => {
    expect(variableName(header)).toBe(name);
  });

  it('every name the rule makes is one the provider takes, or none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (header) => {
        const name = variableName(header);
        if (name !== '' && name !== '__proto__') expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
      }),
    );
  });

  it('two columns for one name, reserved names and too many are errors', () => {
    expect(failure(['First Name', 'first-name']).message).toContain('"First Name" and "first-name" both become');
    expect(failure(['outdial_attempt_id']).message).toContain('outdial itself sends that name');
    expect(failure(['system__x', 'secret__y']).problems).toHaveLength(2);
    expect(failure(['x'.repeat(65)]).message).toContain('longer than 64');
    const many = Array.from({ length: 64 }, (_, at) => `v${at}`);
    expect(failure(many).message).toContain('64 variables are more than a call can carry (63');
    expect(plan(many.slice(1)).leave).toHaveLength(63);
    expect(whyIllegal('__proto__')).toBeDefined();
  });
});

describe('our own name', () => {
  const planned = (columns: readonly string[], own: string | null) =>
    planVariables(['phone', ...columns], MAPPING, ALL, 'list.csv', own);

  it('can be another, or none: then the usual one is free and there is room for one more', () => {
    expect(planned(['outdial_attempt_id'], 'ref').leave).toHaveLength(1);
    expect(() => planned(['ref'], 'ref')).toThrow(/"ref" cannot be a variable: outdial itself sends that name/);
    expect(() => planned(['Ref'], 'Ref')).toThrow(/outdial itself sends that name/);
    expect(planned(['ref'], 'Ref').leave).toEqual([{ name: 'ref', column: 'ref' }]);
    const many = Array.from({ length: 64 }, (_, at) => `v${at}`);
    expect(planned(many, null).leave).toHaveLength(64);
    expect(() => planned(many, 'ref')).toThrow(/64 variables are more than a call can carry \(63/);
  });

  it('is not forged by a cell: what looks like an id of an attempt rejects the row', () => {
    for (const id of ['od1.ledger.campaign.contact.1', 'od1.x.y.z.000'])
      expect(values({ text: id })).toMatchObject({
        is: 'bad',
        issues: [{ code: 'bad_variable', column: 'text', hint: expect.stringContaining('variables') }],
      });
    expect(values({ text: 'od1.ledger.campaign.contact' })).toMatchObject({ is: 'ok' });
  });
});

describe('columns', () => {
  it('all go but the mapped ones and those that say identity or health', () => {
    expect(plan(['First Name', 'DOB', 'e-mail', 'time', '名前'])).toMatchObject({
      leave: [
        { name: 'first_name', column: 'First Name' },
        { name: 'time', column: 'time' },
      ],
      withheld: [
        { column: 'DOB', why: 'identity' },
        { column: 'e-mail', why: 'contact' },
        { column: '名前', why: 'no_legal_name' },
      ],
    });
  });

  it('other numbers of people stay too, until they are named', () => {
    const columns = ['Emergency contact phone', 'Fax', 'Phone 2', "Mother's Mobile (work)", 'phone model', 'hotel'];
    expect(plan(columns)).toMatchObject({
      leave: [{ column: 'phone model' }, { column: 'hotel' }],
      withheld: columns.slice(0, 4).map((column, at) => ({ column, why: at % 3 === 0 ? 'contact' : 'phone' })),
    });
  });

  it('named or listed ones go, whatever they say, and no others', () => {
    const named: VariableChoice = { is: 'named', variables: [{ name: 'birthday', column: 'DOB' }] };
    expect(plan(['First Name', 'DOB', 'SSN'], named)).toEqual({
      leave: [{ name: 'birthday', column: 'DOB' }],
      withheld: [{ column: 'SSN', why: 'identity' }],
      watched: [],
    });
    expect(plan(['First Name', 'DOB'], { is: 'listed', columns: ['First Name'] }).leave).toEqual([
      { name: 'first_name', column: 'First Name' },
    ]);
    expect(plan(['x'], { is: 'named', variables: [{ name: 'to', column: 'phone' }] }).leave).toHaveLength(1);
  });

  it('that do not exist are errors with the nearest', () => {
    const error = failure(['First Name'], { is: 'named', variables: [{ name: 'first', column: 'FirstNme' }] });
    expect(error.message).toBe('variables.first: list.csv has no column "FirstNme". Did you mean "First Name"?');
  });

  it.each([
    ...[
      'Date of Birth',
      'dob',
      'SSN',
      'mrn',
      'Diagnosis',
      'Insurance ID',
      'Balance',
      'Street Address',
      'Email',
      'E-Mail',
    ],
    ...['notes', 'Note', 'Zip', 'patientDob', 'Social Security Number', 'Amount Due', 'Medications'],
  ])('%s is withheld', (header) => {
    expect(isWithheld(header)).toBe(true);
  });

  it.each([
    'First Name',
    'Appt Time',
    'lessons',
    'Doctor',
    'clinic',
    'language',
    'notebook',
    'average',
    'stage',
    'spin',
  ])('%s is not', (header) => {
    expect(isWithheld(header)).toBe(false);
  });
});

describe('values', () => {
  it('keep numbers and booleans; an empty cell is an empty text', () => {
    expect(values({ n: 12.5, b: true, e: '', z: null, t: ' x ' })).toEqual({
      is: 'ok',
      variables: { n: 12.5, b: true, e: '', z: '', t: 'x' },
      issues: [],
    });
    expect(variablesOf({ row: 2, cells: {}, issues: [] }, plan(['name']))).toEqual({
      is: 'ok',
      variables: { name: '' },
      issues: [],
    });
  });

  it('lose control characters', () => {
    expect(values({ t: 'a\u0000b\r\nc\u2028d\u0007e' })).toMatchObject({
      is: 'ok',
      variables: { t: 'a b c d e' },
      issues: [{ code: 'invisible_characters_removed', severity: 'warning', column: 't' }],
    });
    expect(values({ t: 'a\tb\r\nc\u2028d' })).toEqual({ is: 'ok', variables: { t: 'a b c d' }, issues: [] });
  });

  it.each(['{{ system__x }}', 'a }} b'])('with braces of a template reject the row: %s', (text) => {
    expect(values({ t: text })).toMatchObject({
      is: 'bad',
      issues: [{ code: 'bad_variable', column: 't', value: text }],
    });
  });

  it('single braces and quotes pass', () => {
    expect(values({ t: '{"a"} \\ {b}' })).toMatchObject({ is: 'ok' });
  });

  it('objects and too much text reject the row', () => {
    expect(values({ t: { a: 1 } })).toMatchObject({ is: 'bad', issues: [{ code: 'bad_variable', column: 't' }] });
    expect(values({ t: 'é'.repeat(8000) })).toMatchObject({ is: 'ok' });
    expect(values({ t: 'é'.repeat(8200) })).toMatchObject({
      is: 'bad',
      issues: [{ code: 'long_value' }, { message: expect.stringContaining('16') as string }],
    });
  });
});
