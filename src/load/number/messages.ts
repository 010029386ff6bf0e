/** Every code a number or its zone may get, as a sentence about the value and a hint how to mend it. */
import type { RowCode } from '../../model/row-codes.ts';
import type { Severity } from '../../model/load-report.ts';
import type { DestinationIssue } from '../row/types.ts';

/** What a sentence may speak of. `shown`: the cell as read, cut and made safe to print. */
export type Facts = {
  readonly shown: string;
  readonly e164?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly defaultCountry?: string;
  readonly detail?: string;
  /** A number, in E.164, that the cell may mean and that would be taken. */
  readonly proposed?: string;
  /** The setting that the hint names would let this number through. */
  readonly settable?: true;
  readonly leadingZero?: boolean;
  /** The numbers or names found in the cell, or proposed instead of it. */
  readonly found?: readonly string[];
};

type Sentence = (facts: Facts) => readonly [message: string, hint?: string];

const AS_TEXT = 'Format the column as text in the spreadsheet and enter the numbers again from their source.';
const INTERNATIONAL = 'Write it in international form: + and the country code first (+1 for the United States).';
const ABROAD = 'Is it from abroad? Then write + and its country code in place of the 0';
/** For a list that is not American. */
export const BY_LETTERS = 'name it by its two letters with --default-country';
const PULL_OUT = 'Take the row out, or put a number there that a person answers.';

/** What a column of an address holds, in words. */
const PARTS: ReadonlyMap<string, string> = new Map([['zip', 'postal code']]);

