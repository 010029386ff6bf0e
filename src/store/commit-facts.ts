/** What a commit is measured against: the rows under its locks, and attempts counted by any of their fields. */
// A new guard is pure code here and in guards.ts: it says which attempts it needs counted (`talliesOf`) and what follows from
// the number (`refusal`). A ledger answers for every filter alike, and is not touched for it.
import { isOpen, type Attempt } from '../model/attempt.ts';
import type { Line } from '../model/campaign.ts';
import type { PlanMoney } from '../model/money.ts';
import type { Ramp } from '../model/stop-rules.ts';
import type { AccountKey, AttemptId, CampaignId, ContactId, DestinationKey, LineId } from '../model/ids.ts';
import { LIMIT_MARGIN, mayHaveRung, talkedUntil, type NumberGuard, type NumberLimit } from '../model/number-limits.ts';
import type { Scope } from '../model/suppression.ts';
import { SECOND, type Instant } from '../model/time.ts';
import type { Spent } from '../model/standing-facts.ts';
import type { Guards, Pace } from './port.ts';

/** Every field that is given must fit. */
export type AttemptFilter = {
  readonly account?: AccountKey;
  readonly line?: LineId;
  readonly campaign?: CampaignId;
  readonly destination?: DestinationKey;
  readonly contact?: ContactId;
  /** `any`; `open`: it holds a slot and its destination. `may_have_rung`: nobody proved that its request rang nobody. `talked`: somebody answered, and it is over. */
  readonly which: 'open' | 'may_have_rung' | 'talked' | 'any';
  /** Its appointment lies between them, neither included. */
  readonly after?: Instant;
  readonly before?: Instant;
  /** Of `talked`: it was over after this. */
  readonly overAfter?: Instant;
};

/** An attempt as far as a filter looks at it. */
export type TallyFields = Pick<
  Attempt,
  'account' | 'line' | 'campaign' | 'destination' | 'contact' | 'sendAt' | 'reserved'
> & {
  /** When a call in which somebody answered was over; null for every other. */
  readonly talkedUntil: Instant | null;
};

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
  /** Of its calls, those of earlier changes of this commit included. Only the campaign of `limits` is asked for. */
  spent(campaign: CampaignId): Spent;
  /** How many attempts of this one may have rung, those of earlier changes of this commit included. */
  rings(contact: ContactId): number;
};

/** Whether it dials, and what a new attempt of it may name. */
export type KnownCampaign = {
  readonly running: boolean;
  readonly account: AccountKey;
  readonly lines: readonly Pick<Line, 'id' | 'provider'>[];
  readonly purpose?: string;
  readonly money?: PlanMoney;
  readonly ramp?: Ramp;
  readonly rampStep?: number;
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

/** The attempts of a number that a limit counts, a filter for each key of it. */
export function numberTallies({ destination, also, at }: NumberGuard, limit: NumberLimit): readonly AttemptFilter[] {
  return [destination, ...also].map((key): AttemptFilter => {
    if (limit.is === 'rest') return { destination: key, which: 'talked', overAfter: at - limit.for - LIMIT_MARGIN };
    // Without an end: what another machine has promised for a moment later counts as well.
    const which = 'may_have_rung';
    return { destination: key, which, ...(limit.per === null ? {} : { after: at - limit.per - LIMIT_MARGIN }) };
  });
}

/** Whatever the guards of this commit will ask to be counted: a ledger that reads all at once reads these. */
export function talliesOf({ slots, pace, numbers = [] }: Guards): readonly AttemptFilter[] {
  return [
    ...(slots === undefined ? [] : [slotsTaken(slots.account)]),
    ...(pace === undefined ? [] : [startsNear(pace)]),
    ...numbers.flatMap((number) => number.limits.flatMap((limit) => numberTallies(number, limit))),
  ];
}

export function tallyFieldsOf(attempt: Attempt): TallyFields {
  const { account, line, campaign, destination, contact, sendAt, reserved } = attempt;
  return { account, line, campaign, destination, contact, sendAt, reserved, talkedUntil: talkedUntil(attempt) };
}

export function attemptFits(filter: AttemptFilter, attempt: Attempt): boolean {
  return fits(filter, tallyFieldsOf(attempt), isOpen(attempt), mayHaveRung(attempt));
}

export function fits(filter: AttemptFilter, fields: TallyFields, open: boolean, rang: boolean): boolean {
  const { which, after, before, overAfter } = filter;
  const is = { any: true, open, may_have_rung: rang, talked: fields.talkedUntil !== null };
  return (
    is[which] &&
    (filter.account === undefined || filter.account === fields.account) &&
    (filter.line === undefined || filter.line === fields.line) &&
    (filter.campaign === undefined || filter.campaign === fields.campaign) &&
    (filter.destination === undefined || filter.destination === fields.destination) &&
    (filter.contact === undefined || filter.contact === fields.contact) &&
    (after === undefined || fields.sendAt > after) &&
    (before === undefined || fields.sendAt < before) &&
    (overAfter === undefined || (fields.talkedUntil !== null && fields.talkedUntil > overAfter))
  );
}
