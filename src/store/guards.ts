/** Which change of a commit may stand: the one reading of the guards, the same for every ledger. */
import type { Attempt } from '../model/attempt.ts';
import { isOpen } from '../model/attempt.ts';
import type { AccountKey, AttemptId, CampaignId, ContactId, DestinationKey } from '../model/ids.ts';
import type { Change, Guards, LostBecause } from './port.ts';

/** The rows a change is measured against, as they stand under the commit's locks, earlier changes of it included. */
export type Standing = {
  /** 0 for an account no engine ever took. */
  epoch(account: AccountKey): number;
  openOn(account: AccountKey): number;
  running(campaign: CampaignId): boolean;
  suppressed(destination: DestinationKey): boolean;
  contactVersion(id: ContactId): number | undefined;
  attemptVersion(id: AttemptId): number | undefined;
  /** Is an attempt other than this one open on its destination or for its contact? */
  rivalOpen(attempt: Attempt): boolean;
};

/** An older engine's commit is lost whole: it no longer knows what the account is doing. */
export function fenced(guards: Guards, standing: Standing): boolean {
  return guards.epoch !== undefined && standing.epoch(guards.epoch.account) !== guards.epoch.epoch;
}

/**
 * Why a change may not stand, or undefined. A lost change takes no slot, so slots come last. Only new attempts can lose
 * their destination or their slot: evidence is of a call that rings already, and to drop it is the worse failure.
 */
export function refusal(change: Change, guards: Guards, standing: Standing): LostBecause | undefined {
  const { contact, attempt } = change;
  if (contact.to.version <= contact.from) throw new Error(`contact ${contact.to.id}: a change must raise its version`);
  if (guards.running === true && !standing.running(contact.to.campaign)) return 'not_running';
  if (guards.unsuppressed === true && standing.suppressed(contact.to.destination)) return 'suppressed';
  if (standing.contactVersion(contact.to.id) !== contact.from) return 'moved';
  if (attempt === undefined) return undefined;
  if (standing.attemptVersion(attempt.to.id) !== (attempt.from === 'new' ? undefined : attempt.from)) return 'moved';
  if (attempt.from !== 'new' || !isOpen(attempt.to)) return undefined;
  if (standing.rivalOpen(attempt.to)) return 'destination_open';
  const { slots } = guards;
  if (slots?.account === attempt.to.account && standing.openOn(slots.account) >= slots.max) return 'slots';
  return undefined;
}
