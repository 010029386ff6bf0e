/** Why a campaign is paused, for a person: our sentence, and the provider's own words while nobody has erased them. */
import { pauseSentence, type PauseReason } from '../../model/pause-reason.ts';
import type { Store } from '../../store/port.ts';

export async function pauseWords(store: Pick<Store, 'personal'>, reason: PauseReason): Promise<string> {
  const message = pauseSentence(reason);
  const said = 'said' in reason ? reason.said : undefined;
  if (said === undefined) return message;
  const body = (await store.personal([said.contact], said.attempt)).get(said.contact);
  const words = body?.['error_message'];
  return typeof words === 'string' && words !== '' ? `${message}: ${words}` : message;
}
