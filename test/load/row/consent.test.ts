/** Consent columns: found by their headers, and read as no more than they say. */
import { describe, expect, it } from 'vitest';
import { consentUse } from '../../../src/load/row/consent-headers.ts';
import { mapColumns } from '../../../src/load/row/mapping.ts';
import { planVariables } from '../../../src/load/row/variables.ts';
import { validateRow, type ValidateContext } from '../../../src/load/row/validate.ts';
import { UserError } from '../../../src/model/errors.ts';
import type { ConsentColumns, Mapping } from '../../../src/model/load-report.ts';

const NOW = Date.UTC(2026, 10, 27, 15);

describe('headers', () => {
  it.each([
    ...[
      'consent',
      'Consent',
      'TCPA Consent',
      'Call consent?',
      'Consent Level',
      'consent_type',
      'Opt-in',
      'Opt-In Status',
    ],
    ...['OK to call', 'Consent given', 'Einwilligung', 'Consentimiento', 'Consentement', 'Toestemming'],
  ])('"%s" says what was agreed to', (header) => expect(consentUse(header)).toBe('level'));
  it.each([
    ...['consent_at', 'Consent Date', 'Consent given at', 'TCPA Consent Timestamp', 'Opt-in date', 'Date of consent'],
    ...['consentDateTime', 'Consent obtained on', 'Opted in at', 'Einwilligung vom', 'Fecha de consentimiento'],
  ])('"%s" says when', (header) => expect(consentUse(header)).toBe('at'));
  it.each(['consent_source', 'Consent Source', 'Opt-in method', 'Consent URL', 'Source of consent', 'consent proof'])(
    '"%s" says where it is written down',
    (header) => expect(consentUse(header)).toBe('source'),
  );
  it.each([
    ...['Email consent', 'SMS Consent', 'sms opt in date', 'Text consent', 'Cookie consent', 'Consent form needed'],
    ...['Name', 'Date', 'Source', 'Parental consent', 'consent to treatment', 'Opt-out', 'Optician', ''],
  ])('"%s" is none of them', (header) => expect(consentUse(header)).toBeNull());
});

const NONE: ConsentColumns = { level: [], at: [], source: [] };
function context(consent: Partial<ConsentColumns>, more: Partial<ValidateContext> = {}): ValidateContext {
  return {
    mapping: { toNumber: ['Phone'], id: null, timezone: null, consent: { ...NONE, ...consent } },
    variables: { leave: [], withheld: [] },
    rules: {
      defaultCountry: 'US',
      lineTypes: ['cartesia'],
      testNumbers: true,
      allowUsTerritories: false,
      allowTollFree: false,
      extraUsAreaCodes: [],
    },
    now: NOW,
    needsConsent: true,
    ...more,
  };
}

function read(cells: Record<string, string>, ctx: ValidateContext) {
  const { accepted, status, issues } = validateRow(
    { row: 2, cells: { Phone: '+14155550101', ...cells }, issues: [] },
    ctx,
  );
  const codes = issues.map(({ code }) => code).filter((code) => code !== 'fictional_number');
  return { status, consent: accepted?.consent, codes };
}

describe('a level', () => {
  const ctx = context({ level: ['Consent'] });
  it.each([
    ...[
      'express',
      'Express consent',
      'yes',
      'Y',
      'TRUE',
      '1',
      'x',
      '✓',
      'opted in',
      'oral',
      'Sí',
      'oui',
      'ja',
      'Ausdrücklich',
    ].map((cell) => [cell, 'express']),
    ...['written', 'Prior Express Written Consent', 'PEWC', 'e-signed', 'schriftlich', 'Por escrito'].map((cell) => [
      cell,
      'written',
    ]),
    ...['', '   ', 'unknown', 'n/a', 'pending', 'implied', 'maybe', 'written?no', '2024'].map((cell) => [cell, 'none']),
  ])('"%s" is %s', (Consent, level) => {
    expect(read({ Consent: Consent ?? '' }, ctx)).toMatchObject({ status: 'accepted', consent: { level } });
  });

  it('a plain no is a no, under whatever header the file names', () => {
    const named = context({ level: ['Darf ich'] });
    for (const cell of ['no', 'None', 'revoked', 'Nein', 'opted out'])
      expect(read({ 'Darf ich': cell }, named)).toMatchObject({ status: 'skipped', codes: ['on_dnc'] });
    expect(read({ 'Darf ich': 'no' }, context({}))).toMatchObject({ status: 'accepted', consent: undefined });
  });

  it('of several the weakest holds', () => {
    const both = context({ level: ['Consent', 'Opt-in'] });
    expect(read({ Consent: 'written', 'Opt-in': 'yes' }, both).consent).toEqual({ level: 'express' });
    expect(read({ Consent: 'written', 'Opt-in': '' }, both).consent).toEqual({ level: 'none' });
  });
});

