/** One request for attempts that are durably `placing`, the last questions before its first byte, and what it came to. */
import { attemptVariableOf, type Campaign } from '../../model/campaign.ts';
import { scopesOf } from '../../model/suppression.ts';
import type { Instant } from '../../model/time.ts';
import { LATENESS } from '../../policy/may-dial.ts';
import type { Report } from '../../queue/port.ts';
import type { PlaceRequest } from '../../voice/port.ts';
import type { Batch, Permit } from '../batch.ts';
import type { Core } from '../core.ts';
import { inBackground } from '../ledger-trouble.ts';
import { engineLine } from '../settle/log-line.ts';
import { recordPlacement } from './placement.ts';
import type { Placing } from './prepare.ts';

/** One request for the attempts that are ours. `since`: monotonic, of the look at the ledger that it rests on. */
export async function send(
  core: Core,
  batch: Batch,
  permit: Permit,
  mine: readonly Placing[],
  since: number,
): Promise<void> {
  const { plan } = batch.campaign;
  const { epoch, sendAt, sendBy } = permit;
  const line = batch.line.id;
  const request: PlaceRequest = {
    line,
    agent: plan.agent,
    agentKind: plan.agentKind,
    ringingTimeoutSeconds: plan.ringingTimeoutSeconds,
    maxCallDurationMinutes: plan.maxCallDurationMinutes,
    attemptVariable: attemptVariableOf(plan),
    items: mine.map(({ item }) => item),
  };
  // The line is free again once, by whichever comes first: the first byte, or the end of a request that had none.
  let free = false;
  let firstByte: { wall: Instant; monotonic: number } | null = null;
  const report = (met: Report): void => inBackground(core, core.report(met));
  const written = (at: Instant | null): void => {
    if (free) return;
    free = true;
    const of = { epoch, batch: permit.batch, line };
    if (at === null) report({ is: 'idle', ...of });
    else report({ is: 'started', ...of, due: sendAt, at, count: mine.length });
  };
  const placement = await core.voice.place(request, () => {
    const at = core.clock.now();
    const waited = core.clock.monotonic() - since;
    // A clock set back counts as late too: the hours were checked for another time than this.
    if (at > sendBy || waited > LATENESS || at < sendAt - LATENESS || Math.abs(core.clock.jumped()) > LATENESS)
      return false;
    // Not when the ledger was lost meanwhile: a call is found by its id, an unsent request nobody can note is a doubt.
    if (core.run.stopping === 'now' && core.run.broken === null) return false;
    // Another request was told to wait while this one was on its way to the wire.
    if (at < core.backoff.closedUntil) return false;
    firstByte = { wall: at, monotonic: core.clock.monotonic() };
    written(at);
    return true;
  });
  written(null);
  if (firstByte !== null) {
    const { wall, monotonic }: { wall: Instant; monotonic: number } = firstByte;
    report({ is: 'replied', epoch, line, at: wall, took: Math.ceil(core.clock.monotonic() - monotonic) });
  }
  await recordPlacement(
    core,
    mine.map(({ attempt }) => attempt),
    placement,
  );
  core.run.signals.poll.wake();
  if (placement.is === 'answered') await noteTooLate(core, batch.campaign, mine);
}

/** Asked not to be called while the request was on its way: it cannot be recalled, so it is said. */
async function noteTooLate(core: Core, campaign: Campaign, mine: readonly Placing[]): Promise<void> {
  const keys = mine.map(({ attempt }) => attempt.destination);
  const suppressed = await core.store.suppressed(keys, scopesOf(campaign), core.clock.now());
  const late = mine.filter(({ attempt }) => suppressed.has(attempt.destination));
  if (late.length === 0) return;
  const at = core.clock.now();
  const about = late.map(({ attempt }) => ({
    campaign: attempt.campaign,
    contact: attempt.contact,
    attempt: attempt.id,
  }));
  await core.store.append(about.map((who) => ({ ...engineLine('suppressed_too_late', at, null), ...who })));
  core.notices.say(
    `${late.length} who asked not to be called just then had been dialed already; nobody calls them again.`,
  );
}
