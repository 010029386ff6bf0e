/** Takes out of a text the phone numbers as people write them, which logs and metrics must not keep. */
import { maskNumber, maskText } from '../report/mask.ts';

/** Ten to fifteen digits on their own, or set in groups as in `(415) 555-0101`; not a part of an id, an instant, a UUID. */
const BARE = /(?<![\w.:+-])\d{10,15}(?![\w:-]|\.\d)/g;
const GROUPED = /(?<![\w:-])\+?(?:\d{1,3}[\s.-])?\(?\d{3}\)?[\s.-]{1,2}\d{3}[\s.-]\d{4}(?![\w:-])/g;

/** As `maskText` of reports, and for numbers in other forms: what a provider says in its errors is anybody's text. */
export function hideNumbers(text: string): string {
  return maskText(text).replace(GROUPED, maskNumber).replace(BARE, maskNumber);
}
