/** Walks the list of an agent's calls, page by page, as far back as it must. Proves presence, never absence. */
import type { AgentId, AttemptId } from '../../model/ids.ts';
import { HOUR, type Instant } from '../../model/time.ts';
import type { CallReport, ReadFailure } from '../../voice/port.ts';
import type { Core } from '../core.ts';
import { newIntake, takeFitting, takePage, takeUnknown } from './intake.ts';
import { indexOf, type Open } from './match-call.ts';
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

/** Reads pages until all of `open` were seen, the list ends, or as far as `reach` says. */
export async function scanCalls(core: Core, agent: AgentId, open: readonly Open[], reach: Reach = {}): Promise<Scan> {
  const index = indexOf(open);
  const found = newIntake(agent);
  const cursors = new Set<string>();
  const back = reach.knownSince !== undefined;
  const most = reach.pages ?? (back ? MOST_PAGES : Math.ceil(open.length / PAGE) + SPARE_PAGES);
  let after: string | null = null;
  let failure: ReadFailure | null = null;
  let complete = false;
  let grounded = false;
  for (let page = 0; page < most && !complete; page++) {
    const read = await core.voice.calls(agent, after, reach.since);
    if (read.is === 'failed') {
      failure = read;
      break;
    }
    for (const one of read.value.unread ?? []) await keepUnread(core, one, null);
    const { calls, next } = read.value;
    after = next;
    complete = after === null;
    const round = after !== null && cursors.has(after);
    if (after !== null) cursors.add(after);
    const ground = await takePage(core, index, { calls, first: page === 0, last: complete }, found);
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
  await takeFitting(core, found);
  await takeUnknown(core, found);
  const { seen, calls, foreign } = found;
  const newestFirst = found.order.newestFirst();
  return { complete: complete || (back && grounded), newestFirst, failure, seen, calls, foreign };
}

/** A list whose pages come again is no list: what it has not shown may be anything. */
function roundabout(agent: AgentId): ReadFailure {
  const message = `the pages of the calls of ${agent} go round in a circle`;
  return { is: 'failed', why: 'garbled', status: null, message };
}

function isOlder(calls: readonly CallReport[], than: Instant): boolean {
  const starts = calls.flatMap(({ startTime }) => startTime ?? []);
  return starts.length > 0 && Math.max(...starts) < than;
}
