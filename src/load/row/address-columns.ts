/** Which columns hold the state, the postal code and the country of a contact: named like them, and filled with such values. */
// Missed, a Californian with a number of New York is rung at six in the morning. Taken for one, a column of states of
// something else ("open", "closed") would say nothing of anybody: so what stands in it must be read as one, mostly.
import type { AddressColumns } from '../../model/load-report.ts';
import { own } from '../../model/own.ts';
import { readCountry } from '../number/country-names.ts';
import { readPostalCode } from '../number/postal-codes.ts';
import { readState } from '../number/state-names.ts';
import { isPlaceholder } from '../number/zone-placeholders.ts';
import { plainHeader } from './headers.ts';
import type { RawRow } from './types.ts';

type Part = keyof AddressColumns;

const plain = (text: string): ReadonlySet<string> => new Set(text.split(',').map(plainHeader));

const NAMES: Readonly<Record<Part, ReadonlySet<string>>> = {
  state: plain(
    'state,st,us state,state code,state name,state abbr,state abbreviation,state iso,state province,state or province,' +
      'province,province code,province state,prov,region,region code,administrative area,state region,address state,' +
      'state of residence,residence state,province territory,state territory,province or territory,' +
      'estado,estado provincia,provincia,etat,état,département,région,bundesland,bundesstaat,staat,stato,regione,provincie',
  ),
  zip: plain(
    'zip,zipcode,zip code,zip5,zip 5,zip plus4,zip plus 4,zip4,zip9,us zip,zip postal,zip postal code,zip or postal code,postal zip,postal zip code,' +
      'postal,postal code,postalcode,postcode,post code,postal code zip,address zip,address postal code,address postcode,' +
      'plz,postleitzahl,code postal,codigo postal,código postal,cód postal,cp,cap,codice postale,codice di avviamento postale,cep,postnummer,postnr',
  ),
  country: plain(
    'country,country code,country name,country iso,iso country,iso country code,country region,country region code,nation,' +
      'address country,country of residence,residence country,country iso2,country iso3,' +
      'land,staat land,länderkürzel,landkod,pays,code pays,país,pais,codigo pais,paese,nazione,kraj',
  ),
};

/** Whose, in front of it; the plain one is asked first, and where a thing is sent last. */
const OWNERS = [
  '',
  'home',
  'mailing',
  'contact',
  'customer',
  'client',
  'patient',
  'person',
  'lead',
  'primary',
  'member',
].concat([
  'address',
  'address1',
  'current',
  'residential',
  'physical',
  'property',
  'default address',
  'default',
  'billing',
  'shipping',
]);

/** Of what is filled in, so much must be read as one. */
const MOSTLY = 0.6;

/** A state is read whatever country it may be of; a column of one letter's worth of values says little, and is judged all the same. */
const READS: Readonly<Record<Part, (text: string) => boolean>> = {
  state: (text) => readState(text, ['US', 'CA', 'AU']) !== undefined,
  zip: (text) => readPostalCode(text, ['US', 'CA', 'AU']) !== undefined,
  country: (text) => readCountry(text) !== undefined,
};

/** `but`: columns that are something else already. */
export function findAddress(
  columns: readonly string[],
  head: readonly RawRow[],
  but: readonly (string | null)[],
): AddressColumns {
  const free = columns.filter((column) => !but.includes(column));
  return { state: find('state', free, head), zip: find('zip', free, head), country: find('country', free, head) };
}

function find(part: Part, columns: readonly string[], head: readonly RawRow[]): string | null {
  for (const owner of OWNERS) {
    const named = columns.find((column) => isNamed(part, owner, column) && holds(part, column, head));
    if (named !== undefined) return named;
  }
  return null;
}

function isNamed(part: Part, owner: string, column: string): boolean {
  const name = plainHeader(column.slice(0, 200));
  const whose = plainHeader(owner);
  return name.startsWith(whose) && NAMES[part].has(name.slice(whose.length));
}

function holds(part: Part, column: string, head: readonly RawRow[]): boolean {
  const texts = head
    .map(({ cells }) => own(cells, column))
    .flatMap((cell) => (typeof cell === 'string' || typeof cell === 'number' ? [String(cell).trim()] : []))
    .filter((text) => text !== '' && !isPlaceholder(text));
  return texts.length > 0 && texts.filter(READS[part]).length >= texts.length * MOSTLY;
}
