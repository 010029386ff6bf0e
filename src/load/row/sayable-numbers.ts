/** What spreadsheets and programs make of numbers: days that became counts, digits that were rounded away, noise behind the point. */
import type { Meaning } from './sayable-headers.ts';
import { readSerial, serialWords } from './spoken-numbers.ts';

export type NumberTrouble =
  /** `meant`: the day and time it counts. */
  | { readonly is: 'serial'; readonly meant: string }
  | { readonly is: 'serial_perhaps'; readonly meant: string }
  | { readonly is: 'scientific' }
  | { readonly is: 'digits_lost' }
  | { readonly is: 'noise'; readonly text: string }
  | { readonly is: 'decimal'; readonly text: string };

/** 2015 to 2050, where nothing else says that it is a day. */
const NEAR = { from: 42_005, to: 54_788 };
const SCIENTIFIC = /^[+-]?\d(?:[.,]\d+)?E\+\d{1,3}$/i;
/** A double keeps 15 digits: behind them stands what is left of the arithmetic. */
const PRECISE = 12;

export function numberTrouble(text: string, meaning: Meaning): NumberTrouble | null {
  if (!/^[+-]?[\d.,]/.test(text)) return null;
  if (SCIENTIFIC.test(text)) return { is: 'scientific' };
  if (!/^-?(?:\d+(?:[.,]\d+)?|[.,]\d+)$/.test(text)) return null;
  const serial = serialOf(text, meaning);
  if (serial !== null) return serial;
  if (/^\d{16,}$/.test(text)) return /^\d{15}0+$/.test(text) ? { is: 'digits_lost' } : null;
  const whole = /^(-?\d{3,12})\.0$/.exec(text)?.[1];
  if (whole !== undefined) return { is: 'decimal', text: whole };
  const rounded = withoutNoise(text);
  return rounded === null ? null : { is: 'noise', text: rounded };
}

/**
 * 46357.375: a bare whole number is a day only where its column says dates; whole minutes behind the point are one wherever
 * they have more digits than money. A price taken for a day is mended by one key; a day read as a number is heard by people.
 */
function serialOf(text: string, meaning: Meaning): NumberTrouble | null {
  const read = readSerial(text);
  if (read === null) return null;
  const meant = serialWords(read);
  const surely: NumberTrouble = { is: 'serial', meant };
  if (read.date === null) return meaning.time || meaning.date === 'surely' ? surely : null;
  const fraction = /[.,](\d+)$/.exec(text)?.[1] ?? '';
  if (fraction === '')
    return meaning.date === 'surely' ? surely : meaning.date === 'perhaps' ? near(text, meant) : null;
  if (meaning.money) return null;
  if (meaning.date !== 'no' || meaning.time || fraction.length > 2) return surely;
  return near(text, meant);
}

function near(text: string, meant: string): NumberTrouble | null {
  const days = Number(text.replace(',', '.'));
  return days >= NEAR.from && days <= NEAR.to ? { is: 'serial_perhaps', meant } : null;
}

function withoutNoise(text: string): string | null {
  const [, whole = '', fraction = ''] = /^-?(\d*)[.](\d{8,})$/.exec(text) ?? [];
  if (fraction === '' || whole.length > 10) return null;
  // A run of noughts or nines, and something behind it: 0.30000000000000004, 12.000000001, 1.9999999999.
  const run = /^(\d{0,6}?)(?:0{6,}[1-9]\d{0,3}|9{6,}\d{0,3}|0{8,})$/.exec(fraction);
  if (run === null) return fraction.length < PRECISE ? null : String(Number(Number(text).toFixed(4)));
  const digits = Math.min(run[1]?.length ?? 0, PRECISE);
  return String(Number(Number(text).toFixed(digits)));
}
