/** Street addresses in the seven languages, post-office boxes, places with their postal code. */
// Street suffixes: USPS Publication 28, appendix C1; the other languages by their postal services' addressing guides.
import type { Sign } from './sign.ts';

const NUMBER = String.raw`\d{1,6}(?:\s?[a-z]|\s?bis|\s?ter|\s?[-/]\s?\d{1,4}\s?[a-z]?)?`;
const STREETS_BEHIND =
  'street|st|avenue|ave|av|road|rd|boulevard|blvd|drive|dr|lane|ln|court|ct|place|pl|square|sq|terrace|ter|circle|cir|trail|trl|' +
  'parkway|pkwy|highway|hwy|way|crescent|cres|close|gardens|grove|mews|row|walk|alley|aly|plaza|loop|pike|turnpike|freeway|expressway';
const STREETS_BEFORE =
  'calle|c/|avenida|avda|av|paseo|pso|plaza|pza|plza|carretera|ctra|camino|carrera|cra|cl|kr|calz|calzada|blvd|boulevard|travesia|ronda|glorieta|' +
  'urbanizacion|rue|r|avenue|ave|bd|chemin|che|impasse|place|allee|quai|route|rte|cours|rua|avenida|travessa|tv|praca|pca|alameda|al|' +
  'estrada|largo|rodovia|via|viale|v\\.le|piazza|pzza|p\\.za|corso|c\\.so|vicolo|largo|strada|str|contrada|laan|plein';
const STREETS_WITHIN =
  'strasse|straße|str\\.|gasse|allee|platz|ring|ufer|damm|weg|straat|laan|plein|gracht|kade|dijk|singel|steeg|hof|vej|gade|gatan|gata|vagen|katu|tie|ulica';

const FORMS: readonly RegExp[] = [
  // 123 Main St, 4501-B N. Ocean Blvd Apt 3
  new RegExp(`(?:^|[\\s,;])${NUMBER}[\\s,]+(?:[\\p{L}\\d.'’-]+\\s+){1,4}(?:${STREETS_BEHIND})\\.?(?=$|[\\s,;#])`, 'iu'),
  // Calle Mayor 5, Av. Paulista, 1578, Via Roma, 12
  new RegExp(
    `(?:^|[\\s,;])(?:${STREETS_BEFORE})\\.?[\\s.]+(?:[\\p{L}\\d.'’ªº-]+[\\s]+){0,5}?[\\p{L}\\d.'’-]+[\\s,]+(?:n[.º°o]*|num\\.?|no\\.?|#|nr\\.?|km)?\\s?${NUMBER}(?=$|[\\s,;.-])`,
    'iu',
  ),
  // 12 rue de la Paix, 12 bis, avenue Foch
  new RegExp(`(?:^|[\\s,;])${NUMBER}[\\s,]+(?:${STREETS_BEFORE})\\.?\\s+[\\p{L}]`, 'iu'),
  // Hauptstraße 12, Lange Straat 5, Am Alten Weg 3a
  new RegExp(`[\\p{L}-]*(?:${STREETS_WITHIN})\\s+${NUMBER}(?=$|[\\s,;])`, 'iu'),
  // PO Box 123, Apartado 45, Postfach 12 34
  /\b(?:p\.?\s?o\.?\s?box|apartado(?:\s+de\s+correos)?|postfach|postbus|bo[iî]te postale|caixa postal|casella postale)\s*#?\d/iu,
  // Springfield, IL 62701
  /\p{L}[\p{L} .'-]+,?\s+(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\.?,?\s+\d{5}(?:-\d{4})?\b/u,
  // M5V 2T6, SW1A 1AA, 1012 AB
  /(?<![\p{L}\d])[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d(?![\p{L}\d])/u,
  /(?<![\p{L}\d])[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}(?![\p{L}\d])/u,
  /(?<![\p{L}\d-])[1-9]\d{3} (?!S[ADS]\b|AM\b|PM\b)[A-Z]{2}(?![\p{L}\d])/u,
  // 80331 München, 28013 Madrid, 75002 Paris; and a place before it
  /^(?:[A-Z]{1,2}[- ])?\d{5}(?:-\d{3})?[,\s]+\p{Lu}[\p{L}.-]+(?:[\s/-][\p{L}.()]+){0,4}$/u,
  // 37.7749, -122.4194
  /^-?\d{1,2}\.\d{3,},\s*-?\d{1,3}\.\d{3,}$/u,
];

export function addressSigns(text: string): readonly Sign[] {
  if (text.length > 200 || !/\d/.test(text) || !/\p{L}|,/u.test(text)) return [];
  const plain = text.normalize('NFKD').replace(/\p{M}+/gu, '');
  return FORMS.some((form) => form.test(plain)) ? [{ kind: 'address', is: 'maybe', form: 'address' }] : [];
}
