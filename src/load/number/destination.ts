/** Judges a cell as a number to be dialed: the only maker of an `E164`. */
import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberWithError,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import type { E164 } from '../../model/ids.ts';
import { cleanNumber } from './clean-number.ts';
import { NEW_US_AREA_CODES } from './data/area-codes.ts';
import {
  type Candidate,
  type Finding,
  allowedFromCartesia,
  countryRule,
  exchangeRule,
  lineRule,
  isOpenable,
  nanpParts,
  typeRule,
} from './line-rules.ts';
import { type Facts, type IssueCode, issueFor, showCell } from './messages.ts';
import { misshapeOf } from './number-shape.ts';
import { type ParsedNumber, readNumber } from './read-number.ts';
import type { Cell, DestinationIssue, DestinationRules, DestinationVerdict } from '../row/types.ts';

/** True for an upper-case ISO 3166-1 alpha-2 code that libphonenumber has numbers for. */
export function isCountry(text: string): boolean {
  return isSupportedCountry(text);
}

/**
 * The number to dial, or why there is none; warnings where something was taken away or assumed. Never throws.
 * Codes and their order: reference/phone-numbers A5, D1. An accepted number is `+` and 7 to 15 digits.
 */
export function validateDestination(value: Cell | undefined, rules: DestinationRules): DestinationVerdict {
  return validate(value, rules, mendOf);
}

type MendOf = (text: string, code: IssueCode, rules: DestinationRules, candidate?: Candidate) => Partial<Facts>;

/** `mend`: what a hint may propose. What is proposed is validated too, and is proposed nothing in its turn. */
function validate(value: Cell | undefined, rules: DestinationRules, mend: MendOf): DestinationVerdict {
  const country = countryOf(rules.defaultCountry);
  const facts: Facts = { shown: showCell(value), ...(country === undefined ? {} : { defaultCountry: country }) };
  const invalid = (code: IssueCode, more: Partial<Facts> = {}, text?: string): DestinationVerdict => ({
    is: 'invalid',
    issues: [issueFor(code, 'error', { ...facts, ...more, ...(text === undefined ? {} : mend(text, code, rules)) })],
  });

  const cleaned = cleanNumber(value);
  if (cleaned.is === 'rejected') return invalid(cleaned.code, cleaned);
  const misshape = misshapeOf(cleaned.text, country);
  if (misshape !== null) return invalid(misshape.code, misshape);
  const read = readNumber(cleaned.text, country);
  if (read.is === 'rejected') return invalid(read.code, read, cleaned.text);

  const candidate = candidateOf(read.number, rules);
  const seen: Facts = {
    ...facts,
    e164: candidate.e164,
    ...(candidate.country === null ? {} : { country: candidate.country }),
    ...(rules.countries === undefined ? {} : { detail: `"${rules.countries.of}"` }),
    ...(read.number.isPossible() ? {} : { detail: validatePhoneNumberLength(candidate.e164) ?? 'TOO_SHORT' }),
  };
  const findings: Finding[] = [
    ...cleaned.warnings,
    ...(read.defaulted ? (['default_country_applied'] as const) : []),
    ...(read.respelled ? (['old_spelling'] as const) : []),
  ].map((code) => ({ code, severity: 'warning' }));
  findings.push(...findingsOn(candidate, read.number, rules));
  const issues: DestinationIssue[] = findings.map(({ code, severity }) =>
    issueFor(code, severity, severity === 'error' ? { ...seen, ...mend(cleaned.text, code, rules, candidate) } : seen),
  );
  if (findings.some(({ severity }) => severity === 'error')) return { is: 'invalid', e164: candidate.e164, issues };
  return {
    is: 'valid',
    e164: candidate.e164 as E164,
    country: candidate.country,
    cartesiaDialable: allowedFromCartesia(candidate, rules),
    issues,
  };
}

function candidateOf(number: ParsedNumber, rules: DestinationRules): Candidate {
  const callingCode: string = number.countryCallingCode;
  const national: string = number.nationalNumber;
  const known = number.isValid();
  const npa = nanpParts({ callingCode, national })?.[0];
  const areaCode = npa === undefined ? null : known ? 'known' : areaCodeOf(npa, rules);
  return {
    e164: number.number,
    callingCode,
    national,
    country: number.country ?? null,
    type: number.getType(),
    valid: known || (areaCode === 'new' && /^...[2-9]/.test(national)),
    areaCode,
  };
}

