/** Days and times in words: what is read, what is said in each language, and what nobody may guess. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EmptyCells } from '../../src/load/row/empty-cells.ts';
import { dayOf, instantOf, weekdayOf } from '../../src/load/row/spoken-calendar.ts';
import { MONTHS } from '../../src/load/row/spoken-words.ts';
import { variablesOf } from '../../src/load/row/variable-values.ts';
import { namedColumn, writtenColumn, type WrittenColumn } from '../../src/load/row/value-form.ts';
import type { Cell, RowOutcome } from '../../src/load/row/types.ts';
import { readSpec } from '../../src/load/spec/read.ts';
import { DAY } from '../../src/model/time.ts';
import type { UserError } from '../../src/model/errors.ts';

/** A Friday, 10 in the morning in New York. */
const NOW = Date.UTC(2026, 10, 27, 15);
const NEW_YORK = ['America/New_York'];

type More = {
  readonly zones?: readonly string[] | null;
  readonly country?: string;
  readonly column?: string;
  readonly now?: number;
};

function spoken(cell: Cell, form: Partial<WrittenColumn & object> = {}, more: More = {}): readonly string[] {
  const { zones = NEW_YORK, country = 'US', column = 'Appt Time', now = NOW } = more;
  const one = namedColumn('time', { column, format: 'spoken', ...form });
  const facts = { zones, now, ...(country === '' ? {} : { country }) };
  const { variables, issues } = variablesOf(
    { row: 2, cells: { [column]: cell }, issues: [] },
    { leave: [one], withheld: [] },
    facts,
  );
  return [String(variables['time']), ...issues.map(({ code }) => code)];
}

describe('a day and a time', () => {
  it.each([
    '2026-12-01 09:30',
    '2026-12-01T09:30:00',
    '12/01/2026 9:30 AM',
    '12/1/26 9:30am',
    '2026/12/01 09:30',
    '12-1-2026, 9:30 a.m.',
    '1 Dec 2026 9:30 AM',
    'Dec 1, 2026 at 9:30 AM',
    'December 1st, 2026, 9:30 AM',
    'Tuesday, December 1, 2026 at 9:30 AM',
    '9:30 AM 12/1/2026',
    '9:30 AM on Dec 1, 2026',
    '01.12.2026 09:30',
    '1. Dezember 2026 um 09:30 Uhr',
    'mardi 1 décembre 2026 à 9h30',
    '1 de diciembre de 2026 a las 09:30',
    '1-Dec-2026 09:30',
    '2026-12-01T14:30:00Z',
    '2026-12-01T15:30:00+01:00',
    'Tue Dec 01 2026 14:30:00 GMT+0000 (Coordinated Universal Time)',
  ])('%s', (text) => {
    expect(spoken(text)).toEqual(['Tuesday, December 1 at 9:30 AM']);
  });

  it.each([
    ['2026-12-01', 'Tuesday, December 1'],
    ['12/1/2026 0:00', 'Tuesday, December 1'],
    ['20261201', 'Tuesday, December 1'],
    ['Dec-01-2026', 'Tuesday, December 1'],
    ['mar. 1 déc. 2026', 'Tuesday, December 1'],
    ['2028-02-29', 'Tuesday, February 29, 2028'],
    ['2027-12-01 13:05', 'Wednesday, December 1, 2027 at 1:05 PM'],
    ['Dec 1', 'December 1'],
    ['12/1', 'December 1'],
    ['Tuesday, December 1', 'Tuesday, December 1'],
    ['Tuesday at 9:00', 'Tuesday at 9:00'],
    ['Tue 09:00', 'Tuesday at 9:00 AM'],
    ['9:30am', '9:30 AM'],
    ['14:30', '2:30 PM'],
    ['14:30:00', '2:30 PM'],
    ['9 pm', '9:00 PM'],
    ['12:00 AM', '12:00 AM'],
    ['noon', '12:00 PM'],
    // Nobody knows which half of the day, so none is said.
    ['2:30', '2:30'],
    ['12/1/2026 2:30', 'Tuesday, December 1 at 2:30'],
    ['', ''],
  ])('%j is said "%s"', (text, words) => {
    expect(spoken(text)).toEqual([words]);
  });

  it.each<[Cell, string]>([
    ['46357.375', 'Tuesday, December 1 at 9:00 AM'],
    [46357.375, 'Tuesday, December 1 at 9:00 AM'],
    ['46357', 'Tuesday, December 1'],
    ['0.395833333333333', '9:30 AM'],
    [1796135400, 'Tuesday, December 1 at 9:30 AM'],
    ['1796135400000', 'Tuesday, December 1 at 9:30 AM'],
  ])('that came as a number is said, and told: %s', (cell, words) => {
    expect(spoken(cell)).toEqual([words, 'date_from_number']);
  });
});

