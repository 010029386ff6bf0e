/** Takes out of a text what logs and metrics must not keep: passwords, keys, and phone numbers as people write them. */
import { maskNumber, maskText } from '../report/mask.ts';

const HIDDEN = '•••';

/** `postgres://outdial:secret@host` → `postgres://outdial:•••@host`; keys of the provider, `password=` in an address. */
export function hideSecrets(text: string): string {
  return (
    text
      // To the last @ before the path: a password may hold one.
      .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s/]*@/gi, `$1:${HIDDEN}@`)
      .replace(/([?&;]|\b)(password|passwd|pwd|token|secret)=[^\s&;'"]+/gi, `$1$2=${HIDDEN}`)
      .replace(/\bsk_[A-Za-z0-9_-]{4,}/g, `sk_${HIDDEN}`)
      .replace(/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${HIDDEN}`)
  );
}

/** Ten to fifteen digits on their own, or set in groups as in `(415) 555-0101`; not a part of an id, an instant, a UUID. */
const BARE = /(?<![\w.:+-])\d{10,15}(?![\w:-]|\.\d)/g;
const GROUPED = /(?<![\w:-])\+?(?:\d{1,3}[\s.-])?\(?\d{3}\)?[\s.-]{1,2}\d{3}[\s.-]\d{4}(?![\w:-])/g;

/** As `maskText` of reports, and for numbers in other forms: what a provider says in its errors is anybody's text. */
export function hideNumbers(text: string): string {
  return maskText(text).replace(GROUPED, maskNumber).replace(BARE, maskNumber);
}
