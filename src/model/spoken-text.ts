/** What was said, and what is looked for in it, as bare words: no case, no accents, no marks. */

/** Letters of any script without accents, apostrophes as spaces, commas and colons as `,`. */
export function plainClauses(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]+/g, '')
    .normalize('NFC')
    .replace(/[,:—–，、：]+/g, ' , ')
    .replace(/[^\p{L}\p{M}\p{N},]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

export function plainWords(text: string): string {
  return plainClauses(text).replaceAll(',', ' ').replace(/ +/g, ' ').trim();
}

/** Written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Is the phrase among the words? Both as `plainWords` gives them. */
export function holdsPhrase(words: string, phrase: string): boolean {
  if (phrase === '') return false;
  if (UNSPACED.test(phrase)) return words.replaceAll(' ', '').includes(phrase.replaceAll(' ', ''));
  return ` ${words} `.includes(` ${phrase} `);
}

/** Said by nearly everybody: whoever took one of them for an opt-out would lose everybody. */
const EVERYDAY = new Set(
  'yes yeah okay hello hallo thanks thank you please sorry bye goodbye speaking good gracias bueno claro merci bonjour allo bitte danke nein nicht genau pronto grazie prego ciao sim obrigado obrigada graag bedankt what when why who well fine sure right'.split(
    ' ',
  ),
);
const SHORTEST = 4;

/** Why a phrase is no sign that somebody wants no more calls; null where it may be one. */
export function unfitPhrase(text: string): 'no_words' | 'everyday' | null {
  const words = plainWords(text);
  const letters = words.replace(/[^\p{L}]/gu, '');
  if (letters === '') return 'no_words';
  const everyday = words.split(' ').every((word) => EVERYDAY.has(word));
  return everyday || (letters.length < SHORTEST && !UNSPACED.test(letters)) ? 'everyday' : null;
}
