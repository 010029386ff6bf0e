/** How many calls may be open on the account: configured, lowered when the provider says so, regrown by single probes. */
import { MINUTE, type Duration, type Instant } from '../model/time.ts';

export type SlotState = {
  readonly configured: number;
  readonly effective: number;
  /** When one more is tried, and how long until the try after that. */
  readonly probeAt: Instant | null;
  readonly probeEvery: Duration;
};

const FIRST_PROBE: Duration = MINUTE;
const LONGEST_PROBE: Duration = 15 * MINUTE;

export function allSlots(configured: number): SlotState {
  return { configured, effective: configured, probeAt: null, probeEvery: FIRST_PROBE };
}

/** The provider said that too many calls are open: the truth is what is open now, never below one. */
export function concurrencyLimited(state: SlotState, open: number, now: Instant): SlotState {
  const again = state.probeAt !== null;
  const probeEvery = again ? Math.min(state.probeEvery * 2, LONGEST_PROBE) : FIRST_PROBE;
  const effective = Math.max(1, Math.min(state.effective, open));
  return { ...state, effective, probeAt: now + probeEvery, probeEvery };
}

/** Grows by one when its probe is due. */
export function grown(state: SlotState, now: Instant): SlotState {
  if (state.probeAt === null || now < state.probeAt) return state;
  const effective = Math.min(state.effective + 1, state.configured);
  return { ...state, effective, probeAt: effective === state.configured ? null : now + state.probeEvery };
}
