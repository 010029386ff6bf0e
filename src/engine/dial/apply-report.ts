/** What workers, or this process itself, report to the engine that leads, and what its owners make of it. */
import { causeWords } from '../../model/cause-words.ts';
import { isClosedAt } from '../../model/closed-account.ts';
import { assertNever } from '../../model/errors.ts';
import type { LineId } from '../../model/ids.ts';
import { MINUTE, SECOND, type Duration, type Instant } from '../../model/time.ts';
import type { RequestSignal, Report } from '../../queue/port.ts';
import { isAgentOfOurs, slowestLine } from '../account-plans.ts';
import type { EngineCore } from '../core.ts';
import type { Start } from '../state/line-pacer.ts';
import { noteConflict, noteRefused } from './refusal-brake.ts';

/** A report of another epoch is of a leader before this one: its starts are counted from the ledger. */
export async function applyReport(core: EngineCore, report: Report): Promise<void> {
  const { epoch, lines, run } = core;
  if (report.epoch !== epoch) return;
  switch (report.is) {
    case 'started':
      return noteStarted(core, report);
    case 'idle':
      lines.idle(report.batch);
      run.signals.dispatch.wake();
      return;
    case 'replied':
      // A line that was held for a silent host may go on.
      if (lines.replied(report.line, report.at, report.took)) run.signals.dispatch.wake();
      return;
    case 'met':
      return met(core, report.line, report.met);
    case 'walked':
      return noteWalked(core, report);
    default:
      return assertNever(report);
  }
}

/** Elsewhere: what was given away and never heard of again counts as started as late as it may have been. */
export function countUnheard(core: EngineCore, now: Instant): void {
  const { lines, role } = core;
  if (role.is === 'single') return;
  for (const [name, { batch, permit }] of [...lines.inFlight]) {
    if (now <= permit.sendBy) continue;
    // Nobody will report a reply to it: it is not awaited.
    const { sendAt: due, sendBy: at } = permit;
    count(core, { batch: name, line: batch.line, due, at, count: batch.contacts.length, took: 0 });
  }
}

/** Of a moment that has not come: no clock of the fleet is so far ahead. */
const FURTHEST: Duration = 5 * SECOND;
const UNTIL_KNOWN: Duration = 10 * SECOND;

function noteStarted(core: EngineCore, report: Extract<Report, { is: 'started' }>): void {
  const { campaigns, clock, lines } = core;
  const { batch, due, at } = report;
  // The line would wait for it.
  if (at > clock.now() + FURTHEST || Math.abs(due - at) > FURTHEST) return;
  // One that another worker gave up (`idle`) may be this one's all the same: what was written counts.
  const given = lines.inFlight.get(batch)?.batch;
  const line = given?.line ?? slowestLine(campaigns.all, report.line);
  if (line === undefined) return;
  // No request holds more than was given, or than a second of its line.
  const most = given?.contacts.length ?? Math.max(1, Math.floor(line.callsPerSecond));
  count(core, { batch, line, due, at, count: Math.min(report.count, most), took: null });
}

function count({ lines, role, run, slots }: EngineCore, start: Start): void {
  const given = lines.inFlight.get(start.batch);
  // Counted already, as late as it may have been: what is heard of it now is not later.
  if (!lines.wrote(start)) return;
  if (role.is === 'leader' && given !== undefined) slots.started(given.batch.contacts.map(({ id }) => id));
  run.signals.dispatch.wake();
}

async function met(core: EngineCore, line: LineId, what: RequestSignal): Promise<void> {
  const { backoff, campaigns, clock, lines, run } = core;
  switch (what.is) {
    case 'answered':
      backoff.providerBack();
      campaigns.conflict(what.campaign, null);
      // A call was placed: what was refused before it was not for everybody.
      if (what.placed > 0) campaigns.forgetRefused(what.campaign);
      return;
    case 'unreachable':
      if (run.stopping !== 'no') return;
      return backoff.providerAway(`nothing could be sent (${causeWords(what.cause)}), trying again`, clock.now());
    case 'throttled':
      return slower(core, line, what.about);
    case 'closed':
      return noteClosed(core, what.until);
    case 'conflict':
      return campaigns.all.has(what.campaign) ? noteConflict(core, what) : undefined;
    case 'refused_together':
      return lines.singly(clock.now() + 10 * MINUTE);
    case 'refused':
      campaigns.conflict(what.campaign, null);
      return campaigns.all.has(what.campaign) ? noteRefused(core, what) : undefined;
    default:
      return assertNever(what);
  }
}

/** By the ledger's word; a message is believed for as long as it may take until the ledger has it. */
async function noteClosed({ account, backoff, clock, store }: EngineCore, until: Instant): Promise<void> {
  const now = clock.now();
  const known = await store.closedUntil(account);
  backoff.close(Math.max(isClosedAt(known, now) ? known : 0, Math.min(until, now + UNTIL_KNOWN)));
}

async function slower(core: EngineCore, line: LineId, about: 'concurrency' | 'rate'): Promise<void> {
  const { account, campaigns, clock, lines, slots, store } = core;
  const now = clock.now();
  if (about === 'rate') {
    if (slowestLine(campaigns.all, line) !== undefined) lines.slow(line, now + 10 * MINUTE);
    return;
  }
  // What is open at this moment is the new limit: by the ledger's word.
  await store.openAttempts(account);
  slots.throttled(now);
}

function noteWalked(
  { backoff, campaigns, notices, run, slots }: EngineCore,
  { agent, failure, foreign }: Extract<Report, { is: 'walked' }>,
): void {
  if (!isAgentOfOurs(campaigns.all, agent)) return;
  backoff.walked(agent, failure === null ? 'answered' : 'failed');
  if (failure !== null) return notices.note('calls', failure);
  notices.clear('calls');
  const before = slots.foreign;
  slots.walked(agent, foreign);
  if (slots.foreign < before) run.signals.dispatch.wake();
}