const SENTENCES = {
  missing_number: ({ shown }) =>
    shown === ''
      ? ['There is no number in this row.', INTERNATIONAL]
      : [`"${shown}" stands for no number.`, INTERNATIONAL],
  wrong_type: ({ shown }) => [`The number is ${shown}, not text.`, 'Write it as a JSON string, in quotation marks.'],
  spreadsheet_error: ({ shown }) => [
    `"${shown}" is what a spreadsheet shows in place of a value: the number itself is not in the file.`,
    'Mend the formula or widen the column, then export the list again.',
  ],
  excel_scientific_notation: ({ shown }) => [
    `"${shown}" is a number that a spreadsheet rounded: its last digits are lost.`,
    AS_TEXT,
  ],
  multiple_numbers: ({ shown, found = [] }) => [
    `"${shown}" holds ${found.length > 1 ? `${found.length} numbers: ${found.join(' and ')}` : 'several numbers'}.`,
    'Keep one number in the cell; give the others rows of their own.',
  ],
  has_extension: ({ shown, detail }) => [
    `"${shown}" has an extension${detail === undefined ? '' : ` (${detail})`}, and an extension cannot be dialed.`,
    'Give a number that reaches the person directly.',
  ],
  vanity_letters: ({ shown, detail }) => [
    `"${shown}" has letters in it${detail === undefined ? '' : ` ("${detail}")`}.`,
    'Write digits only: letters are not turned into digits, since a slip would ring a stranger.',
  ],
  not_a_phone_number: ({ shown, detail }) => [
    `"${shown}" is not a phone number${detail === undefined ? '' : `: ${detail}`}.`,
    INTERNATIONAL,
  ],
  missing_country_code: ({ shown, proposed, settable, leadingZero }) => {
    const said = `"${shown}" has no country code, so it could be a number in many countries.`;
    const write = `Write + and the country code ${leadingZero === true ? 'in place of the 0' : 'first'}`;
    if (settable === true) {
      return [said, `${write}; if the whole list is of one country, say which: --default-country US.`];
    }
    const maybe = proposed === undefined ? '' : `If it is ${proposed}, write that. `;
    return [said, `${maybe}${write}; if the whole list is of one country, ${BY_LETTERS}.`];
  },
  ambiguous_country_code: ({ shown, found = [], defaultCountry = '' }) => [
    `"${shown}" may begin with the country code of ${countryName(defaultCountry)} or with an area code there.`,
    `Write which it is: ${alternatives(found)}.`,
  ],
  missing_plus: ({ shown, detail = '00', proposed }) => [
    `"${shown}" begins with ${detail}, which dials abroad in some countries only.`,
    proposed === undefined
      ? `What follows is no number that can be called from here: compare it with its source.`
      : `Write + in place of ${detail}: ${proposed}.`,
  ],
  unknown_country_code: ({ shown }) => [`"${shown}" begins with a country code that no country has.`, INTERNATIONAL],
  wrong_length: ({ shown, detail, defaultCountry, proposed, leadingZero }) => {
    const national = defaultCountry !== undefined && !shown.includes('+');
    const where = national ? ` for a number in ${countryName(defaultCountry)}` : '';
    const said = `"${shown}" has ${lengthProblem(detail)}${where}.`;
    if (proposed !== undefined) return [said, `If it is ${proposed}, write that; else compare it with its source.`];
    if (national && leadingZero === true) return [said, `${ABROAD}; else compare it with its source.`];
    return [said, `Compare it with its source${national ? '; if it is abroad, write + and its country code' : ''}.`];
  },
  invalid_number: ({ e164, country, proposed, leadingZero }) => [
    `${e164 ?? 'This'} has the right length, but no number ${country === undefined ? 'there' : `in ${countryName(country)}`} begins like that.`,
    sourceHint(proposed, leadingZero),
  ],
  unassigned_area_code: ({ shown, e164 = '', settable, proposed, leadingZero }) => {
    const code = e164.slice(2, 5);
    if (settable === true)
      return [
        `${e164} has area code ${code}, which is not in service as far as the number tables know.`,
        `If it has opened since, add it: "extra_us_area_codes": ["${code}"].`,
      ];
    return [`"${shown}" would be in area code ${code}, which no place has.`, sourceHint(proposed, leadingZero)];
  },
  service_code: ({ e164 = '' }) => [
    `${e164} is a service number (${/55512|55543/.test(e164) ? 'directory assistance' : `${e164.slice(5, 8)} exchange`}).`,
    PULL_OUT,
  ],
  fictional_number: ({ e164 }) => [
    `${e164 ?? 'It'} is a fictional number: 555-0100 to 555-0199 ring nobody.`,
    'Put the real number there. Such numbers are for rehearsals on the sandbox.',
  ],
  unassigned_555: ({ e164 }) => [
    `${e164 ?? 'It'} is in exchange 555, where no lines are in service.`,
    'Compare it with its source.',
  ],
  premium_rate: ({ e164 }) => [`${e164 ?? 'It'} is a premium-rate number: the caller pays extra.`, PULL_OUT],
  toll_free: ({ e164, settable }) => [
    `${e164 ?? 'It'} is a toll-free number, a company's own line.`,
    settable === true ? 'If it is meant, allow such numbers: "allow_toll_free": true.' : PULL_OUT,
  ],
  unsupported_number_type: ({ e164 }) => [
    `${e164 ?? 'It'} is a personal, pager, voicemail or company-wide number that campaigns do not call.`,
    PULL_OUT,
  ],
  non_geographic: ({ e164 }) => [
    `${e164 ?? 'It'} belongs to no country (satellite or international service).`,
    PULL_OUT,
  ],
  international_from_cartesia: ({ e164, country }) => [
    `${e164 ?? 'It'} is ${country === undefined ? 'outside the United States' : `in ${countryName(country)}`}, and a Cartesia number calls the United States only.`,
    'Import a number from Twilio or over a SIP trunk and name it in from_number_id.',
  ],
  us_territory_from_cartesia: ({ e164, country = '' }) => [
    `${e164 ?? 'It'} is in ${countryName(country)}, a US territory, which a Cartesia number may not reach.`,
    'Use a number imported from Twilio or a SIP trunk, or try it: "allow_us_territories": true.',
  ],
  no_rules_for_country: ({ e164, country, detail = 'of the campaign' }) => [
    `${e164 ?? 'It'} is ${country === undefined ? 'in no country that is known' : `in ${countryName(country)}`}, and the rules ${detail} do not say when anybody may be called there.`,
    'Call it in a campaign with rules for its country ("compliance": {"preset": …}; outdial rules lists them).',
  ],
  default_country_applied: ({ shown, e164, defaultCountry = '' }) => [
    `"${shown}" has no country code; it was read as dialed in ${countryName(defaultCountry)}: ${e164}.`,
    'Write + and the country code to be sure.',
  ],
  old_spelling: ({ shown, e164 }) => [`"${shown}" is dialed as ${e164} today.`],
  decimal_stripped: ({ shown, e164 }) => [`"${shown}" ended in a decimal zero; it was read as ${e164}.`, AS_TEXT],
  quote_stripped: ({ shown, e164 }) => [`"${shown}" is in quotation marks; it was read as ${e164}.`],
  excel_text_wrapper: ({ shown, e164 }) => [`"${shown}" is wrapped as a spreadsheet text; it was read as ${e164}.`],
  invisible_characters_removed: ({ shown, e164 }) => [`"${shown}" holds invisible characters; it was read as ${e164}.`],
  area_code_not_in_metadata: ({ e164 = '' }) => [
    `${e164} has area code ${e164.slice(2, 5)}, newer than the number tables; it is taken to be in the United States.`,
  ],
  number_from_json_numeric: ({ shown, e164 }) => [
    `${shown} is a JSON number; it was read as ${e164}.`,
    'Write it as a JSON string: a number cannot hold a + or a leading 0.',
  ],
  bad_timezone: ({ shown, detail, found = [] }) => [
    `"${shown}" is ${detail ?? 'not an IANA time zone (Area/City)'}.`,
    found.length === 0 ? 'Write a zone such as America/New_York.' : `Did you mean ${alternatives(found)}?`,
  ],
  placeholder_timezone: ({ shown, found = [] }) => [
    `"${shown}" is no place where people live; the time zones of the number count instead (${found.join(', ')}).`,
    'Empty the cell, or write the zone of the person, such as America/New_York.',
  ],
  timezone_elsewhere: ({ shown, e164, found = [] }) => [
    `"${shown}" is not where ${e164 ?? 'the number'} is from (${found.join(', ')}): it is dialed only while both are open.`,
    'If the cell is wrong, empty it.',
  ],
  place_elsewhere: ({ shown, e164, found = [] }) => [
    `"${shown}" is not where ${e164 ?? 'the row'} is from (${found.join(', ')}): it is dialed only while both are open.`,
    'If the cell is wrong, empty it.',
  ],
  unknown_place: ({ shown, detail = 'place' }) => [
    `"${shown}" is no ${PARTS.get(detail) ?? detail} that can be read: the rules of every state count.`,
    'Correct the cell, or empty it. If the column is another thing, say so in "columns".',
  ],
  unknown_timezone: ({ e164 }) => [
    `The time zone of ${e164 ?? 'this number'} is not known.`,
    'Add a timezone column with a zone such as America/New_York.',
  ],
} satisfies Readonly<Partial<Record<RowCode, Sentence>>>;

