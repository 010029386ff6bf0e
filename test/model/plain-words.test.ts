/** Codes in plain words: causes, what stays in the house and why, and what mends a row or an error. */
import { describe, expect, it } from 'vitest';
import { causeWords } from '../../src/model/cause-words.ts';
import { ERROR_ADVICE, KIND_ADVICE } from '../../src/model/error-advice.ts';
import { ERROR_CODES } from '../../src/model/error-codes.ts';
import type { ValueKind, Withheld } from '../../src/model/load-report.ts';
import { valueWords, whyWithheld, withheldWords } from '../../src/model/private-words.ts';
import { LEFT_OUT, ROW_ADVICE } from '../../src/model/row-advice.ts';
import { ROW_CODES } from '../../src/model/row-codes.ts';

describe('what went wrong on the way to the provider', () => {
  it.each([
    ['gate', 'its moment had passed'],
    ['appointment_missed', 'its moment had passed'],
    ['connect_timeout', 'the connection took too long'],
    ['connect_failed_etimedout', 'the connection took too long'],
    ['connect_failed', 'no connection came about'],
    ['connect_failed_econnrefused', 'nothing answers at that address'],
    ['connect_failed_enotfound', 'no host of that name is known'],
    ['connect_failed_eai_again', 'names cannot be looked up: is the network there?'],
    ['connect_failed_enetunreach', 'there is no way to the network'],
    ['connect_failed_ehostunreach', 'there is no way to that host'],
    ['connect_failed_econnreset', 'the connection was cut off'],
    ['connection_lost', 'the connection was lost after the request was sent'],
    ['headers_timeout', 'no reply came in time'],
    ['timeout', 'no reply came in time'],
    ['body_timeout', 'the reply did not end in time'],
    ['reply_too_large', 'the reply is larger than is read'],
    ['reply_garbled', 'the reply is no HTTP'],
    ['not_json', 'the reply is not JSON'],
    ['not_the_contract', 'the reply is not what the API documents'],
    ['wrong_count', 'the reply speaks of another number of calls'],
    ['number_mismatch', 'the reply speaks of another number'],
    ['shared_call_id', 'the reply gives one call to two people'],
    ['neither_id_nor_error', 'the reply says neither yes nor no'],
    ['lease_lost', 'another machine had taken over'],
    ['http_503', 'the provider answered 503'],
    ['http_429', 'the provider answered 429'],
    ['connect_failed_eproto', 'no connection came about (EPROTO)'],
  ])('%s: %s', (code, words) => expect(causeWords(code)).toBe(words));

  it.each([
    ['line_is_busy_now', 'line is busy now'],
    // None of ours, however alike.
    ['http_5033', 'http 5033'],
    ['http_50', 'http 50'],
    ['xhttp_503', 'xhttp 503'],
    ['re_connect_failed_x', 're connect failed x'],
    ['toString', 'toString'],
    ['__proto__', '  proto  '],
    ['', ''],
  ])('a code without words is shown as it is, without its underscores: %j', (code, words) => {
    expect(causeWords(code)).toBe(words);
  });
});

describe('why a column stays in the house', () => {
  const VALUES: Readonly<Record<ValueKind, readonly [string, string]>> = {
    email: ['an e-mail address', 'e-mail addresses'],
    phone: ['a phone number', 'phone numbers'],
    national_id: ['a national id number', 'national ids'],
    card: ['a card number', 'card numbers'],
    iban: ['a bank account', 'bank accounts'],
    address: ['an address', 'addresses'],
    birth_date: ['a birth date', 'birth dates'],
    health: ['something of health', 'health'],
    money: ['a sum of money', 'sums of money'],
    ip_address: ['an IP address', 'IP addresses'],
  };
  it.each(Object.entries(VALUES))('by its values: %s', (kind, [one, many]) => {
    const why = `values:${kind as ValueKind}` as const;
    expect(valueWords(kind as ValueKind)).toBe(one);
    expect(withheldWords(why)).toBe(many);
    expect(whyWithheld(why)).toBe(`${many} (values)`);
  });

  it.each<[Withheld, string, string]>([
    ['identity', 'identity', 'identity (header)'],
    ['health', 'health', 'health (header)'],
    ['money', 'money', 'money (header)'],
    ['contact', 'contact', 'contact (header)'],
    ['phone', 'phone number', 'phone number (header)'],
    ['notes', 'notes', 'notes (header)'],
    // These say already what it was.
    ['address_part', 'part of an address', 'part of an address'],
    ['no_legal_name', 'header makes no name', 'header makes no name'],
  ])('by its header: %s', (why, words, whole) => {
    expect(withheldWords(why)).toBe(words);
    expect(whyWithheld(why)).toBe(whole);
  });

  it('because nobody named it', () => expect(whyWithheld('not_named')).toBe('not in "variables"'));
});

