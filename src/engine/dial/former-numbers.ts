/** The numbers that people had before a list corrected them: a no that was given under one of them is the person's. */
import type { Contact } from '../../model/contact.ts';
import { FORMER } from '../../model/list-changes.ts';
import type { Batch } from '../batch.ts';
import type { Core } from '../core.ts';

export type Numbered = { readonly contact: Contact; readonly number: string };

/**
 * Only for a list outside the ledger: of its own list it was asked when the correction was taken (store/reload.ts). Nearly
 * nobody was corrected.
 */
export async function formerNumbers(
  { store }: Pick<Core, 'store'>,
  { campaign }: Pick<Batch, 'campaign'>,
  people: readonly Numbered[],
): Promise<readonly Numbered[]> {
  if ((campaign.plan.doNotCall?.shared ?? null) === null) return [];
  const corrected = people.filter(({ contact }) => contact.corrected === true);
  const notes = await Promise.all(corrected.map(({ contact }) => store.personalOf(contact.id)));
  return corrected.flatMap(({ contact, number }, nth) => {
    const former = (notes[nth] ?? []).filter(({ key }) => key.startsWith(FORMER)).map(({ body }) => body['to_number']);
    const others = new Set(former.filter((one) => typeof one === 'string' && one !== number) as string[]);
    return [...others].map((one) => ({ contact, number: one }));
  });
}
