/** One phone is one person: which spellings of a number ring the same phone, and the keys a ledger knows it by. */
// Two people made of one are told apart by a message; one person made of two is rung twice, and his no is heard by half
// of him. So what is in doubt here is one phone.
import type { ContactKey, DestinationKey } from './ids.ts';

/** The other keys of phones that have some, by the key that a contact is known by. */
export type Spellings = ReadonlyMap<DestinationKey, readonly DestinationKey[]>;

/** Keyed: the same text, the same digest; nobody without the key can tell the text. */
export type Digest = (text: string) => string;

/** A number is `head`, one of `marks`, and the subscriber's own `rest`: those that differ in the mark alone ring alike. */
type Family = {
  /** A pattern, as `rest` is. */
  readonly head: string;
  /** The first makes the key. */
  readonly marks: readonly [string, ...string[]];
  readonly rest: string;
  /** The other marks were abolished: the first is what can be dialed today. */
  readonly onlyFirst?: true;
  /** The others were always refused as contacts: no ledger holds one by them. */
  readonly refused?: true;
};

const PALESTINIAN = '(?:22[2-47-9]|42[45]|82[014-68]|92[3569])\\d{5}|5[69]\\d{7}';

/** What Vietnam's mobiles began with until September 2018, by what they begin with today. */
const VIETNAM =
  '162>32 163>33 164>34 165>35 166>36 167>37 168>38 169>39 120>70 121>79 122>77 126>76 128>78 123>83 124>84 125>85 ' +
  '127>81 129>82 186>56 188>58 199>59';

const FAMILIES: readonly Family[] = [
  // Argentina: 9 asks for the mobile of a number; landlines and mobiles share their numbers.
  { head: '54', marks: ['', '9'], rest: '(?:11|[23]\\d)\\d{8}' },
  // Mexico: 1, 01, 044 and 045 asked for mobiles and long distance until August 2019.
  { head: '52', marks: ['', '1', '01', '044', '045'], rest: '[2-9]\\d{9}', onlyFirst: true, refused: true },
  // Benin put 01 before every number in November 2024.
  { head: '229', marks: ['01', ''], rest: '[24-9]\\d{7}', onlyFirst: true, refused: true },
  // Gabon replaced the 0, which many left out, by what names the operator in June 2019.
  { head: '241', marks: ['6', '0', ''], rest: '[256]\\d{6}', onlyFirst: true },
  { head: '241', marks: ['7', '0', ''], rest: '[47]\\d{6}', onlyFirst: true },
  { head: '241', marks: ['1', '0'], rest: '1\\d{6}', onlyFirst: true },
  ...VIETNAM.split(' ').map((pair): Family => {
    const [old = '', today = ''] = pair.split('>');
    return { head: '84', marks: [today, old], rest: '\\d{7}', onlyFirst: true, refused: true };
  }),
  // Brazil put a 9 before every mobile by 2016, Colombia a 60 before every landline in 2021. The old ones are not dialed:
  // they are old. A no that was given under one still counts.
  { head: '55[1-9]\\d', marks: ['9', ''], rest: '[689]\\d{7}', refused: true },
  { head: '57', marks: ['60', ''], rest: '[124-8][2-9]\\d{6}', refused: true },
  // San Marino is an Italian area code as well; Northern Ireland is one of Ireland's.
  { head: '', marks: ['378', '39'], rest: '0549\\d{6}' },
  { head: '', marks: ['4428', '35348'], rest: '\\d{8}' },
  // Palestine is reached by Israel's code too, with the same numbers.
  { head: '', marks: ['970', '972'], rest: PALESTINIAN },
  // Kosovo had borrowed codes of Monaco, Slovenia and Serbia until 2017.
  { head: '', marks: ['383', '377'], rest: '4[45]\\d{6}' },
  { head: '', marks: ['383', '386'], rest: '4[39]\\d{6}' },
  { head: '', marks: ['383', '381'], rest: '(?:2[89]|3[89])\\d{6,10}' },
  // What is dialed in France as 0596… is Martinique, and so on: one national plan under six country codes.
  { head: '', marks: ['262', '33'], rest: '(?:26[239]|639|69[23])\\d{6}', onlyFirst: true },
  { head: '', marks: ['590', '33'], rest: '(?:590|69[01])\\d{6}', onlyFirst: true },
  { head: '', marks: ['594', '33'], rest: '(?:594|694)\\d{6}', onlyFirst: true },
  { head: '', marks: ['596', '33'], rest: '(?:596|69[67])\\d{6}', onlyFirst: true },
  { head: '', marks: ['508', '33508'], rest: '[45]\\d{5}', onlyFirst: true },
  { head: '', marks: ['33', '262', '590', '594', '596'], rest: '9\\d{8}' },
];

const COMPILED = FAMILIES.map((family) => ({
  family,
  pattern: new RegExp(`^\\+(${family.head})(?:${family.marks.join('|')})(${family.rest})$`),
}));
/** Nearly no number is of a family: one question instead of sixty. */
const ANY_FAMILY = new RegExp(
  `^\\+(?:${FAMILIES.map(({ head, marks, rest }) => `(?:${head})(?:${marks.join('|')})(?:${rest})`).join('|')})$`,
);

type Found = { readonly spellings: readonly string[]; readonly family: Family };

function familyOf(e164: string): Found | undefined {
  if (!ANY_FAMILY.test(e164)) return undefined;
  for (const { family, pattern } of COMPILED) {
    const [, head, rest] = pattern.exec(e164) ?? [];
    if (head === undefined || rest === undefined) continue;
    return { spellings: family.marks.map((mark) => `+${head}${mark}${rest}`), family };
  }
  return undefined;
}

/** Every spelling of the phone, the one that makes its key first. For nearly every number: itself alone. */
export function spellingsOf(e164: string): readonly string[] {
  return familyOf(e164)?.spellings ?? [e164];
}

/** The spelling that stands for the phone: who has the same is the same person. */
export function phoneOf(e164: string): string {
  return spellingsOf(e164)[0] ?? e164;
}

/** The other spellings by which a ledger may hold contacts, from before spellings were one. */
export function olderSpellingsOf(e164: string): readonly string[] {
  const found = familyOf(e164);
  return found === undefined || found.family.refused === true ? [] : found.spellings.slice(1);
}

/** What is dialed today where the spelling was abolished; else the number as it is. */
export function inService(e164: string): string {
  return familyOf(e164)?.family.onlyFirst === true ? phoneOf(e164) : e164;
}

/** What a contact is known by: its own column, or its number. */
export function contactKey(digest: Digest, key: string): ContactKey {
  return digest(`k:${key}`) as ContactKey;
}

export function destinationKey(digest: Digest, e164: string): DestinationKey {
  return digest(`d:${phoneOf(e164)}`) as DestinationKey;
}

/**
 * Every key under which a ledger may know the phone, `destinationKey` first: a ledger that was begun before spellings were
 * one has keys of each, and a no in it is a no.
 */
export function destinationKeys(digest: Digest, e164: string): readonly DestinationKey[] {
  return spellingsOf(e164).map((spelling) => digest(`d:${spelling}`) as DestinationKey);
}
