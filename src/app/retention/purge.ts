/** Erases what the ledger has kept long enough, by kind of data: all of it, or as much as fits into a moment. */
import type { Clock } from '../../clock.ts';
import { keepsAll, type Retention } from '../../model/retention.ts';
import type { Duration, Instant } from '../../model/time.ts';
import type { LogHead, LogLine, Store } from '../../store/port.ts';
import type { Budget } from './budget.ts';
import { eraseConversations } from './conversations.ts';
import { cutOldLog, type CutLog } from './log.ts';
import { erasePeople, overSince, type ErasedPeople } from './people.ts';

/** What `purge` erased, or would erase, by kind: people with their rows, conversations, lines of the log. */
export type Purged = {
  readonly people: ErasedPeople;
  readonly conversations: number;
  readonly log: CutLog;
  /** The last line that was ever cut; null: the log is whole. */
  readonly anchor: LogHead | null;
  /** False while another process's reading keeps the erased bytes: to be done again later. */
  readonly gone: boolean;
  /** More is old enough, and the time was up. */
  readonly more: boolean;
};

const NOBODY: ErasedPeople = { campaigns: [], rows: 0, notes: 0, files: 0, kept: 0 };
const BREATH: Duration = 5;

export type PurgeOptions = {
  readonly retention: Retention;
  readonly dataDir: string;
  /** Only says what would go. */
  readonly dry?: boolean;
  /** At most so long; else until all of it is done. */
  readonly within?: Duration;
  /** Of a person who asked for it. */
  readonly by?: string;
};

export async function purge(store: Store, options: PurgeOptions, clock: Clock): Promise<Purged> {
  const { retention, dataDir, dry = false, within, by } = options;
  const from = clock.monotonic();
  const now = clock.now();
  const budget: Budget = {
    now: () => clock.now(),
    spent: () => within !== undefined && clock.monotonic() - from >= within,
    breathe: () => clock.sleep(clock.now() + BREATH),
  };
  const { personal, transcripts, log } = retention;
  const people =
    personal === null ? NOBODY : await erasePeople(store, await overSince(store, now - personal), dataDir, dry, budget);
  // Never fetched, and yet kept: from before it was said, or somebody asked for it.
  const oldest = transcripts === 'never' ? now : transcripts === null ? null : now - transcripts;
  const conversations = oldest === null || budget.spent() ? 0 : await eraseConversations(store, oldest, dry, budget);
  const cut: CutLog =
    log === null || budget.spent() ? { lines: 0, heldBy: null } : await cutOldLog(store, now - log, dry, budget);
  const done = { people, conversations, log: cut };
  const erased = people.notes + people.files + conversations + cut.lines > 0;
  const [settled, anchor] = [`settled`, await store.logAnchor()] as const;
  const owed = (await store.mark(settled)) === 'owed';
  if (dry || (!erased && !owed)) return { ...done, anchor, gone: true, more: !dry && budget.spent() };
  // Before it is tried: a process that dies meanwhile leaves it to the next one.
  await store.setMark(settled, 'owed');
  if (erased) await store.append([lineOf(done, anchor, now, by)]);
  const gone = await store.settleErased();
  if (gone) await store.setMark(settled, 'done');
  return { ...done, anchor, gone, more: budget.spent() };
}

/** Nothing is old where nothing is said of age. */
export function isAsked(retention: Retention): boolean {
  return !keepsAll(retention);
}

function lineOf(
  { people, conversations, log }: Pick<Purged, 'people' | 'conversations' | 'log'>,
  anchor: LogHead | null,
  at: Instant,
  by: string | undefined,
): LogLine {
  return {
    ...{ at, actor: by === undefined ? 'engine' : 'operator', campaign: null, contact: null, attempt: null },
    ...{ event: 'purged', from: null, to: null, cause: 'retention' },
    evidence: {
      ...{ rows: people.rows, files: people.files, conversations, lines: log.lines },
      ...(log.lines === 0 || anchor === null ? {} : { cut_to: anchor.seq, cut_head: anchor.hash }),
      ...(by === undefined ? {} : { by }),
    },
  };
}
