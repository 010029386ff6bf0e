/** Tells a time zone cell that a system filled in where nobody chose anything: it is no fact about a person. */
// Believed, "UTC" has a Californian rung at two in the morning. Other words for nothing are told by what they lack
// (zone-clues.ts); here are those that name a zone, or are near the name of one.

/** Of drop-down lists and empty fields, after the ornaments around them: "-- Select --", "(none)", "<null>". */
const WORDS: ReadonlySet<string> = new Set(
  (
    'utc|gmt|uct|ut|z|zulu|universal|universal time|coordinated universal time|universal time coordinated|' +
    'greenwich|greenwich mean time|factory|dateline|dateline standard time|international date line west|idlw|aoe|' +
    'anywhere on earth|local|localtime|local time|system|server|browser|device|user|default|standard|custom|' +
    'none|null|nil|nan|n/a|na|n.a|undefined|unknown|unset|missing|empty|blank|tbd|tba|any|all|auto|automatic|other|' +
    'inherit|inherited|same|false|true|nothing|no|yes|not set|not specified|unspecified|not available|not applicable|' +
    'not selected|not known|timezone|time zone|time_zone|tz|test|' +
    'auswählen|keine|unbekannt|standardwert|ortszeit|aucun|aucune|inconnu|sélectionner|choisir|par défaut|' +
    'seleccionar|seleccione|ninguno|ninguna|desconocido|predeterminado|selecionar|selecione|nenhum|padrão|' +
    'seleziona|nessuno|predefinito|kies|geen|onbekend|standaard|wybierz|brak|domyślny'
  ).split('|'),
);
const INVITATION =
  /^(?:please |bitte |veuillez |por favor )?(?:select|choose|pick|wählen|auswählen|seleccion|selecion|choisi|sélection)\p{L}*\b/u;
const BY_DEFAULT =
  /^(?:system|server|browser|device|account|company|user|site|app)(?:'s)? (?:default|time ?zone|time|local)/;

/** Where a clock shows noughts, alone or after its name; and the hour twelve west, which only ships keep. */
const NAME = '(?:(?:utc|gmt|ut)\\s*)?';
const ZERO = new RegExp(
  `^\\(?${NAME}[+\\-±]?\\s*0+(?:[:.]?0+)*\\s*(?:h|hours?)?\\)?(?:\\s+(?:utc|gmt|coordinated universal time))?$`,
);
const TWELVE_WEST = new RegExp(`^\\(?${NAME}-\\s*12(?:[:.]?00)?\\)?(?:\\s+international date line west)?$`);

/** No place, or places without telephones of their own: only systems and ships name them. */
const NOWHERE =
  /^(?:(?:posix|right)\/(?:etc\/.*|utc|gmt|uct|zulu|universal|greenwich|factory)|(?:etc|systemv|antarctica)\/.*|pacific\/(?:midway|wake|johnston)|atlantic\/south_georgia|indian\/kerguelen)$/;

const isPlain = (word: string): boolean => WORDS.has(word);

export function isPlaceholder(cell: string): boolean {
  const text = cell
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  if (ZERO.test(text) || TWELVE_WEST.test(text) || NOWHERE.test(text)) return true;
  const bare = text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  // "(UTC) Coordinated Universal Time": an offset of nought says nothing that its name does not.
  const name = bare.replace(new RegExp(`^${NAME}(?:[+-]?(?:00?(?::?00)?|12:?00))?\\)\\s*`), '');
  const [, before = name, within = name] = /^(.+?)\s*\(([^()]+)$/.exec(name) ?? [];
  return [bare, name, ...(isPlain(before) && isPlain(within) ? [before] : [])].some(
    (word) => word === '' || WORDS.has(word) || INVITATION.test(word) || BY_DEFAULT.test(word) || NOWHERE.test(word),
  );
}
