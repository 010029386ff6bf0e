/** Tells a cell that says there is nothing: `NULL`, `N/A`, `(blank)`, `--`, TBD. */
// "Hello NULL" is heard by a person; "Hello" alone is not missed by many. So what a program writes for nothing is sent as
// nothing, and told. A name that only looks like it (Ms. Null, Nan) stays: taking it would be silent to everybody but her.
import type { Meaning } from './sayable-headers.ts';

/** Whatever the column. */
const NOTHING: ReadonlySet<string> = new Set(
  (
    'null|undefined|nan|nil|infinity|-infinity|invalid date|none|n/a|n.a|n.a.|n/d|n.d.|n/v|n.v.t|n.v.t.|k.a|k.a.|k/a|s/d|#n/a|\\n|\\\\n|' +
    'unknown|not available|not applicable|not provided|not specified|not set|not given|not known|no data|no value|' +
    'no name|empty|blank|unspecified|unset|tbd|tba|tbc|' +
    'desconocido|desconocida|no aplica|sin datos|sin dato|no disponible|vacio|en blanco|' +
    'inconnu|inconnue|non renseigne|non disponible|sans objet|vide|' +
    'unbekannt|keine angabe|nicht verfugbar|leer|' +
    'desconhecido|desconhecida|nao informado|nao disponivel|nao se aplica|vazio|em branco|' +
    'sconosciuto|sconosciuta|non disponibile|non applicabile|vuoto|' +
    'onbekend|niet beschikbaar|niet van toepassing|leeg'
  ).split('|'),
);
/** Two letters that mean a place and the like as often. */
const SHORT: ReadonlySet<string> = new Set(['na', 'nd', 'ns', 'sd']);
/** People are called so, when it is written as names are. Not "None": it is what Python writes in thousands of lists. */
const NAMES = /^(?:Null|Nan|Nil|Na|Leer|Vide)$/;
const SIGNS = /^(?:[-–—_.*?/\\~]{1,10}|x{3,}|X{3,}|\.{2,}|…)$/u;

/** What programs write for no day: the first or the last that they can count, without an hour. */
const NO_DAY =
  /^(?:0000-00-00|0001-01-01|1899-12-3[01]|1900-01-0[01]|1970-01-01|9999-12-31|0?1\/0?[01]\/(?:1900|1970)|12\/3[01]\/(?:1899|9999)|0?1\.0?1\.(?:1900|1970))(?:[T ]0?0:00(?::00(?:\.0+)?)?Z?)?$/;

/** `nothing`: it says that there is no value. `name`: it may, and may be a person's name. */
export function placeholderIn(text: string, meaning: Meaning): 'nothing' | 'name' | null {
  if (text === '' || text.length > 40) return null;
  if (SIGNS.test(text)) return 'nothing';
  // Somebody may have been born on such a day.
  if (NO_DAY.test(text)) return meaning.over ? null : 'nothing';
  const bare = /^[([<{]\s*([^()[\]<>{}]+?)\s*[)\]>}]$/.exec(text)?.[1];
  const word = plain(bare ?? text);
  if (SHORT.has(word)) {
    // "Na" is a name, NA a place or nothing; a unit or a size is written in these letters too.
    if (meaning.name) return NAMES.test(text) ? 'name' : 'nothing';
    return bare === undefined && (meaning.place || word !== 'na') ? null : 'nothing';
  }
  if (!NOTHING.has(word)) return null;
  return meaning.name && bare === undefined && NAMES.test(text) ? 'name' : 'nothing';
}

function plain(text: string): string {
  // Most cells are neither, and normalizing costs more than all that is asked of them here.
  if (/^[!-~]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}
