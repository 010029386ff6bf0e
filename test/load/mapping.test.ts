/** Finding the number, and what to say where it cannot be found. */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import { mapColumns, type ColumnChoice } from '../../src/load/row/mapping.ts';

const FIND: ColumnChoice = { toNumber: [], id: null, timezone: null };

function failure(columns: readonly string[], choice: Partial<ColumnChoice> = {}): UserError {
  try {
    mapColumns(columns, { ...FIND, ...choice }, 'list.csv');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('the column with the number', () => {
  it.each([
    ...[
      'to_number',
      'phone',
      'Phone Number',
      'PHONE-NUMBER',
      'mobile',
      'Mobile #',
      'cell',
      'Cell Phone',
      'telephone',
      'Tel.',
    ],
    ...[
      'tel',
      'msisdn',
      'number',
      'to',
      'phoneNumber',
      'Patient Phone',
      'Contact Number',
      ' phone ',
      'Phone No.',
      'E164',
    ],
    ...['Telefon', 'Handy', 'Handynummer', 'Numéro', 'Numéro de téléphone', 'Téléphone', 'Teléfono', 'Telefone'],
    ...[
      'Phone 1 - Value',
      'Contact No.',
      'Contact No',
      'Phone Number (required)',
      'phone_number_e164',
      'Phone Number *',
    ],
    ...[
      'phone_e164',
      'E.164 number',
      'Mobile [optional]',
      'Mobile (with country code)',
      'Phone (e.g. +1 415 555 0101)',
    ],
    ...[
      'What is your phone number?',
      'Your mobile number',
      'Please enter your phone number:',
      'Phone - Work',
      'Ph. No.',
    ],
    ...['Best phone number to reach you at', 'Telefon (Pflichtfeld)', 'Téléphone (obligatoire)', 'to_number_e164'],
    ...['Mobil', 'Téléphone portable', 'Portable', 'Teléfono móvil', 'Cellulare', 'Telefoonnummer', 'GSM'],
    ...['Mobilfunknummer', 'Numer telefonu', 'Телефон', '電話番号', 'WhatsApp Number', 'Lead Phone', 'Billing Phone'],
    ...['PersonMobilePhone', 'phones[0].value', 'Best contact number', 'Mobile number (for SMS reminders)'],
    ...['Phone Number - Mobile', 'Numero di telefono'],
    ...['Celular', 'Recipient', 'Phone Number (mobile)', 'Mobile No.', 'Telefon (privat)', 'Number (cell)'],
  ])('%s', (header) => {
    expect(mapColumns(['First Name', header, 'Age'], FIND, 'list.csv').toNumber).toEqual([header]);
  });

  it.each([
    'photo',
    'topic',
    'telegram',
    'account number',
    'order_number',
    'cellar',
    'phone model',
    'Number (of children)',
    'Phone 1 - Type',
    'Phone (country code)',
    'Contact',
    'Contact Notes',
    'Phone country code',
    'Phone extension',
    'E164 valid',
  ])('not %s', (header) => {
    expect(failure([header, 'name']).problems[0]?.code).toBe('no_phone_column');
  });

  it('a title above the header is named as what may be wrong', () => {
    expect(failure(['Patients of March']).message).toContain('if it is a title, take it out');
    expect(failure(['name', 'city']).message).not.toContain('title');
  });

  it('two are an error that lists them and says how to choose', () => {
    const error = failure(['Mobile', 'name', 'Home Phone']);
    expect(error.problems.map(({ code }) => code)).toEqual(['ambiguous_phone_column']);
    expect(error.message).toContain('"Mobile" and "Home Phone"');
    expect(error.message).toContain('"columns": {"to_number": "Mobile"}');
  });

  it('none is an error that lists the headers', () => {
    expect(failure(['a', 'b', 'c']).message).toContain('"a", "b" and "c"');
  });

  it('is whatever the campaign says, in its order', () => {
    const choice = { ...FIND, toNumber: ['Home Phone', 'mobile'] };
    expect(mapColumns(['Mobile', 'Home Phone'], choice, 'l').toNumber).toEqual(['Home Phone', 'Mobile']);
  });
});

describe('named columns', () => {
  it('that do not exist are all named at once, with the nearest', () => {
    const error = failure(['Mobile', 'Patient ID'], { toNumber: ['Mobil'], id: 'PatientNo', timezone: 'TZ' });
    expect(error.problems.map(({ at }) => at)).toEqual(['columns.to_number', 'columns.id', 'columns.timezone']);
    expect(error.message).toContain('list.csv has no column "Mobil". Did you mean "Mobile"?');
    expect(error.message).toContain('has no column "TZ". Its columns are "Mobile" and "Patient ID".');
  });

  it('the zone is found by its header, the id is not', () => {
    expect(mapColumns(['phone', 'Time Zone', 'id'], FIND, 'l')).toEqual({
      toNumber: ['phone'],
      id: null,
      timezone: 'Time Zone',
    });
  });

  it.each([
    ...['timezone', 'Time Zone', 'TZ', 'tz', 'timeZoneId', 'IANA Timezone', 'tzid', 'tz_name', 'Timezone Name'],
    ...['Contact Timezone', 'Time Zone (IANA)', 'Time Zone (required)', 'customer_timezone', 'user_timezone'],
    ...['local_timezone', 'Lead time zone', 'Preferred time zone', 'Recipient time zone', 'hs_timezone', 'timezone*'],
    ...[
      'Olson',
      'tz_database',
      'Zeitzone',
      'fuseau horaire',
      'zona horaria',
      'Fuso orario',
      'fuso horário',
      'tz_olson',
    ],
    ...['Fuseau horaire du client', 'Zona horaria del contacto', 'Zeitzone (Pflichtfeld)', 'What is your time zone?'],
    ...['Часовой пояс', 'タイムゾーン', '시간대', 'PersonTimeZone__c', "Patient's time zone", 'Time zone you live in'],
  ])('a zone: %s', (header) => {
    expect(mapColumns(['phone', header, 'name'], FIND, 'l').timezone).toBe(header);
  });

  it.each([
    ...['Owner timezone', 'account_timezone', 'Time zone (owner)', 'Timezone offset', 'Time zone (UTC offset)'],
    ...['timezone_abbr', 'timezone_updated_at', 'Platz', 'Zone', 'Call time', 'Lutz', 'Company time zone'],
  ])('no zone of the contact: %s', (header) => {
    expect(mapColumns(['phone', header, 'name'], FIND, 'l').timezone).toBeNull();
  });

  it('two zones are an error that says how to choose', () => {
    const error = failure(['phone', 'tz', 'Contact timezone']);
    expect(error.problems.map(({ code }) => code)).toEqual(['ambiguous_timezone_column']);
    expect(error.message).toContain('"columns": {"timezone": "tz"}; or with --timezone-column');
    const named = { ...FIND, timezone: 'Contact timezone' };
    expect(mapColumns(['phone', 'tz', 'Contact timezone'], named, 'l').timezone).toBe('Contact timezone');
    expect(mapColumns(['phone', 'tz', 'Owner timezone'], FIND, 'l').timezone).toBe('tz');
  });
});

it.each([
  [['Phone', 'Billing Phone'], 'Phone'],
  [['WhatsApp Number', 'Phone Number', 'Shipping Phone'], 'Phone Number'],
  [['Billing Phone', 'Name'], 'Billing Phone'],
  [['recipient', 'Billing Phone'], 'recipient'],
])('of %j the number is in %s', (columns, found) => {
  expect(mapColumns(columns, { toNumber: [], id: null, timezone: null }, 'list.csv').toNumber).toEqual([found]);
});
