import { expect, it } from 'vitest';
import { isWithheld } from '../../../src/load/row/sensitive-columns.ts';
import { saidNo } from '../../../src/load/row/said-no.ts';

it.each([
  ...['DNC', 'Do Not Call', 'Do Not Call?', 'do_not_call', 'DNC Flag', 'Opt-out', 'Opted Out (calls)', 'Unsubscribed'],
  ...[
    'No llamar',
    'Ne pas appeler',
    'Bloctel',
    'Nicht anrufen',
    'Não ligar',
    'Non chiamare',
    'Niet bellen',
    'Lista Robinson',
  ],
])('"%s": whatever stands in it is a no, unless it says that it is none', (header) => {
  for (const value of ['Y', 'yes', 'X', '1', 'TRUE', 'Sí', 'Oui', 'ja', '✓', '2024-05-01', 'asked by mail', '☒'])
    expect(saidNo({ Name: 'Ann', [header]: value }), value).toEqual({ column: header, value });
  for (const value of ['', ' ', 'N', 'no', 'FALSE', '0', 'Nein', 'não', 'n/a', '-', 'OK to call'])
    expect(saidNo({ Name: 'Ann', [header]: value }), value).toBeUndefined();
});

it('what says whether they may be called is told to no agent', () => {
  for (const header of ['DNC', 'Do Not Call?', 'Opt-out', 'Consent', 'OK to call'])
    expect(isWithheld(header), header).toBe(true);
});

it.each(['Consent', 'OK to call', 'Call Consent', 'Opt-in', 'Einwilligung', 'Consentement', 'Toestemming'])(
  '"%s": a plain no is a no, and nothing else is',
  (header) => {
    for (const value of ['No', 'n', 'FALSE', '0', 'nein', 'Non', 'revoked'])
      expect(saidNo({ [header]: value })).toBeDefined();
    for (const value of ['Yes', '', '2024-05-01', 'written', 'unknown'])
      expect(saidNo({ [header]: value })).toBeUndefined();
  },
);

it.each([
  'Name',
  'Notes',
  'Call Date',
  'Calls',
  'Doctor',
  'Contact',
  'Status',
  'Last Call',
  'Option',
  'Opt',
  'Phone',
  'Active',
])('"%s" says nothing of it', (header) => {
  for (const value of ['Yes', 'No', 'X', 'do not call']) expect(saidNo({ [header]: value })).toBeUndefined();
});
