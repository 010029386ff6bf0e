/** Why a column stays in the house, and what a private value is, in plain words: the one place that has them. */
import type { ValueKind, Withheld } from './load-report.ts';

const KINDS: Readonly<Record<ValueKind, readonly [one: string, many: string]>> = {
  email: ['an e-mail address', 'e-mail addresses'],
  phone: ['a phone number', 'phone numbers'],
  national_id: ['a national id number', 'national ids'],
  card: ['a card number', 'card numbers'],
  iban: ['a bank account', 'bank accounts'],
  address: ['an address', 'addresses'],
  birth_date: ['a birth date', 'birth dates'],
  health: ['something of health', 'health'],
  money: ['a sum of money', 'sums of money'],
  ip_address: ['an IP address', 'IP addresses'],
};

const HEADERS: Readonly<Record<Exclude<Withheld, `values:${ValueKind}`>, string>> = {
  identity: 'identity',
  health: 'health',
  money: 'money',
  contact: 'contact',
  phone: 'phone number',
  notes: 'notes',
  address_part: 'part of an address',
  no_legal_name: 'header makes no name',
};

/** `an e-mail address`. */
export function valueWords(kind: ValueKind): string {
  return KINDS[kind][0];
}

/** In few words, behind the column: `identity`, `e-mail addresses`. */
export function withheldWords(why: Withheld): string {
  const kind = kindOf(why);
  return kind === undefined ? HEADERS[why as keyof typeof HEADERS] : KINDS[kind][1];
}

/** As the end of "withheld: …". */
export function whyWithheld(why: Withheld | 'not_named'): string {
  if (why === 'not_named') return 'not in "variables"';
  const words = withheldWords(why);
  if (kindOf(why) !== undefined) return `${words} (values)`;
  return why === 'address_part' || why === 'no_legal_name' ? words : `${words} (header)`;
}

function kindOf(why: Withheld): ValueKind | undefined {
  return why.startsWith('values:') ? (why.slice('values:'.length) as ValueKind) : undefined;
}
