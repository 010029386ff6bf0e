/** Whose call a report is about: by the attempt id it carries, by its call id, else a guess by number and time. */
import type { Attempt } from '../../model/attempt.ts';
import { callIdOf } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import { phoneOf } from '../../model/one-phone.ts';
import { parseAttemptId, type AttemptId, type AttemptIdParts } from '../../model/ids.ts';
import type { CallReport } from '../../voice/port.ts';

export type Open = {
  readonly contact: Contact;
  readonly attempt: Attempt;
  /** Digits. */ readonly to: string;
  readonly from: string;
};

/** The open attempts of the account, indexed by everything a report may be known by. */
export type Index = {
  readonly byId: ReadonlyMap<AttemptId, Open>;
  readonly byCall: ReadonlyMap<string, Open>;
  /** Doubts whose call is not known yet, by the digits they dialed. I1 makes it one at most; null where it is not. */
  readonly unboundTo: ReadonlyMap<string, Open | null>;
};

export function indexOf(open: readonly Open[]): Index {
  const byId = new Map<AttemptId, Open>();
  const byCall = new Map<string, Open>();
  const unboundTo = new Map<string, Open | null>();
  for (const one of open) {
    byId.set(one.attempt.id, one);
    const call = callIdOf(one.attempt);
    if (call !== null) byCall.set(call, one);
    // Another attempt of ours open on that number, whatever its state, may be the one that rang.
    unboundTo.set(one.to, !unboundTo.has(one.to) && isUnbound(one.attempt) ? one : null);
  }
  return { byId, byCall, unboundTo };
}

function isUnbound({ state }: Attempt): boolean {
  return state.is === 'in_doubt' && state.callId === null;
}

/** A call of this ledger's that it does not know of, and what its id says. */
export type Unknown = { readonly report: CallReport; readonly attempt: AttemptId; readonly named: AttemptIdParts };

export type Match =
  | { readonly is: 'open'; readonly open: Open }
  /** An attempt of this ledger that is not among the open ones, or that the ledger does not know. */
  | { readonly is: 'ours'; readonly attempt: AttemptId; readonly named: AttemptIdParts }
  /** Carries no attempt id, and number and time fit a doubt: its call, if nothing else can be and nobody owns it. */
  | { readonly is: 'fits'; readonly open: Open }
  | { readonly is: 'other_ledger'; readonly ledger: string }
  | { readonly is: 'foreign' };

export function matchCall(report: CallReport, index: Index, ledger: string): Match {
  const named = parseAttemptId(report.attempt);
  if (named !== undefined && report.attempt !== null) {
    if (named.ledger !== ledger) return { is: 'other_ledger', ledger: named.ledger };
    const open = index.byId.get(report.attempt);
    if (open === undefined) return { is: 'ours', attempt: report.attempt, named };
    // Our id on a call to somebody else is not evidence about our contact.
    return mayBe(report, open.to) ? { is: 'open', open } : { is: 'foreign' };
  }
  const known = index.byCall.get(report.callId);
  if (known !== undefined) return { is: 'open', open: known };
  const candidate = report.to === null ? undefined : index.unboundTo.get(report.to);
  return candidate != null && secondKey(report, candidate) ? { is: 'fits', open: candidate } : { is: 'foreign' };
}

/** Does a report that was asked for by call id speak of this attempt? A provider may mix up its own calls. */
export function speaksOf(report: CallReport, open: Open): boolean {
  const named = parseAttemptId(report.attempt);
  return (named === undefined || report.attempt === open.attempt.id) && mayBe(report, open.to);
}

function mayBe(report: CallReport, to: string): boolean {
  return report.to === null || sameNumber(report.to, to);
}

/**
 * Same `to` and `from`, outbound, and not older than our request. To bind a stranger's call would free
 * someone whose phone may be ringing; not to bind ours costs a person's look. A call without a start is left to the walk.
 */
function secondKey(report: CallReport, open: Open): boolean {
  if (report.direction === 'inbound' || report.from === null || !sameNumber(report.from, open.from)) return false;
  return report.startTime === null || report.startTime >= open.attempt.sendAt - CLOCKS_APART;
}

/** The provider's clock and ours may differ a little; a call from before our request is somebody else's. */
const CLOCKS_APART = 2_000;

/** Either side may lack the country code or the plus. */
export function sameNumber(a: string, b: string): boolean {
  if (a === b || phoneOf(`+${a}`) === phoneOf(`+${b}`)) return true;
  return (a.length >= 10 && b.endsWith(a)) || (b.length >= 10 && a.endsWith(b));
}
