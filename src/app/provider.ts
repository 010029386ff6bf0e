/** Opens the provider for commands that ask it something, and turns its failures into errors a person can mend. */
import { openProvider } from './open-provider.ts';
import type { Config } from '../config/environment.ts';
import { userError, UserError, type Problem } from '../model/errors.ts';
import type { Read, ReadFailure, Voice } from '../voice/port.ts';

const NO_KEY = 'No API key is set.';
const GET_KEY = 'Set CARTESIA_API_KEY (or CARTESIA_API_KEY_FILE, or put it in a .env file here).';

export async function withProvider<T>(config: Config, use: (voice: Voice) => Promise<T>): Promise<T> {
  if (config.apiKey === null) throw userError('no_api_key', NO_KEY, GET_KEY);
  const voice = await openProvider(config, config.apiKey);
  try {
    return await use(voice);
  } finally {
    await voice.close();
  }
}

/** The value, or the failure as a `UserError`. */
export function must<T>(read: Read<T>): T {
  if (read.is === 'ok') return read.value;
  throw new UserError(problemOf(read));
}

function problemOf(failure: ReadFailure): Problem {
  return { code: `provider_${failure.why}`, message: sentence(failure.message), hint: 'outdial doctor looks closer.' };
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
