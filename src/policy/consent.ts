/** Has a person agreed to be called as the rules demand it, at this instant? Pure. */
import { consentOf, isEnough, type Consent, type RowConsent, type StatedConsent } from '../model/consent.ts';
import { DAY, type Duration, type Instant } from '../model/time.ts';
import type { ConsentDemand } from './rules/demands.ts';

/** Codes of rows, and reasons of contacts that leave. */
export type ConsentCode = 'no_consent' | 'consent_too_old';

export type ConsentMissing = { readonly code: ConsentCode; readonly demand: ConsentDemand; readonly has: Consent };

/** A day that a cell names begins so much earlier in the first zone than in UTC. */
const EARLIEST_ZONE: Duration = 14 * 3_600_000;

/** Null: all that is demanded is there. The level first: an old consent that was never enough is not to be renewed. */
export function consentMissing(
  row: RowConsent | undefined,
  stated: StatedConsent | undefined,
  demands: readonly ConsentDemand[],
  at: Instant,
): ConsentMissing | null {
  if (demands.length === 0) return null;
  const has = consentOf(row, stated);
  const given = has.at !== null && has.at > at + EARLIEST_ZONE ? 'none' : has.level;
  const weak = demands.find(({ needs }) => !isEnough(given, needs));
  if (weak !== undefined) return { code: 'no_consent', demand: weak, has: { ...has, level: given } };
  const old = demands.find(({ oldest }) => oldest !== null && (has.at === null || at >= has.at + oldest));
  return old === undefined ? null : { code: 'consent_too_old', demand: old, has };
}

/** Numbers change hands: beyond this a consent may have been given by somebody else. */
export const OWNER_MAY_CHANGE: Duration = 90 * DAY;

/** Where consent is demanded, and nobody has asked whose number it is now. */
export function mayHaveNewOwner({ at }: Consent, demands: readonly ConsentDemand[], now: Instant): boolean {
  return demands.length > 0 && at !== null && now >= at + OWNER_MAY_CHANGE;
}
