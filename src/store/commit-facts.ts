/** What a commit is measured against: the rows under its locks, and attempts counted by any of their fields. */
// A new guard is pure code here and in guards.ts: it says which attempts it needs counted (`talliesOf`) and what follows from
// the number (`refusal`). A ledger answers for every filter alike, and is not touched for it.
import { isOpen, type Attempt } from '../model/attempt.ts';
import type { Line } from '../model/campaign.ts';
import type { AccountKey, AttemptId, CampaignId, ContactId, DestinationKey, LineId } from '../model/ids.ts';
import type { Scope } from '../model/suppression.ts';
import { SECOND, type Instant } from '../model/time.ts';
import type { Change, Guards, Pace } from './port.ts';

/** Every field that is given must fit. */
export type AttemptFilter = {
  readonly account?: AccountKey;
  readonly line?: LineId;
  readonly campaign?: CampaignId;
  readonly destination?: DestinationKey;
  readonly contact?: ContactId;
  /** `open`: it holds a slot and its destination. `may_have_rung`: nobody proved that its request rang nobody. */
  readonly which: 'open' | 'may_have_rung';
  /** Its appointment lies between them, neither included. */
  readonly after?: Instant;
  readonly before?: Instant;
};

/** An attempt as far as a filter looks at it. */
export type TallyFields = Pick<Attempt, 'account' | 'line' | 'campaign' | 'destination' | 'contact' | 'sendAt'>;

export type CommitFacts = {
  /** 0 for an account no engine ever took. */
  epoch(account: AccountKey): number;
  /** The moment before which nothing new is dialed; 0 for none. */
  closedUntil(account: AccountKey): Instant;
  campaign(id: CampaignId): KnownCampaign | undefined;
  /** Under any of the scopes, at that instant. */
  suppressed(destination: DestinationKey, scopes: readonly Scope[], at: Instant): boolean;
  contact(id: ContactId): KnownContact | undefined;
  attemptVersion(id: AttemptId): number | undefined;
  /** Is an attempt other than this one open on its destination or for its contact? */
  rivalOpen(attempt: Attempt): boolean;
  /** Was something said on it that nobody has listened to, or that a person has to decide about (model/heard.ts)? */
  unheard(destination: DestinationKey): boolean;
  /** How many attempts fit, those of earlier changes of this commit included. Only filters of `talliesOf` are asked for. */
  tally(filter: AttemptFilter): number;
};

/** Whether it dials, and what a new attempt of it may name. */
export type KnownCampaign = {
  readonly running: boolean;
  readonly account: AccountKey;
  readonly lines: readonly Pick<Line, 'id' | 'provider'>[];
  readonly purpose?: string;
};

/** A contact as far as guards look at it. */
export type KnownContact = {
  readonly version: number;
  readonly campaign: CampaignId;
  readonly destination: DestinationKey;
};

/** Open attempts hold a slot of the account. */
export function slotsTaken(account: AccountKey): AttemptFilter {
  return { account, which: 'open' };
}

/** Starts of the line within a second of the appointment, whose request may have left. */
export function startsNear({ account, line, at }: Pace): AttemptFilter {
  return { account, line, which: 'may_have_rung', after: at - SECOND, before: at + SECOND };
}

/** Whatever the guards of this commit will ask to be counted: a ledger that reads all at once reads these. */
export function talliesOf(_changes: readonly Change[], { slots, pace }: Guards): readonly AttemptFilter[] {
  return [
    ...(slots === undefined ? [] : [slotsTaken(slots.account)]),
    ...(pace === undefined ? [] : [startsNear(pace)]),
  ];
}

export function mayHaveRung({ state }: Attempt): boolean {
  return state.is !== 'not_placed';
}

export function attemptFits(filter: AttemptFilter, attempt: Attempt): boolean {
  return fits(filter, attempt, isOpen(attempt), mayHaveRung(attempt));
}

export function fits(filter: AttemptFilter, fields: TallyFields, open: boolean, rang: boolean): boolean {
  const { which, after, before } = filter;
  return (
    (which === 'open' ? open : rang) &&
    (filter.account === undefined || filter.account === fields.account) &&
    (filter.line === undefined || filter.line === fields.line) &&
    (filter.campaign === undefined || filter.campaign === fields.campaign) &&
    (filter.destination === undefined || filter.destination === fields.destination) &&
    (filter.contact === undefined || filter.contact === fields.contact) &&
    (after === undefined || fields.sendAt > after) &&
    (before === undefined || fields.sendAt < before)
  );
}
