/** Finds what a spreadsheet shows in place of a value, in the words of any of its languages. */
// Heard, it is nonsense to whoever picks up; and what should stand there is in no file. So the row is never dialed as it is.

/** Ends in `!` or `?` and begins with `#`: found within a text too. */
const SIGNED = [
  // English, and what Google Sheets, LibreOffice and Numbers add
  ...['REF!', 'NULL!', 'DIV/0!', 'VALUE!', 'NAME?', 'NUM!', 'SPILL!', 'CALC!', 'FIELD!', 'BLOCKED!', 'CONNECT!'],
  ...['UNKNOWN!', 'BUSY!', 'PYTHON!', 'EXTERNAL!', 'ERROR!', 'ERR!', 'ERR?', 'MACRO?', 'TIMEOUT!', 'CIRCULAR!'],
  // German, French
  ...[
    'BEZUG!',
    'WERT!',
    'ZAHL!',
    'ÜBERLAUF!',
    'UEBERLAUF!',
    'KALK!',
    'FELD!',
    'BLOCKIERT!',
    'VERBINDEN!',
    'UNBEKANNT!',
  ],
  ...['VALEUR!', 'NOM?', 'NOMBRE!', 'NUL!', 'PROPAGATION!', 'EPARS!', 'DEVERSEMENT!', 'CHAMP!', 'CALCUL!', 'BLOQUE!'],
  // Spanish with and without its opening sign, Portuguese
  ...['VALOR!', 'NOMBRE?', 'NULO!', 'NÚM!', 'DESBORDAMIENTO!', 'CAMPO!', 'BLOQUEADO!', 'OCUPADO!', 'CONECTAR!'],
  ...['NOME?', 'DESPEJO!', 'DESPEJAR!', 'DERRAMAR!', 'BLOQUEADO!', 'REFERENCIA!'],
  // Italian, Dutch
  ...[
    'RIF!',
    'VALORE!',
    'NULLO!',
    'ESPANSIONE!',
    'BLOCCATO!',
    'VERW!',
    'WAARDE!',
    'NAAM?',
    'GETAL!',
    'LEEG!',
    'DEEL/0!',
  ],
  ...['OVERLOOP!', 'VELD!', 'GEBLOKKEERD!', 'BEREKENEN!'],
].map((word) => word.replace(/[?]/g, '\\?'));
/** Without a sign at the end. */
const BARE = [
  ...[
    'N\\/A',
    'N\\/D',
    'N\\/B',
    'N\\/V',
    'ND',
    'NV',
    'NULL',
    'GETTING_DATA',
    'DATEN_ABRUFEN',
    'OBTENTION_DONNEES',
    'ERROR',
  ],
  ...['OBTENIENDO_DATOS', 'OBTENDO_DADOS', 'RECUPERO_DATI', 'GEGEVENS_OPHALEN', 'DIV\\/0', 'REF', 'VALUE'],
];

const BEFORE = '(?<![\\p{L}\\p{N}#&])';
const AFTER = '(?![\\p{L}\\p{N}])';
const SIGNED_ONE = new RegExp(`#[¡¿]?(?:${SIGNED.join('|')})`, 'iu');
const BARE_ONE = new RegExp(`${BEFORE}#(?:${BARE.join('|')})${AFTER}`, 'u');
/** "Apt #NV" is an apartment. */
const DOOR = /(?:^|[\s,])(?:apt|apartment|suite|ste|unit|room|rm|lot|no|nr|bldg)\.?\s*$/i;
/** Of languages that are not listed: #ADR!, #SAYI/0!, #ССЫЛКА! as the whole cell. */
const ANY_WHOLE = /^#[¡¿]?[\p{Lu}_]{2,20}(?:\/0)?[!?]$/u;
const BARE_WHOLE = new RegExp(`^#(?:${BARE.join('|')})$`, 'iu');
/** A column too narrow for its value; "####1234" hides digits on purpose, which is another thing. */
const HASHES = /(?<![^\s(:"',.-])#{3,}(?![\p{L}\p{N}#])/u;
/** A formula that nobody worked out: =A1, =VLOOKUP(A2,…). */
const FORMULA = /^=\s*(?:[A-Z][A-Z0-9.]{1,30}\(|\$?[A-Z]{1,3}\$?\d{1,7}\b|'?[\w ]{1,40}'?!)/;
/** LibreOffice: Err:502. Google: what is shown until a formula is done. */
const OTHERS = /(?<![\p{L}\p{N}])(?:Err|Fehler|Erreur|Errore|Fout|Erro):5\d\d(?!\d)/u;
const LOADING = /^(?:Loading\.{3}|#+)$/;

/** The piece that is an error, as it stands; null where there is none. */
export function spreadsheetErrorIn(text: string): string | null {
  if (!/#|:5\d\d|^Load|^=/.test(text)) return null;
  for (const whole of [ANY_WHOLE, BARE_WHOLE, LOADING, FORMULA]) if (whole.test(text)) return text;
  for (const piece of [SIGNED_ONE, HASHES, OTHERS]) {
    const found = piece.exec(text)?.[0];
    if (found !== undefined) return found;
  }
  const bare = BARE_ONE.exec(text);
  return bare === null || DOOR.test(text.slice(0, bare.index)) ? null : bare[0];
}
