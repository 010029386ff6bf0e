/** Which of the list's columns hold the number, the id and the time zone. */
import { consentColumnsOf, type AddressColumns, type Mapping } from '../../model/load-report.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import { mapConsent, type ConsentChoice } from './consent-mapping.ts';
import { findAddress } from './address-columns.ts';
import { boundHeaders, type BoundColumns } from './call-bounds.ts';
import { didYouMean, nearest, plainHeader, quoteList } from './headers.ts';
import type { Looks } from './column-looks.ts';
import { numberColumn } from './number-column.ts';
import type { RawRow } from './types.ts';
import { isTimezoneHeader } from './timezone-header.ts';

/** The campaign file's `columns`, as given. */
export type ColumnChoice = {
  /** In order: the first with a value is dialed. Empty: find it by its header. */
  readonly toNumber: readonly string[];
  readonly id: string | null;
  readonly timezone: string | null;
  readonly consent?: ConsentChoice;
  /** Of each: its column, null for none, absent to find it. */
  readonly address?: Partial<AddressColumns>;
} & BoundColumns;

const NOUNS = [
  'phone',
  'mobile',
  'cell',
  'cellular',
  'telephone',
  'tel',
  'msisdn',
  'e164',
  'phonee164',
  'mobilephone',
  'cellphone',
  'telefon',
  'telefonnummer',
  'handy',
  'handynummer',
  'mobilnummer',
  'mobiltelefon',
  'rufnummer',
  'numerodetelephone',
  'telefono',
  'numerodetelefono',
  'telefone',
  'numerodetelefone',
  'celular',
  'movil',
  ...['mobil', 'mobilfunknummer', 'mobilnr', 'handynr', 'telefonnr', 'telefoonnummer', 'telefoon', 'mobiel', 'gsm'],
  ...['telephoneportable', 'telephonemobile', 'portable', 'numerodeportable', 'telefonomovil', 'telefonocelular'],
  ...['numerodecelular', 'numerodemovil', 'cellulare', 'numerodicellulare', 'numeroditelefono', 'telemovel'],
  ...['numertelefonu', 'nrtelefonu', 'telefonkomorkowy', 'phones'],
  ...[
    'Телефон',
    'Номер телефона',
    'Мобильный телефон',
    '電話番号',
    '携帯電話',
    '电话',
    '手机',
    '手机号',
    '电话号码',
  ].map(plainHeader),
];
const PREFIXES = [
  '',
  'to',
  'contact',
  'customer',
  'client',
  'patient',
  'primary',
  'main',
  'home',
  'work',
  'day',
  'evening',
  'business',
  'office',
  'best',
  'preferred',
  'e164',
  ...['lead', 'billing', 'shipping', 'person', 'user', 'member', 'guest', 'recipient'],
];
const SUFFIXES = [
  ...[
    '',
    'no',
    'nr',
    'num',
    'number',
    '1',
    '2',
    '3',
    'number1',
    'number2',
    'value',
    '1value',
    '2value',
    '3value',
    'e164',
  ],
  ...[
    '0value',
    'numbermobile',
    'numbercell',
    'numberhome',
    'numberwork',
    'numbere164',
    'home',
    'work',
    'mobile',
    'cell',
    'primary',
    'main',
    'business',
    'office',
  ],
];
const NUMBER_HEADERS: ReadonlySet<string> = new Set([
  ...[
    'to',
    'tonumber',
    'number',
    'contactnumber',
    'bestcontactnumber',
    'whatsappnumber',
    'contactno',
    'contactnr',
    'contactnum',
    'contacttel',
    'e164number',
    'numbere164',
    'tonumbere164',
    'phno',
    'phnumber',
    'mobno',
    'mobnumber',
    'customernumber',
    'destination',
    'destinationnumber',
    'dial',
    'dialnumber',
    'recipient',
    'recipientnumber',
    'numero',
  ],
  ...NOUNS.flatMap((noun) => PREFIXES.flatMap((prefix) => SUFFIXES.map((suffix) => `${prefix}${noun}${suffix}`))),
]);

