/** A quick look at numbers that are written plainly, in E.164: which of them are surely in use as they stand. */
// To judge a number takes some 50 µs, a list of a million the better part of a minute. What is sure here the whole judgement
// calls valid too, and means nothing but itself (test/load/sure-number.test.ts holds the two against each other); whatever
// is not sure is judged as ever.
import { getCountries, getCountryCallingCode, Metadata } from 'libphonenumber-js/max';
import { spellingsOf } from '../../model/one-phone.ts';

export type IsSure = (text: string) => boolean;

/** What libphonenumber knows of a country and does not name in its types. */
type Plan = {
  nationalNumberPattern(): string;
  nationalPrefixForParsing(): string | undefined;
  possibleLengths(): readonly number[] | undefined;
  leadingDigits(): string | 0 | undefined;
  types(): readonly (readonly [pattern: string, lengths?: readonly number[]] | 0)[] | undefined;
};
type Countries = { getCountryCodesForCallingCode(code: string): readonly string[] | undefined };

type Country = {
  /** Whoever begins so is of this country, whatever else fits. */
  readonly leading: RegExp | null;
  readonly fits: (national: string) => boolean;
};
type Code = {
  readonly lengths: readonly number[];
  /** What may be taken for a prefix and be taken off. */
  readonly prefix: RegExp | null;
  /** In the order in which they are asked. */
  readonly countries: readonly Country[];
};

/** Italy's numbers mean their twin by the zero as well (meant-number.ts). */
const WITH_TWINS = '39';

/** For one file: each calling code is looked up once. */
export function surelyValid(): IsSure {
  const known = new Map<string, Code | null>();
  const all = new Set<string>(getCountries().map((country) => getCountryCallingCode(country)));
  return (text) => {
    if (!/^\+[1-9]\d{6,14}$/.test(text)) return false;
    const code = [1, 2, 3].map((length) => text.slice(1, 1 + length)).find((each) => all.has(each));
    if (code === undefined || code === WITH_TWINS) return false;
    let plan = known.get(code);
    if (plan === undefined) known.set(code, (plan = codeOf(code)));
    return plan !== null && fits(plan, text.slice(1 + code.length)) && spellingsOf(text).length === 1;
  };
}

function fits({ lengths, prefix, countries }: Code, national: string): boolean {
  if (!lengths.includes(national.length) || prefix?.test(national) === true) return false;
  for (const country of countries) {
    if (country.leading === null ? !country.fits(national) : !country.leading.test(national)) continue;
    return country.fits(national);
  }
  return false;
}

/** Null where the metadata is not as it was when this was written: nothing is sure then. */
function codeOf(code: string): Code | null {
  const names = (new Metadata() as unknown as Partial<Countries>).getCountryCodesForCallingCode?.(code);
  const plans = (names ?? []).map(planOf);
  const [first] = plans;
  if (first === undefined) return null;
  try {
    const prefix = first.nationalPrefixForParsing();
    return {
      lengths: first.possibleLengths() ?? [],
      prefix: prefix === undefined || prefix === '' ? null : new RegExp(`^(?:${prefix})`),
      countries: plans.map(countryOf),
    };
  } catch {
    return null;
  }
}

function planOf(name: string): Plan {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(name as Parameters<Metadata['selectNumberingPlan']>[0]);
  return metadata.numberingPlan as unknown as Plan;
}

function countryOf(plan: Plan): Country {
  const leading = plan.leadingDigits();
  const general = whole(plan.nationalNumberPattern());
  const types = (plan.types() ?? []).flatMap((type) =>
    type === 0 || type[0] === '' ? [] : [{ pattern: whole(type[0]), lengths: type[1] }],
  );
  return {
    leading: typeof leading === 'string' && leading !== '' ? new RegExp(`^(?:${leading})`) : null,
    fits: (national) =>
      general.test(national) &&
      types.some(({ pattern, lengths }) => lengths?.includes(national.length) !== false && pattern.test(national)),
  };
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}
