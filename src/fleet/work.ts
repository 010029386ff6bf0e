/** A worker's half: does the jobs it is given, each checked against the ledger first, and reports what it met. */
import { dial, LATENESS } from '../engine/dial/dialer.ts';
import { mostInOne } from '../engine/dial/dispatcher.ts';
import { isAgentOfOurs } from '../engine/dial/apply-report.ts';
import type { Plan } from '../model/campaign.ts';
import type { Contact } from '../model/contact.ts';
import { assertNever } from '../model/errors.ts';
import { attemptId, type AttemptId } from '../model/ids.ts';
import { SECOND, type Duration, type Instant } from '../model/time.ts';
import type { Job, RequestSignal, Queue } from '../queue/port.ts';
import { noteStart, readCampaigns, type Session, type Tasks } from '../engine/session.ts';
import { pollAgent } from '../engine/settle/poller.ts';
import { lookUp } from '../engine/settle/look-up.ts';
import { readOpen } from '../engine/settle/scan.ts';
import type { LedgerClock } from './ledger-clock.ts';

/** A worker whose clock may be further off than this sends nothing (DESIGN: ledger time). */
export const CLOCK_ERROR: Duration = 250;
/** Before its appointment, so that the commit is done when it comes. */
const COMMIT_TAKES: Duration = 10;

/** A worker that cannot reach the provider hands back what it is given for so long, each a little later. */
const LONGEST_AWAY: Duration = 10 * SECOND;
const PAUSE: Duration = 100;

type DialJob = Extract<Job, { is: 'dial' }>;

/** What a worker does by itself; a worker gives nothing away. */
export function workerTasks(queue: Queue, clock: LedgerClock): Tasks {
  const nobodys = (): never => {
    throw new Error('a worker gives no tasks away');
  };
  const told = new Map<string, Instant>();
  // As late as it may have been, by the leader's reckoning.
  const latest = (at: Instant): Instant => at + Math.ceil(Math.min(clock.error(), CLOCK_ERROR));
  return {
    early: 0,
    dial: nobodys,
    scan: nobodys,
    lookUp: nobodys,
    report: (session, report) => {
      switch (report.is) {
        case 'started': {
          session.inFlight.delete(report.batch);
          noteStart(session, report.line, report.at, report.count);
          const at = latest(report.at);
          told.set(`${report.line} ${report.at}`, at);
          return queue.report({ ...report, batch: givenAs(report.batch), at });
        }
        case 'replied': {
          // The leader knows the request by the instant that it was told.
          const name = `${report.line} ${report.at}`;
          const at = told.get(name) ?? report.at;
          told.delete(name);
          return queue.report({ ...report, at });
        }
        case 'idle':
          session.inFlight.delete(report.batch);
          return queue.report({ ...report, batch: givenAs(report.batch) });
        case 'met':
          noteMet(session, clock, report.met);
          return queue.report(report);
        case 'walked':
          return queue.report(report);
        default:
          return assertNever(report);
      }
    },
  };
}

/**
 * A batch that was given twice is tried twice, and each try is a request of its own: what is known of one that came to
 * nothing must not be taken for the other, whose phones may be ringing.
 */
function tryOf(session: Session, batch: string): string {
  return `${batch}.${session.makeId(6)}`;
}

/** The name by which the leader knows it. */
function givenAs(name: string): string {
  return name.split('.', 1)[0] ?? name;
}

export async function work(session: Session, clock: LedgerClock, job: Job): Promise<void> {
  switch (job.is) {
    case 'dial':
      return dialJob(session, clock, job);
    case 'walk': {
      // Ids of a message are each checked to belong to this account: they say what to look at, never what is so.
      if (!isAgentOfOurs(session, job.agent)) return;
      const open = await readOpen(session);
      const group = open.filter(({ attempt }) => attempt.agent === job.agent);
      return pollAgent(session, job.agent, group, job.epoch);
    }
    case 'look_up': {
      const asked = new Set<AttemptId>(job.attempts);
      const open = await readOpen(session);
      // In another agent's list it would not be found, and its absence would be taken for news of it.
      const doubted = open.filter(
        ({ attempt }) => asked.has(attempt.id) && attempt.agent === job.agent && attempt.state.is === 'in_doubt',
      );
      await lookUp(session, job.agent, doubted);
      return;
    }
    default:
      return assertNever(job);
  }
}

/**
 * Silence counts as a start at the last instant, so this says `idle` only where it is sure that nobody writes this
 * batch: not when the same job was given twice and another worker has it.
 */
