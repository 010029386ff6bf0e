/** Tells the lines that programs write below a list (totals, counts, page numbers, "Confidential") from the rows of people. */
// Only what is certain, and only without a number to call: a person named Total stays a person.

const WORD =
  '(?:grand |sub-?|report |gesamt|end)?totals?|gesamt(?:summe|zahl)?|summe|zwischensumme|insgesamt|anzahl|' +
  'total (?:g[eé]n[eé]ral|general|geral)|totale(?: generale)?|sous-total|somme|totaal|eindtotaal|suma|soma|somma|' +
  'celkem|razem|[oö]sszesen|итого|всего|count|row count|sum|average|avg|mean|' +
  "(?:total |no\\.? of |number of |anzahl (?:der )?|nombre (?:de |d[’'])|n[uú]mero de |total (?:de |des )?)" +
  '(?:records?|rows?|patients?|contacts?|customers?|clients?|members?|leads?|entries|results?|appointments?|people|' +
  'datens[aä]tze|eintr[aä]ge|patienten|kunden|kontakte|lignes|contactos|registros|pacientes|clientes)';
const NUMBER = "[-+]?[$€£]?\\s?\\d[\\d.,\u00A0\u202F' ]*\\s?(?:%|[$€£]|USD|EUR)?";
const TOTAL = new RegExp(`^(?:${WORD})\\s*(?:[:=]\\s*)?(?:\\(?${NUMBER}\\)?)?\\s*:?$`, 'iu');
const COUNTED =
  /^\d[\d.,]* (?:records?|rows?|patients?|contacts?|entries|results?|items?)(?: (?:found|total|selected))?\.?$/i;
const A_NUMBER = new RegExp(`^\\(?${NUMBER}\\)?$`, 'u');
const FOOTER = new RegExp(
  [
    '^(?:page|seite|p[aá]gina|pagina|strana|strona) \\d+(?: ?(?:of|von|de|di|van|/|z) ?\\d+)?$',
    '^(?:©|\\(c\\)|copyright\\b)',
    '^\\W*(?:strictly )?(?:confidential|vertraulich|confidentiel|confidencial|riservato|vertrouwelijk)(?:\\b|$)',
    '^\\W*(?:end of (?:report|list|file|data)|ende der liste|fin (?:du rapport|del informe)|fine)\\W*$',
    '^(?:report )?(?:generated|printed|exported|created|erstellt|gedruckt|generado|g[eé]n[eé]r[eé]|imprim[eé])\\b.*\\d',
    '^(?:applied filters?|filters? applied|data as of|as of|stand)\\b ?:',
  ].join('|'),
  'iu',
);

/** `numbers`: where the number to call stands; none where nobody knows. */
export function isFooter(cells: readonly string[], numbers: readonly number[]): boolean {
  // Nearly every row is a person's, and ends here.
  if (numbers.length > 0 ? numbers.some((at) => manyDigits(cells[at])) : cells.some(manyDigits)) return false;
  const words = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const [first] = words;
  if (first === undefined) return false;
  if (words.length === 1) return TOTAL.test(first) || COUNTED.test(first) || FOOTER.test(first);
  const others = words.filter((word) => !A_NUMBER.test(word));
  return others.length > 0 && others.every((word) => TOTAL.test(word) || FOOTER.test(word) || COUNTED.test(word));
}

/** As many as the shortest numbers have. */
function manyDigits(cell: string | undefined): boolean {
  return cell !== undefined && /(?:\p{Nd}\P{Nd}*){7}/u.test(cell);
}
