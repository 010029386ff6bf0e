/** What workers, or this process itself, report to the engine that leads: the only way its pace, slots and holds change. */
import type { Line } from '../../model/campaign.ts';
import { isClosedAt } from '../../model/closed-account.ts';
import { assertNever } from '../../model/errors.ts';
import type { AgentId, LineId } from '../../model/ids.ts';
import { MINUTE, SECOND, type Duration, type Instant } from '../../model/time.ts';
import { replied, started } from '../../policy/pacing.ts';
import { concurrencyLimited } from '../../policy/slots.ts';
import type { RequestSignal, Report } from '../../queue/port.ts';
import { noteStart, type Session } from '../session.ts';
import { paceOf, speedOf } from './line-speed.ts';
import { noteConflict, notePlaced, noteRefused } from './refusal-brake.ts';

/** A report of another epoch is of a leader before this one: its starts are counted from the ledger. */
export async function applyReport(session: Session, report: Report): Promise<void> {
  if (report.epoch !== session.epoch) return;
  switch (report.is) {
    case 'started':
      return noteStarted(session, report);
    case 'idle':
      session.inFlight.delete(report.batch);
      session.wakes.dispatch.wake();
      return;
    case 'replied':
      return noteReplied(session, report.line, report.at, report.took);
    case 'met':
      return met(session, report.line, report.met);
    case 'walked':
      if (!isAgentOfOurs(session, report.agent)) return;
      session.walkFailures.set(report.agent, report.failure === null ? 0 : failuresOf(session, report.agent) + 1);
      if (report.failure === null) noteForeign(session, report.agent, report.foreign);
      else session.note = report.failure;
      return;
    default:
      return assertNever(report);
  }
}

/** Elsewhere: what was given away and never heard of again counts as started as late as it may have been. */
export function countUnheard(session: Session, now: Instant): void {
  if (!session.shared) return;
  for (const [name, { batch, permit }] of session.inFlight) {
    if (now <= permit.sendBy) continue;
    // Nobody will report a reply to it: it is not awaited.
    count(session, name, batch.line, permit.sendAt, permit.sendBy, batch.contacts.length, 0);
  }
}

/** Of a moment that has not come: no clock of the fleet is so far ahead. */
const FURTHEST: Duration = 5 * SECOND;
const UNTIL_KNOWN: Duration = 10 * SECOND;

function noteStarted(session: Session, report: Extract<Report, { is: 'started' }>): void {
  const { batch: name, due, at, count: destinations } = report;
  // Counted already, as late as it may have been: what is heard of it now is not later.
  if (session.counted.has(name)) return;
  // The line would wait for it.
  if (at > session.clock.now() + FURTHEST || Math.abs(due - at) > FURTHEST) return;
  // One that another worker gave up (`idle`) may be this one's all the same: what was written counts.
  const given = session.inFlight.get(name)?.batch;
  const line = given?.line ?? lineOf(session, report.line);
  if (line === undefined) return;
  // No request holds more than was given, or than a second of its line.
  const most = given?.contacts.length ?? Math.max(1, Math.floor(line.callsPerSecond));
  count(session, name, line, due, at, Math.min(destinations, most), null);
}

const REMEMBERED = 1_000;

function count(
  session: Session,
  name: string,
  line: Line,
  due: Instant,
  at: Instant,
  destinations: number,
  took: Duration | null,
): void {
  const pace = paceOf(session, line, at);
  session.paces.set(line.id, started(pace, speedOf(session, line, at).cps, due, at, destinations, took));
  noteStart(session, line.id, at, destinations);
  session.inFlight.delete(name);
  session.counted.add(name);
  const [oldest] = session.counted;
  if (session.counted.size > REMEMBERED && oldest !== undefined) session.counted.delete(oldest);
  session.wakes.dispatch.wake();
}

/** A message may name anybody's agent; calls of one that no campaign here has are no business of this account's slots. */
export function isAgentOfOurs({ campaigns }: Pick<Session, 'campaigns'>, agent: AgentId): boolean {
  return [...campaigns.values()].some(({ plan }) => plan.agent === agent || plan.formerAgents.includes(agent));
}

function lineOf({ campaigns }: Session, id: LineId): Line | undefined {
  const lines = [...campaigns.values()].flatMap(({ plan }) => plan.lines).filter((line) => line.id === id);
  return lines.sort((a, b) => a.callsPerSecond - b.callsPerSecond)[0];
}

function noteReplied(session: Session, id: LineId, at: Instant, took: number): void {
  const pace = session.paces.get(id);
  if (pace === undefined) return;
  session.paces.set(id, replied(pace, at, took));
  // A line that was held for a silent host may go on.
  session.wakes.dispatch.wake();
}

async function met(session: Session, line: Line['id'], what: RequestSignal): Promise<void> {
  switch (what.is) {
    case 'answered':
      session.providerBackoff = null;
      session.conflicts.delete(what.campaign);
      if (what.placed > 0) notePlaced(session, what.campaign);
      return;
    case 'unreachable':
      return unreachable(session, what.cause);
    case 'throttled':
      return slower(session, line, what.about);
    case 'closed':
      return noteClosed(session, what.until);
    case 'conflict':
      return session.campaigns.has(what.campaign) ? noteConflict(session, what) : undefined;
    case 'refused_together':
      session.singlyUntil = session.clock.now() + 10 * MINUTE;
      return;
    case 'refused':
      session.conflicts.delete(what.campaign);
      return session.campaigns.has(what.campaign) ? noteRefused(session, what) : undefined;
    default:
      return assertNever(what);
  }
}

/** The host cannot be reached: everyone waits, a little longer each time, and nobody's tries are used up. */
function unreachable(session: Session, cause: string): void {
  if (session.stopping !== 'no') return;
  const failures = (session.providerBackoff?.failures ?? 0) + 1;
  const wait = Math.min(SECOND * 2 ** (failures - 1), 30 * SECOND);
  session.providerBackoff = {
    until: session.clock.now() + wait,
    note: `nothing could be sent (${cause}), trying again`,
    failures,
  };
}

/** By the ledger's word; a message is believed for as long as it may take until the ledger has it. */
async function noteClosed(session: Session, until: Instant): Promise<void> {
  const now = session.clock.now();
  const known = await session.store.closedUntil(session.account);
  const believed = Math.max(isClosedAt(known, now) ? known : 0, Math.min(until, now + UNTIL_KNOWN));
  session.closedUntil = Math.max(session.closedUntil, believed);
}

async function slower(session: Session, line: LineId, about: 'concurrency' | 'rate'): Promise<void> {
  const now = session.clock.now();
  if (about === 'concurrency') {
    const open = (await session.store.openAttempts(session.account)).length;
    session.slots = concurrencyLimited(session.slots, open + session.foreign, now);
  } else if (lineOf(session, line) !== undefined) {
    session.slowUntil.set(line, now + 10 * MINUTE);
  }
}

function failuresOf(session: Session, agent: AgentId): number {
  return session.walkFailures.get(agent) ?? 0;
}

function noteForeign(session: Session, agent: AgentId, count: number): void {
  session.foreignBy.set(agent, count);
  const before = session.foreign;
  session.foreign = [...session.foreignBy.values()].reduce((sum, n) => sum + n, 0);
  if (session.foreign < before) session.wakes.dispatch.wake();
}