async function dialJob(session: Session, clock: LedgerClock, job: DialJob): Promise<void> {
  const { store, tasks } = session;
  const idle = { is: 'idle', epoch: job.epoch, batch: job.batch, line: job.line } as const;
  if (clock.now() > job.sendBy || clock.error() > CLOCK_ERROR || !isAppointment(job, clock.now())) return;
  if (isAway(session, clock)) {
    await clock.sleep(clock.now() + PAUSE);
    return tasks.report(session, idle);
  }
  if (!session.campaigns.has(job.campaign)) await readCampaigns(session);
  // At once: each answer is a way to the ledger and back, and the appointment does not wait.
  const [campaign, contacts] = await Promise.all([store.campaign(job.campaign), readContacts(session, job)]);
  const line = campaign?.plan.lines.find(({ id }) => id === job.line);
  if (campaign?.account !== session.account || line === undefined || !isItsTime(campaign.plan, job.sendAt)) {
    return tasks.report(session, idle);
  }
  if (await isTaken(session, job, contacts)) return;
  // By the ledger and this worker's own rules: a message decides neither whom, nor at what hour, nor how many.
  const lawful = (contact: Contact): boolean =>
    (line.provider !== 'cartesia' || contact.cartesiaDialable) && isOpen(session, campaign.plan, contact, job.sendAt);
  const rung = contacts.filter((one) => one.state.is === 'ready' && one.state.dueAt <= job.sendAt && lawful(one));
  const due = rung.slice(0, mostInOne(campaign, line));
  if (due.length === 0) return tasks.report(session, idle);
  // Not early by anybody's clock: this one may be ahead by as much.
  const commitAt = job.sendAt - COMMIT_TAKES + Math.ceil(clock.error());
  if (clock.now() < commitAt) await clock.sleep(commitAt);
  const { epoch, sendAt } = job;
  const slots = await slotsFor(session, job.slots, clock);
  // Nor late: this one may be behind.
  const sendBy = job.sendBy - Math.ceil(clock.error());
  const permit = { epoch, batch: tryOf(session, job.batch), sendAt, sendBy, slots };
  const placed = await dial(session, { campaign, line, contacts: due }, permit);
  if (placed > 0 || clock.now() > job.sendBy) return;
  // Another try of this batch rests on these contacts as they were, and is lost only where they have moved.
  const after = await readContacts(session, job);
  const stays = due.some(({ id, version }) => after.some((now) => now.id === id && now.version === version));
  if (!stays && !(await isTaken(session, job, after))) await tasks.report(session, idle);
}

/** For about now, and kept within a second: hours are asked for that moment, so no message may name another. */
function isAppointment({ sendAt, sendBy }: DialJob, now: Instant): boolean {
  return sendBy <= sendAt + LATENESS && sendAt <= now + LATENESS;
}

function isItsTime({ startAt, endAt }: Plan, at: Instant): boolean {
  return (startAt ?? 0) <= at && (endAt === null || at < endAt);
}

/** The same question as the leader's, for as long as the phone may ring. */
function isOpen({ hours }: Session, { window, ringingTimeoutSeconds }: Plan, { place }: Contact, at: Instant): boolean {
  return window === null || hours.isOpen(window, place, at, LATENESS + ringingTimeoutSeconds * SECOND);
}

/** No more than the running campaigns say, but for calls that are open beyond the longest that they can last. */
async function slotsFor(session: Session, slots: number, clock: LedgerClock): Promise<number> {
  const { configured } = session.slots;
  if (slots <= configured) return slots;
  const open = await session.store.openAttempts(session.account);
  return Math.min(slots, configured + open.filter(({ attempt }) => attempt.longestEnd < clock.now()).length);
}

/** This worker could not reach the provider just now: others may, and it must not waste what they could dial. */
function isAway({ providerBackoff }: Session, clock: LedgerClock): boolean {
  return providerBackoff !== null && providerBackoff.until > clock.now();
}

function noteMet(session: Session, clock: LedgerClock, met: RequestSignal): void {
  if (met.is === 'answered') session.providerBackoff = null;
  if (met.is !== 'unreachable') return;
  const failures = (session.providerBackoff?.failures ?? 0) + 1;
  const until = clock.now() + Math.min(SECOND * 2 ** (failures - 1), LONGEST_AWAY);
  session.providerBackoff = { until, note: met.cause, failures };
}

async function readContacts({ store }: Session, { campaign, contacts }: DialJob): Promise<readonly Contact[]> {
  const read = await Promise.all([...new Set(contacts)].map((id) => store.contact(id)));
  // Under another campaign's hours somebody would be rung when nobody may ring them.
  return read.filter((contact) => contact !== undefined).filter((contact) => contact.campaign === campaign);
}

/** True when the ledger knows an attempt of this batch, open or over: whoever made it reports on the whole of it. */
async function isTaken({ ledger, store }: Session, { batch }: DialJob, contacts: readonly Contact[]): Promise<boolean> {
  for (const { campaign, id, seq } of contacts) {
    const last = seq > 0 ? await store.attempt(attemptId(ledger, campaign, id, seq)) : undefined;
    if (last !== undefined && givenAs(last.batch) === batch) return true;
  }
  return false;
}
