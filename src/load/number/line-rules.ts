/** What may be called at all, and what may be called from which line (reference/phone-numbers A3, A4). */
import type { Severity } from '../../model/load-report.ts';
import type { NumberType } from 'libphonenumber-js/max';
import type { ProviderType } from '../../model/campaign.ts';
import type { IssueCode } from './messages.ts';
import { regionsOfCountry } from './regions.ts';
import type { DestinationRules } from '../row/types.ts';

/** A number as parsed; `country` is null where the metadata knows none. */
export type Candidate = {
  readonly e164: string;
  readonly callingCode: string;
  readonly national: string;
  readonly country: string | null;
  readonly type: NumberType;
  readonly valid: boolean;
  /** `new`: in service but not in the metadata. Null outside ten-digit +1 numbers. */
  readonly areaCode: 'known' | 'new' | 'unassigned' | null;
};

export type Finding = { readonly code: IssueCode; readonly severity: Severity };

const error = (code: IssueCode): Finding => ({ code, severity: 'error' });
const US_TERRITORIES: readonly (string | null)[] = ['PR', 'GU', 'VI', 'AS', 'MP'];

/** The parts of a ten-digit +1 number: area code, exchange, line. Null for every other number. */
export function nanpParts(candidate: Pick<Candidate, 'callingCode' | 'national'>): [string, string, string] | null {
  const { callingCode, national } = candidate;
  if (callingCode !== '1' || national.length !== 10) return null;
  return [national.slice(0, 3), national.slice(3, 6), national.slice(6)];
}

/** May a place get this area code? 0 and 1 begin none, and these are kept for services, for later or for longer numbers. */
export function isOpenable(npa: string): boolean {
  return /^[2-9]\d\d$/.test(npa) && !/^(?:.11|.00|.9.|37.|96.|5(?:22|33|44|55|66|77|88)|710|950)$/.test(npa);
}

function isTollFreeAreaCode(npa: string): boolean {
  return /^8(?:00|33|44|55|66|77|88)$/.test(npa);
}

/** Exchanges that ring a service, a charge or nobody. libphonenumber calls them all valid. */
export function exchangeRule(candidate: Candidate, rules: DestinationRules): Finding | null {
  const parts = nanpParts(candidate);
  if (parts === null) return null;
  const [npa, nxx, line] = parts;
  if (/^.11$/.test(nxx)) return error('service_code');
  if (nxx === '976') return error('premium_rate');
  if (nxx !== '555') return null;
  if (line === '1212' || line === '4334') return error('service_code');
  // Of the toll-free codes only 800-555-0199 is reserved for fiction; the other 555 lines there are real.
  if (isTollFreeAreaCode(npa) && (npa !== '800' || line !== '0199')) return null;
  if (!/^01\d\d$/.test(line)) return { code: 'unassigned_555', severity: 'warning' };
  return { code: 'fictional_number', severity: rules.testNumbers ? 'warning' : 'error' };
}

/** Kinds of number no campaign calls, whatever the line. */
export function typeRule(candidate: Candidate, rules: DestinationRules): Finding | null {
  switch (candidate.type) {
    case 'PREMIUM_RATE':
    case 'SHARED_COST':
      return error('premium_rate');
    case 'TOLL_FREE':
      return rules.allowTollFree ? null : error('toll_free');
    case 'PERSONAL_NUMBER':
    case 'PAGER':
    case 'UAN':
    case 'VOICEMAIL':
      return error('unsupported_number_type');
    case 'VOIP':
      // In +1 this is area code 600 alone, non-geographic Canada.
      return candidate.callingCode === '1' ? error('unsupported_number_type') : null;
    case 'FIXED_LINE':
    case 'FIXED_LINE_OR_MOBILE':
    case 'MOBILE':
    case undefined:
      return null;
  }
}

/** Null when a line we were told of may call it. A line nobody looked up makes a warning, not an error. */
export function lineRule(candidate: Candidate, rules: DestinationRules): Finding | null {
  const lines: readonly ProviderType[] = rules.lineTypes.length === 0 ? ['unknown'] : rules.lineTypes;
  if (lines.some((line) => line === 'twilio' || line === 'sip_trunk')) return null;
  if (allowedFromCartesia(candidate, rules)) return null;
  if (lines.includes('unknown')) return { code: 'international_from_cartesia', severity: 'warning' };
  const territory = US_TERRITORIES.includes(candidate.country);
  return error(territory ? 'us_territory_from_cartesia' : 'international_from_cartesia');
}

/** "Outbound calls are limited to US destination numbers": a +1 prefix is not the US (Canada, the Caribbean share it). */
export function allowedFromCartesia(candidate: Candidate, rules: DestinationRules): boolean {
  if (nanpParts(candidate) === null) return false;
  if (!candidate.valid) return false;
  if (candidate.areaCode === 'new') return true;
  if (rules.allowTollFree && candidate.type === 'TOLL_FREE') return true;
  if (rules.allowUsTerritories && US_TERRITORIES.includes(candidate.country)) return true;
  return candidate.country === 'US' && candidate.type === 'FIXED_LINE_OR_MOBILE';
}

/** A country whose hours nobody has looked up is not dialed. An area code newer than the metadata is one of the US; toll-free numbers ring there. */
export function countryRule(candidate: Candidate, { countries }: DestinationRules): Finding | null {
  if (countries === undefined) return null;
  const american = candidate.areaCode === 'new' || (candidate.callingCode === '1' && candidate.type === 'TOLL_FREE');
  const country = candidate.country ?? (american ? 'US' : null);
  // Puerto Rico is under the law of the US, Martinique under that of France.
  const regions = country === null ? [] : regionsOfCountry(country);
  const known = regions.some((region) => countries.are.includes(region.slice(0, 2)));
  return known ? null : error('no_rules_for_country');
}
