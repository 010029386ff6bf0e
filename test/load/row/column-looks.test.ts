/** Columns by what the head of a list holds: shares, chance, what is the house's own, and which one is dialed. */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/model/errors.ts';
import { lookAtColumns, type Looks } from '../../../src/load/row/column-looks.ts';
import { mapColumns } from '../../../src/load/row/mapping.ts';
import { planVariables } from '../../../src/load/row/variables.ts';
import type { RawRow } from '../../../src/load/row/types.ts';

const NOW = 1_795_000_000_000; // November 2026

type Table = Readonly<Record<string, readonly string[]>>;

function looksOf(table: Table, country: string | null = null): Looks {
  const length = Math.max(...Object.values(table).map((cells) => cells.length));
  const head = Array.from({ length }, (_, at): RawRow => {
    const cells = Object.fromEntries(Object.entries(table).map(([column, all]) => [column, all[at] ?? '']));
    return { row: at + 2, cells, issues: [] };
  });
  return lookAtColumns(Object.keys(table), head, country, NOW);
}

const kindOf = (cells: readonly string[], header = 'A'): string | null =>
  looksOf({ [header]: cells }).get(header)?.kind ?? null;
const times = (n: number, make: (at: number) => string): string[] => Array.from({ length: n }, (_, at) => make(at));

describe('a column is withheld', () => {
  it('where a fifth of it is surely private, not for one slip in ten', () => {
    const names = times(8, (at) => `Name ${'abcdefgh'.charAt(at)}`);
    expect(kindOf([...names, 'a@example.com', 'b@example.com'])).toBe('email');
    expect(kindOf([...names, ...names, 'a@example.com'])).toBeNull();
  });

  it('where most of it looks like what much else looks like', () => {
    expect(kindOf(['123 Main St', '9 Elm Avenue', 'upstairs'])).toBe('address');
    expect(kindOf(['123 Main St', 'upstairs', 'at home'])).toBeNull();
    expect(kindOf(['$12.00', '$0.00', ''])).toBe('money');
    expect(kindOf(['078051120', '219099999', '457555462', '123456789'])).toBe('national_id');
  });

  it('for an illness in one of ten', () => {
    expect(kindOf([...times(9, () => 'Cleaning'), 'Root canal'])).toBe('health');
    expect(kindOf(['Lakeside Oncology', 'Lakeside Oncology'], 'Clinic')).toBeNull();
  });

  it('not because somebody is called like an illness', () => {
    const names = [...times(7, () => 'Weiß'), 'Krebs'];
    expect(kindOf(names)).toBe('health');
    for (const header of ['Nachname', 'Last, First', 'Client / Owner', 'Nombre y apellidos'])
      expect(kindOf(names, header), header).toBeNull();
    expect(kindOf(['Ann Lee (diabetes)', 'Bob Ray'], 'Name')).toBe('health');
    expect(kindOf(names, 'Patient group')).toBe('health');
  });

  it('for sums that nobody marked, not for hours', () => {
    expect(kindOf(['123.45', '0.00', '7.50'])).toBe('money');
    expect(kindOf(['1.234,50', '80,10'])).toBe('money');
    expect(kindOf(['9.30', '10.15', '17.00'])).toBeNull();
    expect(kindOf(['30000', '4.5', '5'])).toBeNull();
  });

  it('for two telephones in a cell, and for a number of health insurance', () => {
    expect(looksOf({ A: ['11 95555 0100 / 11 5555-0200'] }, 'BR').get('A')).toMatchObject({ kind: 'phone', surely: 1 });
    expect(kindOf(['A123456780', 'A123456780'])).toBe('national_id');
    expect(kindOf(['A123456789', 'A123456781'])).toBeNull();
  });

  it('never for what the house counts by', () => {
    expect(
      kindOf(
        times(9, (at) => String(20000 + at * 1500)),
        'Miles',
      ),
    ).toBeNull();
    const ids = times(20, (at) => `20251103${String(10 + at)}`);
    expect(kindOf(ids, 'Appointment ID')).toBeNull();
    expect(kindOf(ids)).toBe('phone');
    expect(
      kindOf(
        times(9, (at) => String(20000 + at * 1500)),
        'Order #',
      ),
    ).toBeNull();
  });

  it('not by chance: of any sixteen digits one in ten has a card’s check digit', () => {
    const orders = times(40, (at) => `4000 0000 0000 ${String(1000 + at)}`);
    const looks = looksOf({ A: orders });
    expect(looks.get('A')).toMatchObject({ kind: null, chance: expect.arrayContaining(['card']) as unknown });
    const plan = planVariables(['A'], { toNumber: [], id: null, timezone: null }, { is: 'all' }, 'l', null, looks);
    expect(plan.watched?.[0]?.kinds).not.toContain('card');
  });

  it('not where it is the clinic’s own', () => {
    const table = {
      'Clinic Address': times(12, () => '1 Main St'),
      'Clinic Phone': times(12, () => '+1 415 555 0100'),
      Where: times(12, () => '1 Main St'),
      Email: times(12, () => 'a@example.com'),
    };
    const columns = Object.keys(table);
    const plan = planVariables(
      columns,
      { toNumber: [], id: null, timezone: null },
      { is: 'all' },
      'l',
      null,
      looksOf(table),
    );
    expect(plan.leave.map(({ column }) => column)).toEqual(['Clinic Address', 'Clinic Phone']);
  });

  it('as a part of an address where there is one', () => {
    const plan = (columns: readonly string[]) =>
      planVariables(columns, { toNumber: [], id: null, timezone: null }, { is: 'all' }, 'l').withheld;
    expect(plan(['City', 'Time'])).toEqual([]);
    expect(plan(['Street', 'City'])).toEqual([
      { column: 'Street', why: 'contact' },
      { column: 'City', why: 'address_part' },
    ]);
    expect(plan(['Clinic Address', 'City'])).toEqual([{ column: 'Clinic Address', why: 'contact' }]);
  });

  it('unless it is named', () => {
    const looks = looksOf({ Info: ['a@example.com'] });
    const named = planVariables(
      ['Info'],
      { toNumber: [], id: null, timezone: null },
      { is: 'listed', columns: ['Info'] },
      'l',
      null,
      looks,
    );
    expect(named).toEqual({ leave: [{ name: 'Info', column: 'Info' }], withheld: [], watched: [] });
    const all = planVariables(['Info'], { toNumber: [], id: null, timezone: null }, { is: 'all' }, 'l', null, looks);
    expect(all.withheld).toEqual([{ column: 'Info', why: 'values:email' }]);
  });
});

