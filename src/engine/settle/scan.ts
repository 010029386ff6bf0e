/** Walks the list of an agent's calls and takes what they say of our attempts into the ledger. Proves presence, never absence. */
import type { CallId, AgentId, AttemptId } from '../../model/ids.ts';
import { HOUR, type Instant } from '../../model/time.ts';
import { phaseOf } from '../../model/disposition.ts';
import type { Session } from '../session.ts';
import type { CallReport, ReadFailure } from '../../voice/port.ts';
import { recoverCalls, type Unknown } from './recover-calls.ts';
import { matchCall, indexOf, type Open } from './match-call.ts';
import { Order } from './list-order.ts';
import { recordEvidence, type Evidence } from './evidence.ts';
import { bodyOf, eventOf } from './call-event.ts';
import { holdsSlot, meetOtherLedger } from './foreign-calls.ts';
import { keepUnread } from './unread-reports.ts';

/** A walk ends when every open call was seen, and at the latest after this many pages past the needed ones. */
const SPARE_PAGES = 2;
const PAGE = 100;
/** How far back a lost past is looked for: ten thousand calls. */
export const MOST_PAGES = 100;

export type Scan = {
  /** Read to the end of the list, or back to known ground. */
  readonly complete: boolean;
  /** As far as it was read. */
  readonly newestFirst: boolean;
  readonly failure: ReadFailure | null;
  /** Attempts that were seen. */
  readonly seen: ReadonlySet<AttemptId>;
  /** Calls read. */
  readonly calls: readonly CallReport[];
  /** Started calls of the account that are not this ledger's. */
  readonly foreign: number;
};

export type Reach = {
  /** As many pages, whatever they show. */
  readonly pages?: number;
  /** Back to calls that the ledger knows: to one of its own, or to one from before this. */
  readonly knownSince?: Instant;
  /** Only calls that started then or later: those that show no start are not among them. */
  readonly since?: Instant;
};

/** What one walk has come across so far. */
type Found = {
  readonly seen: Set<AttemptId>;
  readonly calls: CallReport[];
  /** Calls that carry no attempt id and fit a doubt, by that doubt: two of them are no evidence of either. */
  readonly fits: Map<AttemptId, { readonly open: Open; readonly reports: CallReport[] }>;
  readonly unknown: Unknown[];
  readonly order: Order;
  foreign: number;
};

/** Reads pages until all of `open` were seen, the list ends, or as far as `reach` says. */
export async function scanCalls(
  session: Session,
  agent: AgentId,
  open: readonly Open[],
  reach: Reach = {},
): Promise<Scan> {
  const index = indexOf(open);
  const found: Found = { seen: new Set(), calls: [], fits: new Map(), unknown: [], order: new Order(), foreign: 0 };
  const cursors = new Set<string>();
  const back = reach.knownSince !== undefined;
  const most = reach.pages ?? (back ? MOST_PAGES : Math.ceil(open.length / PAGE) + SPARE_PAGES);
  let after: string | null = null;
  let failure: ReadFailure | null = null;
  let complete = false;
  let grounded = false;
  for (let page = 0; page < most && !complete; page++) {
    const read = await session.voice.calls(agent, after, reach.since);
    if (read.is === 'failed') {
      failure = read;
      break;
    }
    for (const one of read.value.unread ?? []) await keepUnread(session, one, null);
    const { calls, next } = read.value;
    after = next;
    complete = after === null;
    const round = after !== null && cursors.has(after);
    if (after !== null) cursors.add(after);
    const ground = await takePage(session, agent, index, { calls, first: page === 0, last: complete }, found);
    if (round) {
      failure = roundabout(agent);
      break;
    }
    const missing = open.filter(({ attempt }) => !found.seen.has(attempt.id));
    // What was never placed is in no list: going back, it is not looked for among calls from before it was sent.
    // Known ground is the end where the list is seen to be newest first, over the edge of a page too; else all is read.
    const sorted = page > 0 && found.order.newestFirst();
    const gone = back && sorted && missing.every(({ attempt }) => isOlder(calls, attempt.sendAt - HOUR));
    const allSeen = reach.pages === undefined && (missing.length === 0 || gone);
    grounded = allSeen && (!back || (sorted && (ground || isOlder(calls, reach.knownSince ?? 0))));
    if (grounded) break;
  }
  await takeFitting(session, found);
  await takeUnknown(session, found);
  const { seen, calls, foreign } = found;
  const newestFirst = found.order.newestFirst();
  return { complete: complete || (back && grounded), newestFirst, failure, seen, calls, foreign };
}

