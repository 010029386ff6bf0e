/** One report becomes evidence: whose call it is, whether it is news, and what it says of an attempt of ours. */
import type { AgentId, AttemptId } from '../../model/ids.ts';
import type { CallReport } from '../../voice/port.ts';
import type { Core } from '../core.ts';
import type { Sighting } from '../state/call-memory.ts';
import { bodyOf, eventOf } from './call-event.ts';
import { recordEvidence } from './evidence.ts';
import type { Evidence } from './evidence-change.ts';
import { holdsSlot, meetOtherLedger } from './foreign-calls.ts';
import { Order } from './list-order.ts';
import { matchCall, type Index, type Open, type Unknown } from './match-call.ts';
import { recoverCalls } from './recover-calls.ts';

/** What one walk has come across so far. */
export type Intake = {
  readonly agent: AgentId;
  readonly seen: Set<AttemptId>;
  readonly calls: CallReport[];
  /** Calls that carry no attempt id and fit a doubt, by that doubt: two of them are no evidence of either. */
  readonly fits: Map<AttemptId, { readonly open: Open; readonly reports: CallReport[] }>;
  readonly unknown: Unknown[];
  readonly order: Order;
  foreign: number;
};

export function newIntake(agent: AgentId): Intake {
  return { agent, seen: new Set(), calls: [], fits: new Map(), unknown: [], order: new Order(), foreign: 0 };
}

/** True when the page shows a call that the ledger knew, and none of ours that it did not. */
export async function takePage(
  core: Core,
  index: Index,
  { calls, first, last }: { readonly calls: readonly CallReport[]; readonly first: boolean; readonly last: boolean },
  found: Intake,
): Promise<boolean> {
  found.order.take(calls);
  // What is new stands here: the page is the whole list, or the first of one that is seen to be newest first.
  const newest = first && (last || found.order.newestFirst());
  const now = core.clock.now();
  const known: Evidence[] = [];
  const justRead = new Map<AttemptId, Open>();
  const unknownBefore = found.unknown.length;
  let ours = 0;
  const attempts = await attemptsOfPage(core, index, calls);
  for (const report of calls) {
    found.calls.push(report);
    const firstSeen = core.calls.firstSeen(found.agent, report, now);
    if (core.calls.isOld(report) && !index.byCall.has(report.callId)) {
      ours += 1;
      continue;
    }
    const bound = matchCall(report, index, core.ledger);
    switch (bound.is) {
      case 'open':
        ours += 1;
        found.seen.add(bound.open.attempt.id);
        justRead.set(bound.open.attempt.id, bound.open);
        known.push(evidenceOf(core, bound.open.attempt.id, report));
        break;
      case 'ours':
        if (core.calls.reported.has(report.callId)) break;
        if (!attempts.has(bound.attempt)) found.unknown.push({ report, ...bound });
        else {
          ours += 1;
          known.push(evidenceOf(core, bound.attempt, report));
        }
        break;
      case 'fits':
        if (isNewEnough(report, bound.open, firstSeen, newest)) fit(found, bound.open, report);
        break;
      case 'other_ledger':
        await meetOtherLedger(core, bound.ledger, report);
        if (holdsSlot(report, now)) found.foreign += 1;
        break;
      case 'foreign':
        if (holdsSlot(report, now)) found.foreign += 1;
    }
  }
  await recordEvidence(core, known, justRead);
  return ours > 0 && found.unknown.length === unknownBefore;
}

/** Those of a page that name an attempt which was not open when the walk began: which of them the ledger knows, asked at once. */
async function attemptsOfPage(core: Core, index: Index, calls: readonly CallReport[]): Promise<ReadonlySet<AttemptId>> {
  const ids = new Set<AttemptId>();
  for (const report of calls) {
    if (core.calls.isOld(report) && !index.byCall.has(report.callId)) continue;
    const bound = matchCall(report, index, core.ledger);
    if (bound.is === 'ours' && !core.calls.reported.has(report.callId)) ids.add(bound.attempt);
  }
  const read = await Promise.all([...ids].map((id) => core.store.attempt(id)));
  return new Set(read.flatMap((attempt) => attempt?.id ?? []));
}

function fit({ fits }: Intake, open: Open, report: CallReport): void {
  const so = fits.get(open.attempt.id);
  if (so === undefined) fits.set(open.attempt.id, { open, reports: [report] });
  else so.reports.push(report);
}

/** One candidate only, and one that no attempt owns: an earlier try of the same person looks just like it. */
export async function takeFitting(core: Core, found: Intake): Promise<void> {
  for (const { open, reports } of found.fits.values()) {
    const free: CallReport[] = [];
    for (const report of reports) {
      if ((await core.store.attemptByCall(report.callId)) === undefined) free.push(report);
    }
    const [only] = free;
    if (only === undefined || free.length > 1) continue;
    found.seen.add(open.attempt.id);
    await recordEvidence(core, [evidenceOf(core, open.attempt.id, only)]);
  }
}

export async function takeUnknown(core: Core, found: Intake): Promise<void> {
  if (found.unknown.length === 0) return;
  const recovered = await recoverCalls(core, found.unknown);
  for (const { attempt, report } of recovered) await recordEvidence(core, [evidenceOf(core, attempt, report)]);
}

/**
 * A call without a start is not dated: it is new only if this core had read the list before the request, did not see
 * it then, and finds it where new calls stand.
 */
function isNewEnough({ startTime }: CallReport, { attempt }: Open, firstSeen: Sighting, newest: boolean): boolean {
  if (startTime !== null) return true;
  return newest && firstSeen.since < attempt.sendAt && firstSeen.at >= attempt.sendAt;
}

function evidenceOf(core: Core, attempt: AttemptId, report: CallReport): Evidence {
  core.calls.see(report);
  const body = bodyOf(report);
  return {
    attempt,
    event: eventOf(report, core.clock.now()),
    actor: 'provider',
    ...(body === undefined ? {} : { body }),
  };
}
