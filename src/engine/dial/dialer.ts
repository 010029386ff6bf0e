/** Dials a batch at most once: commit `placing` → one request → commit what is known. A crash between any two is doubt, never a second ring. */
import type { Attempt } from '../../model/attempt.ts';
import { attemptVariableOf } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import { limitsOf, longestEnd } from '../../model/deadlines.ts';
import { attemptId, type E164 } from '../../model/ids.ts';
import { defer, permit as permitted, withdraw } from '../../model/permit.ts';
import { SECOND, type Duration, type Instant } from '../../model/time.ts';
import {
  inBackground,
  isLedgerLost,
  isTransient,
  mayStillHappen,
  type Batch,
  type Permit,
  type Session,
} from '../session.ts';
import { recordEvidence } from '../settle/evidence.ts';
import { engineLine, logLine, waitingLine } from '../settle/log-line.ts';
import type { Report } from '../../queue/port.ts';
import type { Change, CommitResult } from '../../store/port.ts';
import type { PlaceItem, PlaceRequest, Variables } from '../../voice/port.ts';
import { spreadRefusals } from './other-spellings.ts';
import { recordPlacement } from './placement.ts';

/** A request that has not begun this long after its permit is not sent: pause, hours and suppression were checked for then. */
export const LATENESS: Duration = SECOND;
/** A commit that got no answer is in the ledger by then, or nowhere. */
const MAY_LAND: Duration = 30 * SECOND;
/** A destination that another contact is being called on is looked at again after this. */
const DESTINATION_BUSY: Duration = 15 * SECOND;

type Placing = { readonly change: Change; readonly attempt: Attempt; readonly item: PlaceItem };

/**
 * Resolves once the ledger has answered; the request goes on in the background. Returns how many contacts are being
 * dialed, 0 when the ledger let none through.
 */
export async function dial(session: Session, batch: Batch, permit: Permit): Promise<number> {
  const now = session.clock.now();
  const since = session.clock.monotonic();
  const placings = await prepare(session, batch, permit, now);
  let results: readonly CommitResult[];
  try {
    results = await session.store.commit(
      placings.map(({ change }) => change),
      {
        epoch: { account: session.account, epoch: permit.epoch },
        slots: { account: session.account, max: permit.slots },
        openAt: { account: session.account, at: permit.sendAt },
        pace: {
          account: session.account,
          line: batch.line.id,
          at: permit.sendAt,
          most: Math.max(1, Math.floor(batch.line.callsPerSecond)),
        },
        running: true,
        unsuppressed: true,
      },
    );
  } catch (cause) {
    if (isLedgerLost(session, cause)) return 0;
    // Not ours: nothing is sent. If it did reach the ledger, `unsent` frees those contacts again.
    const note = `the ledger cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`;
    // A mistake of ours would be made again and again, and nobody would be dialed: it is said.
    if (!isTransient(session, cause)) session.say(note);
    session.note = note;
    session.providerBackoff = { until: now + SECOND, note, failures: (session.providerBackoff?.failures ?? 0) + 1 };
    const unsent = { is: 'unsent', cause: 'commit_unknown' } as const;
    // Over a network the commit may still land, after its answer was given up.
    const late = session.shared && mayStillHappen(cause) ? { until: permit.sendBy + MAY_LAND } : {};
    inBackground(
      session,
      recordEvidence(
        session,
        placings.map(({ attempt }) => ({
          attempt: attempt.id,
          batch: attempt.batch,
          ...late,
          event: unsent,
          actor: 'engine' as const,
        })),
      ),
    );
    return 0;
  }
  const mine = placings.filter((_, index) => results[index]?.is === 'done');
  if (mine.length > 0) {
    session.inFlight.set(permit.batch, { batch, permit });
    inBackground(session, send(session, batch, permit, mine, since));
  }
  // After the sending: what is durably placing must be sent, or known as unsent, whatever the ledger says next.
  await settleLost(session, batch, permit, placings, results, now);
  return mine.length;
}

async function prepare(session: Session, batch: Batch, permit: Permit, now: Instant): Promise<readonly Placing[]> {
  const people = await session.store.personal(
    batch.contacts.map(({ id }) => id),
    'row',
  );
  const numbers = batch.contacts.flatMap((contact) => {
    const number = people.get(contact.id)?.['to_number'];
    return typeof number === 'string' ? [{ contact, number }] : [];
  });
  await leaveForgotten(
    session,
    batch,
    numbers.map(({ contact }) => contact),
    now,
  );
  await spreadRefusals(session, numbers, now);
  const placings: Placing[] = [];
  for (const { contact, number } of numbers) {
    const attempt = newAttempt(session, batch, contact, permit);
    const next = permitted(contact, attempt);
    if (next === undefined) continue;
    placings.push({
      change: {
        contact: { from: contact.version, to: next },
        attempt: { from: 'new', to: attempt },
        log: [
          logLine(contact, next, {
            at: now,
            actor: 'engine',
            attempt: attempt.id,
            event: 'placing',
            cause: null,
            evidence: { line: batch.line.id, send_by: attempt.sendBy, plan: attempt.planVersion },
          }),
        ],
      },
      attempt,
      item: {
        attempt: attempt.id,
        to: number as E164, // written by the loader, which has it from load/number/destination.ts
        variables: (people.get(contact.id)?.['variables'] ?? {}) as Variables,
      },
    });
  }
  return placings;
}

