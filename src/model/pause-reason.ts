/** Why a campaign is paused, as data: rules read the reason, people its sentence, and no rule reads the sentence. */
import type { AttemptId, ContactId } from './ids.ts';
import type { Instant } from './time.ts';

/** Ours, of our own words only. */
type InWords = { readonly message: string };

/** Whose refusal it was: the provider's words for it are with the personal data of that attempt's contact (I8). */
export type RefusedOne = { readonly contact: ContactId; readonly attempt: AttemptId };

/** A person asked. Whoever dials waits with it, and goes on at `until`, or once somebody says so. */
export type OperatorPause = InWords & {
  readonly why: 'operator';
  /** It goes on by itself then; absent: when somebody says so. */
  readonly until?: Instant;
  /** Who asked, and when: absent in ledgers of before. */
  readonly by?: string;
  readonly at?: Instant;
};

export type PauseReason =
  | OperatorPause
  /** What was refused would be refused for many more: `breaker` by how often, `account` by what it says of the account. */
  | ({
      readonly why: 'breaker' | 'account';
      readonly said?: RefusedOne;
      /** Those that were counted (`stop`), the newest last; absent where no rule of the campaign did. */
      readonly calls?: readonly AttemptId[];
    } & InWords)
  /** Too much is in doubt: each may have rung. */
  | ({ readonly why: 'doubt' } & InWords)
  /** The run has dialed as many as it was to. */
  | { readonly why: 'limit' }
  /**
   * Nobody asks for it: its run ended without a word (`behind`), was stopped, or was over when people were given back to it
   * (`reopened`). Whoever still asks takes it up again.
   */
  | { readonly why: 'unattended'; readonly left: 'behind' | 'stopped' | 'reopened' }
  /** The clock, the money, a rule of law or of the campaign forbids to go on; or a step of it is done and a person looks. */
  | ({ readonly why: 'clock' | 'budget' | 'rule' | 'ramp' } & InWords);

/** In the first two ledgers of before keep it as the operator's. */
export const UNATTENDED = {
  behind: 'its run ended before it was finished; run it again to go on',
  stopped: 'it was stopped; run it again to go on',
  reopened: 'some are to be dialed again; resume it to go on',
} as const;

/** For people, without its stop; the provider's own words are not in it. */
export function pauseSentence(reason: PauseReason): string {
  switch (reason.why) {
    case 'limit':
      return 'the limit of this run was reached';
    case 'unattended':
      return UNATTENDED[reason.left];
    default:
      return reason.message;
  }
}

/** Paused for want of a run, not by a rule: another run that still asks for it takes it up again. */
export function wantsRun({ why }: PauseReason): boolean {
  return why === 'unattended';
}

/** A run waits with it: its people know whom to ask. What a rule has paused ends the run, since a person has to mend it first. */
export function keepsRun(reason: PauseReason): reason is OperatorPause {
  return reason.why === 'operator';
}

/** Its time is over: whoever dials goes on. */
export function isPauseOver(reason: PauseReason, now: Instant): boolean {
  return reason.why === 'operator' && reason.until !== undefined && reason.until <= now;
}

/** No rule is in the way: whoever dials now goes on as soon as somebody says so. */
export function goesOnWhenAsked({ why }: PauseReason): boolean {
  return why === 'operator' || why === 'unattended';
}
