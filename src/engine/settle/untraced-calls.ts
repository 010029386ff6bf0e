/** Where the provider does not give our ids back, a lost past shows only as calls to our people that nobody here made. */
import type { DestinationKey } from '../../model/ids.ts';
import type { Core } from '../core.ts';
import type { CallReport } from '../../voice/port.ts';
import type { Open } from './match-call.ts';
import { contactsOn } from './contacts-on.ts';

/** One or two may be somebody's test calls by hand. */
const MANY = 3;

/** Reads what a start found in the list: calls without an attempt id, of this account, that no attempt here owns. */
export async function suspectUntraced(
  core: Core,
  reports: readonly CallReport[],
  open: readonly Open[],
): Promise<void> {
  if (core.acceptUntraced === true || core.destinationOf === undefined) return;
  // A call that may be a doubt's own is the look-ups' business.
  const awaited = new Set(open.map(({ to }) => to));
  const { createdAt } = await core.store.info();
  const lines = new Set<string>();
  for (const { plan } of core.campaigns.all.values()) {
    for (const { number } of plan.lines) lines.add(number.replace(/\D/g, ''));
  }
  const people = new Set<DestinationKey>();
  for (const { attempt, callId, direction, from, to, startTime } of reports) {
    if (
      attempt !== null ||
      direction === 'inbound' ||
      from === null ||
      to === null ||
      !lines.has(from) ||
      awaited.has(to)
    )
      continue;
    // An undated call may be older than the ledger: it proves nothing.
    if (startTime === null || startTime < createdAt) continue;
    if ((await core.store.attemptByCall(callId)) !== undefined) continue;
    const [contact] = (await contactsOn(core, `+${to}`)) ?? [];
    if (contact !== undefined) people.add(contact.destination);
  }
  if (people.size < MANY) return;
  core.run.requestPause(
    `${people.size} people of these lists were called from these lines by calls that this ledger does not know, and the ` +
      'provider does not say by whom: was it restored from a backup, or does a copy of it dial? If neither, run again with ' +
      '--accept-other-ledgers',
  );
}
