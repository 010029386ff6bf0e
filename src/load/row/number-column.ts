/** Chooses the column with the number to dial, by what the columns are called and by what they hold; asks where two may be it. */
// Dialing the wrong column rings strangers; asking costs a minute. So values never outvote a header, and a header is not
// believed alone while another column is full of telephones too.
import type { Problem } from '../../model/errors.ts';
import { maskNumber } from '../../model/mask-number.ts';
import { showCell } from '../number/messages.ts';
import type { ColumnLook, Looks } from './column-looks.ts';
import { quoteList } from './headers.ts';
import { isOwnCount, isSomebodyElses, secrecyOf } from './sensitive-columns.ts';

/** `named`: by their headers, those may hold the number. `taken`: what is mapped to something else. */
export type NumberChoice = {
  readonly named: readonly string[];
  readonly columns: readonly string[];
  readonly taken: readonly (string | null)[];
  readonly list: string;
};

export type NumberColumn =
  | { readonly is: 'found'; readonly column: string; readonly by: 'header' | 'values' }
  | { readonly is: 'unclear'; readonly problem: Problem };

/** Most of a column. */
const FULL = 0.6;
/** Digits without a plus and without groups are telephones only where nearly all of them are. */
const FULL_OF_DIGITS = 0.9;
/** Fewer of the cells under a header such as "Phone" than this, and it holds something else. */
const HARDLY_ANY = 0.2;

export const NAME_IT = 'Name it in the campaign file: "columns": {"to_number": "…"}, or with --to-number-column.';
const A_TITLE = `The first row has one filled cell: if it is a title, take it out, since the first row holds the names of the columns. ${NAME_IT}`;

export function numberColumn({ named, columns, taken, list }: NumberChoice, looks: Looks): NumberColumn {
  const free = columns.filter((column) => !named.includes(column) && !taken.includes(column));
  const others = free.filter(mayBeDialed);
  const full = others.filter((column) => holdsNumbers(looks.get(column)));
  const [only, second] = named;
  if (only !== undefined && second === undefined && full.length === 0) {
    return { is: 'found', column: only, by: 'header' };
  }
  if (only !== undefined) return { is: 'unclear', problem: severalMay([...named, ...full], looks, list) };
  const [sole, another] = full;
  if (sole === undefined) return { is: 'unclear', problem: none(columns, looks, list) };
  return another === undefined
    ? { is: 'found', column: sole, by: 'values' }
    : { is: 'unclear', problem: severalMay(full, looks, list) };
}

/** `Account no.` and `Order` hold digits too, and `Emergency contact` is somebody else. */
function mayBeDialed(column: string): boolean {
  const says = secrecyOf(column);
  return (says === null || says === 'phone') && !isSomebodyElses(column) && !isOwnCount(column);
}

/** The clinic's own number in every row is nobody's to dial. */
function holdsNumbers(look: ColumnLook | undefined): boolean {
  if (look === undefined || look.ofTheHouse) return false;
  return look.surely >= FULL || look.phones >= FULL_OF_DIGITS;
}

function severalMay(found: readonly string[], looks: Looks, list: string): Problem {
  const names = found.map((column) => {
    const look = looks.get(column);
    if (look === undefined) return `"${showCell(column)}"`;
    const sample = look.sample === null ? (look.filled === 0 ? 'empty' : 'no numbers') : maskNumber(look.sample);
    return `"${showCell(column)}" (${sample})`;
  });
  const best = found.find((column) => (looks.get(column)?.phones ?? 1) >= HARDLY_ANY) ?? found[0] ?? '';
  return {
    code: 'ambiguous_phone_column',
    file: list,
    message: `The columns ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''} may all hold the number to dial.`,
    hint:
      `Say which: --to-number-column ${JSON.stringify(best)}, or in the campaign file "columns": {"to_number": ${JSON.stringify(best)}}; ` +
      'or list several in the order to try.',
  };
}

function none(columns: readonly string[], looks: Looks, list: string): Problem {
  // Somebody's numbers all the same: a person may know that those are the ones.
  const holding = columns.filter((column) => (looks.get(column)?.phones ?? 0) >= FULL);
  const there = holding.length === 0 ? '' : ` Phone numbers stand in ${quoteList(holding)}.`;
  return {
    code: 'no_phone_column',
    file: list,
    message: `None of the columns ${quoteList(columns)} is named like a phone number.${there}`,
    hint: columns.length === 1 && !/\.(?:json|jsonl|ndjson)$/i.test(list) ? A_TITLE : NAME_IT,
  };
}
