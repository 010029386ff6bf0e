/** Why a read failed, in our own words only: what is kept beside a campaign must hold none of the provider's (I8). */
import type { ReadFailure } from '../../voice/port.ts';

const WHY: Readonly<Record<ReadFailure['why'], string>> = {
  unreachable: 'the provider cannot be reached',
  denied: 'the key may not read them',
  not_found: 'the provider does not know what was asked for',
  invalid: 'the provider refused to be asked',
  garbled: 'the provider answers with something else',
  busy: 'the provider asks to slow down',
  server: 'the provider failed',
};

export function plainly({ why, status }: ReadFailure): string {
  if (status === 401) return 'the key was not accepted (401): check CARTESIA_API_KEY';
  if (status === 402) return 'the account’s limit is reached (402)';
  return status === null ? WHY[why] : `${WHY[why]} (${status})`;
}
