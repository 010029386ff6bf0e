/** What the first rows of a list show of each column: is it full of something private, and may it hold the number to dial? */
// A column decides, not a cell: what is withheld must be the same for everybody on the list. A share is chosen by what else
// looks like it. Beyond the head, and for single cells, `private-values.ts` stands guard.
import type { ValueKind } from '../../model/load-report.ts';
import { own } from '../../model/own.ts';
import { isNameAlone } from './sayable-headers.ts';
import { isOfTheHouse, isOwnCount } from './sensitive-columns.ts';
import { SURE_KINDS, signsOf } from './sensitive-values.ts';
import type { Cell, RawRow } from './types.ts';
import { areBirthDates } from './values/dates.ts';
import { areSums } from './values/sums.ts';
import { countryOfPlus } from './values/phones.ts';
import type { Looking, Sign } from './values/sign.ts';

/** Rows looked at: enough that a share of them is one of the list, few enough to be read at once. */
export const HEAD_ROWS = 1000;

export type ColumnLook = {
  /** Cells with something in them. */
  readonly filled: number;
  /** What its values are; null: nothing private. */
  readonly kind: ValueKind | null;
  /** Share of its cells that are telephones, 0 to 1; `surely`: written so that they are nothing else. */
  readonly phones: number;
  readonly surely: number;
  /** The first telephone in it, raw. */
  readonly sample: string | null;
  /** Written as the kind is and wrong by its check digit, time and again: in this column it is chance. */
  readonly chance: readonly ValueKind[];
  /** Nearly the same in all rows, under a header that says that it is the caller's: the address of the clinic. */
  readonly ofTheHouse: boolean;
};

export type Looks = ReadonlyMap<string, ColumnLook>;

/** One cell in five of what nothing else looks like; a smaller share is a slip, and its rows are told of one by one. */
const SURELY = 0.2;
/** What much else looks like must be most of a column. */
const MAYBE: Readonly<Record<ValueKind, number>> = {
  email: 0.6,
  phone: 0.6,
  // One in ten or eleven of any digits has the right check digit, so a column of them is no chance.
  national_id: 0.8,
  card: 0.8,
  iban: 0.6,
  address: 0.5,
  birth_date: 0.5,
  // An illness in one row of ten is one too many: "Service" says "Cleaning" nine times.
  health: 0.1,
  money: 0.5,
  ip_address: 0.6,
};
/** Of two that a column is, the first is told. */
const ORDER: readonly ValueKind[] = [
  ...['iban', 'card', 'email', 'national_id', 'phone'],
  ...['health', 'birth_date', 'address', 'money', 'ip_address'],
] as readonly ValueKind[];

/** `country`: the campaign's `default_country`; without it, that of most numbers with a plus. */
export function lookAtColumns(
  columns: readonly string[],
  head: readonly RawRow[],
  country: string | null,
  now: number,
): Looks {
  // Cells of a damaged row may stand under the wrong headers.
  const rows = head.filter(({ issues }) => !issues.some(({ severity }) => severity === 'error'));
  const texts = new Map(columns.map((column) => [column, rows.map(({ cells }) => textOf(own(cells, column)))]));
  const looking = { country: country ?? mostOf([...texts.values()].flat()) };
  return new Map([...texts].map(([column, cells]) => [column, lookAt(column, cells, looking, now)]));
}

function lookAt(column: string, all: readonly string[], looking: Looking, now: number): ColumnLook {
  const cells = all.filter((cell) => cell.trim() !== '' && !NOTHING.test(cell.trim()));
  const names = isNameAlone(column);
  const signs = cells.map((cell) => {
    const found = signsOf(cell, looking);
    // Mr. Krebs and Ms. Lupus are called so; what stands in brackets behind a name is something else.
    return names && A_NAME.test(cell.trim()) ? found.filter(({ kind }) => kind !== 'health') : found;
  });
  const filled = cells.length;
  const counted = isOwnCount(column);
  const house = isOfTheHouse(column);
  const ofTheHouse = house && filled >= 10 && new Set(cells.map((cell) => cell.trim())).size * 10 <= filled;
  const chance = new Set(
    [...SURE_KINDS].flatMap((kind) => formsOf(signs, kind).filter((form) => isChance(signs, form))),
  );
  const is = (kind: ValueKind): boolean => {
    if (ofTheHouse && (kind === 'address' || kind === 'phone' || kind === 'email')) return false;
    if (kind === 'birth_date') return !counted && areBirthDates(cells, filled, now);
    // "Lakeside Oncology" says where to go.
    if (kind === 'health' && house) return false;
    if (kind === 'money' && !counted && areSums(cells)) return true;
    const sure = (sign: Sign): boolean => sign.kind === kind && sign.is === 'sure' && !chance.has(sign.form);
    if (share(signs, sure) >= SURELY) return true;
    if (counted && (kind === 'phone' || kind === 'national_id')) return false;
    return formsOf(signs, kind).some(
      (form) =>
        share(signs, (sign) => sign.form === form && sign.kind === kind && sign.is !== 'shape') >= wanted(kind, form),
    );
  };
  const phone = (sign: Sign): boolean => sign.kind === 'phone' && sign.is !== 'shape';
  return {
    filled,
    kind: filled === 0 ? null : (ORDER.find(is) ?? null),
    phones: share(signs, phone),
    surely: share(signs, (sign) => phone(sign) && sign.is === 'sure'),
    sample: cells.find((_, at) => signs[at]?.some(phone) === true) ?? null,
    chance: SURE_KINDS.filter((kind) => formsOf(signs, kind).some((form) => chance.has(form))),
    ofTheHouse,
  };
}

/** A code that is written like an illness's is one only among many. */
function wanted(kind: ValueKind, form: string): number {
  return form === 'icd' ? 0.5 : MAYBE[kind];
}

function formsOf(signs: readonly (readonly Sign[])[], kind: ValueKind): readonly string[] {
  return [...new Set(signs.flatMap((each) => each.filter((sign) => sign.kind === kind).map(({ form }) => form)))];
}

/** More cells whose check digit is wrong than right. */
function isChance(signs: readonly (readonly Sign[])[], form: string): boolean {
  const count = (wrong: boolean): number =>
    signs.filter((each) => each.some((one) => one.form === form && (one.is === 'shape') === wrong)).length;
  return count(true) >= 3 && count(true) > count(false);
}

function share(signs: readonly (readonly Sign[])[], test: (sign: Sign) => boolean): number {
  return signs.length === 0 ? 0 : signs.filter((each) => each.some(test)).length / signs.length;
}

/** Three words and no more, the last of two names with a hyphen. */
const A_NAME = /^[\p{L}\p{M}.'’-]+(?:,?\s+[\p{L}\p{M}.'’-]+){0,2}$/u;

/** What stands where nothing is known. */
const NOTHING = /^(?:n\/?a|null|none|nil|-+|\?+|unknown|undefined|#N\/A)$/i;

function textOf(cell: Cell | undefined): string {
  return cell === undefined || cell === null || typeof cell === 'object' ? '' : String(cell);
}

function mostOf(cells: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const country = countryOfPlus(cell);
    if (country !== undefined) counts.set(country, (counts.get(country) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