/** What may stand in parentheses behind it: `Phone Number (mobile)`. */
const KINDS: ReadonlySet<string> = new Set([...NOUNS, ...PREFIXES, 'privat', 'mobil']);
/** How a form asks for it: `What is your phone number?`, `Best number to reach you`. */
const ASKING =
  /^\s*(?:please\s+)?(?:(?:enter|provide|give|type)\s+)?(?:what(?:['\u2019]s|\s+is)\s+)?(?:your|my|the|a)?\s+(?=\S)/i;
const ASKED = /\s+(?:(?:where|at which)\s+.*|to\s+(?:call|reach|contact)(?:\s+you)?(?:\s+(?:at|on))?)\s*[?*:]*\s*$/i;
/** What a form says beside it: `Phone Number (required)`, `Mobile (incl. country code)`, `Phone (e.g. +1 …)`. */
const NOTE =
  /^(?:required|optional|mandatory|pflichtfeld|obligatorio|obligatoire|requis|preferred|best|e\.?164(?:\s+format)?|international(?:\s+format)?|(?:with|incl\.?|including|mit|avec|con)\s+(?:the\s+)?(?:country|area|ländervorwahl|indicatif|código).*|(?:e\.?g\.?|ex\.?|example|format|z\.\s?b\.)\b.*|digits only|numbers only|for\b.*\b(?:sms|texts?|texting|calls?|calling|reminders?|whatsapp)\b.*|no dashes|10 digits|us only)$/i;
/** `Emergency contact phone`, `Mother's mobile 2`: hardly ever the one to dial, and always somebody's number. */
const PHONE_LIKE =
  /(?:phone|mobile|cellular|telefon|telefono|telefone|celular|msisdn|whatsapp|fax)(?:no|nr|num|number)?\d*$/;

/** `Billing Phone`, `WhatsApp Number`: what address books and shops keep beside a person's phone. */
const FOR_ANOTHER =
  /^(?:lead|billing|shipping|person|user|member|guest|recipient|whatsapp)(?!$)|^(?:gsm|portable|phones)/;

/** Nobody's name of a column: a cell of text, which the patterns for names would take long to look through. */
const NO_NAME = 500;

/** Runs of blanks as one; so much of it as may be a name. */
function squeezed(header: string): string {
  return header.trim().replace(/\s+/g, ' ').slice(0, NO_NAME);
}

/** Is it named like the column with the number to dial? */
export function isNumberHeader(given: string): boolean {
  const header = squeezed(given);
  const asked = header.replace(ASKING, '').replace(ASKED, '');
  if (NUMBER_HEADERS.has(plainHeader(header)) || NUMBER_HEADERS.has(plainHeader(asked))) return true;
  const [, name = '', aside = ''] = /^([^()[\]]+)[([]([^()[\]]+)[)\]]\s*[*:?]*\s*$/.exec(asked) ?? [];
  if (!NUMBER_HEADERS.has(plainHeader(name.replace(ASKED, '')))) return false;
  return KINDS.has(plainHeader(aside)) || NOTE.test(aside.trim());
}

/** A column that holds numbers of people, whether or not they are to be dialed. */
export function isPhoneLike(header: string): boolean {
  const without = squeezed(header).replace(/\([^()]*\)\s*$/, '');
  return isNumberHeader(header) || PHONE_LIKE.test(plainHeader(header)) || PHONE_LIKE.test(plainHeader(without));
}

/** Throws a UserError that lists what was found and how to choose. `looks`: what the columns hold, where the list was looked at. */
export function mapColumns(
  columns: readonly string[],
  choice: ColumnChoice,
  list: string,
  looks: Looks = new Map(),
  head: readonly RawRow[] = [],
): Mapping {
  const problems: Problem[] = [];
  const known = (name: string, at: string): string => {
    if (columns.includes(name)) return name;
    const same = columns.filter((column) => plainHeader(column) === plainHeader(name));
    if (same.length === 1 && same[0] !== undefined) return same[0];
    problems.push(unknownColumn(name, at, columns, list));
    return name;
  };
  const toNumber = choice.toNumber.map((name) => known(name, 'columns.to_number'));
  const id = choice.id === null ? null : known(choice.id, 'columns.id');
  const timezone =
    choice.timezone === null ? findTimezone(columns, list, problems) : known(choice.timezone, 'columns.timezone');
  const chosen = chosenAddress(choice.address ?? {}, known);
  const bound = (which: keyof BoundColumns, key: string): string | null => {
    const name = choice[which] ?? null;
    return name === null ? findBound(columns, which, key, list, problems) : known(name, `columns.${key}`);
  };
  const notBefore = bound('notBefore', 'not_before');
  const notAfter = bound('notAfter', 'not_after');
  const bounds = { ...(notBefore === null ? {} : { notBefore }), ...(notAfter === null ? {} : { notAfter }) };
  const consent = mapConsent(columns, choice.consent, [...toNumber, id, timezone, notBefore, notAfter], known);
  const taken = [id, timezone, notBefore, notAfter, ...consentColumnsOf(consent)];
  const own = columns.filter((column) => !taken.includes(column));
  const asked = { named: namedLikeIt(own), columns, taken, list };
  const found = toNumber.length > 0 ? null : numberColumn(asked, looks);
  if (found?.is === 'unclear') problems.push(found.problem);
  if (problems.length > 0) throw new UserError(problems);
  const dialed = found?.is === 'found' ? [found.column] : toNumber;
  const byValues = found?.is === 'found' && found.by === 'values';
  const address = { ...findAddress(columns, head, [...dialed, ...taken]), ...chosen };
  const lives = Object.values(address).some((column) => column !== null);
  return {
    toNumber: dialed,
    id,
    timezone,
    ...bounds,
    ...(lives ? { address } : {}),
    ...consent,
    ...(byValues ? { byValues: true } : {}),
  };
}

function chosenAddress(
  { state, zip, country }: Partial<AddressColumns>,
  known: (name: string, at: string) => string,
): Partial<AddressColumns> {
  const named = (name: string | null, at: string): string | null => (name === null ? null : known(name, at));
  return {
    ...(state === undefined ? {} : { state: named(state, 'columns.state') }),
    ...(zip === undefined ? {} : { zip: named(zip, 'columns.zip') }),
    ...(country === undefined ? {} : { country: named(country, 'columns.country') }),
  };
}

/** A column that the campaign file names and the list does not have. */
export function unknownColumn(name: string, at: string, columns: readonly string[], list: string): Problem {
  const near = nearest(name, columns);
  const hint = near === undefined ? `Its columns are ${quoteList(columns)}.` : didYouMean(name, columns);
  return { code: 'unknown_column', at, message: `${list} has no column ${JSON.stringify(name)}.`, hint };
}

/** Of columns that are named like the number to dial, those that are for nobody else. */
function namedLikeIt(columns: readonly string[]): readonly string[] {
  const all = columns.filter(isNumberHeader);
  // Beside a plain "Phone" those are another purpose's number; alone they are the one there is.
  const plain = all.filter((column) => !FOR_ANOTHER.test(plainHeader(column)));
  return plain.length === 1 ? plain : all;
}

function findTimezone(columns: readonly string[], list: string, problems: Problem[]): string | null {
  const found = columns.filter(isTimezoneHeader);
  if (found.length < 2) return found[0] ?? null;
  problems.push({
    code: 'ambiguous_timezone_column',
    file: list,
    message: `The columns ${quoteList(found)} may all hold the time zone of the contact.`,
    hint: `Say which in the campaign file: "columns": {"timezone": ${JSON.stringify(found[0])}}; or with --timezone-column.`,
  });
  return null;
}

function findBound(
  columns: readonly string[],
  which: keyof BoundColumns,
  key: string,
  list: string,
  problems: Problem[],
): string | null {
  const found = boundHeaders(columns, which);
  if (found.length < 2) return found[0] ?? null;
  problems.push({
    code: 'ambiguous_bound_column',
    file: list,
    message: `The columns ${quoteList(found)} may all say ${which === 'notBefore' ? 'before' : 'after'} when nobody is to be called.`,
    hint: `Say which in the campaign file: "columns": {"${key}": ${JSON.stringify(found[0])}}.`,
  });
  return null;
}
