/** A worker's half: does the jobs it is given, each checked against the ledger first, and reports what it met. */
import { dial } from '../engine/dial/dialer.ts';
import { mostInOne } from '../engine/dial/choose-contacts.ts';
import { isAgentOfOurs } from '../engine/account-plans.ts';
import type { Core } from '../engine/core.ts';
import { readCampaigns } from '../engine/read-campaigns.ts';
import type { Contact } from '../model/contact.ts';
import { assertNever } from '../model/errors.ts';
import { attemptId, type AttemptId } from '../model/ids.ts';
import type { Duration, Instant } from '../model/time.ts';
import { LATENESS, mayDial } from '../policy/may-dial.ts';
import type { Job } from '../queue/port.ts';
import { pollAgent } from '../engine/settle/poller.ts';
import { lookUp } from '../engine/settle/look-up.ts';
import { readOpen } from '../engine/settle/read-open.ts';
import type { LedgerClock } from './ledger-clock.ts';
import { CLOCK_ERROR, givenAs } from './worker-reports.ts';

/** Before its appointment, so that the commit is done when it comes. */
const COMMIT_TAKES: Duration = 10;

/** What cannot be done here is handed back after this. */
const PAUSE: Duration = 100;

type DialJob = Extract<Job, { is: 'dial' }>;

/**
 * A batch that was given twice is tried twice, and each try is a request of its own: what is known of one that came to
 * nothing must not be taken for the other, whose phones may be ringing.
 */
function tryOf(core: Core, batch: string): string {
  return `${batch}.${core.makeId(6)}`;
}

export async function work(core: Core, clock: LedgerClock, job: Job): Promise<void> {
  switch (job.is) {
    case 'dial':
      return dialJob(core, clock, job);
    case 'walk': {
      // Ids of a message are each checked to belong to this account: they say what to look at, never what is so.
      if (!isAgentOfOurs(core.campaigns.all, job.agent)) return;
      const open = await readOpen(core);
      const group = open.filter(({ attempt }) => attempt.agent === job.agent);
      return pollAgent(core, job.agent, group, job.epoch);
    }
    case 'look_up': {
      const asked = new Set<AttemptId>(job.attempts);
      const open = await readOpen(core);
      // In another agent's list it would not be found, and its absence would be taken for news of it.
      const doubted = open.filter(
        ({ attempt }) => asked.has(attempt.id) && attempt.agent === job.agent && attempt.state.is === 'in_doubt',
      );
      await lookUp(core, job.agent, doubted);
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
async function dialJob(core: Core, clock: LedgerClock, job: DialJob): Promise<void> {
  const { store, report } = core;
  const idle = { is: 'idle', epoch: job.epoch, batch: job.batch, line: job.line } as const;
  if (clock.now() > job.sendBy || clock.error() > CLOCK_ERROR || !isAppointment(job, clock.now())) return;
  // This worker cannot dial just now: others may, and it must not waste what they could dial.
  if (core.backoff.awayUntil > clock.now()) {
    await clock.sleep(clock.now() + PAUSE);
    return report(idle);
  }
  if (!core.campaigns.all.has(job.campaign)) await readCampaigns(core);
  // At once: each answer is a way to the ledger and back, and the appointment does not wait.
  const [campaign, contacts] = await Promise.all([store.campaign(job.campaign), readContacts(core, job)]);
  const line = campaign?.plan.lines.find(({ id }) => id === job.line);
  if (campaign?.account !== core.account || line === undefined) return report(idle);
  if (await isTaken(core, job, contacts)) return;
  // By the ledger and this worker's own rules: a message decides neither whom, nor at what hour, nor how many.
  // Whether it is running still, and whether somebody asked not to be called, the commit asks under its locks.
  const facts = {
    campaign: { plan: campaign.plan, state: { is: 'running' } as const },
    lines: [line],
    suppressed: false,
  };
  const may = contacts.filter((contact) => mayDial({ contact, ...facts }, job.sendAt, core.hours).is === 'yes');
  const due = may.slice(0, mostInOne(campaign, line));
  if (due.length === 0) return report(idle);
  // Not early by anybody's clock: this one may be ahead by as much.
  const commitAt = job.sendAt - COMMIT_TAKES + Math.ceil(clock.error());
  if (clock.now() < commitAt) await clock.sleep(commitAt);
  const { epoch, sendAt } = job;
  const slots = await slotsFor(core, job.slots, clock);
  // Nor late: this one may be behind.
  const sendBy = job.sendBy - Math.ceil(clock.error());
  const permit = { epoch, batch: tryOf(core, job.batch), sendAt, sendBy, slots };
  const placed = await dial(core, { campaign, line, contacts: due }, permit);
  if (placed > 0 || clock.now() > job.sendBy) return;
  // Another try of this batch rests on these contacts as they were, and is lost only where they have moved.
  const after = await readContacts(core, job);
  const stays = due.some(({ id, version }) => after.some((now) => now.id === id && now.version === version));
  if (!stays && !(await isTaken(core, job, after))) await report(idle);
}

/** For about now, and kept within a second: hours are asked for that moment, so no message may name another. */
function isAppointment({ sendAt, sendBy }: DialJob, now: Instant): boolean {
  return sendBy <= sendAt + LATENESS && sendAt <= now + LATENESS;
}

/** No more than the running campaigns say, but for calls that are open beyond the longest that they can last. */
async function slotsFor(core: Core, slots: number, clock: LedgerClock): Promise<number> {
  const { promisedSlots } = core.campaigns;
  if (slots <= promisedSlots) return slots;
  const open = await core.store.openAttempts(core.account);
  return Math.min(slots, promisedSlots + open.filter(({ attempt }) => attempt.longestEnd < clock.now()).length);
}

async function readContacts({ store }: Core, { campaign, contacts }: DialJob): Promise<readonly Contact[]> {
  const read = await Promise.all([...new Set(contacts)].map((id) => store.contact(id)));
  // Under another campaign's hours somebody would be rung when nobody may ring them.
  return read.filter((contact) => contact !== undefined).filter((contact) => contact.campaign === campaign);
}

/** True when the ledger knows an attempt of this batch, open or over: whoever made it reports on the whole of it. */
async function isTaken({ ledger, store }: Core, { batch }: DialJob, contacts: readonly Contact[]): Promise<boolean> {
  for (const { campaign, id, seq } of contacts) {
    const last = seq > 0 ? await store.attempt(attemptId(ledger, campaign, id, seq)) : undefined;
    if (last !== undefined && givenAs(last.batch) === batch) return true;
  }
  return false;
}
