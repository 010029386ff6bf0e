/** Tells what a cell's value is, where it is something private: an address, a card, somebody's number or illness. Pure. */
import type { ValueKind } from '../../model/load-report.ts';
import { HEALTH_WORDS } from './data/health-words.ts';
import { cardSigns, ibanSigns } from './values/accounts.ts';
import { addressSigns } from './values/addresses.ts';
import { idSigns } from './values/national-ids.ts';
import { phoneSigns } from './values/phones.ts';
import type { Looking, Sign } from './values/sign.ts';

/** Of these one cell is enough, wherever it stands; the rest is told by whole columns only. */
export const SURE_KINDS = ['email', 'phone', 'national_id', 'card', 'iban'] as const satisfies readonly ValueKind[];

/** A cell is looked at so far: what stands behind is somebody's novel. */
const LOOKED_AT = 2000;

// Begun within a run of its letters it would be looked for from each of them.
const EMAIL =
  /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+\s?(?:@|\(at\)|\[at\]|＠)\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/u;
const CURRENCY = String.raw`(?:\p{Sc}|[RCAU][S$]?\$|S\/|(?<![\p{L}])(?:USD|EUR|GBP|CHF|CAD|AUD|MXN|BRL|ARS|COP|CLP|PEN|INR|JPY|SEK|NOK|DKK|PLN|CZK|Euro|euros?|Fr\.|zł|kr\.?|Kč|reais|pesos|dollars?)(?![\p{L}]))`;
const AMOUNT = String.raw`\(?[-+−]?\s?\d[\d.,'’\s]*\d?(?:[.,]-)?\)?`;
const MONEY = new RegExp(`^[-(]?\\s?${CURRENCY}\\s?${AMOUNT}$|^${AMOUNT}\\s?${CURRENCY}\\)?$`, 'u');
const IP =
  /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$|^(?:[\da-f]{1,4}:){3,7}:?[\da-f]{1,4}$/iu;
/** ICD-10 with its dot; without it, room B12 is one too. */
const ICD = /^[A-TV-Z]\d[\dAB]\.[\dA-Z]{1,4}(?![\p{L}\d])/u;
const HEALTH = new RegExp(
  `(?<![\\p{L}\\d])(?:${HEALTH_WORDS.split(/[,\s]*,[,\s]*/u)
    .map((word) => word.trim().replaceAll(' ', '[ -]?'))
    .filter((word) => word !== '')
    .join('|')})`,
  'u',
);

/** What an address has, and a digit: a cell with none of it holds nothing sure. */
const PERHAPS = /[\d@＠]|\(at\)|\[at\]/;
const AT = /[@＠]|\(at\)|\[at\]/;

/** False for most cells, at little cost; where it is false, `sureSigns` finds nothing. */
export function mayHoldSigns(cell: string): boolean {
  return PERHAPS.test(cell);
}

/** Everything that the cell shows; nothing for an empty one. */
export function signsOf(cell: string, looking: Looking): readonly Sign[] {
  const text = cell.slice(0, LOOKED_AT).trim();
  return text === '' ? [] : [...sureSigns(text, looking), ...columnSigns(text)];
}

/** Those of `SURE_KINDS` only: what is asked of every row. */
export function sureSigns(cell: string, looking: Looking): readonly Sign[] {
  const text = cell.slice(0, LOOKED_AT).trim();
  const signs: Sign[] = AT.test(text) && EMAIL.test(text) ? [{ kind: 'email', is: 'sure', form: 'email' }] : [];
  // Four digits are the fewest that any of the others has.
  if (!/\d(?:\D{0,5}\d){3}/.test(text)) return signs;
  const other = [...ibanSigns(text), ...cardSigns(text), ...idSigns(text)];
  // The digits of an account are no telephone.
  const account = other.some(({ kind, is }) => is === 'sure' && kind !== 'national_id');
  return [...signs, ...other, ...(account ? [] : phoneSigns(text, looking))];
}

function columnSigns(text: string): readonly Sign[] {
  const signs: Sign[] = [...addressSigns(text)];
  const maybe = (kind: ValueKind, form: string): void => void signs.push({ kind, is: 'maybe', form });
  if (MONEY.test(text)) maybe('money', 'money');
  if (IP.test(text)) maybe('ip_address', 'ip');
  if (ICD.test(text)) maybe('health', 'icd');
  const folded = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  if (HEALTH.test(folded)) maybe('health', 'words');
  return signs;
}
