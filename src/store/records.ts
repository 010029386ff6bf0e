/** What a ledger keeps beside campaigns, contacts and attempts: its log, what it knows of people, and what must happen later. */
import type { AttemptId, CampaignId, ContactId, DestinationKey } from '../model/ids.ts';
import type { LogFacts, StoredFacts } from '../model/log-events.ts';
import type { Instant } from '../model/time.ts';

type LineBase = {
  readonly at: Instant;
  readonly actor: LogActor;
  readonly campaign: CampaignId | null;
  readonly contact: ContactId | null;
  readonly attempt: AttemptId | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Why, as a stable code: `dial_no_answer`, `timeout`, `retry_after`, … */
  readonly cause: string | null;
};
export type LogActor = 'operator' | 'engine' | 'provider' | 'loader';
/** A line of the append-only log: ids, codes and digests only, never a number or a name (I8). */
export type LogLine = LineBase & LogFacts;
/** As a ledger holds it, whichever version wrote it. */
export type StoredLine = Omit<LineBase, 'actor'> & StoredFacts & { readonly actor: string };
export type LoggedLine = StoredLine & { readonly seq: number; readonly hash: string };
/** The end of the chain: whoever keeps it can tell later that nothing before it was rewritten. */
export type LogHead = Pick<LoggedLine, 'seq' | 'hash'>;

/** Personal data: the only table with numbers, names, provider bodies. Keyed by a random owner id. */
export type Personal = {
  /** A contact's id, or the random id of a rejected row. */
  readonly owner: string;
  /** `row` (number and own columns as read), or an attempt id (`summary`, `error_message`, …). */
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** What must happen later and is no call; one of a kind and subject. It names nobody (I8). */
export type Task = {
  readonly kind: string;
  /** An id: of an attempt, a contact, an owner of personal data. */
  readonly subject: string;
  readonly dueAt: Instant;
  /** How often it was tried. */
  readonly tries: number;
  readonly body: Readonly<Record<string, string | number | boolean | null>>;
};

/** Kept, a number that is named again is known again. */
export type Digests = 'kept' | 'cut';

export type Erased = {
  readonly notes: number;
  /** False while another process's reading keeps the erased bytes in the ledger's journal: erase again later. */
  readonly gone: boolean;
};

/** People of one campaign who are in another of the account too. */
export type AlsoIn = {
  readonly campaign: CampaignId;
  /** Called by it since then. */
  readonly called: number;
  /** Waiting in it, where it runs. */
  readonly waiting: number;
};

/** A call of another campaign to the same number. */
export type CalledElsewhere = {
  readonly destination: DestinationKey;
  readonly campaign: CampaignId;
  readonly at: Instant;
};
