/** A consent in words: what was agreed to, and when. Pure. */
import type { Consent } from '../model/consent.ts';
import { formatDuration, formatInstant } from '../model/time.ts';
import type { ConsentMissing } from '../policy/consent.ts';

/** `written, 2026-05-01`. */
export function consentWords({ level, at }: Consent): string {
  return `${level}, ${at === null ? 'no day named' : formatInstant(at).slice(0, 10)}`;
}

/** `written consent is needed, and there is none (us-tcpa-written: …; 47 CFR …)`. */
export function missingWords({ code, demand, has }: ConsentMissing): string {
  const { rule, needs, oldest } = demand;
  const where = `${rule.id}: ${rule.summary} Source: ${rule.source}`;
  if (code === 'no_consent') {
    return `${needs} consent is needed, and there is ${has.level === 'none' ? 'none' : `${has.level} only`} (${where})`;
  }
  const age = oldest === null ? '' : ` of the last ${formatDuration(oldest)}`;
  const given = has.at === null ? 'no day says when it was given' : `it is of ${formatInstant(has.at).slice(0, 10)}`;
  return `a consent${age} is needed, and ${given} (${where})`;
}