function newAttempt(session: Session, batch: Batch, contact: Contact, permit: Permit): Attempt {
  const { plan } = batch.campaign;
  const seq = contact.seq + 1;
  const limits = limitsOf(plan);
  return {
    id: attemptId(session.ledger, contact.campaign, contact.id, seq),
    contact: contact.id,
    campaign: contact.campaign,
    account: session.account,
    line: batch.line.id,
    agent: plan.agent,
    destination: contact.destination,
    seq,
    planVersion: plan.version,
    epoch: permit.epoch,
    batch: permit.batch,
    sendAt: permit.sendAt,
    sendBy: permit.sendBy,
    limits,
    longestEnd: longestEnd(permit.sendBy, limits),
    reserved: null,
    state: { is: 'placing' },
    version: 1,
  };
}

/** One request for the attempts that are ours. `since`: monotonic, of the look at the ledger that it rests on. */
async function send(
  session: Session,
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
  const tell = (report: Report): void => inBackground(session, session.tasks.report(session, report));
  const written = (at: Instant | null): void => {
    if (free) return;
    free = true;
    const of = { epoch, batch: permit.batch, line };
    if (at === null) tell({ is: 'idle', ...of });
    else tell({ is: 'started', ...of, due: sendAt, at, count: mine.length });
  };
  const placement = await session.voice.place(request, () => {
    const at = session.clock.now();
    const waited = session.clock.monotonic() - since;
    // A clock set back counts as late too: the hours were checked for another time than this.
    if (at > sendBy || waited > LATENESS || at < sendAt - LATENESS || Math.abs(session.clock.jumped()) > LATENESS)
      return false;
    // Not when the ledger was lost meanwhile: a call is found by its id, an unsent request nobody can note is a doubt.
    if (session.stopping === 'now' && session.broken === null) return false;
    // Another request was told to wait while this one was on its way to the wire.
    if (at < session.closedUntil) return false;
    firstByte = { wall: at, monotonic: session.clock.monotonic() };
    written(at);
    return true;
  });
  written(null);
  if (firstByte !== null) {
    const { wall, monotonic }: { wall: Instant; monotonic: number } = firstByte;
    tell({ is: 'replied', epoch, line, at: wall, took: Math.ceil(session.clock.monotonic() - monotonic) });
  }
  await recordPlacement(
    session,
    mine.map(({ attempt }) => attempt),
    placement,
  );
  session.wakes.poll.wake();
  if (placement.is === 'answered') await noteTooLate(session, mine);
}

/** Asked not to be called while the request was on its way: it cannot be recalled, so it is said. */
async function noteTooLate(session: Session, mine: readonly Placing[]): Promise<void> {
  const suppressed = await session.store.suppressed(mine.map(({ attempt }) => attempt.destination));
  const late = mine.filter(({ attempt }) => suppressed.has(attempt.destination));
  if (late.length === 0) return;
  const at = session.clock.now();
  const about = late.map(({ attempt }) => ({
    campaign: attempt.campaign,
    contact: attempt.contact,
    attempt: attempt.id,
  }));
  await session.store.append(about.map((who) => ({ ...engineLine('suppressed_too_late', at, null), ...who })));
  session.say(`${late.length} who asked not to be called just then had been dialed already; nobody calls them again.`);
}

/** Forgotten meanwhile, so that there is nobody to dial: a contact that nobody moves would be due for ever. */
async function leaveForgotten(
  session: Session,
  { contacts }: Batch,
  known: readonly Contact[],
  now: Instant,
): Promise<void> {
  const gone = contacts.filter((contact) => !known.includes(contact) && contact.state.is === 'ready');
  if (gone.length === 0) return;
  const changes = gone.map((contact): Change => {
    const to: Contact = { ...contact, state: { is: 'skipped', reason: 'forgotten' }, version: contact.version + 1 };
    return { contact: { from: contact.version, to }, log: [waitingLine(contact, to, 'forgotten', now)] };
  });
  await session.store.commit(changes, {});
}

/** Another process was told to wait; whoever leads should know. */
async function learnClosed(session: Session, { line }: Batch, { epoch }: Permit): Promise<void> {
  const until = await session.store.closedUntil(session.account);
  session.closedUntil = Math.max(session.closedUntil, until);
  await session.tasks.report(session, { is: 'met', epoch, line: line.id, met: { is: 'closed', until } });
}

/** What the ledger did not let through looks again later, or leaves: every look moves the alarm. */
async function settleLost(
  session: Session,
  batch: Batch,
  permit: Permit,
  placings: readonly Placing[],
  results: readonly CommitResult[],
  now: Instant,
): Promise<void> {
  const changes: Change[] = [];
  if (results.some((result) => result.is === 'lost' && result.because === 'closed'))
    await learnClosed(session, batch, permit);
  placings.forEach(({ attempt }, index) => {
    const result = results[index];
    const contact = batch.contacts.find(({ id }) => id === attempt.contact);
    if (result?.is !== 'lost' || contact === undefined) return;
    if (result.because === 'epoch') session.lostLease = true;
    const rules = { plan: batch.campaign.plan, campaign: batch.campaign.state };
    const next =
      result.because === 'destination_open' || result.because === 'unrelated'
        ? defer(contact, now + DESTINATION_BUSY)
        : result.because === 'suppressed'
          ? withdraw(contact, 'suppressed', rules, now)
          : undefined;
    if (next === undefined) return;
    const log = waitingLine(contact, next, result.because, now);
    changes.push({ contact: { from: contact.version, to: next }, log: [log] });
  });
  if (changes.length > 0) await session.store.commit(changes, {});
}
