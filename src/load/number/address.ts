/** Where a row's own columns say that the person lives: its state, its postal code, its country. */
import { ZONES_BY_COUNTRY } from './data/zones.ts';
import { readCountry } from './country-names.ts';
import { issueFor, showCell } from './messages.ts';
import { readPostalCode } from './postal-codes.ts';
import { regionsOfCountry } from './regions.ts';
import { COUNTRIES_WITH_STATES, readState, zonesOfState } from './state-names.ts';
import { isPlaceholder } from './zone-placeholders.ts';
import type { DestinationIssue } from '../row/types.ts';

/** Cells as they stand; empty where the list has no such column. */
export type AddressCells = { readonly state: string; readonly zip: string; readonly country: string };
export type AddressPart = keyof AddressCells;

export type AddressIssue = DestinationIssue & { readonly about: AddressPart };

export type Address = {
  /** Null: nothing that is said there says more than the number does. */
  readonly place: {
    readonly zones: readonly string[];
    readonly regions: readonly string[];
    readonly source: AddressPart;
  } | null;
  /** A cell says something that nobody can read: any state of this country may be meant. */
  readonly unread: string | null;
  readonly issues: readonly AddressIssue[];
};

/** Not the 29 zones of the whole US: hardly anybody is in Adak. */
export const CONTIGUOUS_US: readonly string[] = [
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/New_York',
  'America/Phoenix',
];

/** `home`: the country of the number, null for a +1 number of no known country. */
export function readAddress(cells: AddressCells, home: string | null): Address {
  const issues: AddressIssue[] = [];
  const said = readCell(cells.country, readCountry);
  const base = withoutTerritory(home ?? 'US');
  const country = said ?? base;
  const countries = statesOf(said === undefined ? null : country, base);
  const readable = countries.length > 0;
  const state = readable ? readCell(cells.state, (text) => readState(text, countries)) : undefined;
  const zip = readable ? readCell(cells.zip, (text) => readPostalCode(text, countries)) : undefined;
  const unread = (about: AddressPart): void => {
    issues.push({ about, ...issueFor('unknown_place', 'warning', { shown: showCell(cells[about]), detail: about }) });
  };
  if (says(cells.country) && said === undefined) unread('country');
  if (readable && says(cells.state) && state === undefined) unread('state');
  // A soldier's code is a code: it only says nothing of where.
  if (readable && says(cells.zip) && zip === undefined && state === undefined) unread('zip');
  return {
    place: placeIn(state, zip) ?? abroad(said, base),
    unread: issues.length === 0 ? null : country,
    issues: [...issues, ...(disagree(state, zip) ? [elsewhere(cells)] : [])],
  };
}

type PlaceSaid = NonNullable<Address['place']>;
type Zip = { readonly regions: readonly string[]; readonly zones: readonly string[] };

/** Within the state the postal code says more; where the two do not agree, nobody can tell which is old. */
function placeIn(state: string | undefined, zip: Zip | undefined): PlaceSaid | null {
  const zones = state === undefined ? [] : (zonesOfState(state) ?? []);
  if (state === undefined) return zip === undefined ? null : { ...zip, source: 'zip' };
  if (zip === undefined) return { zones, regions: [state], source: 'state' };
  if (disagree(state, zip)) {
    return { zones: [...zones, ...zip.zones], regions: [state, ...zip.regions], source: 'state' };
  }
  const within = zip.zones.filter((zone) => zones.includes(zone));
  return { zones: within.length > 0 ? within : zip.zones, regions: [state], source: 'zip' };
}

function disagree(state: string | undefined, zip: Zip | undefined): boolean {
  return state !== undefined && zip !== undefined && !zip.regions.includes(state);
}

/** A country that is not the number's. The number's own says nothing that the number does not say better. */
function abroad(said: string | undefined, base: string): PlaceSaid | null {
  if (said === undefined || withoutTerritory(said) === base) return null;
  const zones = said === 'US' ? CONTIGUOUS_US : new Map(Object.entries(ZONES_BY_COUNTRY)).get(said)?.split(' ');
  return zones === undefined ? null : { zones, regions: regionsOfCountry(said), source: 'country' };
}

function elsewhere(cells: AddressCells): AddressIssue {
  const facts = { shown: showCell(cells.zip), found: [showCell(cells.state)] };
  return { about: 'zip', ...issueFor('place_elsewhere', 'warning', facts) };
}

/** Whose states a cell may name: those of the country that is said, else those of the number's. A +1 number may be of either neighbor. */
function statesOf(said: string | null, base: string): readonly string[] {
  const country = withoutTerritory(said ?? base);
  if (said === null && (country === 'US' || country === 'CA')) return [country, country === 'US' ? 'CA' : 'US'];
  return COUNTRIES_WITH_STATES.has(country) ? [country] : [];
}

function withoutTerritory(country: string): string {
  return regionsOfCountry(country)[0]?.startsWith('US-') === true ? 'US' : country;
}

function readCell<T>(cell: string, read: (text: string) => T | undefined): T | undefined {
  return says(cell) ? read(cell.trim()) : undefined;
}

function says(cell: string): boolean {
  return cell.trim() !== '' && !isPlaceholder(cell);
}