function areaCodeOf(npa: string, rules: DestinationRules): 'known' | 'new' | 'unassigned' {
  // The metadata has no list of area codes; a number whose exchange every area code has tells whether it knows one.
  if (parsePhoneNumberWithError(`+1${npa}2345678`).country !== undefined) return 'known';
  const listed = NEW_US_AREA_CODES.includes(npa) || rules.extraUsAreaCodes.includes(npa);
  return listed && /^[2-9](?!11)/.test(npa) ? 'new' : 'unassigned';
}

/** Everything found, in the reference's order, up to the first error. */
function findingsOn(candidate: Candidate, number: ParsedNumber, rules: DestinationRules): readonly Finding[] {
  const hard = (code: IssueCode): readonly Finding[] => [{ code, severity: 'error' }];
  if (!number.isPossible() || !/^\+[1-9]\d{6,14}$/.test(candidate.e164)) return hard('wrong_length');
  if (number.isNonGeographic()) return hard(candidate.type === 'PREMIUM_RATE' ? 'premium_rate' : 'non_geographic');
  if (candidate.areaCode === 'unassigned') return hard('unassigned_area_code');

  const isNew: Finding = { code: 'area_code_not_in_metadata', severity: 'warning' };
  const invalid: Finding = { code: 'invalid_number', severity: 'error' };
  const findings: Finding[] = [];
  const checks = [
    () => (candidate.areaCode === 'new' ? isNew : null),
    () => exchangeRule(candidate, rules),
    () => (candidate.valid ? null : invalid),
    () => typeRule(candidate, rules),
    () => lineRule(candidate, rules),
    () => countryRule(candidate, rules),
  ];
  for (const check of checks) {
    const found = check();
    if (found !== null) findings.push(found);
    if (found?.severity === 'error') break;
  }
  return findings;
}

function countryOf(text: string | undefined): CountryCode | undefined {
  return text !== undefined && isSupportedCountry(text) ? text : undefined;
}

/** What a hint may propose for this cell: nothing that would be refused again. */
function mendOf(text: string, code: IssueCode, rules: DestinationRules, candidate?: Candidate): Partial<Facts> {
  const works = (written: string, more: Partial<DestinationRules> = {}): string | undefined => {
    // A rehearsal's numbers have a country like any other.
    const verdict = validate(written, { ...rules, testNumbers: true, ...more }, () => ({}));
    return verdict.is === 'valid' ? verdict.e164 : undefined;
  };
  const digits = text.replace(/\D/g, '');
  const begins = text.startsWith('+') ? {} : { leadingZero: digits.startsWith('0') };
  switch (code) {
    case 'missing_country_code': {
      if (works(text, { defaultCountry: 'US' }) !== undefined) return { ...begins, settable: true };
      const proposed = works('+' + digits);
      return { ...begins, ...(proposed === undefined ? {} : { proposed }) };
    }
    case 'missing_plus':
    case 'wrong_length':
    case 'invalid_number': {
      // "+1 (0) 202 …": what is dialed at home before the number, where nobody dials it.
      const bare = text.startsWith('+')
        ? text.replace(/[([]\s*0\s*[)\]]/, '')
        : '+' + digits.replace(/^(?:00|011)/, '');
      const proposed = bare === text ? undefined : works(bare);
      return { ...begins, ...(proposed === undefined ? {} : { proposed }) };
    }
    case 'unassigned_area_code': {
      const npa = candidate?.national.slice(0, 3) ?? '';
      const mayOpen =
        isOpenable(npa) && works(text, { extraUsAreaCodes: [...rules.extraUsAreaCodes, npa] }) !== undefined;
      const proposed = text.startsWith('+') ? undefined : works('+' + digits);
      return { ...begins, ...(proposed === undefined ? {} : { proposed }), ...(mayOpen ? { settable: true } : {}) };
    }
    case 'toll_free':
      return works(text, { allowTollFree: true }) === undefined ? {} : { settable: true };
    default:
      return {};
  }
}
