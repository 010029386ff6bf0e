/** The lines of a campaign at the pace that a changed file asks for, and never above what the account gives each of them. */
import type { Config } from '../../config/environment.ts';
import type { Spec } from '../../load/spec/spec.ts';
import type { Line } from '../../model/campaign.ts';
import { UserError, userError } from '../../model/errors.ts';
import type { PhoneNumber } from '../../voice/port.ts';
import { openProvider } from '../open-provider.ts';
import { must } from '../provider.ts';
import { isNamed, lineOf, paceProblems } from './line-settings.ts';

type Number = Pick<PhoneNumber, 'id' | 'number' | 'label' | 'provider'>;

/** Throws `above_account` or `too_fast_for_line`. */
export async function pacedLines(lines: readonly Line[], spec: Spec, config: Config): Promise<readonly Line[]> {
  const plain = lines.map((line): Number => ({ ...line, label: null }));
  // A plan keeps no labels. What the account's file says of a label may be about one of these lines.
  const byLabel = spec.account.lines.some(({ name }) => !plain.some((number) => isNamed(name, number)));
  const numbers = byLabel ? await labeled(plain, config) : plain;
  const problems = paceProblems(spec, numbers);
  if (problems.length > 0) throw new UserError(problems);
  return numbers.map((number) => lineOf(number, spec));
}

async function labeled(numbers: readonly Number[], config: Config): Promise<readonly Number[]> {
  if (config.apiKey === null) {
    const message =
      'outdial.json says of a number by its label how fast it may be, and no API key is set to look it up.';
    throw userError('no_api_key', message, 'Set CARTESIA_API_KEY, or name the number there by its id.');
  }
  const voice = await openProvider(config, config.apiKey);
  try {
    return await Promise.all(numbers.map(async ({ id }) => must(await voice.phoneNumber(id))));
  } finally {
    await voice.close();
  }
}
