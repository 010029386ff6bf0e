/** The list of headers that say identity or health: such columns stay in the house until the campaign names them. */
// The worse failure is a diagnosis in a provider's transcript; a missing variable is seen in the first test call.
import { plainHeader } from './headers.ts';

/** Found anywhere in a header, compared by letters and digits. */
const ANYWHERE = [
  'birth',
  'socialsecurity',
  'nationalid',
  'passport',
  'driverslicen',
  'driverlicen',
  'taxid',
  'medical',
  'diagnos',
  'condition',
  'symptom',
  'medication',
  'prescription',
  'allerg',
  'treatment',
  'procedure',
  'insurance',
  'policynumber',
  'memberid',
  'subscriberid',
  'healthplan',
  'balance',
  'amountdue',
  'amountowed',
  'creditcard',
  'cardnumber',
  'creditscore',
  'iban',
  'routingnumber',
  'accountnumber',
  'salary',
  'income',
  'address',
  'street',
  'postcode',
  'postalcode',
  'zipcode',
  'email',
  'password',
  'gender',
  'ethnic',
  'religio',
  'comments',
] as const;

/** Whole words only: short enough to sit inside harmless ones (`ssn` in "lessons", `note` in "notebook"). */
const WORDS: ReadonlySet<string> = new Set([
  ...[
    'dob',
    'bday',
    'birthday',
    'ssn',
    'sin',
    'nin',
    'nhs',
    'mrn',
    'ehr',
    'emr',
    'npi',
    'icd',
    'icd10',
    'cpt',
    'dx',
    'rx',
  ],
  ...[
    'hiv',
    'pin',
    'cvv',
    'ein',
    'itin',
    'race',
    'sex',
    'age',
    'zip',
    'mail',
    'note',
    'notes',
    'comment',
    'debt',
    'addr',
  ],
]);

export function isWithheld(header: string): boolean {
  const plain = plainHeader(header);
  if (ANYWHERE.some((word) => plain.includes(word))) return true;
  const words = header
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return WORDS.has(plain) || words.some((word) => WORDS.has(word));
}
