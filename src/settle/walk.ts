/** Walks an agent's newest calls and takes what they say of our attempts into the ledger. Proves presence, never absence. */
import type { CallId, AgentId, AttemptId } from '../model/ids.ts';
import { HOUR } from '../model/time.ts';
import { phaseOf } from '../model/disposition.ts';
import type { Session } from '../session.ts';
import type { CallReport, ReadFailure } from '../voice/port.ts';
import { bind, indexOf, type Open } from './bind.ts';
import { apply, type Known } from './evidence.ts';
import { bodyOf, eventOf } from './report-event.ts';

/** A walk ends when every open call was seen, and at the latest after this many pages past the needed ones. */
const SPARE_PAGES = 2;
const PAGE = 100;

export type Walk = {
  readonly complete: boolean;
  readonly failure: ReadFailure | null;
  /** Attempts that were seen. */
  readonly seen: ReadonlySet<AttemptId>;
  /** Calls read. */
  readonly calls: readonly CallReport[];
  /** Started calls of the account that are not this ledger's. */
  readonly foreign: number;
};

/** Reads pages until all of `open` were seen, the list ends, or `pages` were read. */
export async function walk(session: Session, agent: AgentId, open: readonly Open[], pages?: number): Promise<Walk> {
  const index = indexOf(open);
  const seen = new Set<AttemptId>();
  const calls: CallReport[] = [];
  const most = pages ?? Math.ceil(open.length / PAGE) + SPARE_PAGES;
  let foreign = 0;
  let after: string | null = null;
  for (let page = 0; page < most; page++) {
    const read = await session.voice.calls(agent, after);
    if (read.is === 'failed') return { complete: false, failure: read, seen, calls, foreign };
    const now = session.clock.now();
    const known: Known[] = [];
    const held = new Map<AttemptId, Open>();
    for (const report of read.value.calls) {
      calls.push(report);
      if (isTold(session, report) && !index.byCall.has(report.callId)) continue;
      const bound = bind(report, index, session.ledger);
      if (bound.is === 'foreign') {
        if (phaseOf(report.status) === 'started' && (report.startTime ?? 0) > now - 8 * HOUR) foreign += 1;
        continue;
      }
      const id = bound.is === 'open' ? bound.open.attempt.id : bound.attempt;
      if (bound.is === 'open') {
        seen.add(id);
        held.set(id, bound.open);
      }
      known.push(knownOf(session, id, report));
    }
    await apply(session, known, held);
    after = read.value.next;
    if (after === null) return { complete: true, failure: null, seen, calls, foreign };
    if (pages === undefined && seen.size === open.length) break;
  }
  return { complete: false, failure: null, seen, calls, foreign };
}

/** What a call says of itself, as far as it can still be news. */
function stateOf(report: CallReport): string {
  return `${report.status}/${report.endReason ?? ''}/${report.summary === null ? '' : 's'}`;
}

/** Its end is known and it says nothing new: most of what a list shows. */
function isTold(session: Session, report: CallReport): boolean {
  return session.told.get(report.callId) === stateOf(report) && phaseOf(report.status) === 'ended';
}

function knownOf(session: Session, attempt: AttemptId, report: CallReport): Known {
  remember(session.told, report.callId, stateOf(report));
  const body = bodyOf(report);
  return {
    attempt,
    event: eventOf(report, session.clock.now()),
    actor: 'provider',
    ...(body === undefined ? {} : { body }),
  };
}

const REMEMBERED = 5_000;

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
