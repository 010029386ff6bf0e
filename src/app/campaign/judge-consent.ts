/** Judges at loading whether somebody has agreed to be called as the rules of the campaign demand it. */
import { hasConsentRule } from '../../policy/rules/demands.ts';
import { consentMissing, mayHaveNewOwner } from '../../policy/consent.ts';
import type { Hours } from '../../policy/hours.ts';
import { consentOf } from '../../model/consent.ts';
import type { Plan } from '../../model/campaign.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import type { JudgeContact } from '../../load/leave-out.ts';
import { missingWords } from '../../report/consent-words.ts';

type Terms = Pick<Plan, 'rules' | 'zoneOverrides' | 'consent' | 'startAt' | 'scrubs'>;

/** Undefined where no rule demands any. Judged for the first moment of the campaign: a consent only grows older. */
/** `lacking`: of whom it leaves out, how many are at each place. */
export function consentJudge(
  terms: Terms,
  hours: Pick<Hours, 'demands'>,
  now: Instant,
  lacking: Map<string, number> = new Map(),
): JudgeContact | undefined {
  const { rules, consent: stated } = terms;
  if (!hasConsentRule(rules)) return undefined;
  const at = Math.max(now, terms.startAt ?? 0);
  const checked = (terms.scrubs ?? []).some(({ name }) => name === REASSIGNED);
  return ({ consent, place }) => {
    const demanded = hours.demands(terms, place, at).consent;
    const missing = consentMissing(consent, stated, demanded, at);
    if (missing !== null) {
      lacking.set(place, (lacking.get(place) ?? 0) + 1);
      const message = `${sentence(missingWords(missing))}.`;
      return { leaves: { code: missing.code, severity: 'warning', message, hint: HINTS[missing.code] } };
    }
    const has = consentOf(consent, stated);
    if (checked || has.at === null || !mayHaveNewOwner(has, demanded, now)) return {};
    const message = `The consent is of ${formatInstant(has.at).slice(0, 10)}: the number may be somebody else's by now.`;
    return { tells: { code: 'number_may_have_a_new_owner', severity: 'warning', message, hint: CHECK } };
  };
}

/** The registry that knows which numbers have changed hands. */
const REASSIGNED = 'reassigned_numbers';
const CHECK = `Ask it as a "scrub" of the name "${REASSIGNED}" in outdial.json, or ask the person again.`;
const HINTS = {
  no_consent: 'Get it first; or say it in a column "consent", or as "consent" in the campaign file.',
  consent_too_old: 'Ask them again; or correct the day in the list.',
} as const;

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