it.each([
  ['en', 'Tuesday, December 1 at 2:30 PM', 'December 1', '1:05 AM'],
  ['en-GB', 'Tuesday 1 December at 14:30', '1 December', '1:05'],
  ['es', 'martes, 1 de diciembre a las 14:30', '1 de diciembre', '1:05'],
  ['es-US', 'martes, 1 de diciembre a las 2:30 p.m.', '1 de diciembre', '1:05 a.m.'],
  ['fr', 'mardi 1er décembre à 14:30', '1er décembre', '1:05'],
  ['de', 'Dienstag, 1. Dezember um 14:30 Uhr', '1. Dezember', '1:05 Uhr'],
  ['pt', 'terça-feira, 1 de dezembro às 14:30', '1 de dezembro', '1:05'],
  ['it', 'martedì 1 dicembre alle 14:30', '1 dicembre', '1:05'],
  ['nl', 'dinsdag 1 december om 14:30 uur', '1 december', '1:05 uur'],
])('in %s: %s', (language, whole, day, time) => {
  expect(spoken('2026-12-01 14:30', { language })).toEqual([whole]);
  expect(spoken('Dec 1', { language })).toEqual([day]);
  expect(spoken('01:05', { language })).toEqual([time]);
});

it('one o’clock has its own word where it has one', () => {
  expect(spoken('2026-12-01 13:05', { language: 'es-US' })).toEqual(['martes, 1 de diciembre a la 1:05 p.m.']);
  expect(spoken('2026-12-01 01:05', { language: 'es' })).toEqual(['martes, 1 de diciembre a la 1:05']);
  expect(spoken('2026-12-01 01:05', { language: 'pt' })).toEqual(['terça-feira, 1 de dezembro à 1:05']);
  expect(spoken('2026-12-01 01:05', { language: 'it' })).toEqual(["martedì 1 dicembre all'1:05"]);
});

describe('what nobody may guess', () => {
  it.each([
    'soon',
    '9-10 AM',
    '2026-02-30',
    '13/13/2026',
    '25:00',
    'Monday, December 1, 2026',
    '12/1/2026 25:00',
    'Dr. Lee',
    '12',
  ])('%s is no day and no time', (text) => {
    expect(spoken(text)).toEqual(['', 'unreadable_date']);
  });

  it('which of two numbers is the month, unless the country or the file says', () => {
    expect(spoken('03/04/2027', {}, { country: '' })).toEqual(['', 'ambiguous_date']);
    expect(spoken('03/04/2027', {}, { country: 'CA' })).toEqual(['', 'ambiguous_date']);
    expect(spoken('03/04/2027', { order: 'dmy' }, { country: '' })).toEqual(['Saturday, April 3']);
    expect(spoken('03/04/2027', { order: 'mdy' }, { country: 'GB' })).toEqual(['Thursday, March 4']);
    expect(spoken('03/04/2027')).toEqual(['Thursday, March 4']);
    expect(spoken('03/04/2027', {}, { country: 'DE' })).toEqual(['Saturday, April 3']);
    expect(spoken('13/04/2027', {}, { country: '' })).toEqual(['Tuesday, April 13']);
    // Read as April it would tell nobody that the rest of the column is read wrongly.
    expect(spoken('13/04/2027')).toEqual(['', 'unreadable_date']);
  });

  it('in which zone a contact is', () => {
    const two = ['America/Chicago', 'America/New_York'];
    expect(spoken('2026-12-01T14:30:00Z', {}, { zones: two })).toEqual(['', 'ambiguous_date']);
    expect(spoken('2026-12-01T14:30:00Z', { timezone: 'America/Denver' }, { zones: two })).toEqual([
      'Tuesday, December 1 at 7:30 AM',
    ]);
    expect(spoken('2026-12-01 14:30', {}, { zones: two })).toEqual(['Tuesday, December 1 at 2:30 PM']);
    expect(spoken('2026-12-01T14:30:00Z', {}, { zones: ['America/New_York', 'America/Detroit'] })).toEqual([
      'Tuesday, December 1 at 9:30 AM',
    ]);
  });

  it('whether midnight in UTC is a day or an evening', () => {
    expect(spoken('2026-12-01T00:00:00.000Z')).toEqual(['', 'ambiguous_date']);
    expect(spoken('2026-12-01T00:00:00.000Z', { timezone: 'UTC' })).toEqual(['Tuesday, December 1']);
  });
});

