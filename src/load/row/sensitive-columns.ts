/** What a column's header says of a person: such columns stay in the house until the campaign names them. */
// The worse failure is a diagnosis in a provider's transcript; a missing variable is seen in the first test call.
import { isAboutCalling } from './said-no.ts';
import type { HeaderReason } from '../../model/load-report.ts';
import { ADDRESS, BETWEEN, CONTACT, HEALTH, IDENTITY, MONEY, NOTES, PHONE, PLACES } from './data/sensitive-headers.ts';

const SKIPPED: ReadonlySet<string> = new Set(BETWEEN.split(/\s+/));

/** Of two the first is told. */
const BY_KIND: readonly (readonly [HeaderReason, RegExp])[] = [
  ['identity', matcher(IDENTITY)],
  ['health', matcher(HEALTH)],
  ['money', matcher(MONEY)],
  ['contact', matcher(CONTACT)],
  ['notes', matcher(NOTES)],
  ['phone', matcher(PHONE)],
];
const PLACE = matcher(PLACES);
const ON_ENVELOPES = matcher(ADDRESS);
/** Whom they belong to is somebody else, or they are no telephones: never the number to dial. */
const SOMEBODY_ELSE = matcher({ ...CONTACT, any: 'fax*, *fax, *telefax, pager' });
/** Counted by the house itself: digits in them are no telephones and no dates. */
const OWN_COUNT =
  /(?<= )(?:id|ids|order|ticket|booking|appointment|appt|apt|cita|termin|rdv|invoice|rechnung|factura|facture|fattura|confirmation|conf|ref|reference|referenz|referencia|case|tracking|code|codigo|pedido|commande|miles|mileage|km|kms|kilometer\p{L}*|odometer|qty|quantity|points|auftrag\p{L}*|auftrags|bestell\p{L}*|bestelling|ordine|sku|barcode|folio|reserva|reservation|prenotazione|buchung\p{L}*|uuid|guid)(?= )/u;
/** Of whoever calls, not of whoever is called. */
const OF_THE_HOUSE =
  /(?<= )(?:clinic|office|location|store|branch|practice|provider|doctor|dr|our|company|business|hotel|venue|restaurant|shop|hospital|center|centre|pharmacy|praxis|filiale|standort|klinik|arzt|clinica|consultorio|medico|sucursal|centro|sede|cabinet|agence|medecin|magasin|studio|negozio|kliniek|praktijk|vestiging|consultorio|agencia|callback|call back)(?= )/u;

/** Null: nothing private. */
export function secrecyOf(header: string): HeaderReason | null {
  const texts = folded(header);
  const kind = BY_KIND.find(([, words]) => texts.some((text) => words.test(text)))?.[0];
  return kind ?? (isAboutCalling(header) ? 'contact' : null);
}

export function isWithheld(header: string): boolean {
  return secrecyOf(header) !== null;
}

/** `City`, `Provincia`: part of an address where the list has one. */
export function isPlace(header: string): boolean {
  return folded(header).some((text) => PLACE.test(text));
}

/** `Street Address`, `PLZ`. */
export function isAddress(header: string): boolean {
  return folded(header).some((text) => ON_ENVELOPES.test(text));
}

/** `Emergency Contact`, `Teléfono madre`, `Fax`. */
export function isSomebodyElses(header: string): boolean {
  return folded(header).some((text) => SOMEBODY_ELSE.test(text));
}

/** `Appointment ID`, `Bestellnummer`. */
export function isOwnCount(header: string): boolean {
  return folded(header).some((text) => OWN_COUNT.test(text));
}

/** `Clinic`, `Doctor`, `Praxis`. */
export function isOfTheHouse(header: string): boolean {
  return folded(header).some((text) => OF_THE_HOUSE.test(text));
}

/** A name is shorter; what stands in its place may be a cell of any length. */
const LONGEST = 1000;

/** ` fecha nacimiento `: the header's words, and those without what stands in brackets. */
function folded(given: string): readonly string[] {
  const header = given.slice(0, LONGEST);
  const whole = wordsOf(header);
  const short = wordsOf(header.replace(/[([{][^)\]}]*[)\]}]/gu, ' '));
  return short === whole ? [whole] : [whole, short];
}

function wordsOf(header: string): string {
  const words = header
    .replace(/(?<![\p{L}])n\s*[.]?\s*[º°]|#/giu, ' no ')
    // Italy's "Età" is an age, and ETA is when the parcel comes.
    .replace(/(?<!\p{L})et(?:à|a['’`´])(?!\p{L})/giu, ' eta anni ')
    // At an insurance agency that is who the customer is.
    .replace(/named[\s_]+insured|insured(?:['’]s)?(?=[\s_]+(?:(?:first|last|full)[\s_]+)?names?\b)/giu, ' name ')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})|(\p{N})(\p{L})/gu, '$1$3 $2$4')
    .toLowerCase()
    .replace(/ß/gu, 'ss')
    .replace(/œ/gu, 'oe')
    .replace(/ø/gu, 'o')
    .replace(/ł/gu, 'l')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !SKIPPED.has(word));
  return ` ${words.join(' ')} `;
}

function matcher(words: Readonly<Record<string, string>>): RegExp {
  const terms = Object.values(words)
    .flatMap((list) => list.split(','))
    .map((term) => term.trim())
    .filter((term) => term !== '');
  return new RegExp(terms.map(patternOf).join('|'), 'u');
}

function patternOf(term: string): string {
  const [, first = '', body = '', last = ''] = /^([*^]?)(.*?)([*$]?)$/u.exec(term) ?? [];
  const text = body
    .split(/\s+/u)
    .map((word) => word.replaceAll('*', '\\p{L}*'))
    .join(' ?');
  const before = first === '^' ? '^ ' : first === '*' ? '' : '(?<= )';
  // `Address 2`, `Amount 1`: counted, and the same.
  const after = last === '$' ? '(?: \\p{N}+)* $' : last === '*' ? '' : '(?= )';
  return `${before}${text}${after}`;
}
