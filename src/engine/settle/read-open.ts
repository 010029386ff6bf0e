/** The open attempts of the account with the numbers they dialed, as reports of calls are matched against them. */
import type { Core } from '../core.ts';
import type { Open } from './match-call.ts';

export async function readOpen(core: Core): Promise<readonly Open[]> {
  const open = await core.store.openAttempts(core.account);
  const people = await core.store.personal(
    open.map(({ contact }) => contact.id),
    'row',
  );
  return open.map(({ contact, attempt }) => {
    const number = people.get(contact.id)?.['to_number'];
    const plan = core.campaigns.all.get(contact.campaign)?.plan;
    const line = plan?.lines.find(({ id }) => id === attempt.line);
    return { contact, attempt, to: digits(number), from: digits(line?.number) };
  });
}

function digits(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\D/g, '') : '';
}
