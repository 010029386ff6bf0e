/** What came of a log that was judged: findings by rule, and every row that was not judged, by its reason. */
import type { RuleData } from '../model/rule-pack.ts';
import type { Duration, Instant } from '../model/time.ts';
import type { Finding } from './referee.ts';

/** Why a row was not judged. The first two are no calls; the others are calls that nobody can judge. */
export const UNJUDGED = {
  inbound: 'calls that came in',
  not_dialed: 'rows of which nothing says that anybody was rung',
  no_number: 'no number',
  bad_number: 'a number that is none',
  no_time: 'no time of day',
  bad_time: 'a time that cannot be read',
  ambiguous_date: 'a date that may be two days: give --date-order mdy or dmy',
  no_zone: 'a time without its zone: give --timezone',
  ragged: 'more or fewer cells than the header',
} as const;
export type Unjudged = keyof typeof UNJUDGED;

export type AuditFinding = {
  readonly finding: Finding;
  readonly e164: string;
  readonly zone: string;
  readonly offset: Duration;
};

export type Audited = {
  readonly rows: number;
  readonly calls: number;
  readonly numbers: number;
  /** The first and the last call. */
  readonly first: Instant | null;
  readonly last: Instant | null;
  readonly unjudged: ReadonlyMap<Unjudged, readonly [count: number, rows: readonly number[]]>;
  /** By rule, those with the most findings first; of each the worst first. */
  readonly findings: readonly (readonly [rule: string, readonly AuditFinding[]])[];
  /** Rules that a log of this kind cannot be held against. */
  readonly unheld: readonly RuleData[];
  readonly unknownZones: readonly string[];
};

/** No rule of a pack: a list's. */
export const SUPPRESSED = 'suppressed';

export function ruleOf(finding: Finding): string {
  return finding.is === 'suppressed' ? SUPPRESSED : finding.rule.data.id;
}

/** How far it went beyond the rule, among findings of one rule. */
export function weight(finding: Finding): number {
  switch (finding.is) {
    case 'hours':
      return finding.minutesOff;
    case 'cap':
      return finding.nth - finding.calls;
    case 'rest':
      return finding.rest - finding.after;
    case 'suppressed':
    case 'consent':
      return 0;
  }
}
