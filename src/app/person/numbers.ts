/** Which numbers a person may mean by what they typed, and which a row says. */
import { validateDestination } from '../../load/number/destination.ts';
import type { Personal } from '../../store/port.ts';

/**
 * The numbers in E.164 that a person may mean, the likeliest first: with its country code or as an American one, with
 * whatever brackets, dashes and prefixes. Empty when it is none.
 */
export function numbersOf(query: string): readonly string[] {
  const digits = query.replace(/\D/g, '');
  if (digits.length < 7 || digits.length > 20 || /\p{L}/u.test(query.replace(/^tel:/i, ''))) return [];
  // With a plus nothing is left to guess.
  const international = /^(?:00|011)([1-9]\d+)$/.exec(digits)?.[1];
  const texts = query.trim().startsWith('+')
    ? [query, `+${digits}`]
    : [query, ...(international === undefined ? [] : [`+${international}`]), `+1${digits}`, `+${digits}`];
  const numbers = texts.map((text) => validateDestination(text, ANY_NUMBER)).flatMap(({ e164 }) => e164 ?? []);
  return [...new Set(numbers)];
}

/** The numbers that a row says, the likeliest first; empty where none can be read. */
export function numbersOfRow(body: Personal['body'] | undefined): readonly string[] {
  const number = body?.['to_number'];
  if (typeof number !== 'string') return [];
  // A cell with two numbers was refused for it, and holds both people's.
  return [number, ...number.split(/[/,;&|]|\bor\b|\band\b/i)].flatMap((part) => numbersOf(part));
}

/** Every line may call anywhere: this is a search, nothing is dialed. */
const ANY_NUMBER = {
  defaultCountry: 'US',
  lineTypes: ['twilio'],
  testNumbers: true,
  allowUsTerritories: true,
  allowTollFree: true,
  extraUsAreaCodes: [],
} as const;