describe('the number to dial', () => {
  const PHONES = ['+1 415 555 0101', '+1 415 555 0102', '+1 415 555 0103'];
  const OTHERS = ['(415) 555-0111', '(415) 555-0112', ''];
  const NAMES = ['Ann', 'Bo', 'Cy'];
  const found = (table: Table, country: string | null = null): unknown => {
    try {
      const { toNumber, byValues } = mapColumns(
        Object.keys(table),
        { toNumber: [], id: null, timezone: null },
        'l.csv',
        looksOf(table, country),
      );
      return byValues === true ? { byValues: toNumber } : toNumber;
    } catch (error) {
      if (error instanceof UserError) return error.problems[0]?.code;
      throw error;
    }
  };

  it('is found by its values where no header says so', () => {
    expect(found({ Nombre: NAMES, Contacto: PHONES })).toEqual({ byValues: ['Contacto'] });
    expect(found({ 'Nr.': PHONES, Fax: OTHERS, Name: NAMES })).toEqual({ byValues: ['Nr.'] });
    expect(found({ A: ['4155550101', '4155550102'], Name: NAMES }, 'US')).toEqual({ byValues: ['A'] });
  });

  it('is asked for where two columns hold numbers, whatever they are called', () => {
    expect(found({ Contacto: PHONES, Otro: OTHERS })).toBe('ambiguous_phone_column');
    expect(found({ Phone: PHONES, Contacto: OTHERS })).toBe('ambiguous_phone_column');
    expect(found({ Téléphone: PHONES, Mobile: OTHERS })).toBe('ambiguous_phone_column');
    expect(found({ Cell: ['4155550101', '4155550102'], Home: ['4155550111', '4155550112'] }, 'US')).toBe(
      'ambiguous_phone_column',
    );
    expect(found({ Phone: PHONES, 'Emergency contact': OTHERS, Fax: OTHERS })).toEqual(['Phone']);
    expect(found({ Phone: PHONES, 'Appt ID': ['2025110301', '2025110302', '2025110303'] })).toEqual(['Phone']);
    expect(found({ Phone: PHONES, 'Clinic Phone': PHONES })).toBe('ambiguous_phone_column');
  });

  it('is asked for where the column that is called so holds none', () => {
    expect(found({ Phone: ['iPhone', 'Pixel', 'iPhone'], Contact: PHONES })).toBe('ambiguous_phone_column');
    expect(found({ Phone: ['', '', ''], Name: NAMES })).toEqual(['Phone']);
    expect(found({ Number: ['12', '13', '14'], Name: NAMES })).toEqual(['Number']);
  });

  it('is never somebody else’s, nor an account', () => {
    expect(found({ Notfallkontakt: PHONES, Name: NAMES })).toBe('no_phone_column');
    expect(found({ 'Account number': ['4155550101', '4155550102'], Name: NAMES }, 'US')).toBe('no_phone_column');
  });

  it('the question shows masked samples and what to type', () => {
    const table = { Contacto: PHONES, Otro: OTHERS };
    expect(() =>
      mapColumns(Object.keys(table), { toNumber: [], id: null, timezone: null }, 'l.csv', looksOf(table)),
    ).toThrow(
      'l.csv: The columns "Contacto" (+1415•••0101) and "Otro" (41•••11) may all hold the number to dial. Say which: --to-number-column "Contacto"',
    );
  });
});
