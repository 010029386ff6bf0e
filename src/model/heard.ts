/** What was heard in a contact's calls: what the person wants, who answered, and whose words nobody has listened to yet. */
import type { Attempt } from './attempt.ts';
import type { AccountKey, CallId, CampaignId, DestinationKey } from './ids.ts';
import { SECOND, type Duration, type Instant } from './time.ts';

/** What a value of the campaign's own signal means. `screened`: a machine asked who is calling, and no person came. */
export const OUTCOMES = ['done', 'callback', 'voicemail', 'opt_out', 'wrong_number', 'retry', 'screened'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const ANSWERED_BY = ['person', 'machine', 'screening', 'unknown'] as const;
export type AnsweredBy = (typeof ANSWERED_BY)[number];

/** Absent on a contact: nothing was heard that says anything. Written by whoever listens (`app/conversations/hear.ts`). */
export type Heard = {
  /** The `seq` of the attempt in whose call it was heard. */
  readonly seq: number;
  readonly outcome: Outcome | null;
  readonly by: AnsweredBy;
  /** They may have asked not to be called: `open` until a person says which. */
  readonly doubt?: 'open' | 'settled';
  /** How often an outcome has had them called again: it must end somewhere, whatever an agent says. */
  readonly again?: number;
};

/** Whom answering each is a sign of. */
export function answeredBy(outcome: Outcome | null): AnsweredBy {
  switch (outcome) {
    case 'voicemail':
      return 'machine';
    case 'screened':
      return 'screening';
    case null:
      return 'unknown';
    default:
      return 'person';
  }
}

/**
 * The kind of task that stands for words which nobody has listened to; the subject is a destination. While it is there
 * no commit dials that number: whoever said "never again" a minute ago is not rung by another campaign.
 */
export const UNHEARD_TASK = 'unheard';
/** By then the task that listens has ended, or was lost: it is put again. */
const LOST_AFTER: Duration = 12 * 3_600 * SECOND;
/** Of a doubt that a person decides: always the same instant and tries, so that it can be dropped without being read. */
const FOR_A_PERSON: Instant = 9_000_000_000_000_000;
/** What is heard of the last calls of a campaign is waited for so long before it counts as over. */
export const LAST_WORDS: Duration = 10 * SECOND;

/**
 * The kind of task that listens to a call of a lost past whose contact is lost too; the subject is the call. Once that is
 * done it stays, due when nothing is: what a person has taken back since is not heard anew at the next start.
 */
export const STRAY_TASK = 'stray';

type Of = Pick<Attempt, 'id' | 'campaign' | 'destination'>;

export type Unheard = {
  readonly kind: string;
  readonly subject: DestinationKey;
  readonly dueAt: Instant;
  readonly tries: number;
  readonly body: {
    readonly attempt: string;
    readonly campaign: CampaignId;
    /** The campaign is not over before then. */
    readonly until: Instant;
    readonly doubt: boolean;
  };
};

export function unheard({ id, campaign, destination }: Of, endedAt: Instant, wait: Duration | null): Unheard {
  const body = { attempt: id, campaign, until: endedAt + (wait ?? LAST_WORDS), doubt: false };
  return { kind: UNHEARD_TASK, subject: destination, dueAt: endedAt + LOST_AFTER, tries: 0, body };
}

export function stray(
  call: CallId,
  named: { readonly account: AccountKey; readonly campaign: CampaignId },
  now: Instant,
) {
  return { kind: STRAY_TASK, subject: call, dueAt: now, tries: 0, body: { ...named, since: now } };
}

/** Its number waits for it as for any other. */
export function unheardStray(of: Of, now: Instant): Unheard {
  const waiting = unheard(of, now, null);
  return { ...waiting, body: { ...waiting.body, until: 0 } };
}

/** Of a task that is done and stays. */
export const HEARD_ALREADY: Instant = FOR_A_PERSON;

/** Of a number on which something doubtful was said: to be dropped once it does not matter any more. */
export function undecidedOn(destination: DestinationKey): Unheard {
  return undecided({ id: '', campaign: '' as CampaignId, destination });
}

export function undecided({ id, campaign, destination }: Omit<Of, 'id'> & { readonly id: string }): Unheard {
  const body = { attempt: id, campaign, until: 0, doubt: true };
  return { kind: UNHEARD_TASK, subject: destination, dueAt: FOR_A_PERSON, tries: 0, body };
}
