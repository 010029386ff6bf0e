/** The account's numbers: which there are, and which agent answers each. */
import type { Config } from '../config/environment.ts';
import { userError } from '../model/errors.ts';
import type { AgentId } from '../model/ids.ts';
import type { PhoneNumber, PhoneNumberFilter, Voice } from '../voice/port.ts';
import { must, withProvider } from './provider.ts';

export type { PhoneNumber };

/** Of the numbers that a message names. */
const SHOWN = 10;

export function listNumbers(config: Config, filter: PhoneNumberFilter): Promise<readonly PhoneNumber[]> {
  return withProvider(config, async (voice) => must(await voice.phoneNumbers(filter)));
}

/** `wanted`: an id, a number in any spelling, or a label; `agent` null: nobody answers it any more. */
export function assignNumber(config: Config, wanted: string, agent: AgentId | null): Promise<PhoneNumber> {
  return withProvider(config, async (voice) => must(await voice.assign((await findNumber(voice, wanted)).id, agent)));
}

async function findNumber(voice: Voice, wanted: string): Promise<PhoneNumber> {
  const numbers = must(await voice.phoneNumbers({}));
  const exact = numbers.filter(({ id, number }) => id === wanted || number === wanted);
  const digits = wanted.replace(/\D/g, '');
  const loose = numbers.filter(
    ({ number, label }) =>
      label?.toLowerCase() === wanted.toLowerCase() ||
      (digits.length >= 7 && !/[a-z_]/i.test(wanted) && number.replace(/\D/g, '').endsWith(digits)),
  );
  const found = exact.length > 0 ? exact : loose;
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  if (first !== undefined) {
    const ids = found.slice(0, SHOWN).map(({ id }) => id);
    throw userError('ambiguous_number', `"${wanted}" fits more than one number: ${ids.join(', ')}.`, 'Name its id.');
  }
  const some = numbers.slice(0, SHOWN).map(({ id, number }) => `${number} (${id})`);
  const listed = `${some.join(', ')}${numbers.length > SHOWN ? ', …' : ''}`;
  const there = numbers.length === 0 ? 'The account has no numbers.' : `There are: ${listed}.`;
  throw userError('unknown_number', `No number of this account is "${wanted}".`, there);
}
