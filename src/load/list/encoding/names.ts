/** The names that people and programs have for encodings, and the one that each is read as. */
import { nearest } from '../../row/headers.ts';
import { TABLES, type TableName } from './tables.ts';

/** How bytes become text. `decoder`: the label of one that Node has. */
export type Encoding =
  { readonly is: 'table'; readonly name: TableName } | { readonly is: 'decoder'; readonly name: string };

/** ISO-8859-1 is a part of Windows-1252, and whatever calls itself so is the latter. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  'utf-8': ['utf8', 'utf8bom', 'utf8sig', 'utf8mac', 'csvutf8', 'unicode'],
  'windows-1252': ['win1252', 'cp1252', '1252', 'ansi', 'latin1', 'iso88591', '88591', 'western', 'westerneuropean'],
  macintosh: ['mac', 'macroman', 'macosroman', 'xmacroman', 'applemac', 'maccsv'],
  'iso-8859-15': ['latin9', '885915'],
  'windows-1250': ['win1250', 'cp1250', '1250', 'centraleuropean', 'easteuropean'],
  'iso-8859-2': ['latin2', '88592'],
  'windows-1251': ['win1251', 'cp1251', '1251', 'cyrillic'],
  'windows-1253': ['win1253', 'cp1253', '1253', 'greek'],
  'windows-1254': ['win1254', 'cp1254', '1254', 'latin5', 'iso88599', '88599', 'turkish'],
  ibm850: ['cp850', '850', 'dos', 'msdos', 'oem', 'dos850'],
  ibm437: ['cp437', '437', 'dos437'],
  ibm852: ['cp852', '852', 'dos852'],
  'utf-16le': ['utf16', 'ucs2', 'unicodetext'],
  shift_jis: ['shiftjis', 'sjis', 'cp932', '932'],
  gb18030: ['gbk', 'gb2312', 'cp936', '936'],
};

const OTHERS = ['utf-16be', 'big5', 'euc-kr', 'euc-jp', 'koi8-r', 'koi8-u', 'x-mac-cyrillic', 'ibm866', 'windows-874'];
const NUMBERED = ['windows-1255', 'windows-1256', 'windows-1257', 'windows-1258'];
const ISO = [3, 4, 5, 6, 7, 8, 10, 13, 14, 16].map((part) => `iso-8859-${part}`);

const BY_NAME: ReadonlyMap<string, string> = new Map(
  [
    ...Object.keys(TABLES).map((name) => [name, name] as const),
    ...[...OTHERS, ...NUMBERED, ...ISO].map((name) => [name, name] as const),
    ...Object.entries(ALIASES).flatMap(([name, others]) => [name, ...others].map((other) => [other, name] as const)),
  ].map(([other, name]) => [plain(other), name]),
);

/** Undefined: there is none of this name. */
export function encodingNamed(name: string): Encoding | undefined {
  const found = BY_NAME.get(plain(name));
  if (found === undefined) return undefined;
  return isTable(found) ? { is: 'table', name: found } : { is: 'decoder', name: found };
}

/** What may have been meant, and the usual ones. */
export function encodingHint(name: string): string {
  const near = nearest(name, [...BY_NAME.values(), ...Object.values(ALIASES).flat()]);
  const meant = near === undefined ? '' : `Did you mean "${BY_NAME.get(plain(near)) ?? near}"? `;
  return `${meant}Usual ones are "windows-1252" (Excel on Windows), "macintosh" (Excel on a Mac) and "utf-8".`;
}

function isTable(name: string): name is TableName {
  return Object.hasOwn(TABLES, name);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
