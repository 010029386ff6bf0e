/** What a simulation supposes of the people who are called: how often somebody answers, and how long everything takes. */

/** Seconds. `spread`: two of three lie between `median / spread` and `median × spread` (lognormal). */
export type Seconds =
  | { readonly is: 'around'; readonly median: number; readonly spread: number }
  /** Each is as likely as the other. */
  | { readonly is: 'one_of'; readonly values: readonly number[] };

export type AnswerModel = {
  /** The share of calls that a person answers, by the hour of the day where the contact is: 24 of them, 0 to 1. */
  readonly answerRate: readonly number[];
  /** What the answer rate is multiplied by with each further attempt of a contact. */
  readonly decay: number;
  /** How the calls that nobody answers are divided, in proportion. */
  readonly otherwise: {
    readonly noAnswer: number;
    readonly voicemail: number;
    readonly busy: number;
    readonly failed: number;
  };
  /** Until somebody, a voicemail, a busy tone or a failure ends the ringing; who does not answer rings to the timeout. */
  readonly ring: Seconds;
  readonly talk: Seconds;
  readonly voicemail: Seconds;
};

export const HOURS_A_DAY = 24;

/** A guess, and said to be one; `campaigns/model.json` holds the same to be copied and changed. */
export const USUAL_ANSWERS: AnswerModel = {
  answerRate: Array.from({ length: HOURS_A_DAY }, () => 0.35),
  decay: 0.85,
  otherwise: { noAnswer: 50, voicemail: 38, busy: 7, failed: 5 },
  ring: { is: 'around', median: 12, spread: 1.7 },
  talk: { is: 'around', median: 75, spread: 2 },
  voicemail: { is: 'around', median: 20, spread: 1.5 },
};
