/** Why a campaign is paused, for a person: our sentence, and the provider's own words while nobody has erased them. */
import type { CampaignState } from '../../model/campaign.ts';
import type { Store } from '../../store/port.ts';

export async function pauseWords(
  store: Pick<Store, 'personal'>,
  { message, said }: Extract<CampaignState, { is: 'paused' }>,
): Promise<string> {
  if (said === undefined) return message;
  const body = (await store.personal([said.contact], said.attempt)).get(said.contact);
  const words = body?.['error_message'];
  return typeof words === 'string' && words !== '' ? `${message}: ${words}` : message;
}
