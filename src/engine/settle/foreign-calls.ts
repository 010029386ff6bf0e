/** Calls on the account that are not this ledger's: counted while they are open, told of once, and a reason to stop. */
import { phaseOf } from '../../model/disposition.ts';
import { HOUR, type Duration, type Instant } from '../../model/time.ts';
import type { Core } from '../core.ts';
import type { CallReport } from '../../voice/port.ts';
import { engineLine } from './log-line.ts';

/** A call that claims to be on for longer is a provider's mistake, and would hold a slot for ever. */
const LONGEST_CALL: Duration = 8 * HOUR;
/** Another ledger whose newest call is older than this is history, not a rival. */
const RECENT: Duration = HOUR;

/** Somebody talks on a slot that we would otherwise count as ours. */
export function holdsSlot(report: CallReport, now: Instant): boolean {
  return phaseOf(report.status) === 'started' && (report.startTime ?? 0) > now - LONGEST_CALL;
}

/** Another outdial ledger uses the account: said once; where nobody agreed to it, nothing more is dialed. */
export async function meetOtherLedger(core: Core, ledger: string, report: CallReport): Promise<void> {
  const now = core.clock.now();
  const last = report.endTime ?? report.startTime ?? (phaseOf(report.status) === 'ended' ? 0 : now);
  if (last < now - RECENT || !core.calls.report(ledger)) return;
  const found = `Another outdial ledger (${ledger}) has called on this account within the last hour`;
  if (core.acceptOtherLedgers) core.notices.say(`${found}; its open calls count as taken slots.`);
  else {
    core.run.requestPause(
      `${found}. Two that do not know of each other would dial too fast and hold too many calls. Stop the other one, or say that both may dial: run again with --accept-other-ledgers`,
    );
  }
  await core.store.append([engineLine('other_ledger', now, { ledger, accepted: core.acceptOtherLedgers })]);
}
