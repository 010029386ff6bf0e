/** The country of a number that was read before, for whoever asks where its owner may be. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Null: the metadata knows none. */
export function countryOfNumber(e164: string): string | null {
  return parsePhoneNumberFromString(e164)?.country ?? null;
}
