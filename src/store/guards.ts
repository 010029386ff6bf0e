/** Which change of a commit may stand: the one reading of the guards, the same for every ledger. */
import type { Attempt } from '../model/attempt.ts';
import { isOpen } from '../model/attempt.ts';
import type { Line } from '../model/campaign.ts';
import type { AccountKey, AttemptId, CampaignId, ContactId, DestinationKey } from '../model/ids.ts';
import { isClosedAt } from '../model/closed-account.ts';
import type { Instant } from '../model/time.ts';
import type { Change, Guards, LostBecause, Pace } from './port.ts';

/** The rows a change is measured against, as they stand under the commit's locks, earlier changes of it included. */
export type CommitFacts = {
  /** 0 for an account no engine ever took. */
  epoch(account: AccountKey): number;
  openOn(account: AccountKey): number;
  /** The moment before which nothing new is dialed; 0 for none. */
  closedUntil(account: AccountKey): Instant;
  running(campaign: CampaignId): boolean;
  /** What a new attempt of this campaign may name. */
  plan(campaign: CampaignId): Dialable | undefined;
  suppressed(destination: DestinationKey): boolean;
  contact(id: ContactId): KnownContact | undefined;
  attemptVersion(id: AttemptId): number | undefined;
  /** Attempts of the line within a second of the appointment whose request may have left. */
  startsNear(pace: Pace): number;
  /** Is an attempt other than this one open on its destination or for its contact? */
  rivalOpen(attempt: Attempt): boolean;
};

/** A campaign's own account and lines. */
export type Dialable = { readonly account: AccountKey; readonly lines: readonly Pick<Line, 'id' | 'provider'>[] };

/** A contact as far as guards look at it. */
export type KnownContact = {
  readonly version: number;
  readonly campaign: CampaignId;
  readonly destination: DestinationKey;
};

/** An older engine's commit is lost whole: it no longer knows what the account is doing. */
export function fenced(guards: Guards, standing: CommitFacts): boolean {
  return guards.epoch !== undefined && standing.epoch(guards.epoch.account) !== guards.epoch.epoch;
}

/**
 * Why a change may not stand, or undefined. A lost change takes no slot, so slots come last. Only new attempts can lose
 * their destination or their slot: evidence is of a call that rings already, and to drop it is the worse failure.
 */
export function refusal(change: Change, guards: Guards, standing: CommitFacts): LostBecause | undefined {
  const { contact, attempt } = change;
  if (contact.to.version <= contact.from) throw new Error(`contact ${contact.to.id}: a change must raise its version`);
  if (guards.running === true && !standing.running(contact.to.campaign)) return 'not_running';
  if (guards.unsuppressed === true && standing.suppressed(contact.to.destination)) return 'suppressed';
  const known = standing.contact(contact.to.id);
  if (known?.version !== contact.from) return 'moved';
  if (known.campaign !== contact.to.campaign || known.destination !== contact.to.destination) return 'unrelated';
  if (attempt === undefined) return undefined;
  if (standing.attemptVersion(attempt.to.id) !== (attempt.from === 'new' ? undefined : attempt.from)) return 'moved';
  if (attempt.from !== 'new' || !isOpen(attempt.to)) return undefined;
  if (!belongsTogether(change, standing)) return 'unrelated';
  if (isClosed(guards, standing)) return 'closed';
  if (guards.pace !== undefined && standing.startsNear(guards.pace) >= guards.pace.most) return 'paced';
  if (standing.rivalOpen(attempt.to)) return 'destination_open';
  const { slots } = guards;
  if (slots?.account === attempt.to.account && standing.openOn(slots.account) >= slots.max) return 'slots';
  return undefined;
}

/**
 * Ids come through messages: an attempt under one campaign's hours, line or money for another's contact would ring somebody
 * at an hour that nobody asked about. So what a new attempt names is compared with the ledger's own rows.
 */
function belongsTogether({ contact: { to: contact }, attempt }: Change, standing: CommitFacts): boolean {
  if (attempt === undefined) return true;
  const { to } = attempt;
  if (to.contact !== contact.id || to.campaign !== contact.campaign || to.destination !== contact.destination)
    return false;
  const plan = standing.plan(to.campaign);
  const line = plan?.lines.find(({ id }) => id === to.line);
  // A Cartesia number may call the United States only (load/number/line-rules.ts).
  return (
    line !== undefined && plan?.account === to.account && (line.provider !== 'cartesia' || contact.cartesiaDialable)
  );
}

function isClosed({ openAt }: Guards, standing: CommitFacts): boolean {
  return openAt !== undefined && isClosedAt(standing.closedUntil(openAt.account), openAt.at);
}