/** Begins like a sentence, or with a command, and ends like one. */
const SENTENCE = /^(?:[A-Z]|outdial ).{10,}[.?]$/;

describe('what mends a row', () => {
  const codesThat = (does: string): readonly string[] =>
    Object.entries(ROW_ADVICE).flatMap(([code, advice]) => (advice.does === does ? [code] : []));

  it('every code has a whole sentence', () => {
    expect(Object.keys(ROW_ADVICE).sort()).toEqual(Object.keys(ROW_CODES).sort());
    for (const { mend } of Object.values(ROW_ADVICE)) expect(mend).toMatch(SENTENCE);
  });

  it('whoever is left out though nothing is wrong with the data', () => {
    const skipped = [
      'already_called',
      'blank_row',
      'consent_too_old',
      'duplicate',
      'hidden_row',
      'no_consent',
      'not_after_passed',
      'not_asked',
      'on_dnc',
      'on_registry',
      'repeated_header',
      'suppressed',
      'totals_row',
    ];
    expect([...codesThat('skips')].sort()).toEqual(skipped);
    expect([...LEFT_OUT].sort()).toEqual([...skipped, 'before_dial_no', 'forgotten', 'vanished'].sort());
  });

  it('what is only told of is dialed all the same', () => {
    expect([...codesThat('tells')].sort()).toEqual([
      ...[
        'area_code_not_in_metadata',
        'changed_row',
        'corrected_number',
        'date_from_number',
        'date_in_past',
        'date_serial_likely',
      ],
      ...['decimal_stripped', 'default_country_applied', 'digits_lost', 'emoji_removed', 'empty_column', 'empty_value'],
      ...['excel_text_wrapper', 'invisible_characters_removed', 'link_in_value', 'long_value', 'machine_date'],
      ...[
        'markup_removed',
        'number_from_json_numeric',
        'number_may_have_a_new_owner',
        'number_rounded',
        'old_spelling',
        'padded_row',
      ],
      ...[
        'place_elsewhere',
        'placeholder_name',
        'placeholder_timezone',
        'placeholder_value',
        'quote_stripped',
        'returned_row',
        'timezone_elsewhere',
      ],
      ...['unassigned_555', 'unknown_place', 'unnamed_column'],
    ]);
    expect(codesThat('rejects')).toHaveLength(Object.keys(ROW_CODES).length - 13 - 33);
  });

  it('says what to write where only that helps', () => {
    expect(ROW_ADVICE.wrong_length.mend).toBe(ROW_ADVICE.invalid_number.mend);
    expect(ROW_ADVICE.invalid_number.mend).toContain('a plus sign, the country code, the number');
    expect(ROW_ADVICE.unassigned_area_code.mend).toContain(`${ROW_ADVICE.invalid_number.mend} A new area code`);
    expect(ROW_ADVICE.excel_scientific_notation.mend).toMatch(/cannot be brought back.*format the column as text/);
    expect(ROW_ADVICE.us_territory_from_cartesia.mend).toContain(ROW_ADVICE.international_from_cartesia.mend);
  });
});

describe('what helps with an error', () => {
  it('each kind has a whole sentence, and no other has', () => {
    expect(Object.keys(KIND_ADVICE).sort()).toEqual(Object.keys(ERROR_CODES).sort());
    for (const advice of Object.values(KIND_ADVICE)) expect(advice).toMatch(SENTENCE);
  });

  it('a code that has its own is one of ours, and says what to do', () => {
    const known = new Set(Object.values(ERROR_CODES).flatMap((kind) => Object.keys(kind)));
    for (const [code, advice] of Object.entries(ERROR_ADVICE)) {
      expect(known).toContain(code);
      expect(advice).toMatch(SENTENCE);
    }
    expect(Object.keys(ERROR_ADVICE)).toHaveLength(21);
  });
});