/** True when the page shows a call that the ledger knew, and none of ours that it did not. */
async function takePage(
  session: Session,
  agent: AgentId,
  index: ReturnType<typeof indexOf>,
  { calls, first, last }: { readonly calls: readonly CallReport[]; readonly first: boolean; readonly last: boolean },
  found: Found,
): Promise<boolean> {
  found.order.take(calls);
  // What is new stands here: the page is the whole list, or the first of one that is seen to be newest first.
  const newest = first && (last || found.order.newestFirst());
  const now = session.clock.now();
  const known: Evidence[] = [];
  const held = new Map<AttemptId, Open>();
  const unknownBefore = found.unknown.length;
  let ours = 0;
  const attempts = await attemptsOfPage(session, index, calls);
  for (const report of calls) {
    found.calls.push(report);
    const firstSeen = noteListed(session, agent, report, now);
    if (isTold(session, report) && !index.byCall.has(report.callId)) {
      ours += 1;
      continue;
    }
    const bound = matchCall(report, index, session.ledger);
    switch (bound.is) {
      case 'open':
        ours += 1;
        found.seen.add(bound.open.attempt.id);
        held.set(bound.open.attempt.id, bound.open);
        known.push(knownOf(session, bound.open.attempt.id, report));
        break;
      case 'ours':
        if (session.reported.has(report.callId)) break;
        if (!attempts.has(bound.attempt)) found.unknown.push({ report, ...bound });
        else {
          ours += 1;
          known.push(knownOf(session, bound.attempt, report));
        }
        break;
      case 'fits':
        if (isNewEnough(report, bound.open, firstSeen, newest)) fit(found, bound.open, report);
        break;
      case 'other_ledger':
        await meetOtherLedger(session, bound.ledger, report);
        if (holdsSlot(report, now)) found.foreign += 1;
        break;
      case 'foreign':
        if (holdsSlot(report, now)) found.foreign += 1;
    }
  }
  await recordEvidence(session, known, held);
  return ours > 0 && found.unknown.length === unknownBefore;
}

/** Those of a page that name an attempt which was not open when the walk began: which of them the ledger knows, asked at once. */
async function attemptsOfPage(
  session: Session,
  index: ReturnType<typeof indexOf>,
  calls: readonly CallReport[],
): Promise<ReadonlySet<AttemptId>> {
  const ids = new Set<AttemptId>();
  for (const report of calls) {
    if (isTold(session, report) && !index.byCall.has(report.callId)) continue;
    const bound = matchCall(report, index, session.ledger);
    if (bound.is === 'ours' && !session.reported.has(report.callId)) ids.add(bound.attempt);
  }
  const read = await Promise.all([...ids].map((id) => session.store.attempt(id)));
  return new Set(read.flatMap((attempt) => attempt?.id ?? []));
}

function fit({ fits }: Found, open: Open, report: CallReport): void {
  const so = fits.get(open.attempt.id);
  if (so === undefined) fits.set(open.attempt.id, { open, reports: [report] });
  else so.reports.push(report);
}

/** One candidate only, and one that no attempt owns: an earlier try of the same person looks just like it. */
async function takeFitting(session: Session, found: Found): Promise<void> {
  for (const { open, reports } of found.fits.values()) {
    const free: CallReport[] = [];
    for (const report of reports) {
      if ((await session.store.attemptByCall(report.callId)) === undefined) free.push(report);
    }
    const [only] = free;
    if (only === undefined || free.length > 1) continue;
    found.seen.add(open.attempt.id);
    await recordEvidence(session, [knownOf(session, open.attempt.id, only)]);
  }
}