it('what is past is told, unless the column speaks of the past', () => {
  expect(spoken('2026-11-26')).toEqual(['Thursday, November 26', 'date_in_past']);
  expect(spoken('2026-11-27')).toEqual(['Friday, November 27']);
  expect(spoken('2026-11-27 09:59')).toEqual(['Friday, November 27 at 9:59 AM', 'date_in_past']);
  expect(spoken('2026-11-27 10:01')).toEqual(['Friday, November 27 at 10:01 AM']);
  expect(spoken('2026-11-26', {}, { column: 'Last Visit' })).toEqual(['Thursday, November 26']);
  expect(spoken('2025-11-26', {}, { column: 'Last Visit' })).toEqual(['Wednesday, November 26, 2025']);
});

it('a date that is sent as it stands is told, with what would be said', () => {
  const one = (column: string) => ({ leave: [{ name: 'time', column }], withheld: [] });
  const issues = (column: string, cell: string) =>
    variablesOf({ row: 2, cells: { [column]: cell }, issues: [] }, one(column), { zones: NEW_YORK, now: NOW }).issues;
  expect(issues('Appt', '2026-12-01 09:30')).toMatchObject([
    { code: 'machine_date', severity: 'warning', message: expect.stringContaining('"Tuesday, December 1 at 9:30 AM"') },
  ]);
  expect(issues('Appt', '2026-11-01').map(({ code }) => code)).toEqual(['machine_date', 'date_in_past']);
  expect(issues('Created', '2026-11-01').map(({ code }) => code)).toEqual(['machine_date']);
  expect(issues('Appt', 'Tuesday at 9:30')).toEqual([]);
});

it('placeholders are empty, and errors of spreadsheets stay errors', () => {
  expect(spoken('TBD')).toEqual(['', 'placeholder_value']);
  expect(spoken('#REF!')).toEqual(['#REF!', 'spreadsheet_error']);
});

describe('the calendar', () => {
  it('counts days both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60_000, max: 120_000 }), (days) => {
        const day = dayOf(days * DAY);
        const date = new Date(days * DAY);
        expect(day).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
        expect(instantOf(day)).toBe(days * DAY);
        expect(weekdayOf(day)).toBe(date.getUTCDay());
      }),
    );
  });

  it('gives no name to two months', () => {
    for (const language of ['en', 'es', 'fr', 'de', 'pt', 'it', 'nl'])
      for (let month = 1; month <= 12; month++) {
        const name = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(
          Date.UTC(2026, month - 1, 15),
        );
        expect(MONTHS.get(name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase())).toBe(month);
      }
  });

  it('what is said is read again as the same', () => {
    const language = fc.constantFrom('en', 'es', 'fr', 'de', 'pt', 'it', 'nl', 'en-GB');
    fc.assert(
      fc.property(
        language,
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 61, max: 1439 }),
        (lang, days, minutes) => {
          const at = new Date(Date.UTC(2026, 10, 28) + days * DAY + minutes * 60_000).toISOString().slice(0, 16);
          const [words = ''] = spoken(at, { language: lang });
          expect(spoken(words, { language: lang })).toEqual([words]);
        },
      ),
    );
  });
});

