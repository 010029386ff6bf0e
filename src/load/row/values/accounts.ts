/** Card numbers and bank accounts, told by their check digits. */
// Cards: ISO/IEC 7812 (Luhn), issuer ranges and lengths of the networks' public tables. Accounts: ISO 13616, lengths of
// the SWIFT IBAN registry, release 97.
import { luhn, mod97 } from './checksums.ts';
import type { Sign } from './sign.ts';

const CARDS: readonly RegExp[] = [
  /^4\d{12}(?:\d{3}(?:\d{3})?)?$/,
  /^(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/,
  /^3[47]\d{13}$/,
  /^(?:6011|64[4-9]\d|65\d{2})\d{12}(?:\d{3})?$/,
  /^3(?:0[0-5]|[689]\d)\d{11}$/,
  /^35(?:2[89]|[3-8]\d)\d{12}$/,
  /^(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{8,15}$/,
  /^62\d{14,17}$/,
  /^(?:636368|438935|504175|451416|636297|5067\d{2}|4576\d{2}|4011\d{2}|650\d{3})\d{10}$/,
];
const CARD_TEXT = /(?<![\p{L}\d.+-])\d(?:[ -]?\d){12,18}(?![\p{L}\d]|[.-]\d)/gu;
const IBAN_TEXT = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]){11,30}(?![\p{L}\d])/gu;
const IBAN_LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 ' +
    'FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 ' +
    'LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 ' +
    'SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((each) => [each.slice(0, 2), Number(each.slice(2))]),
);

export function cardSigns(text: string): readonly Sign[] {
  if (text.length < SHORTEST_CARD) return [];
  return [...text.matchAll(CARD_TEXT)].flatMap(([found]): Sign[] => {
    const digits = found.replace(/\D/g, '');
    if (!CARDS.some((card) => card.test(digits))) return [];
    return [{ kind: 'card', is: luhn(digits) ? 'sure' : 'shape', form: 'card' }];
  });
}

/** The shortest account has 15 characters, the shortest card 13. */
const SHORTEST_IBAN = 15;
const SHORTEST_CARD = 13;

/** `upper`: in capitals. */
export function isIban(upper: string): boolean {
  if (upper.length < SHORTEST_IBAN) return false;
  return [...upper.matchAll(IBAN_TEXT)].some(([found]) => holdsIban(found.replace(/[ -]/g, '')));
}

function holdsIban(text: string): boolean {
  const length = IBAN_LENGTHS.get(text.slice(0, 2));
  // Words behind it are no part of it.
  if (length === undefined || text.length < length) return false;
  const iban = text.slice(0, length);
  return mod97(iban.slice(4) + iban.slice(0, 4)) === 1;
}

export function ibanSigns(text: string): readonly Sign[] {
  return isIban(text.toUpperCase()) ? [{ kind: 'iban', is: 'sure', form: 'iban' }] : [];
}
