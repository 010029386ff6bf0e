/** Finds which of the first lines of a table names its columns: titles, dates and groups of columns may stand above it. */
// Taking a person's row for a title would lose the person in silence. So a line is passed over only where one below it is
// surely the header, and nothing above that holds a number to call.
import { isNumberHeader, isPhoneLike } from '../row/mapping.ts';
import { plainHeader } from '../row/headers.ts';
import { looksLikeNumber } from './header.ts';

/** Lines that a header is looked for in. */
export const HEADER_WITHIN = 20;
const LONGEST_NAME = 80;

type Cells = readonly string[];

/** 0 where no other line is surely the header. */
export function findHeader(lines: readonly Cells[]): number {
  const first = lines.slice(0, HEADER_WITHIN);
  let found = -1;
  first.forEach((line, at) => {
    if (!namesNumbers(line) || first.slice(Math.max(found, 0), at).some(holdsNumber)) return;
    const above = first.slice(Math.max(found, 0), at);
    // A line of names that is no narrower is the header itself.
    if (above.every((each) => filled(each) < filled(line) || (found < 0 && !isNames(each)))) found = at;
  });
  return found >= 0 ? found : belowGroups(first, belowTitle(first));
}

/** No column is named like a number: the first line of names below lines of one cell, with numbers under it. */
function belowTitle(lines: readonly Cells[]): number {
  const at = lines.findIndex((line) => filled(line) > 1);
  const line = lines[at];
  if (line === undefined || at < 1 || !isNames(line) || lines.slice(0, at).some(holdsNumber)) return 0;
  return lines.slice(at + 1).some((each) => holdsNumber(each) && filled(each) > 1) ? at : 0;
}

/** `Client, , Booking, ,` above `First, Last, Date, Time`: names of groups, and below them names in the gaps between. */
function belowGroups(lines: readonly Cells[], at: number): number {
  const [groups, names] = [lines[at], lines[at + 1]];
  if (groups === undefined || names === undefined || !isNames(groups) || !isNames(names)) return at;
  const gaps = names.filter((name, cell) => name.trim() !== '' && (groups[cell] ?? '').trim() === '').length;
  if (filled(groups) < 2 || gaps < 2 || gaps * 2 < filled(groups) || filled(names) <= filled(groups)) return at;
  // What holds no number to call is nobody who is lost.
  if (holdsNumber(groups) || holdsNumber(names)) return at;
  return lines.slice(at + 2).some(holdsNumber) ? at + 1 : at;
}

export function filled(line: Cells): number {
  return line.reduce((sum, cell) => (cell.trim() === '' ? sum : sum + 1), 0);
}

function namesNumbers(line: Cells): boolean {
  return line.some((cell) => isNumberHeader(cell) || isPhoneLike(cell)) && isNames(line);
}

/** Cells as names of columns are: short, each another, and none of them a value. */
function isNames(line: Cells): boolean {
  const names = line.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (names.some((name) => name.length > LONGEST_NAME || isValue(name))) return false;
  return names.length > 0 && new Set(names.map((name) => plainHeader(name) || name)).size === names.length;
}

function isValue(cell: string): boolean {
  return /^[\d\s.,:/$€£%+()-]+$/.test(cell) || /@/.test(cell) || /\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b/.test(cell);
}

export function holdsNumber(line: Cells): boolean {
  return line.some((cell) => looksLikeNumber(cell.trim()));
}