it('a form is written as it was read', () => {
  const forms: WrittenColumn[] = [
    'Appt',
    { column: 'Appt', format: 'as_is' },
    { column: 'Appt', format: 'spoken' },
    { column: 'Appt', format: 'spoken', timezone: 'UTC', language: 'es', order: 'dmy' },
  ];
  for (const form of forms) expect(writtenColumn(namedColumn('x', form))).toEqual(form);
});

describe('the campaign file', () => {
  async function variables(value: unknown) {
    const dir = await mkdtemp(join(tmpdir(), 'outdial-spoken-'));
    const path = join(dir, 'c.json');
    await writeFile(path, JSON.stringify({ agent_id: 'a', from_number_id: 'b', contacts: 'c.csv', variables: value }));
    try {
      return (await readSpec(path)).variables;
    } catch (error) {
      return (error as UserError).problems.map(({ at, message, hint = '' }) =>
        `${at ?? ''}: ${message} ${hint}`.trim(),
      );
    } finally {
      await rm(dir, { recursive: true });
    }
  }

  it('takes columns and forms side by side', async () => {
    expect(await variables({ a: 'A', t: { column: 'T', format: 'spoken' }, s: { column: 'S' } })).toEqual({
      is: 'named',
      variables: [
        { name: 'a', column: 'A' },
        { name: 't', column: 'T', form: { is: 'spoken', timezone: 'contact', language: 'en', order: null } },
        { name: 's', column: 'S' },
      ],
    });
  });

  it.each<[unknown, string]>([
    [
      { t: { column: 'T', format: 'spokn' } },
      'variables.t.format: must be one of "spoken", "as_is", not "spokn". Did you mean "spoken"?',
    ],
    [{ t: { format: 'spoken' } }, 'variables.t.column: is missing; it must be the name of a column of the list.'],
    [{ t: { column: 'T', fromat: 'spoken' } }, 'variables.t.fromat: There is no such field. Did you mean "format"?'],
    [
      { t: { column: 'T', order: 'mdy' } },
      'variables.t.order: has no effect without "format": "spoken". Add the format, or remove this.',
    ],
    [
      { t: { column: 'T', format: 'spoken', timezone: 'EST' } },
      'variables.t.timezone: must be "contact" or an IANA time zone, not "EST". Such as "America/New_York"; or "contact" for where each contact is.',
    ],
    [
      { t: { column: 'T', format: 'spoken', language: 'ja' } },
      'variables.t.language: must be one of the languages en, es, fr, de, pt, it, nl, also with a region such as "es-US", not "ja".',
    ],
    [
      { t: 7 },
      'variables.t: must be the name of a column of the list, or an object such as {"column": "Appt Time", "format": "spoken"}, not 7.',
    ],
  ])('%j is refused with what mends it', async (value, sentence) => {
    expect(await variables(value)).toEqual([sentence]);
  });
});

describe('cells that are empty', () => {
  const leave = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((column) => ({ name: column.toLowerCase(), column }));
  const row = (at: number, filled: string): RowOutcome => {
    const variables = Object.fromEntries(leave.map(({ name }) => [name, filled.includes(name) ? 'x' : '']));
    return { row: at, status: 'accepted', accepted: { variables } as never, cells: {}, issues: [] };
  };

  it('are told by column, those that are nearly full first, and once for what nobody fills in', () => {
    const cells = new EmptyCells({ leave, withheld: [] }, ['g']);
    ['abcde', 'bcde', 'bcde', 'bcd', 'bcd', 'bcd', 'cd', 'd'].forEach((filled, at) => cells.add(row(at + 2, filled)));
    expect(cells.issues().map(({ issue, count, rows }) => [issue.code, issue.column, count, rows])).toEqual([
      ['empty_value', 'C', 1, [9]],
      ['empty_value', 'B', 2, [8, 9]],
      ['empty_value', 'E', 5, [5, 6, 7]],
      ['empty_value', 'A', 7, [3, 4, 5]],
      ['empty_column', undefined, 8, [2]],
    ]);
  });
});
