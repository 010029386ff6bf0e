/** The kinds of values that keys of a campaign file have, each with the words for one that is none. */
// Each `error` completes "KEY …, not VALUE".
import { z } from 'zod';

export const text = (error: string, max = 1000) => z.string({ error }).min(1, { error }).max(max, { error });
export const whole = (min: number, max: number, what: string) => {
  const error = `must be a whole number from ${min} to ${max}${what === '' ? '' : ` (${what})`}`;
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};
export const flag = () => z.boolean({ error: 'must be true or false' });
export const group = { error: 'must be an object' };
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.map((value) => `"${value}"`).join(', ')}` });
export const list = <T extends z.ZodType>(item: T, error: string) => z.array(item, { error }).min(1, { error });

export const duration = () => {
  const error = 'must be a duration such as "500ms", "90s", "15m", "2h" or "3d"';
  return z.string({ error }).regex(/^(?:0|\d{1,9}(?:\.\d{1,3})?(?:ms|s|m|h|d))$/, { error });
};
export const timeOfDay = () => {
  const error = 'must be a time of day such as "09:00"';
  return z.string({ error }).regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, { error });
};
export const country = () => {
  const error = 'must be a two-letter country code (ISO 3166-1) such as "US"';
  return z.string({ error }).regex(/^[A-Za-z]{2}$/, { error });
};