/** Stable snake_case, never renamed; the sentences may be. */
export type IssueCode = keyof typeof SENTENCES;

export function issueFor(code: IssueCode, severity: Severity, facts: Facts): DestinationIssue {
  const sentence: Sentence = SENTENCES[code];
  const [message, hint] = sentence(facts);
  if (code === 'international_from_cartesia' && severity === 'warning') {
    const said = message.replace(
      'a Cartesia number calls the United States only',
      'a Cartesia number could not call it',
    );
    return { code, severity, message: `${said.slice(0, -1)}; the line was not looked up.`, ...(hint ? { hint } : {}) };
  }
  return { code, severity, message, ...(hint === undefined ? {} : { hint }) };
}

/** A cell for a message: at most 64 characters, with nothing in it that could steer a terminal. */
export function showCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  if (typeof value !== 'string' && typeof value !== 'number') return `a ${typeof value}`;
  const characters = [...String(value).slice(0, 200)].slice(0, 64);
  return characters.join('').replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

const WITH_ARTICLE =
  /^(?:United |Bahamas|Cayman|Central African|Comoros|Czech|Dominican R|Gambia|Maldives|Netherlands|Philippines)|Islands$/;

const NAMES = new Intl.DisplayNames('en', { type: 'region' });

/** As it stands within a sentence: "the United Kingdom". */
function countryName(iso: string): string {
  try {
    const name = NAMES.of(iso) ?? iso;
    return WITH_ARTICLE.test(name) ? `the ${name}` : name;
  } catch {
    return iso;
  }
}

function sourceHint(proposed: string | undefined, leadingZero: boolean | undefined): string {
  if (proposed !== undefined) return `If it is ${proposed}, write that; else compare it with its source.`;
  return leadingZero === true ? `${ABROAD}; else compare it with its source.` : 'Compare it with its source.';
}

function lengthProblem(detail: string | undefined): string {
  if (detail === 'TOO_SHORT') return 'too few digits';
  if (detail === 'TOO_LONG') return 'too many digits';
  if (detail === undefined || detail === 'INVALID_LENGTH') return 'the wrong number of digits';
  return `the wrong length (${detail})`;
}

function alternatives(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' or ');
}