async function takeUnknown(session: Session, found: Found): Promise<void> {
  if (found.unknown.length === 0) return;
  const adopted = await recoverCalls(session, found.unknown);
  for (const { attempt, report } of adopted) await recordEvidence(session, [knownOf(session, attempt, report)]);
}

/**
 * A call without a start is not dated: it is new only if this session had read the list before the request, did not see
 * it then, and finds it where new calls stand.
 */
function isNewEnough(
  { startTime }: CallReport,
  { attempt }: Open,
  firstSeen: { readonly at: Instant; readonly since: Instant },
  newest: boolean,
): boolean {
  if (startTime !== null) return true;
  return newest && firstSeen.since < attempt.sendAt && firstSeen.at >= attempt.sendAt;
}

/** A list whose pages come again is no list: what it has not shown may be anything. */
function roundabout(agent: AgentId): ReadFailure {
  const message = `the pages of the calls of ${agent} go round in a circle`;
  return { is: 'failed', why: 'garbled', status: null, message };
}

const REMEMBERED = 5_000;

/** When this session's lists first showed a call that cannot be dated, and since when it has looked. */
function noteListed(
  session: Session,
  agent: AgentId,
  report: CallReport,
  now: Instant,
): { at: Instant; since: Instant } {
  let listed = session.listed.get(agent);
  // Forgetting single calls would make old ones look new; so all is forgotten at once, and "since" with it.
  if (listed === undefined || listed.calls.size > REMEMBERED) {
    listed = { since: now, calls: new Map() };
    session.listed.set(agent, listed);
  }
  if (report.startTime !== null || report.attempt !== null) return { at: now, since: listed.since };
  const at = listed.calls.get(report.callId) ?? now;
  listed.calls.set(report.callId, at);
  return { at, since: listed.since };
}

function isOlder(calls: readonly CallReport[], than: Instant): boolean {
  const starts = calls.flatMap(({ startTime }) => startTime ?? []);
  return starts.length > 0 && Math.max(...starts) < than;
}

/** What a call says of itself, as far as it can still be news. */
function stateOf(report: CallReport): string {
  return `${report.status}/${report.endReason ?? ''}/${report.summary === null ? '' : 's'}`;
}

/** Its end is known and it says nothing new: most of what a list shows. */
function isTold(session: Session, report: CallReport): boolean {
  return session.lastSeenState.get(report.callId) === stateOf(report) && phaseOf(report.status) === 'ended';
}

function knownOf(session: Session, attempt: AttemptId, report: CallReport): Evidence {
  remember(session.lastSeenState, report.callId, stateOf(report));
  const body = bodyOf(report);
  return {
    attempt,
    event: eventOf(report, session.clock.now()),
    actor: 'provider',
    ...(body === undefined ? {} : { body }),
  };
}

function remember(told: Map<CallId, string>, call: CallId, state: string): void {
  told.delete(call);
  told.set(call, state);
  if (told.size > REMEMBERED) {
    const oldest = told.keys().next().value;
    if (oldest !== undefined) told.delete(oldest);
  }
}

/** The open attempts of the account with the numbers they dialed. */
export async function readOpen(session: Session): Promise<readonly Open[]> {
  const open = await session.store.openAttempts(session.account);
  session.open = open.length;
  const people = await session.store.personal(
    open.map(({ contact }) => contact.id),
    'row',
  );
  return open.map(({ contact, attempt }) => {
    const number = people.get(contact.id)?.['to_number'];
    const plan = session.campaigns.get(contact.campaign)?.plan;
    const line = plan?.lines.find(({ id }) => id === attempt.line);
    return { contact, attempt, to: digits(number), from: digits(line?.number) };
  });
}

function digits(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\D/g, '') : '';
}
