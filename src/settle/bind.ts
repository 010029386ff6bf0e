/** Finds the attempt a call report is about: by the attempt id it carries, by its call id, else by number and time. */
import type { Attempt } from '../model/attempt.ts';
import { callIdOf } from '../model/attempt.ts';
import type { Contact } from '../model/contact.ts';
import { parseAttemptId, type AttemptId } from '../model/ids.ts';
import type { CallReport } from '../voice/port.ts';

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
  /** Attempts whose call is not known yet, by the digits they dialed: I1 makes it one at most. */
  readonly unboundTo: ReadonlyMap<string, Open>;
};

export function indexOf(open: readonly Open[]): Index {
  const byId = new Map<AttemptId, Open>();
  const byCall = new Map<string, Open>();
  const unboundTo = new Map<string, Open>();
  for (const one of open) {
    byId.set(one.attempt.id, one);
    const call = callIdOf(one.attempt);
    if (call !== null) byCall.set(call, one);
    else if (one.attempt.state.is === 'in_doubt') unboundTo.set(one.to, one);
  }
  return { byId, byCall, unboundTo };
}

/** Whose call it is: an open attempt of ours, one of ours that is no longer open, or nobody of this ledger. */
export type Bound =
  | { readonly is: 'open'; readonly open: Open }
  | { readonly is: 'ours'; readonly attempt: AttemptId }
  | { readonly is: 'foreign' };

export function bind(report: CallReport, index: Index, ledger: string): Bound {
  const named = parseAttemptId(report.attempt);
  if (named !== undefined && report.attempt !== null) {
    if (named.ledger !== ledger) return { is: 'foreign' };
    const open = index.byId.get(report.attempt);
    if (open === undefined) return { is: 'ours', attempt: report.attempt };
    // Our id on a call to somebody else is not evidence about our contact.
    return report.to === null || sameNumber(report.to, open.to) ? { is: 'open', open } : { is: 'foreign' };
  }
  const known = index.byCall.get(report.callId);
  if (known !== undefined) return { is: 'open', open: known };
  const candidate = report.to === null ? undefined : index.unboundTo.get(report.to);
  if (candidate !== undefined && secondKey(report, candidate)) return { is: 'open', open: candidate };
  return { is: 'foreign' };
}

/** Same `to` and `from`, outbound, and not older than our request: DESIGN.md 5. */
function secondKey(report: CallReport, open: Open): boolean {
  if (report.direction === 'inbound') return false;
  if (report.from !== null && !sameNumber(report.from, open.from)) return false;
  return report.startTime === null || report.startTime >= open.attempt.sendAt - CLOCKS_APART;
}

/** The provider's clock and ours may differ a little; a call from before our request is somebody else's. */
const CLOCKS_APART = 2_000;

/** Either side may lack the country code or the plus. */
function sameNumber(a: string, b: string): boolean {
  return a === b || (a.length >= 10 && b.endsWith(a)) || (b.length >= 10 && a.endsWith(b));
}
