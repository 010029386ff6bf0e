/** What single values are told to be: national ids by their check digits, cards, accounts, telephones, addresses. */
import { describe, expect, it } from 'vitest';
import { signsOf, sureSigns } from '../../../src/load/row/sensitive-values.ts';
import { areBirthDates } from '../../../src/load/row/values/dates.ts';

const NOW = 1_795_000_000_000; // November 2026

const surely = (text: string, country?: string): readonly string[] =>
  sureSigns(text, { country })
    .filter(({ is }) => is === 'sure')
    .map(({ kind }) => kind);
const perhaps = (text: string, country?: string): readonly string[] =>
  signsOf(text, { country })
    .filter(({ is }) => is !== 'shape')
    .map(({ kind }) => kind);

describe('one cell is enough', () => {
  it.each([
    [
      'email',
      'ana@example.com',
      'write to x.y+z@mail.example.co.uk, please',
      'joe (at) example.com',
      'JOSÉ@EJEMPLO.ES',
    ],
    [
      'phone',
      '+1 415 555 0101',
      '(415) 555-0101',
      '415.555.0101',
      'call 415-555-0101 instead',
      '1-800-555-0199',
      '+34600123456',
    ],
    [
      'phone',
      '06 12 34 56 78',
      '06.12.34.56.78',
      '+49 (0)30 1234567',
      '0034 600 12 34 56',
      'tel:+14155550101',
      '415 555 0101 x22',
    ],
    ['national_id', '123-45-6789', 'SSN 219-09-9999', '912-70-1234', '1EG4-TE5-MK73'],
    [
      'national_id',
      '12345678Z',
      '12.345.678-Z',
      'X1234567L',
      'DNI: 12345678-z',
      '185057800608491',
      '1 85 05 78 006 084 91',
    ],
    ['national_id', 'RSSMRA85T10A562S', '65180539W001', '65 180539 W 00 1', '529.982.247-25', '11.222.333/0001-81'],
    ['national_id', '85.07.30-033.28', '811218-9876', '131052-308T', '756.9217.0769.85', 'AB 12 34 56 C'],
    [
      'national_id',
      'HEGG560427MVZRRL04',
      'GODE561231GR8',
      '20-12345678-6',
      '12.345.678-5',
      '2341 2341 2346',
      '11010519491231002X',
    ],
    ['card', '4111 1111 1111 1111', '378282246310005', '5500-0000-0000-0004', 'card 6011000990139424 exp 12/27'],
    ['iban', 'DE89 3704 0044 0532 0130 00', 'GB82WEST12345698765432', 'it is FR14 2004 1010 0505 0001 3M02 606 thanks'],
  ])('%s: %s', (kind, ...texts) => {
    for (const text of texts) expect(surely(text), text).toContain(kind);
  });

  it('a number of the list’s own country is one without its code too', () => {
    expect(surely('030/1234567', 'DE')).toEqual(['phone']);
    expect(surely('ruf 0171 2345678 an', 'DE')).toEqual(['phone']);
    expect(surely('600 12 34 56', 'ES')).toEqual(['phone']);
    expect(surely('30.11.2026 10:00', 'DE')).toEqual([]);
  });

  it.each([
    ...[
      'Room 12345',
      '2:30 PM',
      '11/30/2026',
      '30.11.2026 10:00',
      '2026-11-30T10:00:00',
      '2026-11-30 10:00:00',
      '27.11.26 um 10 Uhr',
    ],
    ...[
      'Nov 30, 2026 at 10:00 AM',
      '10:00 - 11:30',
      'Mon-Fri 9:00-17:00',
      'Order 48213',
      'INV-2026-000123',
      'ORD123456789',
      'A-10023',
    ],
    ...[
      '1Z999AA10123456784',
      '#4411',
      '978-3-16-148410-0',
      '$1,240.50',
      '1.240,50 €',
      '123,456',
      '0011223344',
      '2025110301',
      '4155550101',
    ],
    ...[
      'Flight BA 2490',
      '12345-6789',
      'Dr. Lee',
      'Anna',
      'Table for 4 at 7',
      'Honda Civic 2018',
      '123456789',
      '86095742719',
      '000000000',
    ],
    ...[
      '4111 1111 1111 1112',
      '12345678A',
      'DE89 3704 0044 0532 0130 01',
      '000-12-3456',
      '192.168.1.1',
      '37.7749, -122.4194',
      '',
    ],
  ])('not of %s', (text) => {
    expect(surely(text)).toEqual([]);
    expect(surely(text, 'US')).toEqual([]);
    expect(surely(text, 'FR')).toEqual([]);
  });
});