describe('a day', () => {
  const ctx = context({ at: ['When'] });
  it.each([
    ['2026-05-01', Date.UTC(2026, 4, 1)],
    ['05/13/2026', Date.UTC(2026, 4, 13)],
    ['3/4/26', Date.UTC(2026, 2, 4)],
    ['May 1, 2026', Date.UTC(2026, 4, 1)],
    ['2026-05-01T10:30:00-04:00', Date.UTC(2026, 4, 1, 14, 30)],
    ['2026-05-01 10:30', Date.UTC(2026, 4, 1, 10, 30)],
    ['46143', Date.UTC(2026, 4, 1)],
    ['1777593600', Date.UTC(2026, 4, 1)],
    ['', null],
  ])('"%s"', (When, at) => {
    expect(read({ When }, ctx)).toEqual({ status: 'accepted', consent: { at }, codes: [] });
  });

  it.each(['soon', 'May 1', '2026-02-30', '2026-11-29', '2027-01-01T00:00:00Z', '12:30', '31/12/2025 or so'])(
    '"%s" is none',
    (When) => expect(read({ When }, ctx)).toMatchObject({ status: 'rejected', codes: ['consent_date_bad'] }),
  );

  it('03/04 is read as the country writes it, and refused where nobody says which', () => {
    const where = (defaultCountry?: string): ValidateContext => {
      const { defaultCountry: _, ...rules } = ctx.rules;
      return { ...ctx, rules: { ...rules, ...(defaultCountry === undefined ? {} : { defaultCountry }) } };
    };
    expect(read({ When: '03/04/2026' }, where('GB')).consent).toEqual({ at: Date.UTC(2026, 3, 3) });
    expect(read({ When: '03/04/2026' }, where('US')).consent).toEqual({ at: Date.UTC(2026, 2, 4) });
    expect(read({ When: '03/04/2026' }, where('CA'))).toMatchObject({ codes: ['consent_date_bad'] });
  });

  it('where nothing demands a consent, a day that cannot be told is only said', () => {
    expect(read({ When: 'soon' }, { ...ctx, needsConsent: false })).toEqual({
      status: 'accepted',
      consent: { at: null },
      codes: ['consent_date_bad'],
    });
  });

  it('of several the oldest holds, and none where one cannot be told', () => {
    const both = context({ at: ['A', 'B'] }, { needsConsent: false });
    expect(read({ A: '2026-05-02', B: '2026-05-01' }, both).consent).toEqual({ at: Date.UTC(2026, 4, 1) });
    expect(read({ A: '2026-05-02', B: 'soon' }, both).consent).toEqual({ at: null });
  });
});

describe('which columns', () => {
  const map = (columns: readonly string[], consent?: Parameters<typeof mapColumns>[1]['consent']): Mapping =>
    mapColumns(
      columns,
      { toNumber: [], id: null, timezone: null, ...(consent === undefined ? {} : { consent }) },
      'list.csv',
    );
  it('found by their headers, and none of them is sent', () => {
    const columns = ['Phone', 'Name', 'Consent', 'consent_at', 'Consent Source'];
    const mapping = map(columns);
    expect(mapping.consent).toEqual({ level: ['Consent'], at: ['consent_at'], source: ['Consent Source'] });
    expect(planVariables(columns, mapping, { is: 'all' }, 'list.csv').leave).toEqual([
      { name: 'Name', column: 'Name' },
    ]);
    expect(map(['Phone', 'Name']).consent).toBeUndefined();
  });

  it('named, and then nothing else is looked for of that kind', () => {
    const named = map(['Phone', 'Agreed', 'Consent', 'On'], { level: 'agreed', at: 'On', source: null });
    expect(named.consent).toEqual({ level: ['Agreed'], at: ['On'], source: [] });
    const wrong = (): Mapping => map(['Phone', 'Agreed'], { level: 'Agred', at: null, source: null });
    expect(wrong).toThrow(UserError);
    expect(wrong).toThrow(/no column "Agred"/);
  });
});
