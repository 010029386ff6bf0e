/** Finds the field of a form letter that nobody filled in: `${name}`, `{first_name}`, `[FIRST NAME]`, `«Name»`. */
// Brackets are of everyday writing ("[sic]", "50% off"), so a pair of them counts only round what is named like a field.

/** What fields are called, in the seven languages. */
const FIELDS =
  'name|names|fname|lname|firstname|lastname|fullname|surname|first|last|customer|client|patient|contact|company|organi[sz]ation|' +
  'phone|email|address|street|city|state|zip|date|time|day|appointment|appt|doctor|provider|location|clinic|amount|balance|' +
  'insert|placeholder|variable|value|field|merge|nombre|apellido|apellidos|empresa|telefono|fecha|hora|cita|direccion|' +
  'nom|prenom|societe|adresse|heure|vorname|nachname|anrede|firma|telefon|datum|uhrzeit|termin|nome|sobrenome|empresa|' +
  'cognome|azienda|ora|indirizzo|naam|voornaam|achternaam|bedrijf|tijd|afspraak';
const FIELD = new RegExp(`^(?:[\\w]+[ _.-])*(?:${FIELDS})(?:[ _.-]?(?:\\w+))?$`, 'i');
/** `first_name`, `firstName`, `FIRST_NAME`, `contact.name`: nobody writes a word like that to be read. */
const IDENTIFIER = /^(?:[a-z]+[A-Z][A-Za-z]*|[A-Za-z]+(?:[_.][A-Za-z0-9]+)+)$/;

/** Of programs alone, whatever stands in them. */
const CERTAIN = [
  /\$\{[^{}]{0,60}\}/,
  /\{%[^{}]{0,60}%\}/,
  /<%[^<>]{0,60}%>/,
  /\{![\w.]{1,60}\}/,
  /\*\|[\w:]{1,60}\|\*/,
  /<<\s{0,2}[\p{L}][\p{L}\p{N}_ .-]{0,40}>>/u,
  /\[\[[\p{L}_][\p{L}\p{N}_ .-]{0,40}\]\]/u,
  /%%\w{2,40}%%/,
  /@@\w{2,40}@@/,
  /__[A-Za-z]{2,40}__/,
  /\{\d\}/,
  /(?<![\d\w%])%(?:\d\$)?s(?!\w)/,
];
/** Round a field's name alone. */
const ROUND = [
  /\{\s{0,2}([\p{L}][\p{L}\p{N}_ .-]{0,40}?)\s{0,2}\}/gu,
  /\[\s{0,2}([\p{L}][\p{L}\p{N}_ .-]{0,40}?)\s{0,2}\]/gu,
  /<\s{0,2}([\p{L}][\p{L}\p{N}_ .-]{0,40}?)\s{0,2}>/gu,
  /«\s{0,2}([\p{L}][\p{L}\p{N}_ .-]{0,40}?)\s{0,2}»/gu,
  /(?<![\d\w])%([A-Za-z][\w-]{1,40})%(?!\w)/g,
];

/** The piece as it stands; null where there is none. `{{…}}` is not looked for: `variable-values.ts` refuses it on its own. */
export function leftoverIn(text: string): string | null {
  if (!/[{[<«%@*$]|__/.test(text)) return null;
  for (const pattern of CERTAIN) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return found;
  }
  for (const pattern of ROUND) {
    for (const [whole, name = ''] of text.matchAll(pattern)) {
      const plain = name.normalize('NFKD').replace(/\p{M}+/gu, '');
      if (FIELD.test(plain) || IDENTIFIER.test(plain)) return whole;
    }
  }
  return null;
}
