/** Which phones a no is about: whatever the number it was given for may mean. */
import type { Cell, DestinationRules } from '../row/types.ts';
import { validateDestination } from './destination.ts';
import { meantNumbers } from './meant-number.ts';
import { showCell } from './messages.ts';

export type NoRules = { readonly defaultCountry: string | null; readonly extraUsAreaCodes: readonly string[] };

export type Phones = {
  /** E.164, the number itself first. */
  readonly phones: readonly string[];
  /** Right in its form, and no phone has it: harmless, or a slip of whoever wrote it. */
  readonly unheard?: true;
};
export type Unread = { readonly message: string; readonly hint?: string };

/** A number that no campaign dials may be named; one with digits too many or too few is a typing error. */
export function phonesOf(value: Cell, rules: NoRules): Phones | Unread {
  const destination: DestinationRules = {
    ...(rules.defaultCountry === null ? {} : { defaultCountry: rules.defaultCountry }),
    lineTypes: [],
    testNumbers: true,
    allowUsTerritories: true,
    allowTollFree: true,
    extraUsAreaCodes: rules.extraUsAreaCodes,
  };
  const verdict = validateDestination(value, destination);
  const wrong = verdict.is === 'valid' ? undefined : verdict.issues.find(({ severity }) => severity === 'error');
  if (verdict.e164 !== undefined && wrong?.code !== 'wrong_length') {
    const meant = meantNumbers(verdict.e164);
    const nobodys = wrong?.code === 'invalid_number' || wrong?.code === 'unassigned_area_code';
    return { phones: [verdict.e164, ...meant], ...(nobodys && meant.length === 0 ? { unheard: true } : {}) };
  }
  const message = wrong?.message ?? `"${showCell(value)}" is not a phone number.`;
  return { message, ...(wrong?.hint === undefined ? {} : { hint: wrong.hint }) };
}