describe('a column of it', () => {
  it.each([
    [
      'address',
      '123 Main St',
      '4501-B N. Ocean Blvd Apt 3',
      '221B Baker Street',
      'PO Box 12',
      'Springfield, IL 62701',
      'SW1A 1AA',
      'M5V 2T6',
    ],
    [
      'address',
      'Calle Mayor 5',
      'C/ Alcalá, 45, 2º B',
      'Av. de América, 14',
      'Carrera 7 # 71-21',
      'Apartado 45',
      '28013 Madrid',
    ],
    [
      'address',
      '12 rue de la Paix',
      '12, avenue Foch',
      'Hauptstraße 12',
      'Dorfstr. 5',
      '10115 Berlin',
      'Postfach 12 34',
    ],
    [
      'address',
      'Rua Augusta 200',
      'Av. Paulista, 1578',
      'Via Roma, 12',
      'Piazza Garibaldi 3',
      'Keizersgracht 123',
      'Kerkstraat 12-2',
      '1012 AB',
    ],
    ['money', '$1,240.50', '-$20', '1.240,50 €', 'EUR 50', 'R$ 50,00', '€ 12,-', '50 USD', '£3', '(12.50 €)'],
    [
      'health',
      'E11.9',
      'J45.909',
      'E11.9 Type 2',
      'Diabetes type 2',
      'Colonoscopy',
      'Depresión',
      'Krebsvorsorge',
      'Grossesse',
    ],
    ['ip_address', '192.168.1.1', '2001:db8:0:1:1:1:1:1'],
    ['national_id', '123456789', '86095742719', '111222333', '52998224725', '44051401359', '046 454 286', 'ABCPE1234F'],
    ['phone', '4155550101', '4155550101.0', '0171 2345678', '07911123456', '4.15555E+09', '34600123456'],
  ])('%s: %s', (kind, ...texts) => {
    for (const text of texts) expect(perhaps(text), text).toContain(kind);
  });

  it.each([
    'Dr. Lee',
    'Main St Clinic',
    'St. Mary',
    'Place Vendôme',
    'Via Maria',
    'Court 3',
    'Gate 12',
    '45 min',
    '2 adults',
    'B12',
    'Suite 400',
  ])('nothing of %s', (text) => {
    expect(perhaps(text)).toEqual([]);
  });
});

describe('birth dates', () => {
  const are = (...cells: string[]): boolean => areBirthDates(cells, cells.length, NOW);

  it.each([
    [['1982-03-04', '1955-11-20', '2001-07-09']],
    [['3/4/82', '11/20/55', '7/9/01']],
    [['04.03.1982', '20.11.1955', 'unbekannt']],
    [['March 3, 1984', 'July 9, 2001']],
    [['3 de mayo de 1984', '12 mars 1990', '3. März 1961', '3-Mar-84']],
    [['30211', '20500', '36000']],
    [['19820304', '19551120']],
    [['1984-01-01']],
  ])('%j', (cells) => {
    expect(are(...cells)).toBe(true);
  });

  it.each([
    [['2026-11-30', '2026-12-01', '2026-12-02']],
    [['11/30/26', '12/1/26']],
    [['2025-03-01', '2025-04-01', '2025-05-20']],
    [['46357', '46358', '46359.375']],
    [['30211', '30212', '30213']],
    [['10:30', '11:00']],
    [['1982-03-04', '2026-11-30', '2026-12-01']],
    [['12345']],
    [['Anna', 'Bo']],
  ])('not %j', (cells) => {
    expect(are(...cells)).toBe(false);
  });
});
