/** Whose phone is meant by the numbers that somebody typed: every phone that each may mean. */
import type { Config } from '../../config/environment.ts';
import { isCountry } from '../../load/number/destination.ts';
import { phonesOf } from '../../load/number/no-number.ts';
import { UserError, userError, type Problem } from '../../model/errors.ts';
import type { Store } from '../../store/port.ts';

export type Typed = {
  readonly typed: string;
  /** E.164, the likeliest first. */
  readonly phones: readonly string[];
  /** No phone has it: a slip, perhaps. */
  readonly unheard: boolean;
};

/** None is asked for, so that nothing that says it is read: an opt-out waits for no file to be mended. */
export function needNoCountry(texts: readonly string[]): boolean {
  return texts.every((text) => text.trim().startsWith('+'));
}

/**
 * The country of numbers without a +: the one that was named, else that of `outdial.json`, else that of the ledger's
 * campaigns where all of them agree; null: none.
 */
export async function countryOf(
  store: Store,
  named: string | undefined,
  config: Pick<Config, 'accountFile' | 'suppressionUrl'>,
): Promise<string | null> {
  if (named !== undefined) return checked(named);
  if (config.accountFile.text() !== undefined) {
    // What reads it is loaded only where there is one.
    const { readAccount } = await import('../account-file.ts');
    const { default_country: ofAccount } = readAccount(config).defaults;
    if (typeof ofAccount === 'string' && isCountry(ofAccount.toUpperCase())) return ofAccount.toUpperCase();
  }
  const found = new Set((await store.campaigns()).map(({ plan }) => countryIn(plan.specText)));
  const [only = null] = found;
  return found.size === 1 ? only : null;
}

function checked(named: string): string {
  const country = named.trim().toUpperCase();
  if (isCountry(country)) return country;
  throw userError('bad_field', `--default-country: "${named}" is no country.`, 'Give two letters, such as US or DE.');
}

function countryIn(specText: string): string | null {
  try {
    const { default_country: country } = JSON.parse(specText) as { default_country?: unknown };
    return typeof country === 'string' && isCountry(country.toUpperCase()) ? country.toUpperCase() : null;
  } catch {
    return null;
  }
}

/** Throws `bad_number` with every one that cannot be read: nothing is done to the others either, so that none is taken for done. */
export function numbersTyped(texts: readonly string[], country: string | null): readonly Typed[] {
  const problems: Problem[] = [];
  const all: Typed[] = [];
  for (const typed of texts) {
    const read = phonesOf(typed, { defaultCountry: country, extraUsAreaCodes: [] });
    if ('phones' in read) {
      all.push({ typed, phones: read.phones, unheard: read.unheard === true });
      continue;
    }
    const bare = country === null && !typed.trim().startsWith('+');
    const hint = bare
      ? 'Write it with + and its country code (+1 415 555 0101), or say --default-country US.'
      : 'Write it with + and its country code: +1 415 555 0101.';
    problems.push({ code: 'bad_number', message: read.message, hint });
  }
  if (problems.length > 0) throw new UserError(problems);
  return all;
}
