/** How an attempt ended, and how the provider's words for it are read. */

export const DISPOSITIONS = [
  'answered',
  'voicemail',
  'screened',
  'no_answer',
  'busy',
  'failed',
  'unavailable',
  'refused',
  'canceled',
  'error',
] as const;
/** How a call ended. */
export type Disposition = (typeof DISPOSITIONS)[number];

type Meaning = {
  /** Somebody, or their machine, took the call. */
  readonly reached: boolean;
  /** The phone's own doing: a person can know of it, and a forecast names it even at none. Else the provider's, or ours. */
  readonly byPhone: boolean;
  /** A campaign may say that such a contact is tried again. */
  readonly retried: boolean;
};
/** What follows of each wherever it is not asked for by name: one that is added has to say it here. */
const MEANING = {
  answered: { reached: true, byPhone: true, retried: false },
  voicemail: { reached: true, byPhone: true, retried: true },
  // Only a provider that listens can tell these two apart from what they look like.
  screened: { reached: true, byPhone: false, retried: true },
  unavailable: { reached: false, byPhone: false, retried: true },
  no_answer: { reached: false, byPhone: true, retried: true },
  busy: { reached: false, byPhone: true, retried: true },
  failed: { reached: false, byPhone: true, retried: true },
  refused: { reached: false, byPhone: false, retried: false },
  canceled: { reached: false, byPhone: false, retried: false },
  error: { reached: false, byPhone: false, retried: true },
} as const satisfies Readonly<Record<Disposition, Meaning>>;

export const REACHED = DISPOSITIONS.filter((name) => MEANING[name].reached);
export const UNREACHED = DISPOSITIONS.filter((name) => !MEANING[name].reached);
export const BY_PHONE: readonly Disposition[] = DISPOSITIONS.filter((name) => MEANING[name].byPhone);
export type Retried = {
  [D in Disposition]: (typeof MEANING)[D] extends { readonly retried: true } ? D : never;
}[Disposition];

/** What a call is doing, as far as the provider's open enums let us tell. */
export type CallPhase = 'created' | 'started' | 'ended' | 'unknown';

// A map, since the word comes from outside: an object would answer to "constructor".
const BY_END_REASON: ReadonlyMap<string, Disposition> = new Map<string, Disposition>([
  ['agent_hangup', 'answered'],
  ['client_hangup', 'answered'],
  ['agent_ended', 'answered'],
  ['max_duration', 'answered'],
  ['inactivity', 'answered'],
  ['client_disconnected', 'answered'],
  ['voicemail_detected', 'voicemail'],
  // Not in the provider's list of words: those that a machine in the way is called by, should one come. A word that is not
  // here means what its status says.
  ['call_screened', 'screened'],
  ['call_screening', 'screened'],
  ['call_screening_detected', 'screened'],
  ['screening_detected', 'screened'],
  ['mailbox_full', 'unavailable'],
  ['mailbox_unavailable', 'unavailable'],
  ['voicemail_full', 'unavailable'],
  ['voicemail_unavailable', 'unavailable'],
  ['dial_unavailable', 'unavailable'],
  ['dial_unreachable', 'unavailable'],
  ['dial_no_answer', 'no_answer'],
  ['dial_busy', 'busy'],
  ['dial_failed', 'failed'],
  ['api_cancelled', 'canceled'],
  ['error', 'error'],
]);

/** A word that may stand in the log: a code, and not what somebody said (I8). */
const CODE = /^[a-z][a-z0-9_.:-]{0,63}$/i;
/** Stands for an end reason that is no code; what it was is with the personal data of the call. */
export const OTHER_END = 'other';

export function endReasonCode(endReason: string | null): string | null {
  return endReason === null || CODE.test(endReason) ? endReason : OTHER_END;
}

/** Old (`active`, `cancelled`) and present status names; anything else is `unknown` and ends nothing. */
export function phaseOf(status: string): CallPhase {
  switch (status) {
    case 'created':
      return 'created';
    case 'started':
    case 'active':
      return 'started';
    case 'completed':
    case 'failed':
    case 'cancelled':
    case 'canceled':
      return 'ended';
    default:
      return 'unknown';
  }
}

/**
 * The disposition of an ended call: `end_reason` first, then `status` (reference: "Telling outcomes apart").
 * A completed call with an end reason nobody knows was answered; a failed one was not.
 */
export function dispositionOf(status: string, endReason: string | null): Disposition {
  const known = endReason === null ? undefined : BY_END_REASON.get(endReason);
  if (known !== undefined) return known;
  if (status === 'completed') return 'answered';
  return status === 'failed' ? 'failed' : 'canceled';
}
