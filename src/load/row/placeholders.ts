/** Tells a cell that says there is nothing: `NULL`, `N/A`, `(blank)`, `--`, TBD. */
// "Hello NULL" is heard by a person; "Hello" alone is not missed by many. So what a program writes for nothing is sent as
// nothing, and told. A name that only looks like it (Ms. Null, Nan) stays: taking it would be silent to everybody but her.
import type { Meaning } from './sayable-headers.ts';

/** Whatever the column. */
const NOTHING: ReadonlySet<string> = new Set(
  (
    'null|undefined|nan|nil|none|n/a|n.a|n.a.|n/d|n.d.|n/v|n.v.t|n.v.t.|k.a|k.a.|k/a|s/d|#n/a|\\n|\\\\n|void|' +
    'unknown|not available|not applicable|not provided|not specified|not set|not given|not known|not found|no data|no value|' +
    'no name|missing|empty|blank|unspecified|unset|tbd|tba|tbc|to be determined|to be confirmed|to be announced|' +
    'desconocido|desconocida|no aplica|sin datos|sin dato|no disponible|vacio|en blanco|por confirmar|' +
    'inconnu|inconnue|non renseigne|non disponible|sans objet|vide|a confirmer|' +
    'unbekannt|keine angabe|nicht verfugbar|leer|fehlt|offen|' +
    'desconhecido|desconhecida|nao informado|nao disponivel|nao se aplica|vazio|em branco|a confirmar|' +
    'sconosciuto|sconosciuta|non disponibile|non applicabile|vuoto|da definire|' +
    'onbekend|niet beschikbaar|niet van toepassing|leeg|nader te bepalen'
  ).split('|'),
);
/** Two letters that mean a place and the like as often. */
const SHORT: ReadonlySet<string> = new Set(['na', 'nd', 'ns', 'sd']);
/** People are called so, when it is written as names are. */
const NAMES = /^(?:Null|Nan|Nil|Na|Void|Missing|Leer|Vide)$/;
const SIGNS = /^(?:[-–—_.*?/\\~]{1,10}|x{3,}|X{3,}|\.{2,}|…)$/u;

/** `nothing`: it says that there is no value. `name`: it may, and may be a person's name. */
export function placeholderIn(text: string, meaning: Meaning): 'nothing' | 'name' | null {
  if (text === '' || text.length > 40) return null;
  if (SIGNS.test(text)) return 'nothing';
  const bare = /^[([<{]\s*([^()[\]<>{}]+?)\s*[)\]>}]$/.exec(text)?.[1];
  const word = (bare ?? text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
  if (SHORT.has(word)) {
    // "Na" is a name, NA a place or nothing; a unit or a size is written in these letters too.
    if (meaning.name) return NAMES.test(text) ? 'name' : 'nothing';
    return bare === undefined && (meaning.place || word !== 'na') ? null : 'nothing';
  }
  if (!NOTHING.has(word)) return null;
  return meaning.name && bare === undefined && NAMES.test(text) ? 'name' : 'nothing';
}
